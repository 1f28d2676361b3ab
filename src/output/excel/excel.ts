/**
 * Excel: a sheet a table, and of each well, its heads frozen, with unit and meaning below the names, times as real dates. The
 * writer makes a file in memory, so there is a limit; a sheet's own is 1,048,576 rows, and a longer table goes on in the next.
 */
import { Failure } from "../../failure/failure.js";
import type { TableBatch } from "../../kernel/batch.js";
import { withoutClock } from "../../text/excel-file.js";
import { shownLines, shownText } from "../../text/shown-text.js";
import { fileSink } from "../file-sink.js";
import type { SinkTable } from "../sink.js";
import type { Tally } from "../tally.js";
import { type Cell, cellsOf, DATE_FORMAT } from "./cells.js";
import { EXCEL_CELLS, LONGEST_NAME, SHEET_COLUMNS, SHEET_ROWS } from "./limits.js";

const HEAD = { fontWeight: "bold", backgroundColor: "#e8eef4" } as const;

type Row = (Cell | undefined)[];

interface Sheet {
  readonly table: SinkTable;
  readonly rows: Row[];
}

export const excel = fileSink(async ({ open, timezone }) => {
  const output = await open("all");
  const sheets: Sheet[] = [];
  let cells = 0;
  return {
    async begin(table, tally) {
      refuseWide(table);
      const heads = headsOf(table);
      let sheet = sheetOf(table, heads);
      sheets.push(sheet);
      return {
        write(batch) {
          cells += batch.rows * batch.columns.length;
          if (cells > EXCEL_CELLS) throw tooMany();
          for (const row of rowsOf(batch, timezone !== undefined, tally)) {
            if (sheet.rows.length === SHEET_ROWS) {
              const next = sheetOf(table, heads);
              sheets.splice(sheets.indexOf(sheet) + 1, 0, next);
              sheet = next;
            }
            sheet.rows.push(row);
          }
        },
      };
    },
    async end() {
      const { default: writeExcelFile } = await import("write-excel-file/node");
      const names = sheetNames(sheets.map(({ table }) => table));
      const written = sheets.map(({ table, rows }, i) => ({
        data: rows,
        sheet: names[i],
        columns: table.table.columns.map(({ type, name }) => ({
          width: type === "timestamp" ? 24 : Math.max(10, name.length + 2),
        })),
        stickyRowsCount: headsOf(table).length,
        stickyColumnsCount: 1,
        dateFormat: DATE_FORMAT,
      }));
      await output.write(withoutClock(await writeExcelFile(written as never).toBuffer()));
    },
  };
});

const sheetOf = (table: SinkTable, heads: readonly Row[]): Sheet => ({ table, rows: [...heads] });

function* rowsOf(batch: TableBatch, utc: boolean, tally: Tally): Generator<Row> {
  const cells = batch.columns.map((data) =>
    cellsOf(data, utc, () =>
      tally.note(
        `texts of ${data.column.name} that are longer than a cell of Excel, 32,767 characters, are cut`,
      ),
    ),
  );
  for (let row = 0; row < batch.rows; row++) yield cells.map((cell) => cell(row));
}

/** Name, unit and meaning; of columns that have neither, the name alone. */
function headsOf({ table: { columns } }: SinkTable): Row[] {
  const told = columns.some(({ code, unit }) => code !== undefined || unit !== undefined);
  const texts = [
    columns.map(({ name }) => name),
    ...(told ? [columns.map(({ unit = "" }) => unit), columns.map(({ description }) => description)] : []),
  ];
  return texts.map((row) => row.map((value) => ({ value: shownLines(value), type: String, ...HEAD })));
}

/** Behind a table's name stands its well where there are several; within 31 characters, and no two alike. */
export function sheetNames(tables: readonly Pick<SinkTable, "name" | "well">[]): string[] {
  const manyWells = new Set(tables.map(({ well }) => well)).size > 1;
  const taken = new Set<string>();
  return tables.map(({ name, well }) => {
    const whole = manyWells && well !== undefined ? `${name} ${well}` : name;
    // Excel takes none of these in a sheet's name, and no apostrophe at its ends.
    const plain =
      shownText(whole)
        .replace(/[\\/?*[\]:]/g, "_")
        .replace(/^'|'$/g, "_") || "sheet";
    for (let i = 1; ; i++) {
      const end = i === 1 ? "" : `_${i}`;
      const one = plain.slice(0, LONGEST_NAME - end.length) + end;
      if (taken.has(one.toLowerCase())) continue;
      taken.add(one.toLowerCase());
      return one;
    }
  });
}

function refuseWide({ name, table: { columns } }: SinkTable): void {
  if (columns.length <= SHEET_COLUMNS) return;
  throw new Failure(
    "too-much",
    `${name} has ${columns.length.toLocaleString("en-US")} columns, and a sheet of Excel has at most ` +
      `${SHEET_COLUMNS.toLocaleString("en-US")}; CSV and Parquet take all`,
  );
}

const tooMany = (): Failure =>
  new Failure(
    "too-much",
    `this would be more than ${EXCEL_CELLS.toLocaleString("en-US")} cells, and such an Excel file is of no use to anybody. ` +
      "--records, --from, --until and --every take fewer; CSV and Parquet take all",
  );
