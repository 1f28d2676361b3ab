/** Tables as SQLite has them. Times are texts as ISO 8601 has them, which its functions for times take and which sort as they follow. */

import type { SqliteDatabase } from "../../../runtime/sqlite-library.js";
import type { KnownColumn } from "../differences.js";
import { COLUMNS, TABLES } from "../lookup-tables.js";
import type { Dialect, Existing } from "../schema.js";
import type { ColumnKind } from "../tables.js";

const TYPES: Readonly<Record<ColumnKind, string>> = {
  instant: "TEXT",
  clock: "TEXT",
  integer: "INTEGER",
  number: "REAL",
  text: "TEXT",
  bytes: "BLOB",
};

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("\0", "").replaceAll("'", "''")}'`;

export function existing(database: SqliteDatabase): Existing {
  const all = (sql: string, ...values: string[]) =>
    database.prepare(sql).all(...values) as Record<string, string | null>[];
  const relations = new Set(
    all("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").map(({ name }) => name!),
  );
  const ours = new Map<string, string>();
  const columns = new Map<string, KnownColumn[]>();
  if (relations.has(TABLES) && relations.has(COLUMNS)) {
    for (const { name, holds } of all(`SELECT name, holds FROM ${TABLES}`)) ours.set(name!, holds!);
    for (const { t, c, kind, unit, type } of all(
      `SELECT c.table_name AS t, c.column_name AS c, c.kind AS kind, c.unit AS unit, info.type AS type FROM ${COLUMNS} c
        LEFT JOIN pragma_table_info(c.table_name) info ON info.name = c.column_name ORDER BY c.table_name, c.place`,
    )) {
      const list = columns.get(t!) ?? [];
      columns.set(t!, list);
      list.push({ name: c!, kind: kind as ColumnKind, unit: unit ?? undefined, type: type ?? undefined });
    }
  }
  return { relations, ours, columns };
}

export const dialect: Dialect = {
  at: quoted,
  column: quoted,
  literal,
  type: (kind) => TYPES[kind],
  nothing: () => "NULL",
  keyType: "TEXT",
  typesOf: (kind) => [TYPES[kind].toLowerCase()],
  now: "TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%fZ', 'now'))",
  advice: "name another file",
  creating({ name, columns, key }) {
    const list = columns.map(
      (column) =>
        `  ${quoted(column.name)} ${TYPES[column.kind]}${key.includes(column.name) ? " NOT NULL" : ""}`,
    );
    return [
      `CREATE TABLE ${quoted(name)} (\n${list.join(",\n")}\n)`,
      `CREATE UNIQUE INDEX ${quoted(`${name}_key`)} ON ${quoted(name)} (${key.map(quoted).join(", ")})`,
      ...(columns.some((column) => column.name === "timestamp")
        ? [`CREATE INDEX ${quoted(`${name}_time`)} ON ${quoted(name)} (${quoted("timestamp")})`]
        : []),
    ];
  },
  adding: ({ name }, columns) =>
    columns.map(
      ({ name: column, kind }) => `ALTER TABLE ${quoted(name)} ADD COLUMN ${quoted(column)} ${TYPES[kind]}`,
    ),
  explaining: () => [],
  viewing: ({ name, table }, columns, isThere) => [
    ...(isThere ? [`DROP VIEW ${quoted(name)}`] : []),
    `CREATE VIEW ${quoted(name)} AS SELECT ${columns.map(({ sql }) => sql).join(", ")} FROM ${quoted(table)}`,
  ],
};
