/** What one sender says of one well: the newest value of each item, how old it is, and what the rig does. */

import type { LiveState } from "../../bulk/analysis/live-analysis.js";
import type { FrameValue, WitsFrame } from "../../frame/frame.js";
import { activityName } from "../../wits/catalog/activity.js";
import { Trends } from "./trend.js";

/** The newest of an item. */
export interface Newest extends FrameValue {
  /** When it came, milliseconds since 1970. */
  readonly arrival: number;
  /** The time of its frame; undefined when nothing tells it. */
  readonly timestamp: number | undefined;
  /** Milliseconds from one value to the next, usually; undefined after the first. */
  readonly interval: number | undefined;
  /** Decimals that the sender writes, at most so far. */
  readonly decimals: number;
}

export class Board {
  /** The link's name, with the sender's and the well's where there are several. */
  readonly name: string;
  readonly link: string;
  readonly items = new Map<string, Newest>();
  readonly trends = new Trends();
  frames = 0;
  /** When the last frame came, milliseconds since 1970. */
  arrival: number | undefined;
  /** The last frame's time, see WitsFrame. */
  timestamp: number | undefined;
  /** Item 01, as it was sent last. */
  well: string | undefined;
  /** What an analysis says of the rig; undefined before it does, and where nobody asked for one. */
  rig: LiveState | undefined;
  #activity: number | undefined;

  constructor(name: string, link: string) {
    this.name = name;
    this.link = link;
  }

  take(frame: WitsFrame, arrival: number): void {
    this.frames++;
    this.arrival = arrival;
    this.timestamp = frame.timestamp?.getTime() ?? this.timestamp;
    for (const value of frame.items) {
      const known = this.items.get(value.code);
      this.items.set(value.code, newest(known, value, arrival, frame.timestamp?.getTime()));
      if (typeof value.value === "number") this.trends.add(value.code, value.value, arrival);
      else if (value.code.endsWith("01") && typeof value.value === "string") this.well = value.value;
      if (value.code.endsWith("07") && typeof value.value === "number") this.#activity = value.value;
    }
  }

  /** In words; undefined when nothing tells it. */
  get activity(): string | undefined {
    return this.#activity === undefined
      ? undefined
      : (activityName(this.#activity) ?? `activity ${this.#activity}`);
  }

  /** The newest number of the first of these codes that has one. */
  newestOf(codes: readonly string[]): Newest | undefined {
    return codes.map((code) => this.items.get(code)).find((item) => typeof item?.value === "number");
  }
}

/** Milliseconds. */
const BURST = 100;
const LONGEST = 600_000;
/** How fast the usual interval follows the last one. */
const SHARE = 0.2;

function newest(
  known: Newest | undefined,
  value: FrameValue,
  arrival: number,
  timestamp: number | undefined,
): Newest {
  const gap = known === undefined ? undefined : gapBetween(known, arrival, timestamp);
  const interval =
    gap === undefined || known?.interval === undefined
      ? gap
      : known.interval + SHARE * (gap - known.interval);
  const { code, mnemonic, name, unit, text } = value;
  const decimals = Math.max(known?.decimals ?? 0, typeof value.value === "number" ? decimalsOf(text) : 0);
  return { code, mnemonic, name, unit, text, value: value.value, arrival, timestamp, interval, decimals };
}

/** What has waited somewhere comes all at once: its rhythm is that of its own times then. */
function gapBetween(known: Newest, arrival: number, timestamp = Number.NaN): number {
  const gap = arrival - known.arrival;
  const own = timestamp - (known.timestamp ?? Number.NaN);
  return gap < BURST && own > 0 ? Math.min(own, LONGEST) : gap;
}

/** Of what a conversion makes of two decimals only the first three are worth a look. */
const MOST_DECIMALS = 3;

function decimalsOf(text: string): number {
  const point = text.indexOf(".");
  return point < 0 || text.includes("e") ? 0 : Math.min(MOST_DECIMALS, text.length - point - 1);
}
