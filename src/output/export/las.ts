/**
 * LAS 2.0, as the Canadian Well Logging Society defines it (https://www.cwls.org/wp-content/uploads/2017/02/Las2_Update_Feb2017.pdf):
 * one index that never turns back, curves of numbers, a null value. A table of a record becomes one file.
 *
 * By time the index is the seconds since the first row, since LAS 2.0 has no dates; the parameter section says when that
 * was. By depth there is a row for each step of the hole: the first row that is deeper than all before it.
 */
import type { Field } from "../../columns/field.js";
import type { Values } from "../../columns/page.js";
import type { Output } from "../../durable/output.js";
import { Failure } from "../../failure.js";
import { version } from "../../package.js";
import { channel, itemsOfChannel } from "../../wits/catalog/channel.js";
import { formatCode } from "../../wits/catalog/code.js";
import { type ExportedTable, timeText } from "./exporter.js";

export type LasIndex = "time" | "depth";

/** The standard's null; decoding makes it one, so that it is no value of a table unless `--nulls` says otherwise. */
const NULL = -999.25;
/** The most characters of an unwrapped line, and of a wrapped one. */
const UNWRAPPED = 256;
const WRAPPED = 80;

/** Header items that are no curves: the index, or the well section, says what they do. */
const NO_CURVES = new Set(["source", "offset", "vendor", "WID", "SKNO", "RID", "SQID", "DATE", "TIME"]);

/** Throws a `Failure` when the table has no rows with such an index. */
export async function writeLas(table: ExportedTable, output: Output, index: LasIndex): Promise<void> {
  const timeField = table.fields.find(({ type }) => type === "time");
  const depthField = itemsOfChannel("depth", table.fields)[0];
  const indexField = index === "time" ? timeField : depthField;
  if (indexField === undefined) throw noIndex(table, index);
  const curves = table.fields.filter(
    ({ name, type }) =>
      type !== "text" && type !== "time" && !NO_CURVES.has(name) && name !== indexField.name,
  );
  const head = await headOf(table, indexField, index);
  if (head === undefined) throw noIndex(table, index);
  const widest = (await widestLine(table, indexField, curves, index, head.first)) > UNWRAPPED;
  const left = table.fields.filter(({ type, name }) => type === "text" && !NO_CURVES.has(name));
  await output.write(
    Buffer.from(headerText({ table, index, indexField, curves, left, head, wrapped: widest })),
  );
  for await (const lines of rowsOf(table, indexField, curves, index, head.first)) {
    const text = lines.map((cells) => (widest ? wrappedText(cells) : `${cells.join(" ")}\n`)).join("");
    await output.write(Buffer.from(text));
  }
}

interface Head {
  /** Milliseconds since 1970 by time, a depth by depth. */
  readonly first: number;
  readonly last: number;
  /** Between all rows; 0 when it is not the same everywhere. */
  readonly step: number;
  readonly well: string | undefined;
  readonly firstTime: string | undefined;
}

/** What the head says of the rows, from a reading of their index alone. */
async function headOf(table: ExportedTable, indexField: Field, index: LasIndex): Promise<Head | undefined> {
  const well = itemsOfChannel("well", table.fields).find(({ type }) => type === "text");
  const time = table.fields.find(({ type }) => type === "time");
  const fields = [indexField, ...(well === undefined ? [] : [well]), ...(time === undefined ? [] : [time])];
  const rising = new Rising(index);
  let first: number | undefined;
  let last = 0;
  let step: number | undefined;
  let even = true;
  let name: string | undefined;
  let firstTime: string | undefined;
  for await (const { rows, values } of table.pages(fields)) {
    const indices = values[0] as Float64Array | undefined;
    const names = well === undefined ? undefined : (values[1] as readonly (string | undefined)[] | undefined);
    const times = time === undefined ? undefined : (values.at(-1) as Float64Array | undefined);
    for (let row = 0; row < rows; row++) {
      const value = indices?.[row] ?? Number.NaN;
      if (!rising.takes(value)) continue;
      name ??= names?.[row];
      if (firstTime === undefined && time !== undefined && times !== undefined && !Number.isNaN(times[row])) {
        firstTime = timeText(times[row]!, time.utc);
      }
      if (first === undefined) first = value;
      else {
        const width = Number((value - last).toFixed(6));
        step ??= width;
        even &&= width === step;
      }
      last = value;
    }
  }
  if (first === undefined) return undefined;
  return { first, last, step: even ? (step ?? 0) : 0, well: name, firstTime };
}

/** Which rows have a place in the file: by time those that are no earlier than the one before, by depth those that are deeper. */
class Rising {
  readonly #strictly: boolean;
  #greatest = Number.NEGATIVE_INFINITY;

  constructor(index: LasIndex) {
    this.#strictly = index === "depth";
  }

  takes(value: number): boolean {
    const rises = this.#strictly ? value > this.#greatest : value >= this.#greatest;
    if (rises) this.#greatest = value;
    return rises;
  }
}

