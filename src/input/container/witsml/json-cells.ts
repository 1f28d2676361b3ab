/** Cells of a row as JSON: `[[index, ...], [value, ...]]`; of a list in a list, the first is the value. */
import type { Stretch } from "../../../witsml/read/taker.js";
import { type Cells, standing } from "./cells.js";

const QUOTE = 34;
const BACKSLASH = 92;
const OPENING = 91;
const CLOSING = 93;
const COMMA = 44;
const BLANK = 32;
const SMALL_N = 110;
const SMALL_U = 117;

export function jsonCells(row: Stretch, cells: Cells): void {
  const { bytes, to } = row;
  let column = 0;
  let depth = 0;
  for (let at = row.from; at < to; ) {
    const byte = bytes[at]!;
    if (byte === OPENING) {
      depth++;
      at++;
      // A value with what is told of it: `[1.5, ["good"]]`.
      if (depth === 3) {
        const behind = endOfList(bytes, at, to);
        const end = valueAt(row, cells, at, behind, column);
        if (end === at) cells.cell(row, at, at, column);
        column++;
        at = behind + 1;
        depth--;
      }
    } else if (byte === CLOSING) {
      depth--;
      at++;
    } else if (byte === COMMA || byte <= BLANK) at++;
    else {
      at = valueAt(row, cells, at, to, column);
      column++;
    }
  }
}

/** A value at `from`; answers where it ends. */
function valueAt(row: Stretch, cells: Cells, from: number, to: number, column: number): number {
  const { bytes, base, places } = row;
  let end = from;
  if (bytes[from] !== QUOTE) {
    while (end < to && bytes[end] !== COMMA && bytes[end] !== CLOSING && bytes[end]! > BLANK) end++;
    const isNull = end - from === 4 && bytes[from] === SMALL_N && bytes[from + 1] === SMALL_U;
    if (!isNull) cells.cell(row, from, end, column);
    return end === from ? from + 1 : end;
  }
  let plain = true;
  for (end = from + 1; end < to && bytes[end] !== QUOTE; end++) {
    if (bytes[end] !== BACKSLASH) continue;
    plain = false;
    end++;
  }
  if (plain) cells.cell(row, from + 1, Math.min(end, to), column);
  else {
    const place = places === undefined ? base + from : places[from - row.from]!;
    const text = Buffer.from(unescaped(bytes, from, Math.min(end + 1, to)), "utf8");
    cells.cell(standing(text, place, place + (end + 1 - from)), 0, text.length, column);
  }
  return Math.min(end + 1, to);
}

/** Where the list ends that begins before `from`. */
function endOfList(bytes: Uint8Array, from: number, to: number): number {
  let depth = 1;
  let inText = false;
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if (inText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === OPENING) depth++;
    else if (byte === CLOSING && --depth === 0) return at;
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
