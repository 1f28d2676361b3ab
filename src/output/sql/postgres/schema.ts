/**
 * Tables as PostgreSQL has them. Those with times are hypertables where TimescaleDB is installed in the database, and partitioned by
 * month else, with a partition for the times that no month has.
 */
import type { Client } from "pg";
import type { KnownColumn } from "../differences.js";
import { COLUMNS, TABLES } from "../lookup-tables.js";
import type { Dialect, Existing, ViewColumn } from "../schema.js";
import type { ColumnKind, SqlTable } from "../tables.js";
import { exactly, literal, plainName, quoted } from "./names.js";

const TYPES: Readonly<Record<ColumnKind, string>> = {
  instant: "timestamp with time zone",
  clock: "timestamp without time zone",
  integer: "bigint",
  number: "double precision",
  text: "text",
  bytes: "bytea",
};

export interface PostgresSchema {
  readonly there: Existing;
  readonly dialect: Dialect;
  /** What must run before all else. */
  readonly first: readonly string[];
}

/** What is in the schema now, and how tables are made there. */
export async function readSchema(client: Client, schema: string): Promise<PostgresSchema> {
  const rows = async <Row extends object>(sql: string): Promise<Row[]> =>
    (await client.query<Row>(sql, [schema])).rows;
  const [about] = await rows<{ there: boolean; timescale: boolean; version: string }>(
    `SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1) AS there,
      EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') AS timescale,
      current_setting('server_version_num') AS version`,
  );
  const relations = await rows<{ relname: string }>(
    "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident($1)) AND relkind IN ('r', 'v', 'm', 'f', 'p')",
  );
  const names = new Set(relations.map(({ relname }) => relname));
  const ours = new Map<string, string>();
  const columns = new Map<string, KnownColumn[]>();
  const place = exactly(schema);
  if (names.has(TABLES) && names.has(COLUMNS)) {
    const tables = await client.query<{ name: string; holds: string }>(
      `SELECT name, holds FROM ${place}.${TABLES}`,
    );
    for (const { name, holds } of tables.rows) ours.set(name, holds);
    const known = await rows<{
      t: string;
      c: string;
      kind: ColumnKind;
      unit: string | null;
      type: string | null;
    }>(
      `SELECT c.table_name AS t, c.column_name AS c, c.kind, c.unit, format_type(a.atttypid, a.atttypmod) AS type
        FROM ${place}.${COLUMNS} c
        LEFT JOIN pg_class r ON r.relname = c.table_name AND r.relnamespace = to_regnamespace(quote_ident($1))
        LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attname = lower(c.column_name) AND NOT a.attisdropped
        ORDER BY c.table_name, c.place`,
    );
    for (const { t, c, kind, unit, type } of known) {
      const list = columns.get(t) ?? [];
      columns.set(t, list);
      list.push({ name: c, kind, unit: unit ?? undefined, type: type ?? undefined });
    }
  }
  const views = new Map<string, string[]>();
  for (const { view, name } of await rows<{ view: string; name: string }>(
    `SELECT relname AS view, attname AS name FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
      WHERE relnamespace = to_regnamespace(quote_ident($1)) AND relkind = 'v' AND attnum > 0 ORDER BY attnum`,
  ))
    views.set(view, [...(views.get(view) ?? []), name]);
  const { there, timescale, version } = about!;
  return {
    there: { relations: names, ours, columns },
    dialect: dialectOf(schema, { timescale, version: Number(version), views }),
    first: there ? [] : [`CREATE SCHEMA IF NOT EXISTS ${place}`],
  };
}

interface ServerFacts {
  readonly timescale: boolean;
  readonly version: number;
  /** The columns of views, in order. */
  readonly views: ReadonlyMap<string, readonly string[]>;
}

function dialectOf(schema: string, server: ServerFacts): Dialect {
  const at = (name: string): string => `${exactly(schema)}.${quoted(name)}`;
  return {
    at,
    column: quoted,
    literal,
    type: (kind) => TYPES[kind],
    nothing: (kind) => `CAST(NULL AS ${TYPES[kind]})`,
    keyType: "text",
    typesOf: (kind) => [TYPES[kind]],
    now: "timestamp with time zone NOT NULL DEFAULT now()",
    advice: "?schema=wits in the URL makes a schema of its own",
    creating: (table) => creating(table, at, server),
    adding({ name }, columns) {
      const added = columns.map((column) => `ADD COLUMN ${quoted(column.name)} ${TYPES[column.kind]}`);
      return [`ALTER TABLE ${at(name)} ${added.join(", ")}`];
    },
    explaining: ({ name }, columns) =>
      columns.map(({ name: column, code, unit, description }) => {
        const parts = [description, unit && `[${unit}]`, code && `WITS ${code}`];
        return `COMMENT ON COLUMN ${at(name)}.${quoted(column)} IS ${literal(parts.filter(Boolean).join(" "))}`;
      }),
    // Where it is there, its columns stay where they are, and new ones come last: other views may stand on it.
    viewing({ name, table }, columns, isThere) {
      const before = server.views.get(name) ?? [];
      const place = (column: ViewColumn): number => {
        const known = before.indexOf(plainName(column.name));
        return known < 0 ? before.length : known;
      };
      const list = [...columns].sort((one, other) => place(one) - place(other)).map(({ sql }) => sql);
      return [
        `CREATE ${isThere ? "OR REPLACE " : ""}VIEW ${at(name)} AS SELECT ${list.join(", ")} FROM ${at(table)}`,
      ];
    },
  };
}

/** The unique index has the time in it, as partitions need; loaders look that no source has an offset twice. */
function creating(
  { name, columns, key, meaning }: SqlTable,
  at: (name: string) => string,
  { timescale, version }: ServerFacts,
): string[] {
  const isTimed = columns.some((column) => column.name === "timestamp");
  // A hypertable has no place for rows without a time.
  const months = isTimed && !timescale;
  const list = columns.map((column) => {
    const isKey = key.includes(column.name);
    return `  ${quoted(column.name)} ${TYPES[column.kind]}${isKey ? " NOT NULL" : ""}`;
  });
  const unique = [...key, ...(isTimed ? ["timestamp"] : [])].map(quoted).join(", ");
  const nulls = version >= 150_000 && !timescale ? " NULLS NOT DISTINCT" : "";
  return [
    `CREATE TABLE ${at(name)} (\n${list.join(",\n")}\n)${months ? ` PARTITION BY RANGE (${quoted("timestamp")})` : ""}`,
    ...(isTimed && timescale
      ? [
          `SELECT create_hypertable(${literal(at(name))}, 'timestamp', chunk_time_interval => INTERVAL '1 month', create_default_indexes => false)`,
        ]
      : []),
    ...(months ? [`CREATE TABLE ${at(`${name}_other`)} PARTITION OF ${at(name)} DEFAULT`] : []),
    `CREATE UNIQUE INDEX ${quoted(`${name}_key`)} ON ${at(name)} (${unique})${nulls}`,
    `COMMENT ON TABLE ${at(name)} IS ${literal(meaning)}`,
  ];
}
