/** Our columns as Parquet's schema elements. */
import type { ParquetType, SchemaElement } from "hyparquet";
import type { Column, ColumnType } from "../catalog/table.js";

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
export function schemaElements(columns: readonly Column[], utc: boolean): SchemaElement[] {
  return [
    { name: "schema", num_children: columns.length },
    ...columns.map((column): SchemaElement => {
      const element: SchemaElement = {
        name: column.name,
        type: PARQUET_TYPES[column.type],
        repetition_type: column.nullable ? "OPTIONAL" : "REQUIRED",
      };
      if (column.type === "timestamp") {
        // The older converted type can only say UTC, so a local time must not carry it.
        // https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#timestamp
        if (utc) element.converted_type = "TIMESTAMP_MILLIS";
        element.logical_type = { type: "TIMESTAMP", isAdjustedToUTC: utc, unit: "MILLIS" };
      } else if (column.type === "utf8" || column.type === "dictionary") {
        element.converted_type = "UTF8";
        element.logical_type = { type: "STRING" };
      }
      return element;
    }),
  ];
}
