/** Tables as MariaDB and MySQL have them. */
import type { Connection } from "mysql2/promise";
import type { KnownColumn } from "../differences.js";
import { COLUMNS, TABLES } from "../lookup-tables.js";
import type { Dialect, Existing } from "../schema.js";
import type { ColumnKind, SqlColumn } from "../tables.js";

/** Its own type for instants ends in 2038. */
const TYPES: Readonly<Record<ColumnKind, string>> = {
  instant: "datetime(3)",
  clock: "datetime(3)",
  integer: "bigint",
  number: "double",
  text: "longtext",
  bytes: "longblob",
};

/** Characters of a text in a key, which has 3,072 bytes in all, and four a character. */
const KEYS: Readonly<Record<string, number>> = { source: 680, code: 16, reason: 64 };

export const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

export async function existing(connection: Connection): Promise<Existing> {
  const all = async (sql: string): Promise<Record<string, string | null>[]> =>
    (await connection.query(sql))[0] as Record<string, string | null>[];
  const relations = new Set(
    (
      await all("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()")
    ).map(({ name }) => name!),
  );
  const ours = new Map<string, string>();
  const columns = new Map<string, KnownColumn[]>();
  if (relations.has(TABLES) && relations.has(COLUMNS)) {
    for (const { name, holds } of await all(`SELECT name, holds FROM ${TABLES}`)) ours.set(name!, holds!);
    const types = new Map(
      (
        await all(
          "SELECT table_name AS t, column_name AS c, data_type AS type FROM information_schema.columns WHERE table_schema = DATABASE()",
        )
      ).map(({ t, c, type }) => [`${t}\n${c}`, type!]),
    );
    for (const { t, c, kind, unit } of await all(
      `SELECT table_name AS t, column_name AS c, kind, unit FROM ${COLUMNS} ORDER BY table_name, place`,
    )) {
      const list = columns.get(t!) ?? [];
      columns.set(t!, list);
      list.push({
        name: c!,
        kind: kind as ColumnKind,
        unit: unit ?? undefined,
        type: types.get(`${t}\n${c}`),
      });
    }
  }
  return { relations, ours, columns };
}

export function dialectOf(connection: Connection, isMariadb: boolean): Dialect {
  // Both compare byte by byte, and blanks at the end too.
  const texts = `CHARACTER SET utf8mb4 COLLATE ${isMariadb ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin"}`;
  const definition = ({ name, kind }: SqlColumn, isKey: boolean): string => {
    const characters = isKey && kind === "text" ? KEYS[name] : undefined;
    return `${quoted(name)} ${characters === undefined ? TYPES[kind] : `varchar(${characters})`}${isKey ? " NOT NULL" : ""}`;
  };
  return {
    at: quoted,
    column: quoted,
    literal: (text) => connection.escape(text),
    type: (kind) => TYPES[kind],
    nothing: () => "NULL",
    keyType: `varchar(255) ${texts}`,
    typesOf: (kind) => [TYPES[kind].replace(/\(.*/, ""), ...(kind === "text" ? ["varchar"] : [])],
    now: "timestamp(3) NOT NULL DEFAULT current_timestamp(3)",
    advice: "name another database in the URL",
    creating({ name, columns, key, meaning }) {
      const list = columns.map((column) => `  ${definition(column, key.includes(column.name))}`);
      const time = columns.some((column) => column.name === "timestamp")
        ? [`  KEY (${quoted("timestamp")})`]
        : [];
      const unique = `  UNIQUE KEY (${key.map(quoted).join(", ")})`;
      const comment = connection.escape(meaning.slice(0, 2000));
      return [
        `CREATE TABLE ${quoted(name)} (\n${[...list, unique, ...time].join(",\n")}\n) ENGINE=InnoDB ROW_FORMAT=DYNAMIC ${texts} COMMENT ${comment}`,
      ];
    },
    adding: ({ name }, columns) => [
      `ALTER TABLE ${quoted(name)} ${columns
        .map((column) => `ADD COLUMN ${isMariadb ? "IF NOT EXISTS " : ""}${definition(column, false)}`)
        .join(", ")}`,
    ],
    explaining: () => [],
    viewing: ({ name, table }, columns) => [
      `CREATE OR REPLACE VIEW ${quoted(name)} AS SELECT ${columns.map(({ sql }) => sql).join(", ")} FROM ${quoted(table)}`,
    ],
  };
}
