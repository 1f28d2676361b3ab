/**
 * Cells of a row as JSON: `[[index,...],[value,...]]`, or one list of both. A value may be a list of it and of what is told of it; a list that is an
 * array is no value, and is rejected whole.
 */
import { isArray, type PartKind } from "../../../witsml/read/listed-value.js";
import type { Stretch } from "../../../witsml/read/taker.js";
import { type Cells, standing } from "./cells.js";

const QUOTE = 34;
const BACKSLASH = 92;
const OPENING = 91;
const CLOSING = 93;
const OPENING_OBJECT = 123;
const CLOSING_OBJECT = 125;
const COMMA = 44;
const BLANK = 32;
const SMALL_F = 102;
const SMALL_N = 110;
const SMALL_T = 116;
const SMALL_U = 117;

/** What stands between two commas, without the blanks around it: nothing where a value is left out. */
interface Part {
  readonly from: number;
  readonly end: number;
}

export function jsonCells(row: Stretch, cells: Cells): void {
  const parts = partsIn(row, row.from, row.to);
  const [first, second] = parts;
  const isPair = first !== undefined && second !== undefined && isList(row, first) && isList(row, second);
  let column = 0;
  for (const [place, part] of parts.entries()) {
    // Behind the two lists nothing has a column.
    if (isPair && place === 2) column = Math.max(column, cells.columns);
    const isOfColumns =
      isList(row, part) &&
      (place === 0 || (place === 1 && (isPair || isAllValues(row, part, parts.length, cells))));
    if (!isOfColumns) value(row, cells, part, column++);
    else for (const one of partsIn(row, part.from, part.end)) value(row, cells, one, column++);
  }
}

/** Whether a list behind an index without a list is that of all values; of one curve, `[t,[1.5,"good"]]`, it is the value. */
function isAllValues(row: Stretch, part: Part, parts: number, { columns }: Cells): boolean {
  if (parts > 2) return false;
  const [first] = partsIn(row, part.from, part.end);
  return columns > 2 || (first !== undefined && isList(row, first));
}

function value(row: Stretch, cells: Cells, part: Part, column: number): void {
  if (!isList(row, part)) {
    single(row, cells, part, column);
    return;
  }
  const parts = partsIn(row, part.from, part.end);
  const kinds = parts.map((one) => kindOf(row, one));
  const { from, end } = part;
  if (isArray(kinds, cells.curve(column))) cells.refuse(row, from, end, column);
  else if (parts[0] !== undefined) single(row, cells, parts[0], column);
}

function single(row: Stretch, cells: Cells, part: Part, column: number): void {
  const { bytes, base, places } = row;
  const { from, end } = part;
  const kind = kindOf(row, part);
  if (kind === "none") return;
  if (kind !== "text" || end - from < 2 || bytes[end - 1] !== QUOTE) cells.cell(row, from, end, column);
  else if (bytes.subarray(from, end).indexOf(BACKSLASH) < 0) cells.cell(row, from + 1, end - 1, column);
  else {
    const place = places === undefined ? base + from : places[from - row.from]!;
    const text = Buffer.from(unescaped(bytes, from, end), "utf8");
    cells.cell(standing(text, place, place + (end - from)), 0, text.length, column);
  }
}

function kindOf({ bytes }: Stretch, { from, end }: Part): PartKind {
  if (from === end) return "none";
  const first = bytes[from];
  if (first === QUOTE) return "text";
  if (first === OPENING) return "list";
  if (first === SMALL_T || first === SMALL_F) return "truth";
  return end - from === 4 && first === SMALL_N && bytes[from + 1] === SMALL_U ? "none" : "number";
}

const isList = ({ bytes }: Stretch, { from, end }: Part): boolean =>
  end - from >= 2 && bytes[from] === OPENING && bytes[end - 1] === CLOSING;

/** Parts of the list that begins at `from` and ends before `end`. */
function partsIn({ bytes }: Stretch, from: number, end: number): Part[] {
  const parts: Part[] = [];
  const to = end - 1;
  for (let at = from + 1; at <= to; at++) {
    const behind = endOfPart(bytes, at, to);
    let start = at;
    let last = behind;
    while (start < last && bytes[start]! <= BLANK) start++;
    while (last > start && bytes[last - 1]! <= BLANK) last--;
    if (behind < to || start < last || parts.length > 0) parts.push({ from: start, end: last });
    at = behind;
  }
  return parts;
}

/** Where the comma behind the part at `from` stands, or the list ends. */
function endOfPart(bytes: Uint8Array, from: number, to: number): number {
  let depth = 0;
  let inText = false;
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if (inText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === OPENING || byte === OPENING_OBJECT) depth++;
    else if (byte === CLOSING || byte === CLOSING_OBJECT) depth--;
    else if (byte === COMMA && depth <= 0) return at;
  }
  return to;
}

/** A text of JSON with escapes; as it stands where it is none. */
function unescaped(bytes: Uint8Array, from: number, to: number): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("utf8");
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "string" ? parsed : text;
  } catch {
    return text.slice(1, -1);
  }
}
