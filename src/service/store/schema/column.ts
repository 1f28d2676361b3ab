/**
 * How a table is described, once for both engines: its columns, and what beyond keys holds of them. The statements that make it, the
 * types of its rows and the order in which tables are copied all come from here.
 *
 * What is stored is an integer or a text, and a document is JSON: `text` with a check in SQLite, `jsonb` in PostgreSQL. Both give it
 * to us as text.
 */

export type ColumnKind = "text" | "integer" | "json";

export interface Column<Value = unknown> {
  readonly kind: ColumnKind;
  readonly isNullable: boolean;
  /** The table whose row of the same tenant it names. */
  readonly references: string | undefined;
  /** What holds of it, in SQL that both engines read; `?` stands for its name. */
  readonly check: string | undefined;
  /** Tells the compiler what a row has; never set. */
  readonly value?: Value;
}

export type Columns = Readonly<Record<string, Column>>;

export interface Table<Own extends Columns = Columns> {
  readonly columns: Own;
  /** The columns of its key; `tenant_id` is before them in tables of a tenant. */
  readonly key: readonly string[];
  /** Each a list of columns, with a condition where it holds of some rows alone. */
  readonly unique: readonly Unique[];
  /** Lists by which rows are looked for, beside keys and references. */
  readonly indexes: readonly string[];
  /** What holds between the columns of a row. */
  readonly checks: readonly string[];
}

export interface Unique {
  readonly columns: string;
  readonly where?: string;
}

/** A row of a table, as it is read and written. */
export type RowOf<Described> =
  Described extends Table<infer Own>
    ? { -readonly [Name in keyof Own]: Own[Name] extends Column<infer Value> ? Value : never }
    : never;

const column = <Value>(about: Partial<Column> & { readonly kind: ColumnKind }): Column<Value> =>
  // `value` is never there: it is of the compiler alone.
  ({ isNullable: false, references: undefined, check: undefined, ...about }) as Column<Value>;

export const text = (check?: string): Column<string> => column({ kind: "text", check });
export const integer = (check?: string): Column<number> => column({ kind: "integer", check });
export const json = (): Column<string> => column({ kind: "json" });
/** 0 or 1. */
export const flag = (): Column<number> => integer("? IN (0, 1)");
/** One of some words. */
export const word = <Word extends string>(...words: readonly Word[]): Column<Word> =>
  column({ kind: "text", check: `? IN (${words.map((one) => `'${one}'`).join(", ")})` });
/** A text that says something. */
export const name = (): Column<string> => text("? <> ''");
/** `2026-03-28`. */
export const date = (): Column<string> => text("length(?) = 10");
export const reference = (table: string): Column<string> => column({ kind: "text", references: table });
export const optional = <Value>(of: Column<Value>): Column<Value | null> => ({ ...of, isNullable: true });

export function table<Own extends Columns>(
  columns: Own,
  beyond: Partial<Omit<Table, "columns">> = {},
): Table<Own> {
  return { columns, key: ["id"], unique: [], indexes: [], checks: [], ...beyond };
}

/** A table of which each row belongs to a tenant and has an identity there. */
export const ofTenant = <Own extends Columns>(
  columns: Own,
  beyond: Partial<Omit<Table, "columns">> = {},
): Table<Own & { tenant_id: Column<string>; id: Column<string> }> =>
  table({ tenant_id: text(), id: name(), ...columns }, beyond);
