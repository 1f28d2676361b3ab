/**
 * The lines of one plain row in the making: where nothing in it needs a closer look they become those of a frame, all at once; until then
 * nothing counts, and whoever finds something leaves the row as it was.
 */
import { fitsInBits, lineBits } from "../../bytes/line-places.js";
import { type Cells, DATE_WIDTH } from "./cells.js";
import type { Lines } from "./lines.js";

const LF = 10;
const BLANK = 32;
const AMPERSAND = 38;
const BANG = 33;
const CAPITAL_N = 78;
const SMALL_N = 110;

/** Bytes of a row besides its values, at most: the markers and the time. */
const A_ROW = 96;
/** What a byte of a row becomes at most: a value of one sign and its delimiter are a line of six, and the depth's another. */
const GROWTH = 6;
/** Lines of a row besides those of its values: the markers, the well, the other one of the time, that of the depth. */
const MORE_LINES = 5;
const MARKER = 3;

/** Bytes before a value: its code. */
export const CODE = 4;

export class PlainRow {
  readonly #lines: Lines;
  readonly #cells: Cells;
  #well = new Uint8Array(0);
  /** Of each line of the row, as places have it. */
  #bits = new Int32Array(MORE_LINES);
  #count = 0;
  /** Bytes of the document that values stand for, and where those of the last one end. */
  #wide = 0;
  #told = 0;
  #start = 0;

  constructor(lines: Lines, cells: Cells) {
    this.#lines = lines;
    this.#cells = cells;
  }

  /** Rows that come have the columns of the cells, and this line of the well. Answers whether any can be plain. */
  beginLog(well: Uint8Array<ArrayBuffer>): boolean {
    this.#well = well;
    this.#bits = new Int32Array(this.#cells.columns + MORE_LINES);
    return this.#lines.areOfSource && fitsInBits(well.length, 0, 0);
  }

  /** Where values are put: `room` bytes of the document at most. */
  begin(room: number): Uint8Array {
    this.#lines.room(A_ROW + this.#well.length + GROWTH * room);
    return this.#lines.bytes;
  }

  /** Puts what comes before the values of a row that begins at `start`: `width` bytes of it. Answers where it ends. */
  open(out: Uint8Array, start: number, width: number): number {
    const well = this.#well;
    let end = putMarker(out, this.#lines.length, AMPERSAND);
    this.#bits[0] = lineBits(MARKER, width, 0, false);
    this.#count = 1;
    if (well.length > 0) {
      for (let i = 0; i < well.length; i++) out[end++] = well[i]!;
      this.#bits[this.#count++] = lineBits(well.length, 0, 0, true);
    }
    this.#wide = 0;
    this.#told = start + width;
    this.#start = start;
    return end;
  }

  /**
   * Makes a line of a value that has been put behind `CODE` bytes from `begun` up to `end`. In the document its text is the bytes [from, to), and
   * it stands for `width` of them. Answers where the line ends; 0 where it is none for a plain row.
   */
  value(
    column: number,
    out: Uint8Array,
    begun: number,
    end: number,
    bytes: Uint8Array,
    from: number,
    to: number,
    width: number,
  ): number {
    const cells = this.#cells;
    if (column >= cells.columns) return 0;
    const kind = cells.kinds[column]!;
    if (kind === "none") return begun;
    const gap = from - this.#told;
    if (kind === "time") return this.#time(out, begun, bytes, from, to, gap);
    const first = out[begun + CODE];
    let ends = end;
    if (
      (first === CAPITAL_N || first === SMALL_N || kind === "nulled") &&
      cells.isNull(column, begun + CODE, end)
    )
      ends = begun + CODE;
    cells.putCode(column, begun);
    out[ends++] = LF;
    if (!fitsInBits(ends - begun, width, gap)) return 0;
    this.#bits[this.#count++] = lineBits(ends - begun, width, gap, true);
    this.#wide += width;
    this.#told = from + width;
    if (column !== cells.depthColumn) return ends;
    const again = cells.putDepth(out, begun, ends);
    this.#bits[this.#count++] = lineBits(again - ends, 0, 0, true);
    return again;
  }

  #time(out: Uint8Array, begun: number, bytes: Uint8Array, from: number, to: number, gap: number): number {
    const end = this.#cells.putMoment(out, begun, bytes, from, to);
    const width = to - from + 1;
    const half = Math.min(DATE_WIDTH, width);
    if (end === 0 || !fitsInBits(end - begun - DATE_WIDTH, width, gap)) return 0;
    this.#bits[this.#count++] = lineBits(DATE_WIDTH, half, gap, true);
    this.#bits[this.#count++] = lineBits(end - begun - DATE_WIDTH, width - half, 0, true);
    this.#wide += width;
    this.#told = from + width;
    return end;
  }

  /** The row is plain: what has been put up to `end` counts, and behind its values, from `at` on, are `width` bytes more. `base` is where places count from. */
  close(out: Uint8Array, end: number, at: number, width: number, base: number): boolean {
    if (!fitsInBits(MARKER, width, at - this.#told)) return false;
    const lines = this.#lines;
    this.#bits[this.#count++] = lineBits(MARKER, width, at - this.#told, false);
    const length = putMarker(out, end, BANG) - lines.length;
    lines.addRow({
      bits: this.#bits,
      count: this.#count,
      source: base + this.#start,
      sourceEnd: base + at + width,
      length,
      excess: length - 2 * MARKER - this.#wide,
    });
    return true;
  }
}

/** Where a text ends that has been put at [from, end), without the blanks behind it. */
export function trimmed(out: Uint8Array, from: number, end: number): number {
  let last = end;
  while (last > from && out[last - 1] === BLANK) last--;
  return last;
}

function putMarker(out: Uint8Array, at: number, sign: number): number {
  out[at] = sign;
  out[at + 1] = sign;
  out[at + 2] = LF;
  return at + MARKER;
}
