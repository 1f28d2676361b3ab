/**
 * The statements that make tables, columns and views in a database, as far as they are not there: the same in all engines, but for
 * their words. What others have made is refused by its name, and columns are added and never dropped.
 */
import { foreign, type KnownColumn, lackingColumns } from "./differences.js";
import { COLUMN_LINE, COLUMNS, columnLine, LEDGER, lookupTables, TABLES } from "./lookup-tables.js";
import type { ColumnKind, SqlColumn, SqlTable } from "./tables.js";
import { type SqlView, viewsOf } from "./views.js";

/** What is in a database now. */
export interface Existing {
  /** Tables and views by their names. */
  readonly relations: ReadonlySet<string>;
  /** Those of them that are ours, with what they hold: a table of a dataset, `catalog`, or `view of` a table. */
  readonly ours: ReadonlyMap<string, string>;
  /** By table. */
  readonly columns: ReadonlyMap<string, readonly KnownColumn[]>;
}

/** Of a view: what it is called there, and what stands behind SELECT for it. */
export interface ViewColumn {
  readonly name: string;
  readonly sql: string;
}

/** The words of an engine. */
export interface Dialect {
  /** A table's name with its quotes, and where it is. */
  at(table: string): string;
  column(name: string): string;
  literal(text: string): string;
  type(kind: ColumnKind): string;
  /** What stands in a view for a column without a value. */
  nothing(kind: ColumnKind): string;
  /** The type of short texts that are keys. */
  readonly keyType: string;
  /** What the database may call the type of a kind. */
  typesOf(kind: ColumnKind): readonly string[];
  readonly now: string;
  creating(table: SqlTable): readonly string[];
  adding(table: SqlTable, columns: readonly SqlColumn[]): readonly string[];
  /** Where the engine has a place for what columns mean. */
  explaining(table: SqlTable, columns: readonly SqlColumn[]): readonly string[];
  viewing(view: SqlView, columns: readonly ViewColumn[], isThere: boolean): readonly string[];
  /** Behind the name of something that is not ours: where to go with it. */
  readonly advice: string;
}

/** What `witskit_tables` says of a table that WITS defines, and of one whose rows may not be there yet. */
const CATALOG = "catalog";
const HALF_CATALOG = "catalog that is being made";

/**
 * In the order in which they must run. Where an engine makes tables outside of a transaction, a run may end behind any of them, and the next one
 * goes on from there. Throws a `Failure` for what cannot be brought there.
 */
