import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Measure } from "../../src/analysis/measure.js";
import { type MeasureName, measures } from "../../src/analysis/registry.js";
import { convert } from "../../src/bulk/convert.js";
import { measure, qualityOf } from "../../src/bulk/measure-input.js";
import type { SourcePage } from "../../src/columns/page.js";
import { SAMPLES } from "../cli/binary.js";
import { cut, decodedPages, kept, sampleBytes } from "../columns/made-pages.js";
import { temporaryFolder } from "../input/source/folder.js";

/** Two sources of several records with nulls, texts, unmapped items, and clocks that lack, stand and step back. */
const LOGS = [
  "nulls.wits",
  "mixed-records.wits",
  "rig.wits",
  "duplicates.wits",
  "no-date.wits",
  "unmapped.wits",
];

/** Of the table of unmapped items, where a row says of which item it is. */
const UNMAPPED = ["code", "value"];

const pages: SourcePage[] = [];
decodedPages(
  Object.fromEntries(LOGS.map((name) => [name, sampleBytes(name)])),
  (page) => pages.push(kept(page)),
  {
    units: "metric",
  },
);

const begun = (name: MeasureName): Measure<unknown> => measures[name]();
const names = Object.keys(measures) as MeasureName[];

describe.each(names)("the measure %s", (name) => {
  it("is registered under its name", () => {
    expect(begun(name).name).toBe(name);
  });

  it("answers the same however rows are cut into pages", () => {
    const whole = begun(name);
    for (const page of pages) whole.add(page);
    const expected = whole.end();
    const lengths = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(lengths, (some) => {
        const other = begun(name);
        for (const page of pages) for (const part of cut(page, some)) other.add(part);
        expect(other.end()).toEqual(expected);
      }),
      { numRuns: 30, examples: [[[1]], [[7, 8, 9]]] },
    );
  });

  it("keeps nothing of a page that is lent", () => {
    const whole = begun(name);
    for (const page of pages) whole.add(page);
    const expected = whole.end();
    const other = begun(name);
    for (const page of pages) {
      const lent = kept(page);
      other.add(lent);
      for (const values of lent.values) if (values instanceof Float64Array) values.fill(-1);
      lent.times.fill(-1);
      lent.offsets.fill(-1);
    }
    expect(other.end()).toEqual(expected);
  });

  it("answers of no row at all", () => {
    expect(() => begun(name).end()).not.toThrow();
  });
});

describe("the library", () => {
  it("measures a log and the dataset that is made of it alike", async () => {
    const log = join(SAMPLES, "rig.wits");
    const folder = `${join(temporaryFolder({}), "dataset")}/`;
    await convert({ inputs: [log], output: folder, units: "metric" });
    const all = () => ({ quality: measures.quality(), drilled: measures.drilled() });
    const ofLog = await measure(log, all(), { units: "metric" });
    const ofDataset = await measure(folder, all());
    expect(ofDataset.results).toEqual(ofLog.results);
    expect(ofLog.results.quality.records.length).toBeGreaterThan(2);
    expect(ofLog.results.drilled.rate).toBeGreaterThan(0);
  });

  it("reads no other column than a measure needs", async () => {
    const seen = new Set<string>();
    const depths: Measure<number> = {
      name: "depths",
      needs: ["hole-depth", "hookload"],
      add: (page) => page.fields.forEach(({ name }) => void seen.add(name)),
      end: () => seen.size,
    };
    const { results } = await measure(join(SAMPLES, "rig.wits"), { depths }, { records: [1] });
    const needed = ["DMEA", "HKLA", "HKLX", ...UNMAPPED];
    expect([...seen].filter((name) => !needed.includes(name))).toEqual([]);
    expect(results.depths).toBeGreaterThanOrEqual(3);
  });

  it("says what it measured, and throws what it cannot", async () => {
    const told = await qualityOf(join(SAMPLES, "rig.wits"), { units: "metric" });
    expect(told).toMatchObject({ what: "a WITS log", utc: false, units: true, failures: [] });
    expect(told.quality.score).toBeGreaterThan(0.5);
    await expect(qualityOf(join(SAMPLES, "missing.wits"))).rejects.toThrow(/cannot read/);
    await expect(qualityOf(join(SAMPLES, "rig.wits"), { signal: AbortSignal.abort() })).rejects.toThrow();
  });
});
