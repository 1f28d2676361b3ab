/** The rows of a table as parts of frames: the lines of a row, and with which frame it came. */
import { hasValue } from "../../arrays/validity.js";
import type { ColumnData, TableBatch } from "../../kernel/batch.js";
import { itemByCode } from "../../wits/catalog/catalog.js";
import { type Code, codeOf, formatCode, parseCode, recordOf } from "../../wits/catalog/code.js";
import { isVendorCode } from "../../wits/catalog/layout.js";
import { catalogOf } from "../../wits/catalog/overlay.js";
import { type Column, recordOfTable, type Table } from "../../wits/catalog/table.js";
import { dateText, measurementText, timeText } from "../../wits/writing/number-text.js";
import type { Placement } from "../../wits/writing/recode.js";
import { isWritable, KEEP_VENDOR } from "../../wits/writing/writing.js";
import { type ItemText, itemTexts, type Unwritten } from "./items.js";
import type { WitsOptions } from "./options.js";

/** Some rows, by row: where the frame begins, its lines, and who sent it. */
export interface FrameParts {
  readonly offsets: Float64Array;
  readonly lines: readonly string[];
  readonly vendors: readonly (string | undefined)[] | undefined;
  /** Lines stand by their codes in each row, and rows of one frame follow each other; undefined: a row is a frame's only one. */
  readonly inPieces: boolean;
}

export type PartsOf = (batch: TableBatch) => FrameParts;

/** What writes the rows of a table. `leftOut` is told of items that the receiver has no code for. */
export function partsOf(
  table: Table,
  options: WitsOptions,
  unwritten: Unwritten,
  leftOut: (item: string) => void,
): PartsOf {
  const isOfValues = table.columns.some(({ name, code }) => name === "value" && code === undefined);
  return isOfValues ? valueParts(options, unwritten, leftOut) : rowParts(table, options, unwritten, leftOut);
}

interface Item {
  readonly place: number;
  readonly prefix: string;
  readonly turn: Placement["turn"];
}

/** Items of one record; with its table a row is there whether or not one of them has a value. */
interface Group {
  readonly items: readonly Item[];
  readonly first: string;
}

function rowParts(
  table: Table,
  options: WitsOptions,
  unwritten: Unwritten,
  leftOut: (item: string) => void,
): PartsOf {
  const { writing } = options;
  const { lineEnd, separator, nullText } = writing;
  const record = recordOfTable(table.name);
  const groups = groupsOf(table.columns, options, leftOut);
  const first = groups[0]?.first ?? (record === undefined ? "" : formatCode(codeOf(record, 1)) + separator);
  const vendorPlace = table.columns.findIndex(({ name, code }) => name === "vendor" && code === undefined);
  return ({ rows, columns }) => {
    const times = columns.find(({ column }) => column.name === "timestamp");
    const texts = groups.map(({ items }) =>
      items.map(({ place, prefix, turn }) => ({
        prefix,
        text: itemTexts(columns[place]!, turn, times, options, unwritten),
      })),
    );
    const lines: string[] = [];
    for (let row = 0; row < rows; row++) {
      let all = "";
      for (const group of texts) {
        let some = "";
        let has = record !== undefined;
        for (let i = 0; i < group.length; i++) {
          const { prefix, text } = group[i]!;
          const value = text(row);
          if (value !== undefined) {
            some += prefix + value + lineEnd;
            has = true;
          } else if (nullText !== undefined) some += prefix + nullText + lineEnd;
        }
        if (has) all += some;
      }
      // A row whose values are all null is a row still.
      lines.push(all === "" && record !== undefined ? first + lineEnd : all);
    }
    const vendors =
      vendorPlace < 0 ? undefined : vendorTexts(columns[vendorPlace]!, rows, options, unwritten);
    return { offsets: offsetsIn(columns), lines, vendors, inPieces: false };
  };
}

