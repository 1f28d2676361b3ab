/**
 * Tables and columns as databases have them: what the columns of a dataset become there, and what makes a row of them the same row.
 * Engines turn kinds into types of theirs, and quote names in their way.
 */
import type { Field } from "../../columns/field.js";
import type { Page } from "../../columns/page.js";
import { Failure } from "../../failure/failure.js";
import { formatCode } from "../../wits/catalog/code.js";
import { recordOfTable } from "../../wits/catalog/table.js";

/** `instant` is in UTC, `clock` is a time on the rig's clock, which has no zone. */
export type ColumnKind = "instant" | "clock" | "integer" | "number" | "text" | "bytes";

export interface SqlColumn {
  /** As in a dataset: `DMEA`. */
  readonly name: string;
  readonly kind: ColumnKind;
  readonly code: string | undefined;
  readonly mnemonic: string | undefined;
  readonly unit: string | undefined;
  readonly description: string;
}

export interface SqlTable {
  /** `record_01`, `unmapped`, `rejects`, `frame`, `long`, `analysis_states`. */
  readonly name: string;
  /** In a dataset: `record=01`, `analysis/states`. */
  readonly of: string;
  readonly meaning: string;
  readonly columns: readonly SqlColumn[];
  /** The columns that tell rows apart; the first is `source`, the second where in it they are. */
  readonly key: readonly string[];
  /** The column that says when a row is of; undefined where it is of no time. */
  readonly time: string | undefined;
  /** Of what queries see by a view alone: its columns, those that the table has not, for want of a value, too. */
  readonly shows?: readonly Pick<SqlColumn, "name" | "kind">[] | undefined;
}

const KEYS: Readonly<Record<string, readonly string[]>> = {
  unmapped: ["source", "offset", "code"],
  long: ["source", "offset", "code"],
  rejects: ["source", "offset", "length", "reason"],
};

/** Throws `Failure("input-unsuited")` for columns without source and offset: nothing would tell their rows apart. */
export function sqlTable(of: string, meaning: string, fields: readonly Field[]): SqlTable {
  const record = recordOfTable(of);
  const name = record === undefined ? of : `record_${String(record).padStart(2, "0")}`;
  const key = KEYS[of] ?? ["source", "offset"];
  const lacking = key.find((column) => !fields.some((field) => field.name === column));
  if (lacking !== undefined)
    throw new Failure(
      "input-unsuited",
      `the table ${of} has no column ${lacking}, by which a database tells its rows apart; load what convert has made, or the log itself`,
    );
  const time = fields.some((field) => field.name === "timestamp") ? "timestamp" : undefined;
  return { name, of, meaning, key, time, columns: fields.map((field) => sqlColumn(of, field)) };
}

export function sqlColumn(table: string, field: Field): SqlColumn {
  const { name, code, mnemonic, unit, meaning } = field;
  return {
    name,
    kind: kindOf(table, field),
    code: code === undefined ? undefined : formatCode(code),
    mnemonic: code === undefined ? undefined : mnemonic,
    unit,
    description: meaning,
  };
}

function kindOf(table: string, { name, type, utc }: Field): ColumnKind {
  if (type === "time") return utc ? "instant" : "clock";
  return table === "rejects" && name === "bytes" ? "bytes" : type;
}

/** The columns of a page, in its order, with what the table says of each. Fields that the table lacks are an error of the caller. */
export function columnsOf(
  table: SqlTable,
  { fields, values }: Page,
): { readonly name: string; readonly kind: ColumnKind; readonly values: Page["values"][number] }[] {
  const kinds = new Map(table.columns.map(({ name, kind }) => [name, kind]));
  return fields.map(({ name }, i) => {
    const kind = kinds.get(name);
    if (kind === undefined) throw new Error(`${table.name} has no column ${name}`);
    return { name, kind, values: values[i] };
  });
}
