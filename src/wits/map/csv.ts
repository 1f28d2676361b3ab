/** A map as CSV: a head with the names of the columns, and an entry a line. */
import { nearest } from "../../failure/nearest.js";
import { type MapColumn, mapColumns, type PlacedRow, type Problem } from "./check.js";

interface CsvLine {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

export interface MapRows {
  readonly rows: readonly PlacedRow[];
  readonly problems: readonly Problem[];
}

/** `text` has `\n` for line ends and no byte order mark. */
export async function csvRows(text: string, file: string): Promise<MapRows> {
  const { CsvError, parse } = await import("csv-parse/sync");
  const delimiter = delimiterOf(text);
  let lines: readonly CsvLine[];
  try {
    lines = parse(text, {
      delimiter,
      comment: "#",
      // A # inside a line is part of a name: Pump #1.
      comment_no_infix: true,
      info: true,
      record_delimiter: "\n",
      relax_column_count: true,
      // An inch sign is no quote: Casing 9 5/8".
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly CsvLine[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error["lines"] === "number" ? error["lines"] : undefined;
    const place = line === undefined ? file : `${file}:${line}`;
    return { rows: [], problems: [{ place, line, reason: `it is no CSV: ${error.message}` }] };
  }
  const [head, ...rest] = lines.filter(({ record }) => record.some((cell) => cell !== ""));
  if (head === undefined) return { rows: [], problems: [{ place: file, reason: headMissing }] };
  const columns = head.record.map((name) => name.toLowerCase());
  const line = head.info.lines;
  const problems = headProblems(columns).map((reason) => ({ place: `${file}:${line}`, line, reason }));
  if (problems.length > 0) return { rows: [], problems };
  const tooLong: Problem[] = [];
  const rows = rest.map(({ record, info }): PlacedRow => {
    const beyond = record.slice(columns.length).find((cell) => cell !== "");
    const line = info.lines;
    const place = `${file}:${line}`;
    if (beyond !== undefined)
      tooLong.push({
        place,
        line,
        reason: `it has more cells than the head has columns, from "${beyond}" on; put a name with ${delimiter} into quotes`,
      });
    return { place, line, short: `line ${line}`, cells: cellsOf(columns, record, delimiter) };
  });
  return { rows, problems: tooLong };
}

/** Spreadsheets write `;` where a comma is the decimal point, and tabs when asked for text. */
function delimiterOf(text: string): string {
  const head = text.split("\n").find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "";
  return [";", "\t"].find((one) => head.includes(one)) ?? ",";
}

/** An empty cell says nothing, in quotes or not: some programs put quotes around everything. */
function cellsOf(
  columns: readonly string[],
  record: readonly string[],
  delimiter: string,
): PlacedRow["cells"] {
  const given = columns
    .map((column, i) => [column, record[i] ?? ""] as const)
    .filter(([, cell]) => cell !== "");
  const cells = Object.fromEntries(given) as Partial<Record<MapColumn, string>>;
  if (delimiter !== ",") {
    for (const column of ["scale", "offset"] as const) {
      if (/^[+-]?\d*,\d+$/.test(cells[column] ?? "")) cells[column] = cells[column]!.replace(",", ".");
    }
  }
  return cells;
}

const headMissing = `it has no head; its first line must name the columns: ${mapColumns.join(",")}`;

function headProblems(columns: readonly string[]): string[] {
  if (!columns.some((name) => (mapColumns as readonly string[]).includes(name))) return [headMissing];
  const problems: string[] = [];
  for (const [i, name] of columns.entries()) {
    // A spreadsheet's empty columns at the end have no name.
    if (name === "") continue;
    if (!(mapColumns as readonly string[]).includes(name)) problems.push(noColumn(name));
    else if (columns.indexOf(name) < i) problems.push(`the column ${name} is there twice`);
  }
  if (!columns.includes("code") && problems.length === 0) problems.push("the column code is missing");
  return problems;
}

export function noColumn(name: string, what = "column", among: readonly string[] = mapColumns): string {
  const near = nearest(name, among);
  return `there is no ${what} "${name}"; there are ${among.join(", ")}${near === undefined ? "" : `; did you mean ${near}?`}`;
}
