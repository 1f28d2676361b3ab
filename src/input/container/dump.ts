/**
 * Hex dumps: xxd, hexdump -C, od -t x1z, pairs of digits alone; and those of monitors, a dump a chunk, before it a line that says
 * when it came and from whom. A pair is a byte; offsets, the text beside and the dump's own line ends are framing.
 */

import { momentIn, type ToOutput } from "../bytes/moment.js";
import { Chunks } from "./chunks.js";
import type { Output } from "./output.js";
import { digitsFrom, pairsFrom, valueAt } from "./pairs.js";
import { LONGEST } from "./prefix.js";
import { type Side, sideOf } from "./side.js";
import { endOfLine, type UnitReader } from "./units.js";

/** What stands before the pairs: an offset and a colon, an offset and a blank, nothing. */
export type HexStyle = "colon" | "offset" | "pairs";

/** Whose chunks are read; all where it is undefined. */
export interface DumpLayout {
  readonly style: HexStyle;
  readonly side: string | undefined;
}

const AMPERSAND = 38;
const isBlank = (byte: number | undefined): boolean => byte === 32 || byte === 9;
const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13;

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
export function pairsOf(line: Uint8Array, style: HexStyle): number[] | undefined {
  const at = behindOffset(line, style);
  if (at === undefined) return undefined;
  return pairsFrom(line, at, { signs: style === "pairs", blanksEnd: style === "colon" });
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
  // Digits alone may be an item as well: in a dump there is a marker.
  return hasMarker(line, pairs) ? "pairs" : undefined;
}

export const hasMarker = (line: Uint8Array, pairs: readonly number[]): boolean =>
  pairs.some(
    (at, i) =>
      valueAt(line, at) === AMPERSAND &&
      pairs[i + 1] !== undefined &&
      valueAt(line, pairs[i + 1]!) === AMPERSAND,
  );

/** A line before a chunk: when it came, and from whom. */
export interface Stamp {
  readonly moment: number | undefined;
  readonly side: Side;
  /** Tells the two sides from each other, where the words do not say which is which. */
  readonly arrow: string;
}

/** A line of a dump that was damaged: what its text column shows may be a time. */
const DAMAGED = /^\s*(?:[0-9a-f]{4,}:?\s+)?(?:[0-9a-f]{2}(?:[0-9a-f]{2})? ){3}/i;

/** Undefined for a line that tells no time and no direction. */
export function stampOf(line: Uint8Array, toOutput: ToOutput): Stamp | undefined {
  const text = Buffer.from(line.buffer, line.byteOffset, Math.min(line.length, LONGEST)).toString("latin1");
  if (DAMAGED.test(text)) return undefined;
  const arrow = /^\s*([<>])/.exec(text)?.[1] ?? "";
  const side = sideOf(line, Math.min(line.length, LONGEST));
  const moment = momentIn(text, toOutput);
  const isClock = /\d{1,2}:\d{2}:\d{2}/.test(text) && (side !== undefined || arrow !== "");
  return moment === undefined && !isClock ? undefined : { moment, side, arrow };
}

/** What tells the chunk's sender from the other one: its arrow or word, and how far its lines are indented. */
export const sideKey = (stamp: Stamp | undefined, line: Uint8Array): string =>
  `${stamp?.side ?? stamp?.arrow ?? ""}${skipBlanks(line, 0)}`;

export class Dump implements UnitReader {
  readonly #layout: DumpLayout;
  readonly #toOutput: ToOutput;
  readonly #chunks = new Chunks();
  #stamp: Stamp | undefined;

  constructor(layout: DumpLayout, toOutput: ToOutput) {
    this.#layout = layout;
    this.#toOutput = toOutput;
  }

  endOf(bytes: Uint8Array, _from: number, searched: number, last: boolean): number | undefined {
    return endOfLine(bytes, searched, last);
  }

  read(line: Uint8Array, at: number, output: Output): boolean {
    const { style, side } = this.#layout;
    const pairs = pairsOf(line, style);
    if (pairs === undefined) {
      const stamp = stampOf(line, this.#toOutput);
      if (stamp === undefined) this.#chunks.foreign(line, at, output);
      else {
        this.#stamp = stamp;
        output.tell(stamp.moment);
      }
      return true;
    }
    if (side !== undefined && pairs.length > 0 && sideKey(this.#stamp, line) !== side) {
      this.#chunks.apart(line, at, output);
      return true;
    }
    for (const pair of pairs) this.#chunks.put(valueAt(line, pair), at + pair, 2, output);
    return true;
  }
}
