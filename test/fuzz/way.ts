/**
 * Ways to decode: flags as a case has them, a layout, the rows of a batch. There are far more than can be kept ready, as
 * making a decoder takes thousands of times as long as an input does; so each block of seeds has some of its own.
 */

import { isFailure } from "../../src/failure/failure.js";
import type { ContainerOptions } from "../../src/input/container/open.js";
import { Random } from "../../src/samples/random.js";
import type { Layout } from "../../src/wits/catalog/layout.js";
import type { DecodeOptions } from "../../src/wits/decoding/options.js";
import { type Told, toldBy } from "../decode/dialect-words.js";

export interface Way {
  /** As they stand in a case. */
  readonly flags: string;
  readonly layout: Layout;
  readonly told: Told;
  readonly options: DecodeOptions;
}

/** Seeds that share their ways. */
export const BLOCK = 100_000;
const WAYS = 24;

/** Values that make a difference to small inputs, by flag. */
const choices: Readonly<Record<string, readonly string[]>> = {
  "date-order": ["dmy", "mdy"],
  "frame-end": ["repeat"],
  "time-from": ["04", "arrival"],
  "time-digits": ["hhmm"],
  nulls: ["''", "0,1.5,-9999", "9999,-999,OFF,nan", "-999.25,n/a,-,x,12"],
  decimal: ["comma"],
  thousands: ["space", "comma", "point", "apostrophe"],
  encoding: ["latin1", "windows-1251", "gbk", "shift_jis", "koi8-r", "gb18030"],
  "max-line": ["16", "17", "40", "200"],
  "max-frame": ["64", "65", "120", "300"],
  "max-text": ["1", "5", "16"],
  "max-codes": ["1", "2"],
  tz: ["Europe/Oslo", "America/St_Johns", "Asia/Kathmandu"],
  records: ["1", "1,19", "19", "2-99"],
  from: ["2001-01-01", "2024-06-12T10:00:02"],
  until: ["2024-06-12T14:00:00"],
  map: ["samples/maps/rig.csv", "samples/maps/shifted.csv", "samples/maps/no-clock.toml"],
};

const layouts: readonly Layout[] = ["record", "long", "record", "long", "frame"];

/** The ways of the seeds from `block * BLOCK` on. */
export async function waysOf(block: number): Promise<Way[]> {
  const random = new Random(1e12 + block);
  const ways: Way[] = [];
  while (ways.length < WAYS) {
    const flags = someFlags(random, ways.length % 3);
    const layout = layouts[random.below(layouts.length)]!;
    const batchRows = random.below(2) === 0 ? 8 : 2048;
    try {
      const told = await toldBy(flags);
      ways.push({ flags, layout, told, options: { ...told.optionsFor(layout), batchRows } });
    } catch (error) {
      // Flags that contradict each other.
      if (!isFailure(error, "usage")) throw error;
    }
  }
  return ways;
}

/** Few flags, some, or many: 0 to 2. */
function someFlags(random: Random, amount: number): string {
  const share = [0.03, 0.15, 0.35][amount]!;
  return Object.entries(choices)
    .filter(() => random.chance(share))
    .map(([name, values]) => `--${name} ${values[random.below(values.length)]}`)
    .join(" ");
}

const openings = new Map<string, ContainerOptions>();

/** What there is to know, beside a way's own flags, to take off a wrapping. */
export async function openingOf(way: Way, flags: string): Promise<ContainerOptions> {
  if (flags === "") return way.told.open;
  const all = `${way.flags} ${flags}`;
  if (openings.size > 10_000) openings.clear();
  const known = openings.get(all) ?? (await toldBy(all)).open;
  openings.set(all, known);
  return known;
}
