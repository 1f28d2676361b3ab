import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { parquetMetadata } from "hyparquet";
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js";
import { describe, expect, test } from "vitest";
import { type Field, fieldOfColumn } from "../../../src/columns/field.js";
import type { Compression } from "../../../src/columns/parquet/compression.js";
import { loadCompression } from "../../../src/columns/parquet/compression.js";
import { ParquetFile } from "../../../src/columns/parquet/file.js";
import type { KeyValue } from "../../../src/columns/parquet/footer.js";
import { writeNullChunk } from "../../../src/columns/parquet/null-chunk.js";
import { RowGroupEncoder } from "../../../src/columns/parquet/row-group.js";
import { rowGroupCapacity } from "../../../src/columns/parquet/row-group-builder.js";
import { Slabs } from "../../../src/columns/parquet/slabs.js";
import type { TableBatch } from "../../../src/kernel/batch.js";
import type { KernelBuild } from "../../../src/kernel/load.js";
import { catalogOf } from "../../../src/wits/catalog/overlay.js";
import type { Column } from "../../../src/wits/catalog/table.js";
import { query } from "../../bulk/query.js";
import { ParquetFileWriter } from "./file-writer.js";
import { type ColumnPlan, type MadeColumn, makeTable, toBatches } from "./made-table.js";
import { duckdb, hyparquet, pages, parquetjs, parquetWasm } from "./readers.js";

const encoders = new Map<string, RowGroupEncoder>();

function encoder(compression: Compression, build: KernelBuild): RowGroupEncoder {
  const key = `${compression} ${build}`;
  let found = encoders.get(key);
  if (found === undefined) {
    found = new RowGroupEncoder({ capacity: rowGroupCapacity(), compression, build });
    encoders.set(key, found);
  }
  return found;
}

interface Writing {
  readonly sizes?: readonly number[];
  readonly compression?: Compression;
  readonly build?: KernelBuild;
  readonly rowGroupRows?: number;
  readonly rowGroupBytes?: number;
  /** Bytes of rows that become a fragment together. */
  readonly buffer?: number;
  readonly decoders?: number;
  readonly metadata?: readonly KeyValue[];
  readonly encoder?: RowGroupEncoder;
  /** The batches are lent: their numbers are something else once they are written. */
  readonly slabs?: Slabs;
}

function write(columns: readonly MadeColumn[], writing: Writing = {}): Uint8Array {
  const chunks: Uint8Array[] = [];
  const sink = { write: (bytes: Uint8Array) => void chunks.push(bytes.slice()) };
  const { compression = "snappy", build = "simd", sizes = [1000], decoders = 1 } = writing;
  const writer = new ParquetFileWriter(sink, writing.encoder ?? encoder(compression, build), {
    columns: columns.filter(({ late }) => !late).map(({ column }) => column),
    ...(writing.rowGroupRows === undefined ? {} : { rows: writing.rowGroupRows }),
    ...(writing.rowGroupBytes === undefined ? {} : { bytes: writing.rowGroupBytes }),
    ...(writing.buffer === undefined ? {} : { buffer: writing.buffer }),
    ...(writing.slabs && { slabs: writing.slabs }),
  });
  const rows = columns[0]?.cells.length ?? 0;
  for (const batch of toBatches(columns, rows, sizes, decoders)) {
    writer.write(batch);
    if (writing.slabs !== undefined) spoil(batch);
  }
  const summary = writer.close({
    columns: columns.map(({ column }) => column),
    metadata: writing.metadata ?? [{ key: "witskit", value: '{"unit":"m"}' }],
    version: "0.0.0",
    utc: true,
  });
  const file = new Uint8Array(Buffer.concat(chunks));
  expect(summary).toMatchObject({ rows, bytes: file.length });
  return file;
}

function spoil({ columns }: TableBatch): void {
  for (const { values, validity } of columns) {
    validity?.fill(0xaa);
    if (values !== undefined && !("offsets" in values)) new Uint8Array(values.buffer).fill(0x55);
  }
}

