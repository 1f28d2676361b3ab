import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type Layout, layouts, planOf } from "../../src/catalog/layout.js";
import { isConserved } from "../../src/kernel/counters.js";
import { Decoder } from "../../src/kernel/decoder.js";
import type { KernelBuild } from "../../src/kernel/load.js";
import type { DecodeOptions } from "../../src/kernel/options.js";
import { type Cut, outcomeOf, referenceOutcome } from "./outcome.js";

const builds: readonly KernelBuild[] = ["simd", "scalar"];
const cuts: readonly Cut[] = [Number.POSITIVE_INFINITY, 1, 2, 3, 7, 100, [5, 900, 1, 33, 4096, 17]];

const samples = new URL("../../samples/", import.meta.url);
const fixtures = readdirSync(samples)
  .filter((name) => /\.wits(\.gz)?$/.test(name))
  .map((name) => {
    const bytes = readFileSync(new URL(name, samples));
    return { name, bytes: name.endsWith(".gz") ? gunzipSync(bytes) : bytes };
  });

const optionsFor = (layout: Layout, more: Partial<DecodeOptions> = {}): DecodeOptions => ({
  plan: planOf({ layout }),
  sources: ["fixture"],
  ...more,
});

describe.each(fixtures)("$name", ({ bytes }) => {
  it.each(layouts)("gives one answer from three decoders, layout %s, however it is cut", (layout) => {
    const options = optionsFor(layout);
    const expected = referenceOutcome(bytes, options);
    expect(isConserved(expected.counters.bytes), JSON.stringify(expected.counters.bytes)).toBe(true);
    const large = bytes.length > 100_000;
    for (const build of builds) {
      for (const batchRows of [8, 2048]) {
        const decoder = new Decoder({ ...options, batchRows }, build);
        for (const cut of large ? cuts.slice(0, 2) : cuts) {
          expect(outcomeOf(decoder, bytes, cut), `${build}, cut ${cut}, ${batchRows} rows`).toEqual(expected);
        }
      }
    }
  });
});