export function statementsFor(
  tables: readonly SqlTable[],
  { shown, there, dialect }: { readonly shown: string; readonly there: Existing; readonly dialect: Dialect },
): string[] {
  const { at } = dialect;
  const value = (given: string | number | null | undefined): string =>
    given == null ? "NULL" : typeof given === "number" ? String(given) : dialect.literal(given);
  const valuesOf = (rows: readonly (readonly (string | number | null | undefined)[])[]): string =>
    rows.map((row) => `(${row.map(value).join(", ")})`).join(",\n");
  const isOurs = (name: string): boolean => {
    if (!there.relations.has(name)) return false;
    if (there.ours.has(name)) return true;
    throw foreign(shown, name, dialect.advice);
  };
  // Before what it names: where a table is made outside of a transaction, one that nobody could name any more would be a stranger.
  const named = (name: string, holds: string): string[] =>
    there.ours.has(name)
      ? []
      : [`INSERT INTO ${at(TABLES)} (name, holds) VALUES (${value(name)}, ${value(holds)})`];

  const statements: string[] = [];
  const isNew = !there.relations.has(TABLES);
  for (const [name, statement] of bookkeeping(dialect)) {
    if (!there.relations.has(name)) statements.push(statement);
    else if (isNew) throw foreign(shown, name, dialect.advice);
  }
  for (const { name, columns, rows } of lookupTables) {
    const isThere = isOurs(name);
    if (isThere && there.ours.get(name) === CATALOG) continue;
    const list = columns.map((column) => `${dialect.column(column.name)} ${dialect.type(column.kind)}`);
    statements.push(
      ...named(name, HALF_CATALOG),
      isThere ? `DELETE FROM ${at(name)}` : `CREATE TABLE ${at(name)} (${list.join(", ")})`,
      `INSERT INTO ${at(name)} VALUES\n${valuesOf(rows())}`,
      `UPDATE ${at(TABLES)} SET holds = ${value(CATALOG)} WHERE name = ${value(name)}`,
    );
  }
  const grown = new Set<string>();
  for (const table of tables) {
    const { name, of, columns } = table;
    const known = isOurs(name) ? (there.columns.get(name) ?? []) : undefined;
    const lacking =
      known === undefined ? columns : lackingColumns({ of, columns, shown }, name, known, dialect.typesOf);
    const lines = lacking.map((column, i) => columnLine(name, (known?.length ?? 0) + i, column));
    const noting =
      lines.length === 0
        ? []
        : [`INSERT INTO ${at(COLUMNS)} (${COLUMN_LINE.join(", ")}) VALUES\n${valuesOf(lines)}`];
    if (known === undefined) {
      statements.push(...named(name, of));
      if (there.columns.has(name))
        statements.push(`DELETE FROM ${at(COLUMNS)} WHERE table_name = ${value(name)}`);
      statements.push(...noting, ...dialect.creating(table));
    }
    if (lacking.length === 0) continue;
    grown.add(name);
    if (known !== undefined) statements.push(...dialect.adding(table, lacking), ...noting);
    statements.push(...dialect.explaining(table, lacking));
  }
  for (const view of viewsOf(allTables(tables, there))) {
    const isThere = isOurs(view.name);
    const holds = `view of ${view.table}`;
    const before = there.ours.get(view.name);
    if (isThere && before === holds && !grown.has(view.table)) continue;
    const coming = tables.find(({ name }) => name === view.table);
    const all = [...(there.columns.get(view.table) ?? []), ...(coming?.columns ?? [])];
    const known = new Set(all.map(({ name }) => name));
    const shown = new Map([...(coming?.shows ?? []), ...all].map(({ name, kind }) => [name, kind]));
    shown.delete(view.without ?? "");
    const columns = [...shown].map(([name, kind]) => {
      const own = dialect.column(name);
      return { name, sql: known.has(name) ? own : `${dialect.nothing(kind)} AS ${own}` };
    });
    // Readers of a dataset find it in the names of its folders.
    const record =
      view.record === undefined ? [] : [{ name: "record", sql: `${value(view.record)} AS record` }];
    if (before === undefined) statements.push(...named(view.name, holds));
    statements.push(...dialect.viewing(view, [...columns, ...record], isThere));
    if (before !== undefined && before !== holds)
      statements.push(`UPDATE ${at(TABLES)} SET holds = ${value(holds)} WHERE name = ${value(view.name)}`);
  }
  return statements;
}

/** Those that were loaded before, and those that come, by what they are in a dataset. */
function allTables(
  tables: readonly SqlTable[],
  { ours, relations }: Existing,
): { readonly name: string; readonly of: string }[] {
  const all = new Map(tables.map(({ name, of }) => [name, of]));
  for (const [name, holds] of ours)
    if (relations.has(name) && holds !== CATALOG && holds !== HALF_CATALOG && !holds.startsWith("view of "))
      all.set(name, holds);
  return [...all].map(([name, of]) => ({ name, of }));
}

/** In the order in which they are made: without the first, nothing that is there is ours. */
function bookkeeping({ at, type, keyType, now }: Dialect): readonly (readonly [string, string])[] {
  const text = type("text");
  return [
    [TABLES, `CREATE TABLE ${at(TABLES)} (name ${keyType} NOT NULL PRIMARY KEY, holds ${text} NOT NULL)`],
    [
      COLUMNS,
      `CREATE TABLE ${at(COLUMNS)} (table_name ${keyType} NOT NULL, column_name ${keyType} NOT NULL, place ${type("integer")}, ` +
        `kind ${text} NOT NULL, code ${text}, mnemonic ${text}, unit ${text}, description ${text}, PRIMARY KEY (table_name, column_name))`,
    ],
    [
      LEDGER,
      `CREATE TABLE ${at(LEDGER)} (unit ${keyType} NOT NULL PRIMARY KEY, position ${text}, row_count ${type("integer")} NOT NULL, ` +
        `loaded_at ${now})`,
    ],
  ];
}