const columnsOf = (made: readonly MadeColumn[]): Column[] => made.map(({ column }) => column);
const cellsOf = (made: readonly MadeColumn[]) => made.map(({ cells }) => cells);

const planArbitrary: fc.Arbitrary<ColumnPlan> = fc.record({
  type: fc.constantFrom("timestamp", "dictionary", "int64", "int32", "float64", "utf8", "binary"),
  nulls: fc.constantFrom("none", "all", "some", "stretches", "rare"),
  values: fc.constantFrom("constant", "few", "many", "distinct", "stretches", "odd"),
  from: fc.constantFrom(0, 0, 0, 0.4, 0.9),
});

const isWholeNumber = ({ type }: ColumnPlan): boolean =>
  type === "timestamp" || type === "int64" || type === "int32";

const tableArbitrary = fc.record({
  plans: fc.array(planArbitrary, { minLength: 1, maxLength: 6 }),
  rows: fc.oneof(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 0, max: 3000 })),
  seed: fc.nat(1000),
  sizes: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 4 }),
  rowGroupRows: fc.constantFrom(1000, 333, 64, 65_536),
  buffer: fc.constantFrom(1 << 24, 20_000, 700),
  compression: fc.constantFrom<Compression>("snappy", "gzip", "none"),
  build: fc.constantFrom<KernelBuild>("simd", "scalar"),
  decoders: fc.constantFrom(1, 2),
});

describe("any table comes back from", () => {
  const readers = { duckdb, hyparquet, "parquet-wasm": parquetWasm };
  for (const [name, read] of Object.entries(readers)) {
    test(name, async () => {
      await fc.assert(
        fc.asyncProperty(tableArbitrary, async ({ plans, rows, seed, ...writing }) => {
          const made = makeTable(plans, rows, seed);
          expect(await read(write(made, writing), columnsOf(made))).toEqual(cellsOf(made));
        }),
        { seed: 20160407, numRuns: 60 },
      );
    });
  }

  test("@dsnp/parquetjs, which knows no differences, where no column of whole numbers has some", async () => {
    await fc.assert(
      fc.asyncProperty(tableArbitrary, async ({ plans, rows, seed, ...writing }) => {
        const others = plans.map((one) => (isWholeNumber(one) ? { ...one, type: "float64" as const } : one));
        const made = makeTable(others, Math.min(rows, 300), seed);
        expect(await parquetjs(write(made, writing), columnsOf(made))).toEqual(cellsOf(made));
      }),
      { seed: 20160408, numRuns: 25 },
    );
    const times = makeTable([plan("timestamp", { values: "distinct" })], 20, 1);
    await expect(parquetjs(write(times), columnsOf(times))).rejects.toThrow(/DELTA_BINARY_PACKED/);
  });
});

