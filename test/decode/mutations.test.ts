import { describe, expect, it } from "vitest";
import { layouts, planOf } from "../../src/catalog/layout.js";
import { isConserved } from "../../src/kernel/counters.js";
import { Decoder } from "../../src/kernel/decoder.js";
import type { DecodeOptions } from "../../src/kernel/options.js";
import { Random } from "../../src/samples/random.js";
import { fixtures } from "./fixtures.js";
import { mutate, someArrivals } from "./mutate.js";
import { type Cut, outcomeOf, referenceOutcome } from "./outcome.js";

/** More with `WITSKIT_MUTATIONS=1000000 npx vitest run test/decode/mutations`, other ones with `WITSKIT_SEED`. */
const count = Number(process.env["WITSKIT_MUTATIONS"] ?? 10_000);
const firstSeed = Number(process.env["WITSKIT_SEED"] ?? 1);

/** Ways to decode: each layout, ordinary limits and ones that ordinary lines and frames exceed, time bounds, records, dialects. */
const ways: readonly DecodeOptions[] = layouts.flatMap((layout) => {
  const options: DecodeOptions = { plan: planOf({ layout }), sources: ["mutation"] };
  return [
    options,
    { ...options, maxLine: 40, maxFrame: 300, batchRows: 8 },
    {
      ...options,
      plan: planOf({ layout, records: [1, 19] }),
      from: Date.UTC(2001, 0),
      until: Date.UTC(2024, 5, 12, 14),
      dateOrder: "dmy" as const,
      nulls: [0, 1.5, -9999],
    },
    {
      ...options,
      decimal: "comma" as const,
      thousands: "space" as const,
      encoding: "windows-1251",
      nulls: [-999.25, 1234.5, "NaN", "off", "1e999", "PASON/EDR"],
      maxText: 9,
      maxCodes: 2,
    },
    {
      ...options,
      decimal: "comma" as const,
      thousands: "point" as const,
      encoding: "shift_jis",
      nulls: [-9999, "x", "empty"],
      maxCodes: 0,
      batchRows: 8,
    },
    { ...options, thousands: "comma" as const, encoding: "gb18030", maxCodes: 20, maxText: 1 },
    { ...options, thousands: "apostrophe" as const, encoding: "windows-1252", maxCodes: 40 },
  ];
});

describe("seeded mutations of the samples", () => {
  it(`${count} of them: three decoders give one answer and no byte is lost`, { timeout: 3_600_000 }, () => {
    const decoders = ways.map((way) => [new Decoder(way, "simd"), new Decoder(way, "scalar")] as const);
    for (let seed = firstSeed; seed < firstSeed + count; seed++) {
      const random = new Random(seed);
      const { name, bytes } = fixtures[random.below(fixtures.length)]!;
      const log = mutate(random, bytes);
      const way = random.below(ways.length);
      const arrivals = random.below(2) === 0 ? [] : someArrivals(random, log.length);
      const expected = referenceOutcome(log, ways[way]!, arrivals);
      const cuts: Cut[] = [Number.POSITIVE_INFINITY, [1, 2, 3, 7, 100][random.below(5)]!, randomCut(random)];
      const build = random.below(2);
      for (const [i, cut] of cuts.entries()) {
        const outcome = outcomeOf(decoders[way]![(build + i) % 2]!, log, cut, arrivals);
        if (!isConserved(outcome.counters.bytes) || JSON.stringify(outcome) !== JSON.stringify(expected)) {
          const replay = `seed ${seed}, ${name}, way ${way}, cut ${cut}, arrivals ${JSON.stringify(arrivals)}, ${JSON.stringify(Buffer.from(log).toString("latin1"))}`;
          expect(outcome, replay).toEqual(expected);
          expect(
            isConserved(outcome.counters.bytes),
            `${replay}: ${JSON.stringify(outcome.counters.bytes)}`,
          ).toBe(true);
        }
      }
    }
  });
});

const randomCut = (random: Random): number[] => Array.from({ length: 40 }, () => 1 + random.below(60));
