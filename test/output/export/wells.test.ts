/** What an export makes of two wells in one log: each has its own, and nothing is mixed, in readers that are not ours. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Las } from "las-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { query } from "../../bulk/query.js";
import { keptWitskit as witskit } from "../../cli/kept-program.js";
import { sheetsOf } from "./zip.js";

const cwd = mkdtempSync(join(tmpdir(), "witskit-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const exported = (...words: string[]): string => {
  const { code, out, err } = witskit(["export", ...words], { cwd });
  expect({ code, out, err }).toEqual({ code: 0, out: "", err: expect.stringMatching(/^wrote /) });
  return err;
};

interface Well {
  readonly name: string;
  readonly file: string;
  readonly rows: number;
  readonly depth: number;
}
let wells: Well[];

beforeAll(async () => {
  expect(witskit("samples --create multi_well --hours 0.3 -o two.wits -q", { cwd }).code).toBe(0);
  expect(witskit("convert two.wits -o dataset --units metric -q", { cwd }).code).toBe(0);
  const found = await query(
    `SELECT WID, count(*)::INT, sum(DMEA) FROM '${join(cwd, "dataset/record=01/*.parquet")}' GROUP BY WID ORDER BY WID`,
  );
  wells = (found as [string, number, number][]).map(([name, rows, depth]) => ({
    name,
    file: name.replaceAll(/[/ ]/g, "_"),
    rows,
    depth,
  }));
  expect(wells).toHaveLength(2);
});

describe("LAS", () => {
  it("of two wells is refused, and each well is named with the ways out", () => {
    const { code, err } = witskit("export dataset -o both.las --records 1", { cwd });
    expect(code).toBe(2);
    for (const { name, rows } of wells) expect(err).toContain(`${name} (${rows} rows)`);
    expect(err).toMatch(/--well takes one.*\{well\}.*both-\{well\}\.las/);
    expect(existsSync(join(cwd, "both.las"))).toBe(false);
  });

  it("has a file a well and a record where the name says so, each with the rows of its own well", async () => {
    exported("dataset", "-o", "{well}-{record}.las");
    const records = readdirSync(join(cwd, "dataset")).filter((name) => name.startsWith("record="));
    for (const { file, name, rows, depth } of wells) {
      expect(readdirSync(cwd).filter((path) => path.startsWith(`${file}-`))).toHaveLength(records.length);
      const las = new Las(join(cwd, `${file}-r01.las`));
      expect((await las.wellParams())["WELL"]).toMatchObject({ value: name });
      expect(await las.rowCount()).toBe(rows);
      const depths = (await las.column("DMEA")).map(Number).filter((one) => one !== -999.25);
      expect(depths.reduce((sum, one) => sum + one, 0)).toBeCloseTo(depth, 3);
    }
  });

  it("goes into a folder, a file a well, or takes one", async () => {
    exported("dataset", "-o", "folder/", "--format", "las", "--records", "1");
    expect(readdirSync(join(cwd, "folder"))).toEqual(wells.map(({ file }) => `${file}-r01.las`).sort());
    const [first] = wells;
    exported("dataset", "-o", "one.las", "--records", "1", "--well", first!.name);
    expect(readFileSync(join(cwd, "one.las"), "utf8")).toBe(
      readFileSync(join(cwd, `folder/${first!.file}-r01.las`), "utf8"),
    );
  });
});

it("a well that is not there is refused with those that are", () => {
  const { code, err } = witskit("export dataset -o none.csv --records 1 --well X-1", { cwd });
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(`there are ${wells[0]!.name}`) });
});

it("Excel has a sheet a record and a well", async () => {
  exported("dataset", "-o", "two.xlsx", "--records", "1");
  const sheets = await sheetsOf(join(cwd, "two.xlsx"));
  expect(sheets.map(({ rows }) => rows.length - 3).sort()).toEqual(wells.map(({ rows }) => rows).sort());
  for (const { name, rows } of sheets) {
    const at = rows[0]!.indexOf("WID");
    expect(new Set(rows.slice(3).map((row) => row[at]))).toEqual(new Set([rows[3]![at]]));
    expect(name).toBe(`r01 ${rows[3]![at]!.replaceAll("/", "_")}`);
  }
});

it("CSV has a file a well where the name says so, and both wells in the order of the log where not", async () => {
  exported("dataset", "-o", "{well}.csv", "--records", "1");
  for (const { file, rows, name } of wells) {
    const counted = await query(
      `SELECT count(*)::INT, min(WID), max(WID) FROM read_csv('${join(cwd, `${file}.csv`)}')`,
    );
    expect(counted).toEqual([[rows, name, name]]);
  }
  exported("dataset", "-o", "both.csv", "--records", "1");
  const order = `SELECT list("offset") FROM read_csv('${join(cwd, "both.csv")}')`;
  const [[offsets]] = (await query(order)) as unknown as [[string[]]];
  expect(offsets.map(Number)).toEqual(offsets.map(Number).sort((a, b) => a - b));
});

describe("wells that feeds tell in odd ways", () => {
  const frame = (second: number, well: string | undefined, depth: number): string =>
    `&&\r\n${well === undefined ? "" : `0101${well}\r\n`}0105240501\r\n0106${101100 + second}\r\n0110${depth}\r\n!!\r\n`;
  const rowsOf = (name: string): string[] =>
    readFileSync(join(cwd, name), "utf8").split("~ASCII\n")[1]!.trimEnd().split("\n");

  it("a row without a name is of the well that was named last", () => {
    writeFileSync(
      join(cwd, "once.wits"),
      frame(0, "A", 10) + frame(1, undefined, 11) + frame(2, "B", 20) + frame(3, undefined, 21),
    );
    exported("once.wits", "-o", "once-{well}.las");
    expect(rowsOf("once-A.las")).toEqual(["0 10", "1 11"]);
    expect(rowsOf("once-B.las")).toEqual(["0 20", "1 21"]);
  });

  it("rows before any name are of the only well, and of none where there are two", () => {
    writeFileSync(join(cwd, "late.wits"), frame(0, undefined, 10) + frame(1, "A", 11));
    exported("late.wits", "-o", "late.las");
    expect(rowsOf("late.las")).toEqual(["0 10", "1 11"]);
    writeFileSync(join(cwd, "late2.wits"), frame(0, undefined, 10) + frame(1, "A", 11) + frame(2, "B", 12));
    exported("late2.wits", "-o", "late2-{well}.las");
    expect(rowsOf("late2-unnamed.las")).toEqual(["0 10"]);
  });

  it("names that a file system would take for one, or for a path, have files of their own", () => {
    writeFileSync(
      join(cwd, "odd.wits"),
      frame(0, "a/b", 1) + frame(1, "A:B", 2) + frame(2, "../x", 3) + frame(3, "\u001b[31m", 4),
    );
    exported("odd.wits", "-o", "odd/{well}.csv");
    expect(readdirSync(join(cwd, "odd")).sort()).toEqual(
      ["A_B-2.csv", "__x.csv", "_[31m.csv", "a_b.csv"].sort(),
    );
  });
});
