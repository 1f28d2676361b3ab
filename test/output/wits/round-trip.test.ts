/** WITS to Parquet to WITS: the same values, and the same bytes as far as the text of a number is not one of several. */
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { convert } from "../../../src/bulk/convert.js";
import { type LogOptions, openLogs } from "../../../src/bulk/open.js";
import { readTable } from "../../../src/dataset/read.js";
import { mapEntries } from "../../../src/input/feed/map-file.js";
import { exportFrames } from "../../../src/output/export/frames.js";
import { namedFormat } from "../../../src/output/formats.js";
import { generateScenario } from "../../../src/samples/scenarios/generator.js";
import { scenarioNames } from "../../../src/samples/scenarios/names.js";
import { scenarioNamed } from "../../../src/samples/scenarios/scenarios.js";
import { planOf } from "../../../src/wits/catalog/layout.js";
import type { MapRow } from "../../../src/wits/map/check.js";
import { type WritingOptions, writingOf } from "../../../src/wits/writing/writing.js";
import { SAMPLES } from "../../cli/binary.js";
import { describeDecoded } from "../../decode/outcome.js";
import { decodeUnwrapped, unwrapped } from "../../decode/unwrapped.js";
import { realLog, withoutRealLogs } from "../../real-logs.js";

const folder = mkdtempSync(join(tmpdir(), "witskit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The bytes of a log as they are written again. */
async function written(
  path: string,
  options: WritingOptions = {},
  reading: LogOptions = {},
  notes: string[] = [],
): Promise<Buffer> {
  const dataset = await openLogs([path], { ...reading, workers: 1 });
  try {
    const tables = dataset.tables.filter(({ name }) => name !== "rejects");
    const readers = await Promise.all(tables.map((table) => readTable(table)));
    const output = join(folder, "again.wits");
    const writing = writingOf(options);
    const { tables: told } = await exportFrames(readers, {
      output,
      format: namedFormat("wits"),
      force: true,
      writing,
    });
    notes.push(...told.flatMap(({ receipt }) => receipt.notes));
    return readFileSync(output);
  } finally {
    await dataset.close();
  }
}

/** The rows of a log by table, without the bytes at which they stood. */
async function rowsOf(bytes: Uint8Array): Promise<Record<string, string[]>> {
  const options = { plan: planOf({ layout: "record" }), sources: ["log"] };
  const { tables } = describeDecoded(decodeUnwrapped(await unwrapped(bytes, {}), options), options);
  const withoutOffset = (row: string): string => row.slice(row.indexOf(" "));
  return Object.fromEntries(
    Object.entries(tables).map(([name, rows]) => {
      const shown = rows.map(withoutOffset);
      // Items of a frame are written by their codes, in whatever order they came.
      return [name, name === "unmapped" ? shown.sort() : shown];
    }),
  );
}

const samples = readdirSync(SAMPLES).filter((name) => /\.wits$/.test(name));

describe("every sample has the same rows when it is written again", () => {
  it.each(samples)("%s", async (name) => {
    const path = join(SAMPLES, name);
    const before = await rowsOf(readFileSync(path));
    if (Object.keys(before).length === 0) return;
    expect(await rowsOf(await written(path))).toEqual(before);
  });
});

/** Numbers in as few digits as tell them, nulls left out: what is written of a log that is in order. */
function inFewDigits(log: Buffer): string {
  const item = /^(\d{4})(?!.{0}$)(-?\d+\.\d*?)0*\r\n/gm;
  return log
    .toString("latin1")
    .replace(/^\d{4}(?:-999\.25|-9999|-8888\.00)?\r\n/gm, "")
    .replace(item, (_, code: string, number: string) => `${code}${number.replace(/\.$/, "")}\r\n`);
}

describe("every scenario", () => {
  it.each(scenarioNames)("%s has the same bytes when it is written again", async (name) => {
    const log = Buffer.concat([...generateScenario(scenarioNamed(name), { hours: 0.02, seed: 7 })]);
    const path = join(folder, `${name}.wits`);
    writeFileSync(path, log);
    expect((await written(path)).toString("latin1")).toBe(inFewDigits(log));
  });
});

const volve = realLog("volve-f9-metric.wits.gz");
it.skipIf(volve === undefined)(
  volve === undefined
    ? `Volve: ${withoutRealLogs}`
    : "the log of a real rig has the same bytes when it is written again",
  async () => {
    const log = await beginningOf(volve!, 500_000);
    const path = join(folder, "volve.wits");
    writeFileSync(path, log);
    expect((await written(path)).equals(Buffer.from(inFewDigits(log), "latin1"))).toBe(true);
  },
);

async function beginningOf(path: string, bytes: number): Promise<Buffer> {
  let log = Buffer.alloc(0);
  for await (const piece of createReadStream(path).pipe(createGunzip())) {
    log = Buffer.concat([log, piece as Buffer]);
    if (log.length > bytes) break;
  }
  return log.subarray(0, log.lastIndexOf("!!\r\n") + 4);
}

const FRAME = "&&\r\n1984PASON/EDR\r\n0105160930\r\n0106000905\r\n01081500.5\r\n0109\r\n0199-12.25\r\n!!\r\n";

describe("a dialect", () => {
  const path = join(folder, "frame.wits");
  writeFileSync(path, FRAME);
  it.each([
    ["as it came", {}, FRAME.replace("0109\r\n", "")],
    ["LF", { lineEnd: "lf" }, FRAME.replace("0109\r\n", "").replaceAll("\r\n", "\n")],
    ["CR", { lineEnd: "cr" }, FRAME.replace("0109\r\n", "").replaceAll("\r\n", "\r")],
    ["two decimals", { decimals: 2 }, FRAME.replace("0109\r\n", "").replace("1500.5", "1500.50")],
    [
      "no decimals",
      { decimals: 0 },
      FRAME.replace("0109\r\n", "").replace("1500.5", "1501").replace("12.25", "12"),
    ],
    [
      "decimal comma",
      { decimal: "comma" },
      FRAME.replace("0109\r\n", "").replace("1500.5", "1500,5").replace("12.25", "12,25"),
    ],
    [
      "dates of another order",
      { dateOrder: "dmy" },
      FRAME.replace("0109\r\n", "").replace("160930", "300916"),
    ],
    ["no identity", { vendor: "none" }, FRAME.replace("0109\r\n", "").replace("1984PASON/EDR\r\n", "")],
    [
      "another identity",
      { vendor: "WITSKIT" },
      FRAME.replace("0109\r\n", "").replace("PASON/EDR", "WITSKIT"),
    ],
    [
      "a sign behind the code",
      { separator: "equals" },
      FRAME.replace("0109\r\n", "").replace(/^(\d{4})/gm, "$1="),
    ],
  ] as const)("%s", async (_, options, expected) => {
    expect((await written(path, options)).toString()).toBe(expected);
  });

  it("has its null for items that have values elsewhere", async () => {
    const two = join(folder, "two.wits");
    writeFileSync(two, "&&\r\n01081\r\n01092\r\n!!\r\n&&\r\n01083\r\n!!\r\n&&\r\n11084\r\n!!\r\n");
    expect((await written(two, { nulls: "-999.25" })).toString()).toBe(
      "&&\r\n01081\r\n01092\r\n!!\r\n&&\r\n01083\r\n0109-999.25\r\n!!\r\n&&\r\n11084\r\n!!\r\n",
    );
    expect((await written(two, { nulls: "empty" })).toString()).toContain("01083\r\n0109\r\n");
  });

  it("reads the order of its dates off the log", async () => {
    const dates = join(folder, "dates.wits");
    writeFileSync(dates, "&&\r\n0105300916\r\n010690500\r\n01081\r\n!!\r\n");
    expect((await written(dates, { dateOrder: "ymd" }, { dateOrder: "dmy" })).toString()).toContain(
      "0105160930\r\n0106090500\r\n",
    );
  });

  it("keeps the milliseconds of a clock", async () => {
    const clock = join(folder, "clock.wits");
    writeFileSync(clock, "&&\r\n0105160930\r\n010611:27:51.250\r\n01081\r\n!!\r\n");
    const again = await written(clock);
    expect(again.toString()).toContain("0106112751.250");
    expect(await rowsOf(again)).toEqual(await rowsOf(readFileSync(clock)));
  });

  it("writes no exponents", async () => {
    const numbers = [
      "1e-7",
      "5e-324",
      "-1.5e21",
      "123456789012345680000",
      "0.30000000000000004",
      "-0",
      "1.7976931348623157e308",
    ];
    const path = join(folder, "numbers.wits");
    writeFileSync(path, numbers.map((number) => `&&\r\n0108${number}\r\n!!\r\n`).join(""));
    const again = await written(path);
    expect(again.toString()).toMatch(/^(?:&&\r\n0108-?\d+(?:\.\d+)?\r\n!!\r\n)+$/);
    expect(await rowsOf(again)).toEqual(await rowsOf(readFileSync(path)));
  });
});

describe("a receiver's map", () => {
  const map = (rows: readonly MapRow[]): WritingOptions => ({ map: mapEntries(rows) });
  const log = (...frames: readonly string[]): string => {
    const path = join(folder, "mapped.wits");
    writeFileSync(path, frames.map((items) => `&&\r\n${items.replaceAll(" ", "\r\n")}\r\n!!\r\n`).join(""));
    return path;
  };
  const items = (bytes: Buffer): string => bytes.toString().replaceAll("\r\n", " ");

  it("says where its items stand, and what was there before goes where the map has it", async () => {
    const shifted = [
      { code: "0110", mnemonic: "BPOS" },
      { code: "0112", mnemonic: "HKLA" },
      { code: "0114", mnemonic: "DMEA", name: "Not sent" },
    ];
    const path = log("01081 01102 01123 01144");
    const again = await written(path, map(shifted));
    expect(items(again)).toBe("&& 01081 01103 01124 01142 !! ");
    const there = join(folder, "there.wits");
    writeFileSync(there, again);
    expect(items(await written(there, {}, { map: shifted }))).toBe(items(again));
  });

  it("takes an item into a record of the receiver's own", async () => {
    const again = await written(log("01081 01105"), map([{ code: "6310", mnemonic: "DBTM" }]));
    expect(items(again)).toBe("&& 01105 63101 !! ");
  });

  it("has the number on its wire, by its unit, scale and offset", async () => {
    const rows = [{ code: "0121", mnemonic: "SPPA", unit: "PSI", scale: 0.1, offset: -5 }];
    const again = await written(log("01211000"), { ...map(rows), decimals: 3 }, { units: "metric" });
    expect(items(again)).toBe("&& 01211500.377 !! ");
  });

  it("refuses units that nothing tells", async () => {
    const rows = [{ code: "0121", mnemonic: "SPPA", unit: "PSI" }];
    await expect(written(log("01211000"), map(rows))).rejects.toMatchObject({ code: "units-undeclared" });
    const other = [{ code: "0121", mnemonic: "SPPA", unit: "M" }];
    await expect(written(log("01211000"), map(other), { units: "metric" })).rejects.toMatchObject({
      code: "other-dimension",
    });
  });

  it("leaves out what has no code there any more, and says so", async () => {
    const said: string[] = [];
    const again = await written(
      log("01081 01102"),
      map([
        { code: "0110", mnemonic: "DBTM" },
        { code: "0108", mnemonic: "OTHER" },
      ]),
      {},
      said,
    );
    expect(items(again)).toBe("&& 01101 !! ");
    expect(said.join()).toContain("has no code for 0110 (DMEA)");
  });
});

it.each(["frame", "long"] as const)("a file of layout %s is written as the log is", async (layout) => {
  const log = join(SAMPLES, "rig.wits");
  const path = join(folder, `${layout}.parquet`);
  await convert({ inputs: [log], output: path, layout, workers: 1 });
  const output = join(folder, `${layout}.wits`);
  const reader = await readTable({ name: "log", meaning: "", files: [path] });
  await exportFrames([reader], {
    output,
    format: namedFormat("wits"),
    force: true,
    writing: writingOf({ decimals: 3 }),
  });
  // A null is a row of its own in layout long, and stands there with nothing behind its code.
  const bytes = readFileSync(output).toString("latin1");
  const again = (await written(log, { decimals: 3 })).toString("latin1");
  const withoutNulls = (text: string): string => text.replace(/^\d{4}\r\n/gm, "");
  expect(withoutNulls(bytes) === withoutNulls(again)).toBe(true);
});

describe("texts", () => {
  const log = (...names: readonly string[]): string => {
    const path = join(folder, "texts.wits");
    writeFileSync(path, names.map((name) => `&&\r\n0101${name}\r\n01081500\r\n!!\r\n`).join(""));
    return path;
  };
  const wells = ["BJÖRN 25/8", "СКВАЖИНА №7", "深井 3", "PLAIN", "€ 5", "Δ"];

  it.each([
    "utf-8",
    "windows-1252",
    "windows-1251",
    "koi8-r",
    "gbk",
    "shift_jis",
    "big5",
    "euc-kr",
    "iso-8859-15",
  ])("in %s are those that a reader of it has, and others are left out and told", async (encoding) => {
    const notes: string[] = [];
    const bytes = await written(log(...wells), { encoding }, {}, notes);
    const read = await rowsIn(bytes, encoding);
    const left = wells.length - read.length;
    expect(read).toEqual(wells.filter((well) => read.includes(well)));
    expect(read).toContain("PLAIN");
    expect(notes.join()).toBe(
      left === 0
        ? ""
        : `${left} ${left === 1 ? "value" : "values"} are left out: texts with characters that the encoding has not`,
    );
    if (encoding === "utf-8") expect(left).toBe(0);
    if (encoding === "gbk") expect(read).toContain("深井 3");
    if (encoding === "windows-1252") expect(read).toEqual(["BJÖRN 25/8", "PLAIN", "€ 5"]);
    if (encoding === "windows-1251") expect(read).toEqual(["СКВАЖИНА №7", "PLAIN", "€ 5"]);
  });

  it("name no identity that the encoding has not", () => {
    expect(() => writingOf({ encoding: "windows-1252", vendor: "СКВ" })).toThrow(
      /cannot be told in windows-1252/,
    );
    expect(() => writingOf({ encoding: "utf-16le" })).toThrow(/no encoding of text items/);
  });

  /** Wells, as our own reader has them in that encoding. */
  async function rowsIn(bytes: Buffer, encoding: string): Promise<string[]> {
    const path = join(folder, "encoded.wits");
    writeFileSync(path, bytes);
    const dataset = await openLogs([path], { encoding, workers: 1 });
    try {
      const table = dataset.tables.find(({ name }) => name === "record=01")!;
      const reader = await readTable(table);
      const field = reader.fields.filter(({ name }) => name === "WID");
      const texts: string[] = [];
      for await (const { values } of reader.pages(field))
        texts.push(...(values[0] as (string | null)[]).filter((text) => typeof text === "string"));
      expect(dataset.tables.map(({ name }) => name)).not.toContain("rejects");
      return texts;
    } finally {
      await dataset.close();
    }
  }
});
