/** What an export says of itself. */
import type { Exported, ExportedTable } from "../../output/export/export.js";
import { shownText } from "../../text/shown-text.js";
import { counted, integer } from "./wording.js";

/** What was written, and below it each thing that is not as it was in the dataset. */
export function exportedText({ written, tables, remarks }: Exported, steps: string | undefined): string[] {
  const manyWells = new Set(tables.map(({ receipt }) => receipt.table.well)).size > 1;
  const nameOf = ({ receipt: { table } }: ExportedTable): string =>
    shownText(
      manyWells && table.well !== undefined ? `${table.name} of ${table.well || "no well"}` : table.name,
    );
  const told = (some: readonly ExportedTable[]): string =>
    some.map((table) => `${nameOf(table)} ${rowsText(table)}`).join(", ");
  const [path, ...others] = written.map((text) => shownText(text));
  return [
    ...(others.length === 0
      ? [`wrote ${path}: ${told(tables)}`]
      : [
          `wrote ${counted(written.length, "file")}`,
          ...written.map(
            (one) => `  ${shownText(one)}: ${told(tables.filter((table) => table.path === one))}`,
          ),
        ]),
    ...tables.flatMap((table) => leftText(table, steps).map((text) => `  ${nameOf(table)}: ${text}`)),
    ...remarks.map((text) => `  ${shownText(text)}`),
  ];
}

/** `5 of 200 rows`, and no more than were written. */
function rowsText({ receipt, rows }: ExportedTable): string {
  return receipt.rows === rows ? counted(rows, "row") : `${integer(receipt.rows)} of ${counted(rows, "row")}`;
}

function leftText({ receipt, leftOut }: ExportedTable, steps: string | undefined): string[] {
  const left = [...leftOut, ...receipt.leftOut].map(
    ([why, rows]) => `${counted(rows, "row")} left out that ${why}`,
  );
  return [...(steps === undefined ? [] : [`a row for each step, ${steps}`]), ...left, ...receipt.notes];
}