function groupsOf(
  columns: readonly Column[],
  { writing, recoding }: WitsOptions,
  leftOut: (item: string) => void,
): Group[] {
  const groups = new Map<number, (Item & { readonly code: number })[]>();
  for (const [place, { code, mnemonic, name, unit }] of columns.entries()) {
    if (code === undefined) continue;
    const placement = recoding({ code, mnemonic: mnemonic ?? itemByCode(code)?.mnemonic, unit });
    if (placement === undefined) {
      leftOut(`${formatCode(code)} (${name})`);
      continue;
    }
    const { code: theirs, turn } = placement;
    const items = groups.get(recordOf(theirs)) ?? [];
    groups.set(recordOf(theirs), items);
    items.push({ place, prefix: formatCode(theirs) + writing.separator, turn, code: theirs });
  }
  return [...groups.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, items]) => {
      items.sort((a, b) => a.code - b.code);
      return { items, first: items[0]!.prefix };
    });
}

/** Identity lines are the first of a frame, in place of the column that has them. */
function vendorTexts(
  data: ColumnData,
  rows: number,
  options: WitsOptions,
  unwritten: Unwritten,
): FrameParts["vendors"] {
  if (options.writing.vendor !== KEEP_VENDOR || data.values === undefined) return undefined;
  const text = itemTexts(data, undefined, undefined, options, unwritten);
  return Array.from({ length: rows }, (_, row) => text(row));
}

/** Where a value goes that is a row of its own. */
interface PlacedValue extends Omit<Item, "place"> {
  readonly textOf: (value: number) => string;
}

/** A row of a value does not tell its type: header items and clocks are told by their codes. */
function numberTextOf(code: Code, { writing, dateOrder }: WitsOptions): (value: number) => string {
  switch (catalogOf().kindOf(code)) {
    case "date":
      return (value) => dateText(value, dateOrder, writing.dateOrder);
    case "time":
      return timeText;
    case "int32":
    case "int64":
      return (value) => `${value}`;
    default:
      return measurementText({ code }, writing, dateOrder);
  }
}

function valueParts(options: WitsOptions, unwritten: Unwritten, leftOut: (item: string) => void): PartsOf {
  const { writing, recoding } = options;
  const { lineEnd, separator, nullText = "" } = writing;
  // What a value is of is not written.
  const unencoded: WitsOptions = { ...options, writing: { ...writing, encode: (text) => text } };
  const known = new Map<string, PlacedValue | undefined>();
  const placed = (code: string, unit: string | undefined) => {
    const key = `${code} ${unit ?? ""}`;
    if (known.has(key)) return known.get(key);
    const ours = parseCode(code);
    const found =
      ours === undefined ? undefined : recoding({ code: ours, mnemonic: itemByCode(ours)?.mnemonic, unit });
    const isKept = ours === undefined || !isVendorCode(ours) || writing.vendor === KEEP_VENDOR;
    if (found === undefined) leftOut(code);
    const answer =
      found && isKept
        ? {
            prefix: formatCode(found.code) + separator,
            turn: found.turn,
            textOf: numberTextOf(ours!, options),
          }
        : undefined;
    known.set(key, answer);
    return answer;
  };
  return ({ rows, columns }) => {
    const named = (name: string): ColumnData | undefined =>
      columns.find(({ column }) => column.name === name);
    const textsOf = (name: string, of: WitsOptions): ItemText => {
      const data = named(name);
      return data === undefined ? () => undefined : itemTexts(data, undefined, undefined, of, unwritten);
    };
    const [codes, units] = [textsOf("code", unencoded), textsOf("unit", unencoded)];
    const texts = textsOf("text", options);
    const value = named("value");
    const numbers = value?.values as Float64Array | undefined;
    const lines: string[] = [];
    for (let row = 0; row < rows; row++) {
      const at = placed(codes(row) ?? "", units(row));
      if (at === undefined) {
        lines.push("");
        continue;
      }
      const has = numbers !== undefined && hasValue(value!.validity, row);
      const number = has ? (at.turn?.(numbers[row]!) ?? numbers[row]!) : undefined;
      const text = number === undefined ? texts(row) : at.textOf(number);
      // That the item came is a row of this table, whatever its value.
      lines.push(at.prefix + (text !== undefined && isWritable(text) ? text : nullText) + lineEnd);
    }
    return { offsets: offsetsIn(columns), lines, vendors: undefined, inPieces: true };
  };
}

function offsetsIn(columns: readonly ColumnData[]): Float64Array {
  const offsets = columns.find(({ column }) => column.name === "offset")?.values;
  if (offsets instanceof BigInt64Array) return Float64Array.from(offsets, Number);
  throw new Error("rows that become frames tell where each of these began");
}
