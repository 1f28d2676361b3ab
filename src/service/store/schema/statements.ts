/** The statements that make a table, in the words of an engine. */
import type { Column, Table } from "./column.js";
import type { Engine } from "./lock.js";

const TYPES: Readonly<Record<Engine, Readonly<Record<Column["kind"], string>>>> = {
  sqlite: { text: "TEXT", integer: "INTEGER", json: "TEXT" },
  // In the order of its bytes, as SQLite has it: sorted lists and cursors are the same on both.
  postgres: { text: 'text COLLATE "C"', integer: "bigint", json: "jsonb" },
};

export const isOfTenant = ({ columns }: Table): boolean =>
  columns["tenant_id"] !== undefined && columns["tenant_id"].references === undefined;

/** What a row of it is told from others by. */
export const keyOf = (table: Table): string[] => [...(isOfTenant(table) ? ["tenant_id"] : []), ...table.key];

/**
 * A table without its references, where the engine wants the tables that they name to be there: `referenceStatements` adds them.
 * `tenant` is the one whose file it is, in SQLite, and no row of another one can be written.
 */
export function tableStatement(engine: Engine, name: string, table: Table, tenant?: string): string {
  const columns = Object.entries(table.columns);
  const parts = [
    ...columns.map(([column, about]) => columnDefinition(engine, column, about)),
    `PRIMARY KEY (${inTenant(engine, table, table.key.join(", "))})`,
    ...columns.flatMap(([column, { check, kind }]) => [
      ...(check === undefined ? [] : [named(name, column, check.replaceAll("?", column))]),
      ...(engine === "sqlite" && kind === "json"
        ? [named(name, `${column}_json`, `json_valid(${column})`)]
        : []),
    ]),
    ...table.checks.map((check, i) => named(name, `row${i + 1}`, check)),
    ...(!isOfTenant(table) ? [] : [named(name, "tenant", tenantCheck(engine, tenant))]),
    ...(engine === "sqlite" ? referencesOf(table).map((one) => foreignKey(one, table)) : []),
  ];
  return `CREATE TABLE ${name} (\n  ${parts.join(",\n  ")}\n)${engine === "sqlite" ? " STRICT" : ""}`;
}

const columnDefinition = (engine: Engine, column: string, { kind, isNullable }: Column): string =>
  `${column} ${TYPES[engine][kind]}${isNullable ? "" : " NOT NULL"}`;

const named = (table: string, what: string, check: string): string =>
  `CONSTRAINT ${table}_${what}_check CHECK (${check})`;

const tenantCheck = (engine: Engine, tenant: string | undefined): string =>
  engine === "sqlite"
    ? `tenant_id = '${tenant!.replaceAll("'", "''")}'`
    : "tenant_id <> '' AND tenant_id <> '*'";

const referencesOf = ({ columns }: Table): { column: string; other: string }[] =>
  Object.entries(columns).flatMap(([column, { references }]) =>
    references === undefined ? [] : [{ column, other: references }],
  );

/** Rows of a tenant refer to rows of the same one; checked at once, or at the end where a whole tenant is read in. */
const foreignKey = ({ column, other }: { column: string; other: string }, table: Table): string =>
  isOfTenant(table)
    ? `FOREIGN KEY (tenant_id, ${column}) REFERENCES ${other} (tenant_id, id) DEFERRABLE INITIALLY IMMEDIATE`
    : `FOREIGN KEY (${column}) REFERENCES ${other} (id) DEFERRABLE INITIALLY IMMEDIATE`;

export function referenceStatements(name: string, table: Table): string[] {
  const keys = referencesOf(table).map(
    (one) => `ALTER TABLE ${name} ADD CONSTRAINT ${name}_${one.column}_fkey ${foreignKey(one, table)}`,
  );
  return isOfTenant(table)
    ? [
        ...keys,
        `ALTER TABLE ${name} ADD CONSTRAINT ${name}_tenant_fkey FOREIGN KEY (tenant_id) REFERENCES tenant (id)`,
      ]
    : keys;
}

export function indexStatements(engine: Engine, name: string, table: Table): string[] {
  const unique = table.unique.map(
    ({ columns, where }) =>
      `CREATE UNIQUE INDEX ${indexName(name, columns)}_unique ON ${name} (${inTenant(engine, table, columns)})${where === undefined ? "" : ` WHERE ${where}`}`,
  );
  const led = [
    ...table.unique.filter(({ where }) => where === undefined).map(({ columns }) => columns),
    ...table.indexes,
  ];
  const references = referencesOf(table)
    .map(({ column }) => column)
    .filter((column) => !led.some((columns) => columns.split(", ")[0] === column))
    .filter((column) => keyOf(table)[0] !== column);
  return [
    ...unique,
    ...[...table.indexes, ...references].map(
      (columns) =>
        `CREATE INDEX ${indexName(name, columns)}_index ON ${name} (${inTenant(engine, table, columns)})`,
    ),
  ];
}

/**
 * In PostgreSQL the policy of a table asks for its tenant in every query. In SQLite a file has one, nothing asks for it, and an index that began with
 * it would be of no use.
 */
const inTenant = (engine: Engine, table: Table, columns: string): string =>
  !isOfTenant(table) ? columns : engine === "postgres" ? `tenant_id, ${columns}` : `${columns}, tenant_id`;

const indexName = (table: string, columns: string): string => `${table}_${columns.replaceAll(", ", "_")}`;
