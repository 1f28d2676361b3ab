/** What a table that is there has otherwise than the rows that come: what can be added is added, all else is refused by name. */
import { Failure } from "../../failure/failure.js";
import type { ColumnKind, SqlColumn, SqlTable } from "./tables.js";

/** As `witskit_columns` and the database itself have it. */
export interface KnownColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly unit: string | undefined;
  /** What the database says that it is now; undefined where the column is gone. */
  readonly type: string | undefined;
}

/** The columns that the table lacks. `known` are those that are there. Throws a `Failure` of kind `output`. */
export function lackingColumns(
  { shown, of, columns }: { readonly shown: string } & Pick<SqlTable, "of" | "columns">,
  name: string,
  known: readonly KnownColumn[],
  typeOf: (kind: ColumnKind) => readonly string[],
): readonly SqlColumn[] {
  const differs = (what: string): Failure =>
    new Failure(
      "output-differs",
      `${shown}: the table ${name} has ${what}; load ${of} into another schema or database`,
    );
  return columns.filter((column) => {
    const there = known.find((one) => one.name.toLowerCase() === column.name.toLowerCase());
    if (there === undefined) return true;
    if (there.kind !== column.kind)
      throw differs(
        `its column ${column.name} as ${WORDS[there.kind]}, and what comes has ${WORDS[column.kind]}`,
      );
    if (there.unit !== column.unit)
      throw differs(
        `its column ${column.name} ${there.unit === undefined ? "without a unit" : `in ${there.unit}`}, and what comes ` +
          `${column.unit === undefined ? "does not say its unit" : `is in ${column.unit}`}; --units and --to bring it there`,
      );
    if (there.type === undefined) throw differs(`lost its column ${column.name}`);
    if (!typeOf(column.kind).includes(there.type.toLowerCase()))
      throw differs(`its column ${column.name} as ${there.type}, which is none that was made here`);
    return false;
  });
}

const WORDS: Readonly<Record<ColumnKind, string>> = {
  instant: "instants in UTC",
  clock: "times on the rig's clock",
  integer: "whole numbers",
  number: "numbers",
  text: "texts",
  bytes: "bytes",
};

/** Something of that name is there that is not ours. */
export const foreign = (shown: string, name: string, advice: string): Failure =>
  new Failure(
    "output-foreign",
    `${shown}: there is a table or view ${name} that witskit did not make, and it stays as it is; ${advice}`,
  );

/** Somebody else has written what was found of a source, between a look at it and the writing. */
export const foundByOthers = (shown: string, table: string): Failure =>
  new Failure(
    "output-taken",
    `${shown}: another program writes rows of ${table} at this moment; nothing of it is written, and the same command goes on when the other is done`,
  );

/** A row of that name has other values: nothing is overwritten in silence. It is the first of a page of rows; how many there are behind it nobody has counted. */
export const rowsDiffer = (
  shown: string,
  table: string,
  { source, offset }: { readonly source: string; readonly offset: number },
): Failure =>
  new Failure(
    "rows-differ",
    `${shown}: a row of ${table} is there with other values, of ${source} at byte ${offset}, and so may be others: the log has changed, is another one of that name, ` +
      "or was read with other options. Nothing of it is written; --replace-changed takes the new values",
  );
