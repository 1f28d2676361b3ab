import { open } from "node:fs/promises";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convert } from "../../src/bulk/convert.js";
import { Channels } from "../../src/columns/channels.js";
import type { Field } from "../../src/columns/field.js";
import { FramePages } from "../../src/columns/frame-pages.js";
import { columnOf, type SourcePage, type Values } from "../../src/columns/page.js";
import { sourcePages } from "../../src/columns/parquet/row-pages.js";
import { fileInfo } from "../../src/dataset/file.js";
import { fieldOfFile } from "../../src/dataset/read.js";
import { WitsStream } from "../../src/stream/wits-stream.js";
import { catalogOf } from "../../src/wits/catalog/overlay.js";
import { SAMPLES } from "../cli/binary.js";
import { temporaryFolder } from "../input/source/folder.js";
import { cut, decodedPages, kept, sampleBytes } from "./made-pages.js";

/** Records 01, 11, 12, 14 and more, of which several have nulls and texts. */
const LOGS = ["rig.wits", "nulls.wits", "mixed-records.wits", "no-date.wits"];

type Row = Record<string, number | string | undefined>;

/** Rows as their values by code, whatever pages they came in; no value is left out. */
function rowsOf(pages: Iterable<SourcePage>): Row[] {
  const rows: Row[] = [];
  for (const { table, source, rows: count, times, offsets, fields, values } of pages) {
    for (let row = 0; row < count; row++) {
      const cells: Row = { table, source, offset: offsets[row]!, time: String(times[row]) };
      for (const [i, { code }] of fields.entries()) {
        const value = values[i]?.[row];
        if (code !== undefined && value !== undefined && !Number.isNaN(value)) cells[code] = value;
      }
      rows.push(cells);
    }
  }
  return rows.sort(
    (a, b) => Number(a["offset"]) - Number(b["offset"]) || (a["table"]! < b["table"]! ? -1 : 1),
  );
}

function decodedRows(name: string, rows?: number): Row[] {
  const pages: SourcePage[] = [];
  const take = (page: SourcePage) => page.record !== undefined && pages.push(kept(page));
  decodedPages({ [name]: sampleBytes(name) }, take, rows === undefined ? {} : { rows });
  return rowsOf(pages);
}

describe.each(LOGS)("%s has the same rows", (name) => {
  const rows = decodedRows(name);

  it("in large batches of a decoder and in tiny ones", () => {
    expect(rows.length).toBeGreaterThan(0);
    expect(decodedRows(name, 8)).toEqual(rows);
  });

  it("as a dataset of Parquet", async () => {
    const folder = join(temporaryFolder({}), "dataset");
    const report = await convert({ inputs: [join(SAMPLES, name)], output: `${folder}/` });
    const pages: SourcePage[] = [];
    for (const { path } of report.outputs) {
      const file = await fileInfo(path, "parquet");
      const table = file.provenance?.table ?? "";
      if (!table.startsWith("record=")) continue;
      const handle = await open(path);
      const fields = file.columns.map(fieldOfFile);
      for await (const page of sourcePages(handle, { path, table, fields })) pages.push(kept(page));
      await handle.close();
    }
    expect(rowsOf(pages).map((row) => ({ ...row, source: name }))).toEqual(rows);
  });

  it("as frames that come one after the other, however many are taken at once", async () => {
    for (const each of [7, Number.POSITIVE_INFINITY]) {
      const frames = new FramePages({ catalog: catalogOf() });
      const pages: SourcePage[] = [];
      let count = 0;
      for await (const frame of WitsStream.fromFile(join(SAMPLES, name))) {
        frames.add(frame);
        if (++count % each === 0) pages.push(...frames.take());
      }
      pages.push(...frames.take());
      expect(rowsOf(pages).map((row) => ({ ...row, source: name }))).toEqual(rows);
    }
  });
});

