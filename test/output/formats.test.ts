import { expect, it } from "vitest";
import { partFormats } from "../../src/dataset/part-format.js";
import { Failure } from "../../src/failure/failure.js";
import { formatBy, formatNamed, formatNames, formatOf } from "../../src/output/formats.js";

it.each([
  ["out/a.parquet", "parquet"],
  ["a.ARROW", "arrow"],
  ["a.feather", "arrow"],
  ["a.ipc", "arrow"],
  ["a.arrows", "arrows"],
  ["a.b.csv", "csv"],
  ["a.ndjson", "ndjson"],
  ["a.jsonl", "ndjson"],
  ["a.xlsx", "xlsx"],
  ["a.las", "las"],
])("%s is %s", (path, format) => {
  expect(formatOf(path, formatNames)).toBe(format);
});

it("an ending that means nothing is wrong usage, and the answer lists what there is", () => {
  expect(() => formatOf("a.doc", partFormats)).toThrow(Failure);
  expect(() => formatOf("a.doc", partFormats)).toThrow(
    /format of a\.doc .*\.parquet \.arrow .* or give --format/,
  );
  expect(() => formatOf("-", partFormats)).toThrow(/standard output needs a format/);
});

it("a format can be named, by its name or an ending", () => {
  expect(formatNamed("NDJSON", partFormats)).toBe("ndjson");
  expect(formatNamed("jsonl", partFormats)).toBe("ndjson");
  expect(() => formatNamed("doc", partFormats)).toThrow(
    /there is no format doc; there are parquet, arrow, arrows, csv, ndjson/,
  );
});

it("a format that another command has is told with it", () => {
  expect(() => formatOf("a.xlsx", partFormats)).toThrow(/`witskit export` writes/);
  expect(() => formatNamed("las", partFormats)).toThrow(/`witskit export` writes it/);
});

it("the parts of a dataset are in the formats that keep every value", () => {
  expect(formatNames.filter((name) => formatBy(name).lossless)).toEqual([...partFormats]);
});
