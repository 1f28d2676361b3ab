/** The M text that loads a table's CSV with its types. */

export interface ModelColumn {
  readonly name: string;
  /** M's name of the type. */
  readonly type: "datetime" | "date" | "number" | "Int64.Type" | "text";
}

/** `Folder` is a parameter of the model: where this folder lies. */
export function loaderText(name: string, columns: readonly ModelColumn[]): string {
  const types = columns.map(
    (column) => `{${quoted(column.name)}, ${column.type === "Int64.Type" ? "" : "type "}${column.type}}`,
  );
  return [
    "let",
    `    Source = Csv.Document(File.Contents(Folder & "\\${name}.csv"), [Delimiter = ",", Columns = ${columns.length}, Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),`,
    "    Promoted = Table.PromoteHeaders(Source, [PromoteAllScalars = true]),",
    `    Nulls = Table.ReplaceValue(Promoted, "", null, Replacer.ReplaceValue, Table.ColumnNames(Promoted)),`,
    `    Typed = Table.TransformColumnTypes(Nulls, {${types.join(", ")}}, "en-US")`,
    "in",
    "    Typed",
    "",
  ].join("\r\n");
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
