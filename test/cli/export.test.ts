import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Las } from "las-js";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { spreadsheetField } from "../../src/output/csv/csv.js";
import { query } from "../bulk/query.js";
import { program } from "../program.js";
import { SAMPLES } from "./binary.js";
import { keptWitskit as witskit } from "./kept-program.js";

/** It has no types of its own. */
interface Wellio {
  las2json(las: string): { readonly CURVES: Readonly<Record<string, readonly string[]>> };
}

const cwd = mkdtempSync(join(tmpdir(), "witskit-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const log = join(SAMPLES, "rig.wits");
const text = (name: string): string => readFileSync(join(cwd, name), "utf8");

/** Exports and answers what was said on standard error. */
function exported(...words: string[]): string {
  const { code, out, err } = witskit(["export", ...words], { cwd });
  expect({ code, out, err }).toEqual({ code: 0, out: "", err: expect.stringMatching(/^wrote /) });
  return err;
}

/** Column, rows with a value, and sum: what must be the same in every format. */
let truth: { readonly rows: number; readonly depth: number; readonly torque: number };
const DATASET = "dataset/record=01/*.parquet";

beforeAll(async () => {
  expect(witskit(["convert", log, "-o", "dataset", "-q", "--units", "metric"], { cwd }).code).toBe(0);
  const [[rows, depth, torque]] = (await query(
    `SELECT count(*)::INT, sum(DMEA), sum(TQA) FROM '${join(cwd, DATASET)}'`,
  )) as [[number, number, number]];
  truth = { rows, depth, torque };
});

const has = (name: string): boolean => program(name) !== undefined;

describe("CSV for spreadsheets", () => {
  it("of a log and of its dataset is the same, RFC 4180, with units in the heads", async () => {
    exported(log, "-o", "log.csv", "--records", "1", "--units", "metric");
    exported("dataset", "-o", "dataset.csv", "--records", "1");
    expect(text("dataset.csv")).toBe(text("log.csv"));
    expect(text("log.csv")).toMatch(
      /^timestamp,source,offset,WID,.*,DBTM \(M\),[^\n]*\r\n2024-03-01T06:00:00\.000,/,
    );
    const [[rows, depth, torque]] = (await query(
      `SELECT count(*)::INT, sum("DMEA (M)"), sum("TQA (KNM)") FROM read_csv('${join(cwd, "log.csv")}')`,
    )) as [[number, number, number]];
    expect({ rows, depth, torque }).toEqual({
      rows: truth.rows,
      depth: expect.closeTo(truth.depth, 6),
      torque: expect.closeTo(truth.torque, 6),
    });
  });

  it.each([
    ["=1+1", "'=1+1"],
    ["+A1", "'+A1"],
    ["-2", "'-2"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\tx", "'\tx"],
    ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
    ["NO 15/9-F-4", "NO 15/9-F-4"],
    ["a,b", '"a,b"'],
  ])("makes the text %j safe", (value, cell) => expect(spreadsheetField(value)).toBe(cell));

  it("writes a file a table into a folder", () => {
    exported("dataset", "-o", "tables/", "--format", "csv");
    expect(readdirSync(join(cwd, "tables"))).toEqual(["r01.csv", "r11.csv", "r12.csv", "r14.csv"]);
  });

  it("takes the rows of a time", () => {
    exported(
      "dataset",
      "-o",
      "minute.csv",
      "--records",
      "1",
      "--from",
      "2024-03-01T06:05",
      "--until",
      "2024-03-01T06:06",
    );
    expect(text("minute.csv").split("\r\n")).toHaveLength(1 + 60 + 1);
  });
});

it("NDJSON has an object a row, and no nulls", () => {
  exported("dataset", "-o", "rows.ndjson", "--records", "1");
  const rows = text("rows.ndjson")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(rows).toHaveLength(truth.rows);
  expect(rows.reduce((sum, row) => sum + (row.DMEA ?? 0), 0)).toBeCloseTo(truth.depth, 6);
  expect(text("rows.ndjson")).not.toContain("null");
});

describe("Excel", () => {
  it("has a sheet a record, with name, unit and meaning above real dates and numbers", async () => {
    exported("dataset", "-o", "rig.xlsx");
    const files = spawnSync("unzip", ["-p", join(cwd, "rig.xlsx"), "xl/workbook.xml"], { encoding: "utf8" });
    if (files.error === undefined) {
      for (const name of ["r01", "r11", "r12", "r14"]) expect(files.stdout).toContain(`name="${name}"`);
    }
    expect(readFileSync(join(cwd, "rig.xlsx")).subarray(0, 2).toString()).toBe("PK");
  });

  it.skipIf(!has("soffice"))("opens in LibreOffice with the same sums", { timeout: 120_000 }, async () => {
    exported("dataset", "-o", "office.xlsx", "--records", "1");
    const home = `-env:UserInstallation=file://${join(cwd, "office")}`;
    const { status } = spawnSync("soffice", [home, "--headless", "--convert-to", "csv", "office.xlsx"], {
      cwd,
    });
    expect(status).toBe(0);
    const [head, units, meaning, first, ...rest] = text("office.csv").trimEnd().split("\n");
    const names = head!.split(",");
    expect(units!.split(",")[names.indexOf("DMEA")]).toBe("M");
    expect(meaning).toContain("Depth Hole (meas)");
    expect(first).toMatch(/^2024-03-01 06:00:00\.000,/);
    const depths = [first!, ...rest].map((line) => Number(line.split(",")[names.indexOf("DMEA")] || 0));
    expect(depths).toHaveLength(truth.rows);
    expect(depths.reduce((sum, depth) => sum + depth, 0)).toBeCloseTo(truth.depth, 4);
  });
});

describe("LAS 2.0", () => {
  const section = (las: string, name: string): string[] => {
    const lines = las.split("\n");
    const from = lines.findIndex((line) => line.startsWith(`~${name}`)) + 1;
    const to = lines.findIndex((line, i) => i >= from && line.startsWith("~"));
    return lines.slice(from, to < 0 ? -1 : to);
  };

  it("by time has the seconds since the first row, and lines no longer than the standard allows", () => {
    exported("dataset", "-o", "time.las", "--records", "1");
    const las = text("time.las");
    expect(section(las, "Version")[0]).toMatch(/^VERS\. +2\.0 +:/);
    expect(section(las, "Parameter")[0]).toMatch(/^TIM0\. +2024-03-01T06:00:00 +:/);
    expect(Math.max(...las.split("\n").map((line) => line.length))).toBeLessThanOrEqual(256);
  });

  it("by depth has a row for each step of the hole, rising", () => {
    exported("dataset", "-o", "depth.las", "--records", "1", "--index", "depth");
    const depths = section(text("depth.las"), "ASCII").map((line) => Number(line.split(" ")[0]));
    expect(depths.length).toBeGreaterThan(100);
    expect(depths.every((depth, i) => i === 0 || depth > depths[i - 1]!)).toBe(true);
  });

  it("opens in las-js with the same sums, and keeps its nulls", async () => {
    exported("dataset", "-o", "js.las", "--records", "1");
    const las = new Las(join(cwd, "js.las"));
    const depths = (await las.column("DMEA")).map(Number).filter((depth) => depth !== -999.25);
    expect(await las.rowCount()).toBe(truth.rows);
    expect(depths.reduce((sum, depth) => sum + depth, 0)).toBeCloseTo(truth.depth, 4);
    expect((await las.curveParams())["DMEA"]).toMatchObject({ unit: "M" });
  });

  it("opens in wellio with the same sums", () => {
    exported("dataset", "-o", "wellio.las", "--records", "1");
    const { las2json } = createRequire(import.meta.url)("wellio") as Wellio;
    // It prints all that it has read.
    const print = vi.spyOn(console, "warn").mockImplementation(() => {});
    const { CURVES } = las2json(text("wellio.las"));
    print.mockRestore();
    const depths = CURVES["DMEA"]!.map(Number).filter((depth) => depth !== -999.25);
    expect(CURVES["DMEA"]).toHaveLength(truth.rows);
    expect(depths.reduce((sum, depth) => sum + depth, 0)).toBeCloseTo(truth.depth, 4);
  });

  const python = process.env["WITSKIT_PYTHON"] ?? "python3";
  const lasio = spawnSync(python, ["-c", "import lasio"]).status === 0;
  it.skipIf(!lasio)("opens in lasio with the same sums", () => {
    exported("dataset", "-o", "lasio.las", "--records", "1");
    const script =
      "import lasio, numpy; l = lasio.read('lasio.las'); print(len(l['TIME']), numpy.nansum(l['DMEA']), l.curves['DMEA'].unit)";
    const { stdout } = spawnSync(python, ["-c", script], { cwd, encoding: "utf8" });
    const [rows, depth, unit] = stdout.trim().split(" ");
    expect({ rows: Number(rows), unit }).toEqual({ rows: truth.rows, unit: "M" });
    expect(Number(depth)).toBeCloseTo(truth.depth, 4);
  });
});

describe("Power BI", () => {
  it("gets a table a record, a calendar, meanings, and the M text that loads each", () => {
    exported("dataset", "-o", "model", "--format", "powerbi");
    const names = readdirSync(join(cwd, "model"));
    for (const name of ["r01", "calendar", "columns", "activity_codes"]) {
      expect(names).toEqual(expect.arrayContaining([`${name}.csv`, `${name}.pq`]));
    }
    expect(text("model/calendar.csv")).toBe(
      "date,year,quarter,month,month_name,day,weekday,weekday_name\r\n2024-03-01,2024,Q1,3,March,1,5,Friday\r\n",
    );
    expect(text("model/r01.csv")).toMatch(/^date,timestamp,[^\n]*\r\n2024-03-01,2024-03-01T06:00:00\.000,/);
    const columns = text("model/r01.csv").split("\r\n")[0]!.split(",");
    const typed = [...text("model/r01.pq").matchAll(/\{"([^"]+)", [^}]+\}/g)].map(([, name]) => name);
    expect(typed).toEqual(columns);
  });
});

describe("what cannot be exported is said", () => {
  it.each([
    [["dataset", "-o", "all.csv"], 2, /a CSV file holds one table, and there are r01 \(General Time-Based\)/],
    [["dataset", "-o", "r77.csv", "--records", "77"], 1, /there is no record 77 here; there are record 01/],
    [["dataset", "-o", "x.doc"], 2, /cannot tell the format of x\.doc/],
    [["dataset", "-o", "x.las", "--records", "12", "--index", "depth"], 1, /no row with a depth/],
    [["dataset"], 2, /nothing says where to/],
  ] as const)("%j", (words, code, message) => {
    const ran = witskit(["export", ...words], { cwd });
    expect(ran).toMatchObject({ code, out: "", err: expect.stringMatching(message) });
  });

  it("replaces nothing without --force", () => {
    writeFileSync(join(cwd, "mine.csv"), "mine");
    expect(witskit("export dataset -o mine.csv --records 1", { cwd }).code).toBe(4);
    expect(text("mine.csv")).toBe("mine");
    exported("dataset", "-o", "mine.csv", "--records", "1", "--force");
  });
});

it("a table of nulls alone is a valid file", () => {
  writeFileSync(join(cwd, "nulls.wits"), "&&\r\n0108-9999\r\n!!\r\n");
  for (const name of ["nulls.csv", "nulls.ndjson", "nulls.xlsx"]) exported("nulls.wits", "-o", name);
  expect(text("nulls.csv")).toBe("source,offset\r\nnulls.wits,0\r\n");
});
