/**
 * Hex dumps: xxd, hexdump -C, od -t x1z, and pairs of digits alone. A pair is a byte; the column of offsets, the
 * column of characters and the dump's own line ends are framing.
 */
import type { Output } from "./output.js";
import { endOfLine, type UnitReader } from "./units.js";

/** What stands before the pairs: an offset and a colon, an offset and a blank, nothing. */
export type HexStyle = "colon" | "offset" | "pairs";

const isBlank = (byte: number | undefined): boolean => byte === 32 || byte === 9;
const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13;
const isParting = (byte: number | undefined): boolean => isBlank(byte) || byte === 44 || byte === 58;

/** The value of a hexadecimal digit, or -1. */
function digit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

function digitsFrom(line: Uint8Array, from: number): number {
  let at = from;
  while (digit(line[at]) >= 0) at++;
  return at;
}

function skipBlanks(line: Uint8Array, from: number): number {
  let at = from;
  while (isBlank(line[at])) at++;
  return at;
}

/** Shortest column of offsets. */
const OFFSET = 4;

/** Behind the offset, or undefined when the line has none. */
function behindOffset(line: Uint8Array, style: HexStyle): number | undefined {
  const start = skipBlanks(line, 0);
  if (style === "pairs") return start;
  const end = digitsFrom(line, start);
  if (end - start < OFFSET) return undefined;
  if (style === "colon") return line[end] === 58 ? end + 1 : undefined;
  const ends = end === line.length || isLineEnd(line[end]);
  return ends || isBlank(line[end]) ? end : undefined;
}

/** Places of the pairs on a line; undefined when it is no line of a dump. */
function pairsOf(line: Uint8Array, style: HexStyle): number[] | undefined {
  let at = behindOffset(line, style);
  if (at === undefined) return undefined;
  const pairs: number[] = [];
  for (;;) {
    const before = at;
    while (style === "pairs" ? isParting(line[at]) : isBlank(line[at])) at++;
    if (at >= line.length || isLineEnd(line[at])) return pairs;
    // The characters of xxd stand behind two blanks, those of the others between bars or brackets.
    const isText =
      style === "colon" ? at - before > 1 && pairs.length > 0 : line[at] === 124 || line[at] === 62;
    if (isText && style !== "pairs") return pairs;
    if (style === "pairs" && line[at] === 48 && ((line[at + 1] ?? 0) | 32) === 120) at += 2;
    const end = digitsFrom(line, at);
    if (end === at || (end - at) % 2 === 1) return undefined;
    for (; at < end; at += 2) pairs.push(at);
  }
}

/** How a dump is laid out that begins with the line; undefined when it is no line of one. With `said`, it is one. */
export function hexStyleOf(line: Uint8Array, said = false): HexStyle | undefined {
  for (const style of ["colon", "offset"] as const) {
    const start = skipBlanks(line, 0);
    const end = digitsFrom(line, start);
    const isZero = line.subarray(start, end).every((byte) => byte === 48);
    if (isZero && (pairsOf(line, style)?.length ?? 0) > 0) return style;
  }
  const pairs = pairsOf(line, "pairs") ?? [];
  if (said) return pairs.length > 0 ? "pairs" : undefined;
  const bytes = pairs.map((at) => valueAt(line, at));
  // Digits alone may be an item as well: in a dump there is a marker.
  return bytes.some((byte, i) => byte === 38 && bytes[i + 1] === 38) ? "pairs" : undefined;
}

const valueAt = (line: Uint8Array, at: number): number => digit(line[at]) * 16 + digit(line[at + 1]);

export class Hex implements UnitReader {
  readonly #style: HexStyle;

  constructor(style: HexStyle) {
    this.#style = style;
  }

  endOf(bytes: Uint8Array, _from: number, searched: number, last: boolean): number | undefined {
    return endOfLine(bytes, searched, last);
  }

  read(line: Uint8Array, at: number, output: Output): boolean {
    const pairs = pairsOf(line, this.#style);
    if (pairs === undefined) return false;
    for (const pair of pairs) output.put(valueAt(line, pair), at + pair, 2);
    return true;
  }
}
