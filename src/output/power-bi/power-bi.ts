/**
 * A folder for Power BI: a CSV of plain types for each table, a calendar and the catalog as dimensions, and for each of
 * them the M text that loads it with its types. `date` is the key from every table to the calendar.
 */
import type { Output } from "../../durable/output.js";
import type { ColumnData } from "../../kernel/batch.js";
import { numbersOf } from "../../kernel/cells.js";
import { activityCodes } from "../../wits/catalog/activity.js";
import { formatCode } from "../../wits/catalog/code.js";
import type { ColumnType } from "../../wits/catalog/table.js";
import { type Cell, type CellNotation, cellsIn } from "../cell.js";
import { fileSink } from "../file-sink.js";
import type { SinkTable, TableSink } from "../sink.js";
import { textWriter } from "../text-writer.js";
import { calendarColumns, Days } from "./calendar.js";
import { loaderText, type ModelColumn } from "./loader.js";

const M_TYPES: Readonly<Record<ColumnType, ModelColumn["type"]>> = {
  timestamp: "datetime",
  float64: "number",
  int32: "Int64.Type",
  int64: "Int64.Type",
  dictionary: "text",
  utf8: "text",
  binary: "text",
};

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const notation: CellNotation = { text: quoted, plain: (text) => text, largeInteger: (value) => `${value}` };

export const powerBi = fileSink(async ({ open }) => {
  const days = new Days();
  const tables: SinkTable[] = [];
  const fileNamed = (file: string): Promise<Output> => open({ file });

  async function writeRows(
    name: string,
    columns: readonly ModelColumn[],
    rows: readonly (readonly string[])[],
  ): Promise<void> {
    const lines = [columns.map((column) => column.name), ...rows];
    await writeText(`${name}.csv`, lines.map((cells) => `${cells.map(quoted).join(",")}\r\n`).join(""));
    await writeText(`${name}.pq`, loaderText(name, columns));
  }

  async function writeText(file: string, text: string): Promise<void> {
    await (await fileNamed(file)).write(Buffer.from(text));
  }

  return {
    async begin(table) {
      tables.push(table);
      const columns = modelColumns(table);
      await writeText(`${table.name}.pq`, loaderText(table.name, columns));
      return facts(await fileNamed(`${table.name}.csv`), columns, days);
    },
    async end() {
      await writeRows("calendar", calendarColumns, days.rows());
      await writeRows("columns", columnColumns, columnRows(tables));
      await writeRows(
        "activity_codes",
        activityColumns,
        activityCodes().map(([code, name]) => [String(code), name]),
      );
      await writeText("README.txt", readmeText(tables.map(({ name }) => name)));
    },
  };
});

/** Before a table's own columns stands the day, where it has a time. */
function modelColumns({ table }: SinkTable): ModelColumn[] {
  const columns: ModelColumn[] = table.columns.map(({ name, type }) => ({ name, type: M_TYPES[type] }));
  return table.columns.some(isTime) ? [{ name: "date", type: "date" }, ...columns] : columns;
}

const isTime = ({ type }: { readonly type: ColumnType }): boolean => type === "timestamp";

async function facts(output: Output, columns: readonly ModelColumn[], days: Days): Promise<TableSink> {
  const writer = textWriter(output);
  // A model has no zones: an instant in UTC loses its Z.
  const cellOf = cellsIn(notation, false);
  await writer.write(`${columns.map(({ name }) => quoted(name)).join(",")}\r\n`);
  return {
    async write(batch) {
      const time = batch.columns.find(({ column }) => isTime(column));
      const cells = [...(time === undefined ? [] : [dayOf(time, days)]), ...batch.columns.map(cellOf)];
      let text = "";
      for (let row = 0; row < batch.rows; row++) {
        text += `${cells.map((cell) => cell(row) ?? "").join(",")}\r\n`;
        if (writer.isFull(text)) {
          await writer.write(text);
          text = "";
        }
      }
      await writer.write(text);
    },
  };
}

function dayOf(time: ColumnData, days: Days): Cell {
  const timeAt = numbersOf(time);
  return (row) => {
    const at = timeAt(row);
    return at === undefined ? undefined : days.see(at);
  };
}

const activityColumns: readonly ModelColumn[] = [
  { name: "code", type: "Int64.Type" },
  { name: "activity", type: "text" },
];

const columnColumns: readonly ModelColumn[] = ["table", "column", "code", "meaning", "unit"].map((name) => ({
  name,
  type: "text",
}));

const columnRows = (tables: readonly SinkTable[]): string[][] =>
  tables.flatMap(({ name: table, table: { columns } }) =>
    columns.map(({ name, code, description, unit = "" }) => [
      table,
      name,
      code === undefined ? "" : formatCode(code),
      description,
      unit,
    ]),
  );

const readmeText = (tables: readonly string[]): string =>
  [
    "Tables of WITS data for Power BI.",
    "",
    "1. Home > Transform data > Manage parameters > New: a parameter of type Text called Folder, whose value is where this folder lies.",
    "2. New source > Blank query > Advanced editor, for each .pq file here: paste its text, and give the query the file's name.",
    "3. Relate calendar[date] to the column date of each table, and activity_codes[code] to ACTC.",
    "",
    `Tables: ${tables.join(", ")}. Dimensions: calendar, activity_codes, columns (what each column means, and its unit).`,
    "Times are those of the rig's clock, or UTC where the conversion was told a zone.",
    "",
  ].join("\r\n");
