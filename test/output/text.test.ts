import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openOutput } from "../../src/durable/open-output.js";
import { csv as csvSink } from "../../src/output/csv/csv.js";
import { ndjson as ndjsonSink } from "../../src/output/ndjson/ndjson.js";
import type { OpenSink, SinkOptions } from "../../src/output/sink.js";
import { numberText } from "../../src/text/number-text.js";
import type { Table } from "../../src/wits/catalog/table.js";
import {
  batchMaker,
  FIRST_ROWS,
  NULL_ROWS,
  SECOND_ROWS,
  TABLE,
  TEN_O_CLOCK,
  type Value,
} from "../columns/arrow/batch.js";
import { temporaryFolder } from "../input/source/folder.js";

async function written(
  open: OpenSink,
  name: string,
  options: Omit<SinkOptions, "open">,
  sets: Value[][][],
  table: Table = TABLE,
) {
  const path = join(temporaryFolder(), name);
  const sink = await open({ ...options, open: () => openOutput(path) });
  const into = await sink.begin({ table, name: "t", title: "a table" });
  const batchOf = batchMaker(table);
  for (const rows of sets) await into.write(batchOf(rows));
  await sink.commit();
  return path;
}

const csv = async (options: Omit<SinkOptions, "open">, ...sets: Value[][][]) =>
  readFileSync(await written(csvSink, "a.csv", options, sets), "utf8");
const ndjson = async (options: Omit<SinkOptions, "open">, ...sets: Value[][][]) =>
  readFileSync(await written(ndjsonSink, "a.ndjson", options, sets), "utf8");

describe("CSV", () => {
  it("has a header, and a line a row", async () => {
    expect(await csv({}, FIRST_ROWS, SECOND_ROWS, NULL_ROWS)).toBe(
      [
        "timestamp,source,offset,WELLID,STKNUM,DBTM,bytes,ACTC",
        "2016-09-30T10:04:01.000,rig/a.wits,0,NO 15/9-F-4,0,3650.4,,DRLG",
        "2016-09-30T10:04:02.000,rig/a.wits,61,,,,,",
        ',rig/a.wits,1099511627776,"Øst, ""B""\r\nend",-7,-0.1,AP8K,TRIP',
        '2016-09-30T10:04:03.500,rig/b.wits,0,"",2147483647,1e+21,,CONN',
        "2016-09-30T10:04:04.000,rig/b.wits,9,x,1,0.30000000000000004,,DRLG",
        ",rig/c.wits,1,,,,,",
        "",
      ].join("\n"),
    );
  });

  it("of no rows is its header", async () => {
    expect(await csv({})).toBe("timestamp,source,offset,WELLID,STKNUM,DBTM,bytes,ACTC\n");
  });

  it("marks timestamps that are UTC", async () => {
    expect(await csv({ timezone: "Europe/Oslo" }, FIRST_ROWS.slice(0, 1))).toContain(
      "\n2016-09-30T10:04:01.000Z,",
    );
  });

  it("is read by DuckDB without options, every value as it was", async () => {
    const rows = manyRows(3000);
    const path = await written(csvSink, "a.csv", {}, [rows.slice(0, 1000), rows.slice(1000)]);
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const reader = await connection.runAndReadAll(
      `select epoch_ms("timestamp"), source, "offset", WELLID, STKNUM, DBTM, bytes, ACTC from '${path}'`,
    );
    const read = reader
      .getRows()
      .map((row) => row.map((cell) => (typeof cell === "bigint" ? Number(cell) : cell)));
    expect(read).toEqual(
      rows.map((row) => row.map((cell) => (cell instanceof Uint8Array ? base64(cell) : cell))),
    );
  });
});

