/** Parquet writers in JavaScript as peers. They start from finished columns or rows, as their users have them. */
import { once } from "node:events";
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import parquetjs from "@dsnp/parquetjs";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";

/**
 * @typedef {Record<string, unknown>} Row
 * @typedef {{ name: string, rows: Row[] }} RowTable
 */

/**
 * @param {readonly { name: string, path: string }[]} files
 * @returns {Promise<RowTable[]>}
 */
export const readTables = (files) =>
  Promise.all(
    files.map(async ({ name, path }) => ({
      name,
      rows: await parquetReadObjects({ file: await asyncBufferFromFile(path) }),
    })),
  );

/**
 * hyparquet-writer, to memory, snappy.
 * @param {readonly RowTable[]} tables
 */
export function hyparquetWriter(tables) {
  const columns = tables.map(({ rows }) =>
    Object.keys(rows[0] ?? {}).map((name) => {
      const type = typeOf(rows, name);
      return { name, type, nullable: true, data: rows.map((row) => row[name] ?? null) };
    }),
  );
  return () => {
    for (const columnData of columns) parquetWriteBuffer({ columnData });
  };
}

/** @type {Record<ReturnType<typeof typeOf>, string>} */
const PARQUETJS_TYPES = { TIMESTAMP: "TIMESTAMP_MILLIS", INT64: "INT64", DOUBLE: "DOUBLE", STRING: "UTF8" };

/**
 * parquetjs, row by row, to files, snappy.
 * @param {string} folder
 * @param {readonly RowTable[]} tables
 */
export function parquetjsWriter(folder, tables) {
  mkdirSync(folder, { recursive: true });
  const written = tables.map(({ name, rows }) => ({
    path: join(folder, `${name.replace("=", "-")}.parquet`),
    schema: new parquetjs.ParquetSchema(
      Object.fromEntries(
        Object.keys(rows[0] ?? {}).map((column) => [
          column,
          {
            type: /** @type {"DOUBLE"} */ (PARQUETJS_TYPES[typeOf(rows, column)]),
            optional: true,
            compression: /** @type {const} */ ("SNAPPY"),
          },
        ]),
      ),
    ),
    rows,
  }));
  return async () => {
    for (const { path, schema, rows } of written) {
      const stream = createWriteStream(path);
      const writer = await parquetjs.ParquetWriter.openStream(schema, stream);
      for (const row of rows) await writer.appendRow(row);
      await writer.close();
      if (!stream.closed) await once(stream, "close");
    }
  };
}

/**
 * @param {readonly Row[]} rows
 * @param {string} name
 * @returns {"TIMESTAMP" | "INT64" | "STRING" | "DOUBLE"}
 */
function typeOf(rows, name) {
  const value = rows.find((row) => row[name] != null)?.[name];
  if (value instanceof Date) return "TIMESTAMP";
  if (typeof value === "bigint") return "INT64";
  return typeof value === "string" ? "STRING" : "DOUBLE";
}
