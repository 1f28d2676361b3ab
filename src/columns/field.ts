/** What a column of rows is, to whoever reads them: its name, what it holds, and in which unit. */
import type { Aggregate } from "../wits/catalog/aggregate.js";
import type { Code } from "../wits/catalog/code.js";
import type { Catalog } from "../wits/catalog/overlay.js";
import type { Column, ColumnType } from "../wits/catalog/table.js";

/** `time` is milliseconds since 1970; an `integer` is what a header item or a count holds, a `number` a measurement. */
export type FieldType = "time" | "number" | "integer" | "text";

/** A column of a table, and what it means. */
export interface Field {
  /** Of the column. */
  readonly name: string;
  readonly type: FieldType;
  /** Of a time: an instant in UTC, and not the rig's clock. */
  readonly utc: boolean;
  /** Undefined for what is none of an item. */
  readonly code: Code | undefined;
  /** By the catalog or the map; undefined when neither has the item. */
  readonly mnemonic: string | undefined;
  /** What it holds, in words; the column's name where nothing tells. */
  readonly meaning: string;
  /** Of the values; undefined when undeclared or when there is none. */
  readonly unit: string | undefined;
  /** What it is a column of in a file that keeps it as it is; by the type where nothing tells. */
  readonly stored?: ColumnType | undefined;
  /** The specification's type letter, where a file or a decoder tells it. */
  readonly itemType?: string | undefined;
  /** What became of many values, where each is of a step of time or depth. */
  readonly aggregate?: Aggregate | undefined;
}

const TYPES: Readonly<Record<ColumnType, FieldType>> = {
  timestamp: "time",
  int32: "integer",
  int64: "integer",
  float64: "number",
  dictionary: "text",
  utf8: "text",
  binary: "text",
};

/** Of a physical type as a file or a decoder names it; whatever is no number is text. */
export const fieldType = (type: string): FieldType => TYPES[type as ColumnType] ?? "text";

/** Of a column that a decoder fills. */
export function fieldOfColumn(
  { name, type, description, code, unit }: Column,
  catalog: Catalog,
  utc: boolean,
): Field {
  const mnemonic = code === undefined ? undefined : catalog.itemByCode(code)?.mnemonic;
  return { name, type: fieldType(type), utc, code, mnemonic, meaning: description, unit };
}
