/** The tables of a database that explain the others: the catalog, as queries on a dataset have it, and which tables and columns are ours. */
import { activityCodes } from "../../wits/catalog/activity.js";
import { allItems } from "../../wits/catalog/catalog.js";
import { formatCode, itemOf, recordOf } from "../../wits/catalog/code.js";
import { records } from "../../wits/catalog/record.js";
import type { SqlColumn } from "./tables.js";

/** Which tables and views are ours. */
export const TABLES = "witskit_tables";
/** What the columns of the tables mean. */
export const COLUMNS = "witskit_columns";
/** The ledger: units that are in the tables, written in the transaction of their rows. */
export const LEDGER = "witskit_loaded";

export interface LookupTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly kind: "integer" | "text" }[];
  rows(): readonly (readonly (string | number | undefined)[])[];
}

const integer = (name: string) => ({ name, kind: "integer" as const });
const text = (name: string) => ({ name, kind: "text" as const });

export const lookupTables: readonly LookupTable[] = [
  {
    name: "catalog",
    columns: [
      text("code"),
      integer("record"),
      integer("item"),
      ...["mnemonic", "name", "type", "metric_unit", "fps_unit"].map(text),
    ],
    rows: () =>
      allItems().map(({ code, mnemonic, name, type, metricUnit, fpsUnit }) => [
        formatCode(code),
        recordOf(code),
        itemOf(code),
        mnemonic,
        name,
        type,
        metricUnit,
        fpsUnit,
      ]),
  },
  {
    name: "records",
    columns: [integer("record"), text("name"), text("trigger")],
    rows: () => records().map(({ number, name, trigger }) => [number, name, trigger]),
  },
  {
    name: "activity_codes",
    columns: [integer("code"), text("name")],
    rows: () => activityCodes().map(([code, name]) => [code, name]),
  },
];

/** A line of `witskit_columns`, in the order of its columns. */
export const columnLine = (
  table: string,
  place: number,
  { name, kind, code, mnemonic, unit, description }: SqlColumn,
): readonly (string | number | null)[] => [
  table,
  name,
  place,
  kind,
  code ?? null,
  mnemonic ?? null,
  unit ?? null,
  description,
];

export const COLUMN_LINE = [
  "table_name",
  "column_name",
  "place",
  "kind",
  "code",
  "mnemonic",
  "unit",
  "description",
];