async function* rowsOf(
  table: ExportedTable,
  indexField: Field,
  curves: readonly Field[],
  index: LasIndex,
  first: number,
): AsyncGenerator<string[][]> {
  const rising = new Rising(index);
  for await (const { rows, values } of table.pages([indexField, ...curves])) {
    const [indices, ...columns] = values as readonly (Float64Array | undefined)[];
    const lines: string[][] = [];
    for (let row = 0; row < rows; row++) {
      const value = indices?.[row] ?? Number.NaN;
      if (!rising.takes(value)) continue;
      const place = index === "time" ? (value - first) / 1000 : value;
      lines.push([String(place), ...columns.map((column) => cellText(column, row))]);
    }
    yield lines;
  }
}

function cellText(values: Values | undefined, row: number): string {
  const value = values?.[row] ?? Number.NaN;
  return Number.isNaN(value) ? String(NULL) : plainDecimal(value as number);
}

/** LAS numbers have no exponent in many readers. */
function plainDecimal(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(Math.abs(value) < 1 ? 12 : 0) : text;
}

async function widestLine(
  table: ExportedTable,
  indexField: Field,
  curves: readonly Field[],
  index: LasIndex,
  first: number,
): Promise<number> {
  let widest = 0;
  for await (const lines of rowsOf(table, indexField, curves, index, first)) {
    for (const cells of lines) widest = Math.max(widest, cells.join(" ").length);
  }
  return widest;
}

/** The index on a line of its own, the others below it. */
function wrappedText([place = "", ...cells]: readonly string[]): string {
  let text = `${place}\n`;
  let line = "";
  for (const cell of cells) {
    if (line !== "" && line.length + 1 + cell.length > WRAPPED) {
      text += `${line}\n`;
      line = cell;
    } else line = line === "" ? cell : `${line} ${cell}`;
  }
  return `${text}${line}\n`;
}

interface Header {
  readonly table: ExportedTable;
  readonly index: LasIndex;
  readonly indexField: Field;
  readonly curves: readonly Field[];
  /** Texts, which LAS 2.0 has no place for. */
  readonly left: readonly Field[];
  readonly head: Head;
  readonly wrapped: boolean;
}

function headerText({ table, index, indexField, curves, left, head, wrapped }: Header): string {
  const unit = index === "time" ? "S" : (indexField.unit ?? "");
  const [start, stop, step] =
    index === "time"
      ? [0, (head.last - head.first) / 1000, head.step / 1000]
      : [head.first, head.last, head.step];
  const curve = ({ name, unit: own = "", meaning, code }: Field): string =>
    line(name, own, code === undefined ? "" : formatCode(code).replace(/^../, "$& "), meaning);
  const place =
    index === "time"
      ? line("TIME", "S", "", "Seconds since the first row")
      : line(
          "DEPT",
          unit,
          indexField.code === undefined ? "" : formatCode(indexField.code),
          indexField.meaning,
        );
  return `${[
    "~Version Information",
    line("VERS", "", "2.0", "CWLS Log ASCII Standard - Version 2.0"),
    line(
      "WRAP",
      "",
      wrapped ? "YES" : "NO",
      wrapped ? "Several lines per index step" : "One line per index step",
    ),
    "~Well Information",
    line("STRT", unit, String(start), `First ${index}`),
    line("STOP", unit, String(stop), `Last ${index}`),
    line("STEP", unit, String(step), step === 0 ? "Step; 0, since it is not the same everywhere" : "Step"),
    line("NULL", "", String(NULL), "Null value"),
    line("COMP", "", "", "Company"),
    line("WELL", "", head.well ?? "", "Well"),
    line("FLD", "", "", "Field"),
    line("LOC", "", "", "Location"),
    line("PROV", "", "", "Province"),
    line("SRVC", "", "", "Service company"),
    line("DATE", "", head.firstTime?.slice(0, 10) ?? "", "Log date"),
    line("UWI", "", "", "Unique well id"),
    "~Curve Information",
    place,
    ...curves.map(curve),
    "~Parameter Information",
    ...(head.firstTime === undefined
      ? []
      : [line("TIM0", "", head.firstTime, "Time of the first row, ISO 8601")]),
    line("RECD", "", table.name, table.title),
    "~Other",
    `Written by witskit ${version} from WITS level 0.`,
    ...(left.length === 0
      ? []
      : [`Texts have no place in LAS 2.0 and are left out: ${left.map(({ name }) => name).join(", ")}.`]),
    "~ASCII",
  ].join("\n")}\n`;
}

/** `MNEM.UNIT  DATA : DESCRIPTION`: no field may hold what ends it. The last colon ends the data. */
function line(mnemonic: string, unit: string, data: string, description: string): string {
  const bare = (text: string): string => text.replace(/[\s:]+/g, "_");
  const plain = (text: string): string => text.replace(/[\r\n]+/g, " ");
  return `${`${mnemonic.replace(/[\s.:]+/g, "_")}.${bare(unit)}`.padEnd(14)} ${plain(data).padEnd(20)} : ${plain(description).replaceAll(":", " ")}`;
}

const noIndex = ({ title }: ExportedTable, index: LasIndex): Failure =>
  new Failure(
    "data",
    index === "time"
      ? `${title} has no row with a time, which the index of a LAS file by time needs; --index depth has another`
      : `${title} has no row with a depth (${channel("depth").mnemonics.join(", ")}), which the index of a LAS file by depth needs; --index time has another`,
  );
