/** The questions of docs/queries.md, asked of two rigs with two wells each: what each answers is what it answers of one alone. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createCatalog } from "../../src/query/views.js";
import { witskit } from "../cli/binary.js";
import { blocksIn, pagesWith } from "./page.js";

const cwd = mkdtempSync(join(tmpdir(), "witskit-"));
const recipes = pagesWith("sql")
  .filter(({ path }) => path === "docs/queries.md")
  .flatMap((page) => blocksIn(page, "sql"))
  .map(({ text }) => text.trim().replace(/;$/, ""))
  // What is about the whole, and what has no rows of a rig.
  .filter((sql) => /\br01\b/.test(sql));

let connection: DuckDBConnection;
let parts: { readonly source: string; readonly well: string }[];

beforeAll(async () => {
  for (const [name, seed] of [
    ["a", 1],
    ["b", 2],
  ]) {
    const made = witskit(`samples --create multi_well --hours 2 --seed ${seed} -o rig-${name}.wits -q`, {
      cwd,
    });
    expect(made).toMatchObject({ code: 0 });
  }
  expect(witskit("convert rig-a.wits rig-b.wits -o dataset --units metric -q", { cwd })).toMatchObject({
    code: 0,
  });
  connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  await createCatalog(connection);
  for (const record of ["01", "11"]) {
    const files = join(cwd, "dataset", `record=${record}`, "*.parquet");
    await connection.run(`CREATE TABLE all${record} AS SELECT * FROM read_parquet('${files}')`);
  }
  parts = (await rowsOf("SELECT DISTINCT source, WID FROM all01 ORDER BY ALL")).map((row) => {
    const [source, well] = row as [string, string];
    return { source, well };
  });
});
afterAll(() => {
  connection.closeSync();
  rmSync(cwd, { recursive: true, force: true });
});

const rowsOf = async (sql: string): Promise<unknown[][]> =>
  (await connection.runAndReadAll(sql)).getRowsJson() as unknown[][];

/** Answers of the recipe where `r01` and `r11` have these rows alone, in any order. */
async function answers(sql: string, where: string): Promise<string[]> {
  for (const record of ["01", "11"]) {
    await connection.run(`CREATE OR REPLACE VIEW r${record} AS SELECT * FROM all${record} WHERE ${where}`);
  }
  // The first few of all are not the first few of each.
  const rows = await rowsOf(sql.replace(/ LIMIT \d+$/, ""));
  return rows.map((row) => JSON.stringify(row)).sort();
}

it("there are two rigs of two wells", () => {
  expect(new Set(parts.map(({ source }) => source)).size).toBe(2);
  expect(parts).toHaveLength(4);
  expect(recipes.length).toBeGreaterThanOrEqual(7);
});

it.each(recipes.map((sql) => [sql.split("\n")[0]!, sql] as const))("%s", async (_first, sql) => {
  const day = (await rowsOf("SELECT max(timestamp)::VARCHAR FROM all01"))[0]![0];
  const asked = sql.replace(/TIMESTAMP '[^']+'/, `TIMESTAMP '${day}'`);
  const alone: string[] = [];
  for (const { source, well } of parts) {
    alone.push(...(await answers(asked, `source = '${source}' AND WID = '${well}'`)));
  }
  expect(alone.length).toBeGreaterThan(0);
  expect(await answers(asked, "true")).toEqual(alone.sort());
});

it("no rig drills a metre less than none in a day", async () => {
  const [perDay] = recipes.filter((sql) => sql.includes("AS drilled"));
  await answers(perDay!, "true");
  const drilled = (await rowsOf(perDay!)).map((row) => Number(row.at(-1)));
  expect(Math.min(...drilled)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...drilled)).toBeGreaterThan(0);
});
