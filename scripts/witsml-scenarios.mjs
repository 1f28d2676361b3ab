/**
 * Every scenario of `witskit samples`, all its hours, in every version of WITSML: by the binary, held against the schemas and the rules of
 * `witskit validate`, and read back to the same numbers; of a log of your own too. The suite has some minutes of each.
 *
 *   node scripts/witsml-scenarios.mjs [SCHEMAS] [LOG...]
 *
 * SCHEMAS is the folder with `check.sh`, which holds documents against the schemas; a log tells its units as metric here.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";

const [schemas = fileURLToPath(new URL("../../shared/data/truths/witsml-xsd", import.meta.url)), ...logs] =
  process.argv.slice(2);
const program = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "witskit-"));
const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();

/** @param {string} command @param {string[]} words */
function run(command, ...words) {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0)
    throw new Error(`${basename(command)} ${words.join(" ")}: ${stdout.slice(-600)}${stderr.slice(-600)}`);
  return stdout;
}
const witskit = (/** @type {string[]} */ ...words) => run(process.execPath, program, ...words);
/** @param {string} sql */
const query = async (sql) => (await connection.runAndReadAll(sql)).getRowsJS();

/** How many values of a record are the same to the last bit, and the greatest share by which another one is not. @param {string} sent @param {string} read @param {string} record */
async function compared(sent, read, record) {
  const numbers = async (/** @type {string} */ dataset) =>
    (await query(`DESCRIBE SELECT * FROM '${dataset}/${record}/*.parquet'`))
      .filter(([, type]) => type === "DOUBLE")
      .map(([name]) => String(name));
  const there = new Set(await numbers(read));
  const names = (await numbers(sent)).filter((name) => there.has(name));
  let [same, greatest] = [0, 0];
  for (const name of names) {
    const rows = await query(
      // Logs of 2.1 do not name the well in their rows: of two wells at the same time, the nearer value is that of the row.
      `SELECT count(*) FILTER (away = 0)::DOUBLE, max(away / abs(value)) FILTER (away > 0) FROM (
         SELECT any_value(a."${name}") AS value, min(abs(a."${name}" - b."${name}")) AS away
         FROM '${sent}/${record}/*.parquet' a JOIN '${read}/${record}/*.parquet' b USING (timestamp)
         WHERE a.WID = coalesce(b.WID, a.WID) AND b."${name}" IS NOT NULL GROUP BY a.source, a."offset")`,
    );
    const [equal, share] = /** @type {[number, number | null]} */ (rows[0]);
    same += equal;
    greatest = Math.max(greatest, share ?? 0);
  }
  return { same, greatest };
}

/** @param {string} name @param {string} log */
async function hold(name, log) {
  const dataset = join(folder, `${name}-dataset`);
  witskit("convert", log, "-o", dataset, "--units", "metric", "--tz", "UTC", "-q");
  for (const version of ["1.3.1.1", "1.4.1.1", "2.0", "2.1"]) {
    const out = join(folder, `${name}-${version}`);
    const back = join(folder, `${name}-${version}-back/`);
    witskit("export", dataset, "-o", `${out}/`, "--witsml", version, "-q");
    const documents = readdirSync(out).map((file) => join(out, file));
    if (existsSync(join(schemas, "check.sh"))) run("sh", join(schemas, "check.sh"), version, ...documents);
    witskit("validate", ...documents);
    witskit(
      "convert",
      ...documents.filter((path) => /r\d\d(_\d+)?\.xml$/.test(path)),
      "-o",
      back,
      "--to",
      "metric",
      "-q",
    );
    let [same, greatest] = [0, 0];
    for (const record of readdirSync(back).filter((one) => one.startsWith("record="))) {
      const found = await compared(dataset, back, record);
      same += found.same;
      greatest = Math.max(greatest, found.greatest);
    }
    if (greatest > 1e-12 || same === 0)
      throw new Error(`${name} ${version}: another number, by ${greatest} of it`);
    console.log(
      `${name} ${version}: ${documents.length} documents, ${same} values the same, others within ${greatest}`,
    );
    for (const path of [out, back]) rmSync(path, { recursive: true });
  }
}

try {
  const names = /** @type {{ name: string }[]} */ (JSON.parse(witskit("samples", "--list", "--json"))).map(
    ({ name }) => name,
  );
  for (const name of logs.length > 0 ? [] : names) {
    const log = join(folder, `${name}.wits`);
    witskit("samples", "--create", name, "-o", log, "-q");
    await hold(name, log);
  }
  for (const log of logs) await hold(basename(log).replace(/\W.*/, ""), log);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