describe("NDJSON", () => {
  it("has an object a row, without its nulls", async () => {
    const lines = (await ndjson({}, FIRST_ROWS, NULL_ROWS)).split("\n");
    expect(lines.slice(0, 2)).toEqual([
      '{"timestamp":"2016-09-30T10:04:01.000","source":"rig/a.wits","offset":0,"WELLID":"NO 15/9-F-4","STKNUM":0,"DBTM":3650.4,"ACTC":"DRLG"}',
      '{"timestamp":"2016-09-30T10:04:02.000","source":"rig/a.wits","offset":61}',
    ]);
    expect(lines.slice(-2)).toEqual(['{"source":"rig/c.wits","offset":1}', ""]);
  });

  it("is JSON for any text", async () => {
    const texts = ['"', "\\", "\u0000\u001f", "\u2028", "\ud83d\ude80", "Ø\r\n\t", ""];
    const rows = texts.map((text): Value[] => [null, text, 0, text, null, null, null, null]);
    const lines = (await ndjson({}, rows)).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      texts.map((text) => ({ source: text, offset: 0, WELLID: text })),
    );
  });

  it("writes an integer beyond the safe ones as text, and -0 as itself", async () => {
    const [line] = (await ndjson({}, [[null, "s", 2n ** 60n, null, null, -0, null, null]])).split("\n");
    expect(line).toBe('{"source":"s","offset":"1152921504606846976","DBTM":-0}');
  });

  it("of a row of nulls is an empty object", async () => {
    const table: Table = { name: "t", columns: TABLE.columns.filter(({ nullable }) => nullable) };
    const path = await written(ndjsonSink, "a.ndjson", {}, [[table.columns.map(() => null)]], table);
    expect(readFileSync(path, "utf8")).toBe("{}\n");
  });
});

describe("a timestamp", () => {
  it.each([
    [TEN_O_CLOCK, "2016-09-30T10:04:01.000"],
    [0, "1970-01-01T00:00:00.000"],
    [-1, "1969-12-31T23:59:59.999"],
    [Date.UTC(2000, 1, 29, 23, 59, 59, 999), "2000-02-29T23:59:59.999"],
    [Date.UTC(2069, 11, 31), "2069-12-31T00:00:00.000"],
  ])("%i is %s, whatever row came before", async (time, text) => {
    const rowAt = (at: number): Value[] => [at, "s", 0, null, null, null, null, null];
    const lines = (
      await csv({}, [rowAt(TEN_O_CLOCK), rowAt(time), rowAt(time - 86_400_000), rowAt(time)])
    ).split("\n");
    expect(lines[2]!.split(",")[0]).toBe(text);
    expect(lines[4]!.split(",")[0]).toBe(text);
  });
});

describe("a number", () => {
  const sameAsString = (value: number): void => {
    expect(numberText(value)).toBe(String(value));
  };

  it("has the digits that String gives it", () => {
    fc.assert(fc.property(fc.double({ noNaN: true }), (value) => sameAsString(value + 0)));
    fc.assert(fc.property(fc.integer(), (hundredths) => sameAsString(hundredths / 100 + 0)));
    for (const value of [
      0,
      0.01,
      0.07,
      0.1,
      0.29,
      1.005,
      1,
      10,
      99.99,
      1e7,
      9_999_999.99,
      1e7 + 0.01,
      1e21,
      5e-324,
    ]) {
      sameAsString(value);
      sameAsString(value === 0 ? 0 : -value);
    }
  });

  it("keeps the sign of zero", () => {
    expect(numberText(-0)).toBe("-0");
    expect(numberText(-0.001)).toBe("-0.001");
  });
});

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

/** More than a buffer of them, with every kind of null. */
function manyRows(count: number): Value[][] {
  return Array.from({ length: count }, (_, i): Value[] => [
    i % 11 === 0 ? null : TEN_O_CLOCK + i * 1000,
    `rig/${i % 3}, "x".wits`,
    i * 61,
    i % 5 === 0 ? null : `line ${i}\nØ, "quoted"`,
    i % 7 === 0 ? null : i - 1500,
    i % 3 === 0 ? null : Math.sin(i) * 10 ** ((i % 30) - 15),
    i % 2 === 0 ? null : Uint8Array.of(i & 255, 0, 255),
    i % 13 === 0 ? null : ["DRLG", "CONN", "TRIP"][i % 3]!,
  ]);
}
