/**
 * Rows into PostgreSQL, beside `psql \copy` of the same rows from CSV into a table that was made by the same statements:
 *
 *   node bench/sql.mjs postgres://user@host/database LOG [ROUNDS]
 *
 * The database should be empty: schemas of it are made and dropped. The log is converted before; what is measured is `witskit load DATASET`, all of
 * it, and all of `psql`. The last line is the ratio of their rows a second, of the medians.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [url, log, rounds = "3"] = process.argv.slice(2);
if (url === undefined || log === undefined) throw new Error("usage: node bench/sql.mjs URL LOG [ROUNDS]");
const program = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "witskit-"));
const dataset = join(folder, "dataset");

/** @param {string[]} words */
function witskit(...words) {
  const { status, stderr, stdout } = spawnSync(process.execPath, [program, ...words], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${words[0]}: ${stderr}`);
  return stdout;
}
/** @param {string} sql */
const psql = (sql) =>
  execFileSync("psql", [url, "-v", "ON_ERROR_STOP=1", "-Atqc", sql], { encoding: "utf8" }).trim();
/** @param {() => unknown} doing */
function seconds(doing) {
  const began = performance.now();
  doing();
  return (performance.now() - began) / 1000;
}
/** @param {number[]} numbers */
const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

try {
  witskit("convert", log, "-o", dataset, "-q", "--records", "1");
  const to = (/** @type {string} */ schema) => `${url}${url.includes("?") ? "&" : "?"}schema=${schema}`;
  psql("DROP SCHEMA IF EXISTS ours CASCADE; DROP SCHEMA IF EXISTS theirs CASCADE");
  witskit("load", dataset, "--to", to("theirs"));
  const csv = join(folder, "rows.csv");
  const rows = Number(psql("SELECT count(*) FROM theirs.record_01"));
  psql(`\\copy (SELECT * FROM theirs.record_01) TO '${csv}' (FORMAT csv)`);
  const [ours, theirs] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  for (let round = 0; round < Number(rounds); round++) {
    psql("DROP SCHEMA IF EXISTS ours CASCADE");
    ours.push(seconds(() => witskit("load", dataset, "--to", to("ours"))));
    psql("TRUNCATE theirs.record_01");
    theirs.push(seconds(() => psql(`\\copy theirs.record_01 FROM '${csv}' (FORMAT csv)`)));
  }
  const [our, their] = [rows / median(ours), rows / median(theirs)];
  console.log(`${rows} rows of record 01`);
  console.log(`witskit load   ${Math.round(our)} rows/s  ${ours.map((one) => one.toFixed(2)).join(" ")} s`);
  console.log(
    `psql \\copy     ${Math.round(their)} rows/s  ${theirs.map((one) => one.toFixed(2)).join(" ")} s`,
  );
  console.log(`ratio          ${(our / their).toFixed(2)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
