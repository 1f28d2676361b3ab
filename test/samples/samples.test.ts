import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { generateWhole } from "../../src/samples/shapes/generator.js";
import type { Outcome } from "../../src/samples/truth.js";

const folder = new URL("../../samples/", import.meta.url);
const read = (name: string): Buffer => {
  const bytes = readFileSync(new URL(name, folder));
  return name.endsWith(".gz") ? gunzipSync(bytes) : bytes;
};
const expected = (log: string): Outcome =>
  JSON.parse(
    readFileSync(new URL(log.replace(/\.wits(\.gz)?$/, ".expected.json"), folder), "utf8"),
  ) as Outcome;

const files = readdirSync(folder);
const logs = files.filter((name) => /\.wits(\.gz)?$/.test(name));

describe("each sample's expected bytes add up to its size", () => {
  test.each(logs)("%s", (log) => {
    const { total, framing, items, blank, rejected } = expected(log).bytes;
    expect(total).toBe(read(log).length);
    expect(framing + items + blank + rejected).toBe(total);
  });
});

test("no expectation is without its log", () => {
  const outcomes = files.filter((name) => name.endsWith(".expected.json"));
  expect(outcomes.length).toBe(logs.length);
});

test("the line ends are those that the samples' names promise", () => {
  expect(read("lf.wits").includes("\r")).toBe(false);
  expect(read("cr.wits").includes("\n")).toBe(false);
  expect(read("spec.wits").toString().replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
});

test("rig.wits is what the generator makes, with its truth beside it", () => {
  const { bytes, truth } = generateWhole({ seed: 2024, bytes: 480_000, records: [1, 11, 12, 14] });
  expect(read("rig.wits").equals(bytes)).toBe(true);
  expect(expected("rig.wits")).toMatchObject(truth.outcome());
});
