/** DuckDB as a peer: its native Parquet writer on columns in memory, and what a user would write in SQL over the log. */
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

const PARQUET = "(FORMAT parquet, COMPRESSION snappy)";

/**
 * `COPY`, with one thread, of tables that lie in memory.
 * @param {string} folder
 * @param {readonly { name: string, path: string }[]} files What the tables are loaded from; a path may be a glob.
 */
export async function duckdbCopy(folder, files) {
  mkdirSync(folder, { recursive: true });
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  for (const { name, path } of files) {
    // A folder's name such as record=01 is no column of ours.
    const rows = `read_parquet('${path}', hive_partitioning = false)`;
    await connection.run(`CREATE TABLE "${name}" AS FROM ${rows}`);
  }
  const target = (/** @type {string} */ name) => join(folder, `${name.replace("=", "-")}.parquet`);
  return {
    async turn() {
      for (const { name } of files) await connection.run(`COPY "${name}" TO '${target(name)}' ${PARQUET}`);
    },
    files: files.map(({ name }) => target(name)),
    size: () => files.reduce((sum, { name }) => sum + statSync(target(name)).size, 0),
    stop() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/**
 * Milliseconds of processor time, the least of some rounds in turn, in which one thread reads every value of the tables: theirs over those
 * of the others is what the files cost a reader.
 * @param {readonly (readonly string[])[]} datasets Paths or globs, one a table.
 * @param {number} rounds
 */
export async function scanTimes(datasets, rounds) {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const queries = [];
  for (const paths of datasets)
    queries.push(await Promise.all(paths.map((path) => readAll(connection, path))));
  const least = datasets.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++) {
    for (const [i, own] of queries.entries()) {
      const start = process.cpuUsage();
      for (const sql of own) await connection.runAndReadAll(sql);
      const { user, system } = process.cpuUsage(start);
      least[i] = Math.min(least[i] ?? Number.POSITIVE_INFINITY, (user + system) / 1000);
    }
  }
  connection.closeSync();
  instance.closeSync();
  return least;
}

/**
 * A query that no statistics answer.
 * @param {import("@duckdb/node-api").DuckDBConnection} connection
 * @param {string} path
 */
async function readAll(connection, path) {
  const rows = `read_parquet('${path}', hive_partitioning = false)`;
  const columns = (await connection.runAndReadAll(`DESCRIBE FROM ${rows}`)).getRows();
  const sums = columns.map(([name, type]) => {
    if (type === "VARCHAR") return `sum(strlen("${name}"))`;
    if (type === "BLOB") return `sum(octet_length("${name}"))`;
    return String(type).startsWith("TIMESTAMP") ? `sum(epoch_ms("${name}"))` : `sum("${name}")`;
  });
  return `SELECT ${sums.join(", ")} FROM ${rows}`;
}

/**
 * Lines read as a CSV of one column, frames counted by a window, codes pivoted into columns, a file for each record;
 * with two threads. It knows no texts, no time, no offsets and no rejects.
 * @param {string} folder
 * @param {string} log
 */
export async function duckdbSql(folder, log) {
  mkdirSync(folder, { recursive: true });
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  // Windows without an order run over the rows as they come, which is several times as fast as over a row number.
  const items = `
    CREATE OR REPLACE TEMP TABLE items AS
    WITH lines AS (
      SELECT line, count(*) FILTER (line = '&&') OVER (ROWS UNBOUNDED PRECEDING) AS frame
      FROM read_csv('${log}', columns = {'line': 'VARCHAR'}, header = false, delim = E'\\x01', quote = '', escape = '')
    )
    SELECT frame, line[1:4] AS code, TRY_CAST(line[5:] AS DOUBLE) AS value
    FROM lines WHERE line[1] BETWEEN '0' AND '9' AND value NOT IN (-999.25, -9999, -8888)`;
  return {
    async turn() {
      await connection.run(items);
      const found = await connection.runAndReadAll("SELECT DISTINCT code FROM items ORDER BY code");
      const codes = found.getRows().map(([code]) => String(code));
      for (const record of new Set(codes.map((code) => code.slice(0, 2)))) {
        const columns = codes.filter((code) => code.startsWith(record)).map((code) => `'${code}'`);
        await connection.run(
          `COPY (
             FROM (PIVOT (FROM items WHERE code[1:2] = '${record}') ON code IN (${columns.join(", ")})
                   USING last(value) GROUP BY frame)
             ORDER BY frame
           ) TO '${join(folder, `${record}.parquet`)}' ${PARQUET}`,
        );
      }
    },
    stop() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
