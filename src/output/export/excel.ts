/**
 * Excel: a sheet a table, its heads frozen, with unit and meaning above the rows, times as real dates. The writer makes a
 * file in memory, so there is a limit; a sheet's own is 1,048,576 rows, and a longer table goes on in the next one.
 */
import type { Page } from "../../columns/page.js";
import type { Output } from "../../durable/output.js";
import { Failure } from "../../failure.js";
import type { ExportedTable } from "./exporter.js";

/** Cells of a file: beyond them the writer wants gigabytes, and no spreadsheet opens the file in a tolerable time. */
const MOST_CELLS = 6_000_000;
const SHEET_ROWS = 1_048_576;
const HEAD_ROWS = 3;
const DATE_FORMAT = "yyyy-mm-dd hh:mm:ss.000";

const HEAD = { fontWeight: "bold", backgroundColor: "#e8eef4" } as const;

type Cell = { value: string | number | Date; type: unknown; format?: string } & Partial<typeof HEAD>;
type Row = (Cell | undefined)[];

/** Throws a `Failure` when there are too many rows. */
export async function writeExcel(tables: readonly ExportedTable[], output: Output): Promise<void> {
  const cells = tables.reduce((sum, { table, fields }) => sum + table.rows * fields.length, 0);
  if (cells > MOST_CELLS) {
    throw new Failure(
      "data",
      `this would be ${cells.toLocaleString("en-US")} cells, and an Excel file of more than ` +
        `${MOST_CELLS.toLocaleString("en-US")} is of no use to anybody. --records, --from and --until take fewer; CSV and Parquet take all`,
    );
  }
  const { default: writeExcelFile } = await import("write-excel-file/node");
  const sheets = [];
  for (const table of tables) {
    let part = 0;
    for await (const data of sheetsOf(table)) {
      sheets.push({
        data,
        sheet: part++ === 0 ? table.name : `${table.name}_${part}`,
        columns: table.fields.map(({ type, name }) => ({
          width: type === "time" ? 24 : Math.max(10, name.length + 2),
        })),
        stickyRowsCount: HEAD_ROWS,
        stickyColumnsCount: 1,
        dateFormat: DATE_FORMAT,
      });
    }
  }
  const file = await writeExcelFile(sheets as never).toBuffer();
  await output.write(file);
}

async function* sheetsOf(table: ExportedTable): AsyncGenerator<Row[]> {
  let rows = heads(table);
  let told = false;
  for await (const page of table.pages()) {
    for (let row = 0; row < page.rows; row++) {
      if (rows.length === SHEET_ROWS) {
        yield rows;
        told = true;
        rows = heads(table);
      }
      rows.push(rowOf(table, page, row));
    }
  }
  if (!told || rows.length > HEAD_ROWS) yield rows;
}

const heads = ({ fields }: ExportedTable): Row[] =>
  [
    fields.map(({ name }) => name),
    fields.map(({ unit = "" }) => unit),
    fields.map(({ meaning }) => meaning),
  ].map((texts) => texts.map((value) => ({ value, type: String, ...HEAD })));

function rowOf({ fields }: ExportedTable, { values }: Page, row: number): Row {
  return fields.map(({ type }, i) => {
    const value = values[i]?.[row];
    if (value === undefined || Number.isNaN(value)) return undefined;
    if (typeof value === "string") return { value, type: String };
    return type === "time"
      ? { value: new Date(value), type: Date, format: DATE_FORMAT }
      : { value, type: Number };
  });
}
