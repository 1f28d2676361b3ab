/**
 * Tables of an analysis as a database has them. Nothing in such a row names it for ever, as source and offset name that of a log: a state may begin
 * elsewhere when more is known. So a row is told apart by its source and by its place among the rows of that source, in a column that the views of
 * queries leave out.
 */
import type { Field } from "../../columns/field.js";
import { type SqlTable, sqlColumn } from "./tables.js";

/** The column of that place, from 0. */
export const PLACE = "place";

const FOLDER = "analysis/";

/** `states` of `analysis/states`; undefined of all other tables. */
export const analysisOf = (of: string): string | undefined =>
  of.startsWith(FOLDER) ? of.slice(FOLDER.length) : undefined;

/** Columns that say when a row is of, the first that there is. */
const TIMES = ["start", "time", "from"];

/**
 * The table has the columns with a value, and the view shows all of them. So a curve that no rig has sent yet is in no unit yet, and another
 * analysis may bring it in its own.
 */
export function analysisTable(
  name: string,
  { fields, columns }: { readonly fields: readonly Field[]; readonly columns: readonly Field[] },
): SqlTable {
  const of = `${FOLDER}${name}`;
  const source = columns.filter((field) => field.name === "source");
  const valued = fields.filter((field) => field.name !== "source");
  const place: Field = {
    name: PLACE,
    type: "integer",
    utc: false,
    code: undefined,
    mnemonic: undefined,
    meaning: "place of the row among those of its source",
    unit: undefined,
  };
  return {
    name: `analysis_${name}`,
    of,
    meaning: `found by analyze: ${name}`,
    columns: [...source, ...valued, place].map((field) => sqlColumn(of, field)),
    key: ["source", PLACE],
    time: TIMES.find((time) => columns.some((field) => field.name === time && field.type === "time")),
    shows: columns.map((field) => sqlColumn(of, field)),
  };
}
