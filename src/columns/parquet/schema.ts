/** Our columns as Parquet's schema elements. */
import type { ParquetType, SchemaElement } from "hyparquet";
import type { Column, ColumnType } from "../../wits/catalog/table.js";

export const PARQUET_TYPES: Readonly<Record<ColumnType, ParquetType>> = {
  timestamp: "INT64",
  int64: "INT64",
  int32: "INT32",
  float64: "DOUBLE",
  dictionary: "BYTE_ARRAY",
  utf8: "BYTE_ARRAY",
  binary: "BYTE_ARRAY",
};

/** `utc`: timestamps are instants; otherwise they are local times of no known zone. */
export const schemaElements = (columns: readonly Column[], utc: boolean): SchemaElement[] => [
  { name: "schema", num_children: columns.length },
  ...columns.map((column) => schemaElement(column, utc)),
];

export function schemaElement({ name, type, nullable }: Column, utc: boolean): SchemaElement {
  const element: SchemaElement = {
    name,
    type: PARQUET_TYPES[type],
    repetition_type: nullable ? "OPTIONAL" : "REQUIRED",
  };
  if (type === "timestamp") {
    // The older converted type can only say UTC, so a local time must not carry it.
    // https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#timestamp
    if (utc) element.converted_type = "TIMESTAMP_MILLIS";
    element.logical_type = { type: "TIMESTAMP", isAdjustedToUTC: utc, unit: "MILLIS" };
  } else if (type === "utf8" || type === "dictionary") {
    element.converted_type = "UTF8";
    element.logical_type = { type: "STRING" };
  }
  return element;
}
