import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SAMPLES } from "./binary.js";
import { keptWitskit as witskit } from "./kept-program.js";

const cwd = mkdtempSync(join(tmpdir(), "witskit-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
const ask = (sql: string, ...more: string[]) => witskit(["query", sql, "dataset", ...more], { cwd });
const json = (sql: string): Record<string, unknown>[] => {
  const { code, out, err } = ask(sql, "--format", "json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return JSON.parse(out);
};

beforeAll(() => {
  const logs = ["rig.wits", "unmapped.wits", "noise.wits"].map((name) => join(SAMPLES, name));
  expect(witskit(["convert", ...logs, "-o", "dataset", "-q", "--units", "metric"], { cwd }).code).toBe(0);
  expect(witskit(["convert", logs[0]!, "-o", "log.parquet", "-q"], { cwd }).code).toBe(0);
});

describe("a dataset in SQL", () => {
  it("has a view for each record, under its number and its name", () => {
    const [short] = json("SELECT count(*) AS n, max(DMEA) AS depth FROM r01");
    expect(short).toEqual(json("SELECT count(*) AS n, max(DMEA) AS depth FROM general_time_based")[0]);
    expect(short!["n"]).toBeGreaterThan(1000);
  });

  it("has its rejects, its unmapped values, the catalog and the activity codes", () => {
    expect(json("SELECT DISTINCT reason FROM rejects WHERE reason = 'outside-frame'")).toHaveLength(1);
    expect(json("SELECT count(*) > 0 AS some FROM unmapped")).toEqual([{ some: true }]);
    expect(json("SELECT count(*) AS n FROM catalog")).toEqual([{ n: 1031 }]);
    expect(json("SELECT name FROM records WHERE record = 7")).toEqual([{ name: "Survey/Directional" }]);
    expect(json("SELECT count(*) > 0 AS some FROM activity_codes WHERE code = 2")).toEqual([{ some: true }]);
  });

  it("gives times as ISO 8601 and nulls as null", () => {
    expect(
      json("SELECT min(timestamp) AS t, NULL AS nothing FROM r01 WHERE source LIKE '%rig.wits'"),
    ).toEqual([{ t: "2024-03-01T06:00:00", nothing: null }]);
  });

  it("of a single file is the table `log`", () => {
    const { code, out } = witskit(
      ["query", "SELECT count(*) AS n FROM log", "log.parquet", "--format", "csv"],
      { cwd },
    );
    expect({ code, out }).toEqual({ code: 0, out: "n\n1363\n" });
  });
});

it("the views log, r01, rejects and unmapped are there in files and datasets alike, with rows or without", () => {
  const log = "&&\n01081.5\n!!\n";
  writeFileSync(join(cwd, "plain.wits"), log);
  for (const words of ["-o plain/", "-o plain.parquet", "-o record.parquet --layout record --records 1"])
    expect(witskit(`convert plain.wits ${words} -q`, { cwd }).code).toBe(0);
  const counts = ["log", "r01", "rejects", "unmapped"].map(
    (view) => `(SELECT count(*) FROM ${view}) AS ${view}`,
  );
  for (const of of ["plain", "plain.parquet", "record.parquet", "plain/record=01", "plain.wits"]) {
    const { code, out } = witskit(["query", `SELECT ${counts.join(", ")}`, of, "--format", "csv"], { cwd });
    expect([of, code, out.replaceAll("\r", "")]).toEqual([of, 0, "log,r01,rejects,unmapped\n1,1,0,0\n"]);
  }
  const columns =
    'SELECT source, "offset", length, code, reason, bytes FROM rejects UNION ALL SELECT source, "offset", 0, code, text, NULL FROM unmapped';
  expect(witskit(["query", columns, "plain"], { cwd }).code).toBe(0);
});

describe("the answer", () => {
  it("is a table of the first rows, with their number in all", () => {
    const { out } = ask("SELECT DMEA FROM r01 ORDER BY timestamp", "--limit", "2");
    expect(out).toMatch(
      /^ *DMEA\n *[\d.]+\n *[\d.]+\n\n1,\d+ rows, the first 2 shown \(--limit 0 shows all\)\n$/,
    );
  });

  it("goes into a file whose ending tells the format, and never over one that is there", async () => {
    expect(ask("SELECT timestamp, DMEA FROM r01", "-o", "depth.parquet").code).toBe(0);
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(join(cwd, "depth.parquet")) });
    expect(rows).toHaveLength(Number(json("SELECT count(*) AS n FROM r01")[0]!["n"]));
    const again = ask("SELECT 1", "-o", "depth.parquet");
    expect(again).toMatchObject({ code: 4, err: expect.stringContaining("--force replaces it") });
    expect(ask("SELECT 'a,b' AS t, '' AS e, NULL AS n", "-o", "t.csv").code).toBe(0);
    expect(readFileSync(join(cwd, "t.csv"), "utf8")).toBe('t,e,n\n"a,b","",\n');
  });

  it("leaves no file behind when the query is wrong", () => {
    expect(ask("SELECT nothing FROM r01", "-o", "wrong.parquet").code).toBe(2);
    expect(["wrong.parquet", "wrong.parquet.partial"].filter((name) => existsSync(join(cwd, name)))).toEqual(
      [],
    );
  });

  it("is given to a question from standard input too", () => {
    const { code, out } = witskit("query - dataset --format json", { cwd, input: "SELECT 1 AS one;\n" });
    expect({ code, rows: JSON.parse(out) }).toEqual({ code: 0, rows: [{ one: 1 }] });
  });
});

describe("what is not there is said, with what is", () => {
  it.each([
    ["SELECT * FROM r77", /there is no table r77 here; there are r01, general_time_based, .*rejects/],
    ["SELECT DBT FROM r01", /column "DBT" not found[\s\S]*"DBTM"/],
    ["SELEC 1", /syntax error/],
    ["", /the query is empty/],
  ])("%s", (sql, message) => {
    const { code, out, err } = ask(sql);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
  });

  it("neither a picture nor nothing at all is a dataset", () => {
    writeFileSync(join(cwd, "picture.png"), Buffer.from("89504e470d0a1a0a0000000d", "hex"));
    expect(witskit(["query", "SELECT 1", "picture.png"], { cwd }).code).toBe(3);
    expect(witskit(["query", "SELECT 1", "not-there"], { cwd }).code).toBe(3);
  });
});

it("a log is converted for its query, with what its flags tell, and nothing is left behind", () => {
  const log = join(SAMPLES, "rig.wits");
  const env = { TMPDIR: mkdtempSync(join(cwd, "tmp-")) };
  const line = ["query", "SELECT count(*) AS n FROM r01", log, "--format", "csv"];
  expect(witskit(line, { cwd, env })).toEqual({ code: 0, out: "n\n1138\n", err: "" });
  expect(readdirSync(env.TMPDIR)).toEqual([]);
  const first = [
    "query",
    "SELECT min(timestamp) AS t FROM r01",
    log,
    "--tz",
    "Europe/Oslo",
    "--format",
    "csv",
  ];
  expect(witskit(first, { cwd }).out).toBe("t\n2024-03-01T05:00:00.000Z\n");
});
