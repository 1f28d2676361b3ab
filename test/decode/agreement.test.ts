import { describe, expect, it } from "vitest";
import { Decoder } from "../../src/kernel/decoder.js";
import type { KernelBuild } from "../../src/kernel/load.js";
import { type Layout, layouts, planOf } from "../../src/wits/catalog/layout.js";
import { isConserved } from "../../src/wits/decoding/counters.js";
import type { DecodeOptions } from "../../src/wits/decoding/options.js";
import { expectedOf, fixtures } from "./fixtures.js";
import { type Cut, outcomeOf, referenceOutcome, show } from "./outcome.js";

const builds: readonly KernelBuild[] = ["simd", "scalar"];
const cuts: readonly Cut[] = [Number.POSITIVE_INFINITY, 1, 2, 3, 7, 100, [5, 900, 1, 33, 4096, 17]];

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
    const text = JSON.stringify(expected);
    const large = bytes.length > 100_000;
    for (const build of builds) {
      for (const batchRows of [8, 2048]) {
        const decoder = new Decoder({ ...options, batchRows }, build);
        for (const cut of large ? cuts.slice(0, 2) : cuts) {
          const outcome = outcomeOf(decoder, bytes, cut);
          if (JSON.stringify(outcome) !== text)
            expect(outcome, `${build}, cut ${cut}, ${batchRows} rows`).toEqual(expected);
        }
      }
    }
  });
});

describe.each(fixtures)("$name", ({ name, bytes }) => {
  const options = optionsFor("record");
  const expected = expectedOf(name);
  const outcome = referenceOutcome(bytes, options);

  it("has the outcome that stands beside it", () => {
    const { frames, rows, values, nulls, rejects } = outcome.counters;
    const occurring = Object.fromEntries(Object.entries(expected.nulls).filter(([, count]) => count > 0));
    expect({ frames, rows, values, nulls, rejects, bytes: outcome.counters.bytes }).toEqual({
      frames: expected.frames,
      rows: expected.rows,
      values: expected.values,
      nulls: occurring,
      rejects: expected.rejects,
      bytes: expected.bytes,
    });
  });

  it("has the row that is spelled out", () => {
    const record = Object.keys(expected.first)[0]!.slice(0, 2);
    const isTheRow = (row: string): boolean =>
      Object.entries(expected.first).every(([code, value]) =>
        value === null ? !row.includes(` ${code}=`) : `${row} `.includes(` ${code}=${show(value)} `),
      );
    expect(outcome.tables[`record=${record}`]?.find(isTheRow)).toBeDefined();
  });

  it.runIf(expected.timestamps !== undefined)("has the times of its frames", () => {
    const framed = referenceOutcome(bytes, optionsFor("frame"));
    const times = framed.tables["frame"]!.map((row) => row.split(" ")[1]);
    expect(times).toEqual(
      expected.timestamps!.map((time) => `${time === null ? null : Date.parse(`${time}Z`)}`),
    );
  });
});