describe("our pages", () => {
  const fieldsOf = (made: readonly MadeColumn[]): Field[] =>
    made.map(({ column }) => fieldOfColumn(column, catalogOf(), true));
  const pageCells = (made: readonly MadeColumn[]) =>
    made.map(({ column, cells }) =>
      cells.map((cell) => (isTextual(column.type) ? cell : cell === null ? Number.NaN : Number(cell))),
    );

  test("have the values of any table", async () => {
    await fc.assert(
      fc.asyncProperty(tableArbitrary, async ({ plans, rows, seed, ...writing }) => {
        const known = plans.map((one) => (one.type === "binary" ? { ...one, type: "utf8" as const } : one));
        const made = makeTable(known, rows, seed);
        expect(await pages(write(made, writing), fieldsOf(made))).toEqual(pageCells(made));
      }),
      { seed: 20160411, numRuns: 60 },
    );
  });

  test("have them across pages of the file and of ours, whatever runs of nulls there are", async () => {
    const wide = new RowGroupEncoder({
      capacity: { rows: 200_000, textBytes: 8 << 20 },
      compression: "none",
      build: "scalar",
    });
    for (const nulls of ["stretches", "some"] as const) {
      const made = makeTable(
        [
          plan("float64", { nulls, values: "stretches" }),
          plan("float64", { nulls, values: "distinct" }),
          plan("int64", { nulls, values: "many", from: 0.5 }),
          plan("dictionary", { nulls, values: "many" }),
        ],
        70_000,
        7,
      );
      const file = write(made, { rowGroupRows: 200_000, encoder: wide });
      expect(await pages(file, fieldsOf(made))).toEqual(pageCells(made));
    }
  });

  test("have those of other writers, however they pack them", async () => {
    const folder = mkdtempSync(join(tmpdir(), "witskit-parquet-"));
    const path = join(folder, "file.parquet");
    try {
      const columns = {
        depth: "CASE WHEN i % 7 = 0 THEN NULL ELSE i / 100 END::DOUBLE",
        every: "(i * 3)::DOUBLE",
        count: "CASE WHEN i % 5000 < 3000 THEN i END::INTEGER",
        large: "(i * 1000000007)::BIGINT",
        single: "(i / 8)::FLOAT",
        yes: "i % 3 = 0",
        word: "CASE WHEN i % 11 > 3 THEN 'word ' || (i % 40) END",
        text: "'æ ' || i",
        time: "CASE WHEN i % 2 = 0 THEN make_timestamp(1475107200000000 + i * 1000000) END",
      };
      const list = Object.entries(columns).map(([name, sql]) => `${sql} AS ${name}`);
      const fields = Object.keys(columns).map(
        (name): Field => ({
          ...{ name, code: undefined, mnemonic: undefined, meaning: name, unit: undefined, utc: false },
          type: name === "time" ? "time" : name === "word" || name === "text" ? "text" : "number",
        }),
      );
      for (const version of ["V1", "V2"]) {
        for (const codec of ["snappy", "uncompressed", "zstd"]) {
          await query(
            `COPY (SELECT ${list.join(", ")} FROM range(9000) t(i)) TO '${path}' (FORMAT parquet, PARQUET_VERSION ${version}, CODEC ${codec}, ROW_GROUP_SIZE 8500)`,
          );
          const read = await pages(readFileSync(path), fields);
          const sent = await query(
            `SELECT depth, every, "count", large::DOUBLE, single::DOUBLE, yes::INTEGER::DOUBLE, word, "text", epoch_ms("time")::DOUBLE FROM '${path}'`,
          );
          for (const [i, { name, type }] of fields.entries()) {
            expect([version, codec, name, read[i]]).toEqual([
              ...[version, codec, name],
              sent.map((row) => row[i] ?? (type === "text" ? null : Number.NaN)),
            ]);
          }
        }
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("are refused with the column's name where its bytes are none, and never other numbers without end", async () => {
    const made = makeTable([plan("float64", { nulls: "some" }), plan("utf8"), plan("int64")], 3000, 2);
    const file = write(made, { compression: "none" });
    const [rowGroup] = parquetMetadata(file.slice().buffer).row_groups;
    let refused = 0;
    for (const { meta_data } of rowGroup!.columns) {
      const from = Number(meta_data!.dictionary_page_offset || meta_data!.data_page_offset);
      for (let at = from; at < from + Number(meta_data!.total_compressed_size); at += 499) {
        const damaged = file.slice();
        damaged[at]! ^= 0xff;
        try {
          for (const cells of await pages(damaged, fieldsOf(made))) expect(cells).toHaveLength(3000);
        } catch (error) {
          expect(error).toMatchObject({ code: "input-damaged" });
          refused++;
        }
      }
    }
    expect(refused).toBeGreaterThan(5);
  });
});

const isTextual = (type: Column["type"]): boolean => type === "utf8" || type === "dictionary";

describe("the bytes of a file", () => {
  test("are the same when the batches are lent", () => {
    const slabs = new Slabs();
    fc.assert(
      fc.property(tableArbitrary, ({ plans, rows, seed, ...writing }) => {
        const made = makeTable(plans, rows, seed);
        expect(Buffer.compare(write(made, { ...writing, slabs }), write(made, writing))).toBe(0);
      }),
      { seed: 20160410, numRuns: 60 },
    );
  });

  test("do not depend on how the rows were cut into batches and fragments, nor on the kernel's build", () => {
    fc.assert(
      fc.property(
        tableArbitrary,
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(1500, 20_000, 1 << 24),
        fc.constantFrom(300, 3000, 1 << 24),
        ({ plans, rows, seed, sizes, decoders, build: _, ...writing }, otherSizes, rowGroupBytes, buffer) => {
          const made = makeTable(plans, rows, seed);
          const other = { ...writing, sizes: otherSizes, buffer };
          const first = write(made, { ...writing, rowGroupBytes, sizes, decoders, build: "simd" });
          const second = write(made, { ...other, rowGroupBytes, build: "scalar" });
          expect(Buffer.compare(first, second)).toBe(0);
        },
      ),
      { seed: 20160409, numRuns: 80 },
    );
  });
});

const plan = (type: ColumnPlan["type"], more: Partial<ColumnPlan> = {}): ColumnPlan => ({
  type,
  nulls: "none",
  values: "many",
  from: 0,
  ...more,
});

describe("row groups", () => {
  test("end at the given number of rows", () => {
    const made = makeTable([plan("float64")], 2500, 1);
    const { row_groups } = parquetMetadata(write(made, { rowGroupRows: 1000 }).slice().buffer);
    expect(row_groups.map(({ num_rows }) => num_rows)).toEqual([1000n, 1000n, 500n]);
  });

  test("end before the row that would pass the bytes, counting only columns with a value", () => {
    const made = makeTable([plan("float64"), plan("float64", { nulls: "all" })], 250, 1);
    const { row_groups } = parquetMetadata(write(made, { rowGroupBytes: 807 }).slice().buffer);
    expect(row_groups.map(({ num_rows }) => num_rows)).toEqual([100n, 100n, 50n]);
  });

  test("hold one row at least, however long", async () => {
    const made = makeTable([plan("utf8", { values: "odd" })], 20, 1);
    const file = write(made, { rowGroupBytes: 1 });
    expect(parquetMetadata(file.slice().buffer).row_groups).toHaveLength(20);
    expect(await duckdb(file, columnsOf(made))).toEqual(cellsOf(made));
  });

  test("have an empty chunk of a few bytes for a column that turned up after them", () => {
    const made = makeTable([plan("float64"), plan("utf8", { from: 0.5 })], 2000, 1);
    const { row_groups } = parquetMetadata(write(made, { rowGroupRows: 1000 }).slice().buffer);
    const [first, second] = row_groups.map(({ columns }) => columns[1]!.meta_data!);
    expect(first!.total_compressed_size).toBeLessThan(40n);
    expect(first!.statistics).toMatchObject({ null_count: 1000n });
    expect(first!.data_page_offset).toBeGreaterThan(second!.data_page_offset);
  });
});

describe("a large row group", () => {
  const rows = 65_536;
  const plans = [
    plan("float64", { values: "distinct" }),
    plan("float64", { values: "odd", nulls: "rare" }),
    plan("int64", { values: "distinct", nulls: "some" }),
    plan("float64", { values: "many", nulls: "stretches" }),
  ];

  test("is read back whole, distinct columns in plain pages, others with dictionaries", async () => {
    const made = makeTable(plans, rows, 3);
    const file = write(made, { sizes: [8192, 777] });
    const [group] = parquetMetadata(file.slice().buffer).row_groups;
    const hasDictionary = group!.columns.map(({ meta_data }) =>
      meta_data!.encodings.includes("RLE_DICTIONARY"),
    );
    expect(hasDictionary).toEqual([false, true, false, true]);
    expect(group!.columns[2]!.meta_data!.encodings).toContain("DELTA_BINARY_PACKED");
    expect(await parquetWasm(file, columnsOf(made))).toEqual(cellsOf(made));
    expect(await duckdb(file, columnsOf(made))).toEqual(cellsOf(made));
  });

  test("is the same of few fragments and of many, whatever its dictionaries come to", () => {
    const types = ["float64", "int32", "int64", "utf8", "dictionary"] as const;
    const values = ["few", "many", "distinct", "stretches"] as const;
    const made = makeTable(
      types.flatMap((type) => values.map((one) => plan(type, { values: one, nulls: "some" }))),
      40_000,
      5,
    );
    const few = write(made, { rowGroupRows: 30_000 });
    const many = write(made, { rowGroupRows: 30_000, buffer: 150_000, sizes: [1900], build: "scalar" });
    expect(Buffer.compare(few, many)).toBe(0);
  });

  test("may have more rows than a page, and more texts than a dictionary", async () => {
    const wide = new RowGroupEncoder({
      capacity: { rows: 200_000, textBytes: 8 << 20 },
      compression: "snappy",
      build: "scalar",
    });
    const made = makeTable(
      [
        plan("float64", { nulls: "some" }),
        plan("int32", { values: "distinct" }),
        plan("utf8", { values: "distinct" }),
        plan("dictionary", { values: "distinct", nulls: "rare" }),
      ],
      150_000,
      4,
    );
    const file = write(made, { rowGroupRows: 200_000, encoder: wide });
    expect(parquetMetadata(file.slice().buffer).row_groups).toHaveLength(1);
    expect(await duckdb(file, columnsOf(made))).toEqual(cellsOf(made));
    expect(await hyparquet(file, columnsOf(made))).toEqual(cellsOf(made));
  });
});

describe("statistics", () => {
  const statistics = (made: readonly MadeColumn[]) =>
    parquetMetadata(write(made).slice().buffer).row_groups[0]!.columns.map(
      ({ meta_data }) => meta_data!.statistics!,
    );
  const one = (type: ColumnPlan["type"], cells: MadeColumn["cells"]) => {
    const [made] = makeTable([plan(type, { nulls: "some" })], 1, 1);
    return statistics([{ ...made!, cells }])[0]!;
  };

  test("leave NaN out", () => {
    expect(one("float64", [Number.NaN, 2, null, 1])).toMatchObject({
      min_value: 1,
      max_value: 2,
      null_count: 1n,
    });
  });

  test("have no bounds where there is nothing but NaN", () => {
    const { min_value, max_value, null_count } = one("float64", [Number.NaN, Number.NaN]);
    expect([min_value, max_value, null_count]).toEqual([undefined, undefined, 0n]);
  });

  test("widen a zero to both of its signs", () => {
    const { min_value, max_value } = one("float64", [0, -0, 0]);
    expect(Object.is(min_value, -0)).toBe(true);
    expect(Object.is(max_value, 0)).toBe(true);
  });

  test("take infinities as numbers", () => {
    const infinity = Number.POSITIVE_INFINITY;
    expect(one("float64", [infinity, infinity])).toMatchObject({ min_value: infinity, max_value: infinity });
  });

  test("order texts by their bytes, unsigned", () => {
    expect(one("utf8", ["é", "z", "", "井", "🛢"])).toMatchObject({ min_value: "", max_value: "🛢" });
    expect(one("dictionary", ["b", "a", null, "井", "b"])).toMatchObject({ min_value: "a", max_value: "井" });
  });

  test("cut long texts, the greatest one rounded up", () => {
    const { min_value, max_value, is_max_value_exact } = one("utf8", ["m".repeat(100), "n".repeat(100)]);
    expect(min_value).toBe("m".repeat(64));
    expect(max_value).toBe(`${"n".repeat(63)}o`);
    expect(is_max_value_exact).toBe(false);
  });

  test("hold integers to the last digit", () => {
    const least = -(2n ** 63n);
    const greatest = 2n ** 63n - 1n;
    expect(one("int64", [0n, greatest, null, least])).toMatchObject({
      min_value: least,
      max_value: greatest,
    });
    expect(one("int32", [5, -7, null])).toMatchObject({ min_value: -7, max_value: 5 });
  });
});

describe("the footer", () => {
  test("names the program, carries metadata, and tells local from UTC times", () => {
    const made = makeTable([plan("timestamp")], 3, 1);
    const metadata = parquetMetadata(write(made).slice().buffer);
    expect(metadata.created_by).toBe("witskit version 0.0.0");
    expect(metadata.key_value_metadata).toEqual([{ key: "witskit", value: '{"unit":"m"}' }]);
    expect(metadata.schema[1]!.logical_type).toEqual({
      type: "TIMESTAMP",
      isAdjustedToUTC: true,
      unit: "MILLIS",
    });
  });

  test("refuses to leave out a column that has values", () => {
    const sink = { write: () => undefined };
    const made = makeTable([plan("float64")], 3, 1);
    const writer = new ParquetFileWriter(sink, encoder("none", "simd"), { columns: [] });
    for (const batch of toBatches(made, 3, [3])) writer.write(batch);
    expect(() => writer.close({ columns: [], metadata: [], version: "0", utc: false })).toThrow(
      /float64_0 has values/,
    );
  });

  test("may have no metadata", async () => {
    const made = makeTable([plan("int32")], 3, 1);
    const file = write(made, { metadata: [] });
    for (const read of [duckdb, hyparquet, parquetWasm, parquetjs]) {
      expect(await read(file, columnsOf(made))).toEqual(cellsOf(made));
    }
  });

  test("of a file without rows has the columns all the same", async () => {
    const made = makeTable([plan("float64"), plan("utf8"), plan("timestamp")], 0, 1);
    const file = write(made);
    for (const read of [duckdb, hyparquet, parquetWasm, parquetjs]) {
      expect(await read(file, columnsOf(made))).toEqual([[], [], []]);
    }
  });
});

test("a null in a column declared without nulls is refused by name", () => {
  const [made] = makeTable([plan("int32")], 1, 1);
  expect(() => write([{ ...made!, cells: [1, null] }])).toThrow(/int32_0 holds 1 nulls/);
});

test("chunks may stand beyond two and four gigabytes", () => {
  const parts: Uint8Array[] = [];
  const file = new ParquetFile({ write: (bytes) => void parts.push(bytes) });
  const [made] = makeTable([plan("int32", { nulls: "all" })], 1, 1);
  const columns = [made!.column];
  const rows = 100;
  for (let group = 0; group < 3; group++) {
    // Three gigabytes in name alone: the sink does not look at them.
    const bytes = { length: 3e9 } as Uint8Array<ArrayBuffer>;
    const chunk = { ...writeNullChunk(new ByteWriter(), made!.column, rows), offset: 2.5e9 };
    file.append({ rows, bytes, chunks: [chunk] });
  }
  const before = parts.length;
  const { bytes } = file.close({ columns, metadata: [], version: "0", utc: false });
  const footer = new Uint8Array(Buffer.concat(parts.slice(before)));
  expect(bytes).toBe(4 + 9e9 + footer.length);
  const { row_groups } = parquetMetadata(footer.buffer);
  expect(row_groups.map(({ columns: [chunk] }) => chunk!.meta_data!.data_page_offset)).toEqual([
    2_500_000_004n,
    5_500_000_004n,
    8_500_000_004n,
  ]);
});

test("zstd is read back", async () => {
  const made = makeTable([plan("float64"), plan("utf8")], 2000, 1);
  await loadCompression("zstd");
  const zstd = new RowGroupEncoder({ capacity: rowGroupCapacity(), compression: "zstd" });
  expect(await duckdb(write(made, { encoder: zstd }), columnsOf(made))).toEqual(cellsOf(made));
});
