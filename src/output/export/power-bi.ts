/**
 * A folder for Power BI: a CSV of plain types for each table, a calendar and the catalog as dimensions, and for each of
 * them the M text that loads it with its types. `date` is the key from every table to the calendar.
 */
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Field, FieldType } from "../../columns/field.js";
import type { Values } from "../../columns/page.js";
import { openOutput } from "../../durable/open-output.js";
import { commitOutputs, type Output } from "../../durable/output.js";
import { Failure } from "../../failure.js";
import { activityCodes } from "../../wits/catalog/activity.js";
import { formatCode } from "../../wits/catalog/code.js";
import { type ExportedTable, timeText } from "./exporter.js";

interface Column {
  readonly name: string;
  /** M's name of the type. */
  readonly type: "datetime" | "date" | "number" | "Int64.Type" | "text";
}

const M_TYPES: Readonly<Record<FieldType, Column["type"]>> = {
  time: "datetime",
  number: "number",
  integer: "Int64.Type",
  text: "text",
};

const DAY = 86_400_000;

/** Writes the folder, all of its files or none. An existing file is replaced only with `force`. */
export async function writePowerBi(
  tables: readonly ExportedTable[],
  folder: string,
  force: boolean | undefined,
): Promise<string[]> {
  await makeFolder(folder, force);
  const outputs: Output[] = [];
  const names: string[] = [];
  const open = async (name: string): Promise<Output> => {
    const output = await openOutput(join(folder, name), { force: true });
    outputs.push(output);
    names.push(name);
    return output;
  };
  try {
    const days = new Days();
    for (const table of tables) await writeFacts(table, open, days);
    await writeRows(open, "calendar", calendarColumns, days.rows());
    await writeRows(open, "columns", columnColumns, columnRows(tables));
    await writeRows(
      open,
      "activity_codes",
      activityColumns,
      activityCodes().map(([code, name]) => [String(code), name]),
    );
    const readme = await open("README.txt");
    await readme.write(Buffer.from(readmeText(tables.map(({ name }) => name))));
    await commitOutputs(outputs);
    return names;
  } catch (error) {
    await Promise.all(outputs.map((output) => output.abort()));
    throw error;
  }
}

async function makeFolder(folder: string, force: boolean | undefined): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    if (!force && (await readdir(folder)).length > 0) {
      throw new Failure("output", `${folder} is not empty; --force replaces the files of an export in it`);
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure("output", `cannot write ${folder}: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

type Open = (name: string) => Promise<Output>;

async function writeFacts(table: ExportedTable, open: Open, days: Days): Promise<void> {
  const time = table.fields.findIndex(({ type }) => type === "time");
  const columns: Column[] = table.fields.map(({ name, type }) => ({ name, type: M_TYPES[type] }));
  if (time >= 0) columns.unshift({ name: "date", type: "date" });
  const output = await open(`${table.name}.csv`);
  await output.write(Buffer.from(`${columns.map(({ name }) => quoted(name)).join(",")}\r\n`));
  for await (const { rows, values } of table.pages()) {
    const cells = values.map((one, i) => cellOf(table.fields[i]!, one));
    let text = "";
    for (let row = 0; row < rows; row++) {
      const line = cells.map((cell) => cell(row));
      if (time >= 0) {
        const at = values[time]?.[row];
        line.unshift(typeof at === "number" && !Number.isNaN(at) ? days.see(at) : "");
      }
      text += `${line.join(",")}\r\n`;
      if (text.length > 1 << 20) {
        await output.write(Buffer.from(text));
        text = "";
      }
    }
    await output.write(Buffer.from(text));
  }
  await writeLoader(open, table.name, columns);
}

function cellOf({ type }: Field, values: Values | undefined): (row: number) => string {
  if (values === undefined) return () => "";
  if (!(values instanceof Float64Array)) return (row) => quoted(values[row] ?? "");
  // A model has no zones: an instant in UTC loses its Z.
  const text = type === "time" ? (value: number) => timeText(value, false) : String;
  return (row) => (Number.isNaN(values[row]!) ? "" : text(values[row]!));
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

async function writeRows(
  open: Open,
  name: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): Promise<void> {
  const output = await open(`${name}.csv`);
  const lines = [columns.map((column) => column.name), ...rows];
  await output.write(Buffer.from(lines.map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("")));
  await writeLoader(open, name, columns);
}

/** The query of one table. `Folder` is a parameter of the model: where this folder lies. */
async function writeLoader(open: Open, name: string, columns: readonly Column[]): Promise<void> {
  const types = columns.map(
    (column) => `{"${column.name}", ${column.type === "Int64.Type" ? "" : "type "}${column.type}}`,
  );
  const output = await open(`${name}.pq`);
  await output.write(
    Buffer.from(
      [
        "let",
        `    Source = Csv.Document(File.Contents(Folder & "\\${name}.csv"), [Delimiter = ",", Columns = ${columns.length}, Encoding = 65001, QuoteStyle = QuoteStyle.Csv]),`,
        "    Promoted = Table.PromoteHeaders(Source, [PromoteAllScalars = true]),",
        `    Nulls = Table.ReplaceValue(Promoted, "", null, Replacer.ReplaceValue, Table.ColumnNames(Promoted)),`,
        `    Typed = Table.TransformColumnTypes(Nulls, {${types.join(", ")}}, "en-US")`,
        "in",
        "    Typed",
        "",
      ].join("\r\n"),
    ),
  );
}

/** The days that rows have, and all between them. */
class Days {
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  /** The day of a time, as the key of the calendar. */
  see(milliseconds: number): string {
    const day = Math.floor(milliseconds / DAY);
    if (day < this.#first) this.#first = day;
    if (day > this.#last) this.#last = day;
    return dateText(day);
  }

  rows(): string[][] {
    const rows: string[][] = [];
    for (let day = this.#first; day <= this.#last && rows.length < LONGEST_CALENDAR; day++) {
      const date = new Date(day * DAY);
      const month = date.getUTCMonth();
      const weekday = (date.getUTCDay() + 6) % 7;
      rows.push([
        dateText(day),
        String(date.getUTCFullYear()),
        `Q${Math.floor(month / 3) + 1}`,
        String(month + 1),
        MONTHS[month]!,
        String(date.getUTCDate()),
        String(weekday + 1),
        WEEKDAYS[weekday]!,
      ]);
    }
    return rows;
  }
}

/** A wrong clock may tell 1970 and 2070: a calendar beyond two centuries is none. */
const LONGEST_CALENDAR = 73_050;
const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
const WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");

const dateText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

const calendarColumns: readonly Column[] = [
  { name: "date", type: "date" },
  { name: "year", type: "Int64.Type" },
  { name: "quarter", type: "text" },
  { name: "month", type: "Int64.Type" },
  { name: "month_name", type: "text" },
  { name: "day", type: "Int64.Type" },
  { name: "weekday", type: "Int64.Type" },
  { name: "weekday_name", type: "text" },
];

const activityColumns: readonly Column[] = [
  { name: "code", type: "Int64.Type" },
  { name: "activity", type: "text" },
];

const columnColumns: readonly Column[] = ["table", "column", "code", "meaning", "unit"].map((name) => ({
  name,
  type: "text",
}));

const columnRows = (tables: readonly ExportedTable[]): string[][] =>
  tables.flatMap(({ name: table, fields }) =>
    fields.map(({ name, code, meaning, unit = "" }) => [
      table,
      name,
      code === undefined ? "" : formatCode(code),
      meaning,
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
