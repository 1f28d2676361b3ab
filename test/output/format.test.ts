import { expect, it } from "vitest";
import { Failure } from "../../src/failure.js";
import { formatNamed, formatOf } from "../../src/output/format.js";

it.each([
  ["out/a.parquet", "parquet"],
  ["a.ARROW", "arrow"],
  ["a.feather", "arrow"],
  ["a.ipc", "arrow"],
  ["a.arrows", "arrows"],
  ["a.b.csv", "csv"],
  ["a.ndjson", "ndjson"],
  ["a.jsonl", "ndjson"],
])("%s is %s", (path, format) => {
  expect(formatOf(path)).toBe(format);
});

it("an ending that means nothing is wrong usage, and the answer lists what there is", () => {
  expect(() => formatOf("a.xlsx")).toThrow(Failure);
  expect(() => formatOf("a.xlsx")).toThrow(/format of a\.xlsx .*\.parquet \.arrow .* or give --format/);
  expect(() => formatOf("-")).toThrow(/standard output needs a format/);
});

it("a format can be named", () => {
  expect(formatNamed("NDJSON")).toBe("ndjson");
  expect(() => formatNamed("xlsx")).toThrow(
    /there is no format xlsx; there are parquet, arrow, arrows, csv, ndjson/,
  );
});