it("vendor lines make a row of record 19, or part of one, where a decoder makes it", async () => {
  for (const lines of [
    ["1984PASON/EDR"],
    ["0108100", "1984PASON/EDR"],
    ["0108100", "1981NORDRIG", "1984PASON/EDR"],
    ["1981NORDRIG", "1984PASON/EDR"],
  ]) {
    const text = `&&\r\n${lines.join("\r\n")}\r\n!!\r\n`;
    const decoded: SourcePage[] = [];
    decodedPages({ text }, (page) => decoded.push(kept(page)));
    const frames = new FramePages({ catalog: catalogOf() });
    for await (const frame of WitsStream.fromText(text)) frames.add(frame);
    expect(rowsOf(frames.take())).toEqual(rowsOf(decoded));
  }
});

it("a measurement that every row has is lent as it stands in the decoder, and what is null is no number", () => {
  const buffers = new Set<ArrayBufferLike>();
  let nulls = 0;
  decodedPages({ a: "&&\r\n0108100\r\n0110200\r\n!!\r\n&&\r\n0108101\r\n0110-999.25\r\n!!\r\n" }, (page) => {
    const bit = columnOf(page, "DBTM") as Float64Array;
    const hole = columnOf(page, "DMEA") as Float64Array;
    expect([...bit]).toEqual([100, 101]);
    expect([...hole]).toEqual([200, Number.NaN]);
    buffers.add(bit.buffer);
    nulls++;
    expect(hole.buffer).not.toBe(bit.buffer);
    expect(bit.buffer.byteLength).toBeGreaterThan(1_000_000);
  });
  expect([nulls, buffers.size]).toEqual([1, 1]);
});

const field = (name: string, code: number, unit?: string): Field => ({
  name,
  type: "number",
  utc: false,
  code,
  mnemonic: name,
  meaning: name,
  unit,
});

const pageOf = (fields: readonly Field[], values: readonly (Values | undefined)[]): SourcePage => {
  const rows = Math.max(...values.map((one) => one?.length ?? 0));
  const none = new Float64Array(rows);
  return { table: "record=01", record: 1, source: "a", rows, fields, values, times: none, offsets: none };
};

describe("a channel", () => {
  const [average, most] = [field("HKLA", 114), field("HKLX", 115)];

  it("is the surest item's in each row that has it, and the next one's elsewhere, however rows are cut", () => {
    const cell = fc.oneof(fc.constant(Number.NaN), fc.double({ min: 0, max: 9, noNaN: true }));
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 30 });
    const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rows, lengths, (cells, some) => {
        const columns = [0, 1].map((i) => Float64Array.from(cells, (row) => row[i]!));
        const channels = new Channels();
        const seen: number[] = [];
        for (const page of cut(pageOf([most, average], columns.toReversed()), some)) {
          seen.push(...channels.of(page, "hookload")!.values);
        }
        expect(seen).toEqual(cells.map(([a, b]) => (Number.isNaN(a) ? b : a)));
      }),
    );
  });

  it("has one unit: another item's values are turned into it, and left out where they cannot be", () => {
    const values = [Float64Array.of(Number.NaN, 5), Float64Array.of(2, 3)];
    const of = (unit: string | undefined) =>
      new Channels().of(pageOf([field("HKLA", 114, "KDN"), field("HKLX", 115, unit)], values), "hookload");
    expect(of("KDN")).toEqual({ values: Float64Array.of(2, 5), unit: "KDN" });
    expect(of("KLB")!.unit).toBe("KDN");
    expect(of("KLB")!.values[0]).toBeCloseTo(0.8896, 4);
    for (const unit of ["M", undefined]) expect([...of(unit)!.values]).toEqual([Number.NaN, 5]);
  });

  it("is what a map names so, and none where no field has it", () => {
    const page = pageOf([field("DMEA", 150), field("XYZ", 110)], [Float64Array.of(7), Float64Array.of(8)]);
    expect([...new Channels().of(page, "hole-depth")!.values]).toEqual([7]);
    expect(new Channels().of(page, "bit-depth")).toBeUndefined();
  });
});
