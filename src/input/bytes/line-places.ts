/**
 * Where lines stood in their source that were written for its values one by one: a code before each, and what is around them left
 * out. A line is a run of bytes of the source, or of none, and the places within it are not told apart. Lines follow each other closely in
 * both, so that four bytes tell of one, and some dozens of them have a stretch, which says where the first stood. Numbers of its own would be 21
 * bytes for each, of which there are 43 million in 174 MB of short values.
 */
import type { Excess, Places } from "../../wits/decoding/places.js";
import { type PlacesTable, Views } from "./places.js";

/** Lines after which a decoder is asked to let go of its rows: they take 1.5 MiB. */
const CROWD = 262_144;

/** Lines of a stretch, at most: who looks for one goes through those before it. */
const STRETCH = 64;

/** A line: bits of its length, of its width, and of the bytes of the source between it and the line before; the last says whether it is valued. */
const LENGTH_BITS = 13;
const WIDTH_BITS = 12;
const GAP_BITS = 6;
const LONGEST = (1 << LENGTH_BITS) - 1;
const WIDEST = (1 << WIDTH_BITS) - 1;
const FARTHEST = (1 << GAP_BITS) - 1;

/** Whether four bytes can tell of a line: its length, the bytes of the source that it stands for, and those between them and the line before. */
export const fitsInBits = (length: number, width: number, gap: number): boolean =>
  length <= LONGEST && width >= 0 && width <= WIDEST && gap >= 0 && gap <= FARTHEST;

/** What tells of a line that fits. */
export const lineBits = (length: number, width: number, gap: number, valued: boolean): number =>
  (length << (WIDTH_BITS + GAP_BITS + 1)) | (width << (GAP_BITS + 1)) | (gap << 1) | (valued ? 1 : 0);

/** Lines of a row that follow each other closely in the source. */
export interface RowOfLines {
  /** The first `count` of these; the first has no gap. */
  readonly bits: Int32Array;
  readonly count: number;
  /** Where the source of the first begins, and that of the last ends. */
  readonly source: number;
  readonly sourceEnd: number;
  /** Decoded bytes of all. */
  readonly length: number;
  /** Bytes of those that are valued beyond what they stand for. */
  readonly excess: number;
}

const lengthOf = (line: number): number => line >>> (WIDTH_BITS + GAP_BITS + 1);
const widthOf = (line: number): number => (line >>> (GAP_BITS + 1)) & WIDEST;
const gapOf = (line: number): number => (line >>> 1) & FARTHEST;
/** Whether its bytes beyond those that it stands for belong to a value. */
const isValued = (line: number): boolean => (line & 1) === 1;

interface Memory {
  readonly lines: Int32Array;
  readonly starts: Float64Array;
  readonly sources: Float64Array;
  readonly firsts: Int32Array;
  readonly widths: Float64Array;
}

const newMemory = (): Memory => ({
  lines: new Int32Array(1 << 12),
  starts: new Float64Array(1 << 8),
  sources: new Float64Array(1 << 8),
  firsts: new Int32Array(1 << 8),
  widths: new Float64Array(1 << 8),
});

/** That of a source that has been read, for the next one: in a folder of documents each would grow its own. */
let spare: Memory | undefined;

export class LinePlaces implements PlacesTable {
  readonly wholeLines = true;
  readonly #crowd: number;
  /** Those from `#first` on; of a line that is a stretch by itself, as it is too long for its bits, the last bit alone. */
  #lines: Int32Array;
  #first = 0;
  #end = 0;
  /** Of each stretch: the first decoded byte, the byte of the source, the first line, and the width of a line that is too long; -1 where it has none. */
  #starts: Float64Array;
  #sources: Float64Array;
  #firsts: Int32Array;
  #widths: Float64Array;
  #firstStretch = 0;
  #endStretch = 0;
  /** The stretch that was found last: the next one asked for is mostly near it. */
  #found = 0;
  #length = 0;
  /** Where the source of the last line ends. */
  #sourceEnd = 0;
  #settled = 0;
  #excess = 0;
  readonly #marks: number[] = [];
  #written = 0;
  #marked = 0;
  readonly #views = new Views(this);
  readonly excess: Excess;

  constructor(crowd = CROWD) {
    this.#crowd = crowd;
    const { lines, starts, sources, firsts, widths } = spare ?? newMemory();
    spare = undefined;
    this.#lines = lines;
    this.#starts = starts;
    this.#sources = sources;
    this.#firsts = firsts;
    this.#widths = widths;
    const all = (): number => this.#excess;
    this.excess = {
      get all() {
        return all();
      },
      within: (from, to) => this.#excessWithin(from, to),
    };
  }

  /** A line of `length` decoded bytes that stands for `width` bytes at `source`; `valued` when it is a value or rejected, and no framing. */
  add(length: number, source: number, width: number, valued: boolean): void {
    if (this.#end === this.#lines.length) this.#room();
    const gap = source - this.#sourceEnd;
    if (!fitsInBits(length, width, 0)) {
      this.#begin(source, width);
      this.#lines[this.#end++] = valued ? 1 : 0;
    } else if (!fitsInBits(length, width, gap) || this.#isFull(valued)) {
      this.#begin(source, Number.NaN);
      this.#lines[this.#end++] = lineBits(length, width, 0, valued);
    } else this.#lines[this.#end++] = lineBits(length, width, gap, valued);
    this.#sourceEnd = source + width;
    this.#length += length;
    this.#written++;
    if (valued) this.#excess += length - width;
  }

  /** A line that says what was said before, and so stands for nothing. */
  addNone(length: number): void {
    this.add(length, this.#sourceEnd, 0, true);
  }

  /** Lines that follow each other, all of which fit in bits. */
  addRow({ bits, count, source, sourceEnd, length, excess }: RowOfLines): void {
    while (this.#end + count > this.#lines.length) this.#room();
    this.#begin(source, Number.NaN);
    const lines = this.#lines;
    let end = this.#end;
    for (let i = 0; i < count; i++) lines[end++] = bits[i]!;
    this.#end = end;
    this.#sourceEnd = sourceEnd;
    this.#length += length;
    this.#written += count;
    this.#excess += excess;
  }

  /** All of the source before this byte is decided, and a row has ended. */
  settle(source: number): void {
    this.#settled = source;
    if (this.#written - this.#marked < this.#crowd) return;
    this.#marked = this.#written;
    this.#marks.push(this.#length);
  }

  view(): Places {
    return this.#views.another();
  }

  // -- For the views ---------------------------------------------------------------------------------------------

  get wrapping(): number {
    return this.#settled - this.#length;
  }

  sourceOffset(offset: number): number {
    if (offset >= this.#length || this.#first === this.#end) return this.sourceEnd(this.#length);
    return this.#lineAt(offset).source;
  }

  sourceEnd(offset: number): number {
    if (offset === 0 || this.#first === this.#end) return 0;
    const { source, width } = this.#lineAt(offset - 1);
    return source + width;
  }

  nextMark(after: number): number {
    return this.#marks.find((mark) => mark > after) ?? Number.POSITIVE_INFINITY;
  }

  dropUpTo(needed: number, passed: number): void {
    while (this.#marks.length > 0 && this.#marks[0]! <= passed) this.#marks.shift();
    if (this.#first === this.#end) return;
    this.#firstStretch = this.#stretchOf(Math.max(0, needed - 1));
    this.#first = this.#firsts[this.#firstStretch]!;
  }

  close(): void {
    spare = {
      lines: this.#lines,
      starts: this.#starts,
      sources: this.#sources,
      firsts: this.#firsts,
      widths: this.#widths,
    };
    this.#lines = new Int32Array(0);
    this.#starts = this.#sources = this.#widths = new Float64Array(0);
    this.#firsts = new Int32Array(0);
    this.#first = this.#end = this.#firstStretch = this.#endStretch = 0;
  }

  #excessWithin(from: number, to: number): number {
    let excess = 0;
    let { stretch, line, start } = this.#lineAt(from);
    for (; stretch < this.#endStretch && start < to; stretch++) {
      for (const end = this.#endOf(stretch); line < end && start < to; line++) {
        const length = this.#lengthOf(stretch, line);
        if (isValued(this.#lines[line]!)) excess += length - this.#widthOf(stretch, line);
        start += length;
      }
    }
    return excess;
  }

  /** Whether a line begins a stretch although it could stand behind the last one: rows begin some, as it is rows that are looked for. */
  #isFull(valued: boolean): boolean {
    const last = this.#endStretch - 1;
    if (last < this.#firstStretch || !Number.isNaN(this.#widths[last]!)) return true;
    const lines = this.#end - this.#firsts[last]!;
    return lines >= (valued ? STRETCH : STRETCH / 4);
  }

  #begin(source: number, width: number): void {
    if (this.#endStretch === this.#starts.length) this.#roomForStretches();
    const at = this.#endStretch++;
    this.#starts[at] = this.#length;
    this.#sources[at] = source;
    this.#firsts[at] = this.#end;
    this.#widths[at] = width;
  }

  /** The line behind the last one of a stretch. */
  #endOf(stretch: number): number {
    return stretch + 1 < this.#endStretch ? this.#firsts[stretch + 1]! : this.#end;
  }

  #lengthOf(stretch: number, line: number): number {
    if (Number.isNaN(this.#widths[stretch]!)) return lengthOf(this.#lines[line]!);
    const end = stretch + 1 < this.#endStretch ? this.#starts[stretch + 1]! : this.#length;
    return end - this.#starts[stretch]!;
  }

  #widthOf(stretch: number, line: number): number {
    const width = this.#widths[stretch]!;
    return Number.isNaN(width) ? widthOf(this.#lines[line]!) : width;
  }

  /** The line that the decoded byte is in: which it is, where it begins, where its source does, and how wide that is. */
  #lineAt(offset: number): LineAt {
    const stretch = this.#stretchOf(offset);
    const end = this.#endOf(stretch);
    let line = this.#firsts[stretch]!;
    let start = this.#starts[stretch]!;
    let source = this.#sources[stretch]!;
    for (;;) {
      const behind = start + this.#lengthOf(stretch, line);
      const width = this.#widthOf(stretch, line);
      if (behind > offset || line + 1 === end) return { stretch, line, start, source, width };
      start = behind;
      line++;
      source += width + gapOf(this.#lines[line]!);
    }
  }

  /** The stretch that the decoded byte is in. */
  #stretchOf(offset: number): number {
    const starts = this.#starts;
    let low = Math.max(this.#firstStretch, Math.min(this.#found, this.#endStretch - 1));
    let high = this.#endStretch - 1;
    if (starts[low]! > offset) {
      high = low;
      low = this.#firstStretch;
    } else
      for (let step = 1; low + step <= high; step *= 2) {
        if (starts[low + step]! > offset) {
          high = low + step;
          break;
        }
        low += step;
      }
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    this.#found = low;
    return low;
  }

  /** Forgets lines that no view needs; where most of them are needed, room is made for as many again. */
  #room(): void {
    const first = this.#first;
    const kept = this.#end - first;
    const lines = kept * 2 > this.#lines.length ? new Int32Array(this.#lines.length * 2) : this.#lines;
    lines.set(this.#lines.subarray(first, this.#end));
    this.#lines = lines;
    for (let i = this.#firstStretch; i < this.#endStretch; i++) this.#firsts[i]! -= first;
    this.#first = 0;
    this.#end = kept;
  }

  #roomForStretches(): void {
    const first = this.#firstStretch;
    const end = this.#endStretch;
    const size = (end - first) * 2 > this.#starts.length ? this.#starts.length * 2 : this.#starts.length;
    const moved = <Kind extends Float64Array | Int32Array>(from: Kind, make: () => Kind): Kind => {
      const to = size === from.length ? from : make();
      to.set(from.subarray(first, end));
      return to;
    };
    this.#starts = moved(this.#starts, () => new Float64Array(size));
    this.#sources = moved(this.#sources, () => new Float64Array(size));
    this.#firsts = moved(this.#firsts, () => new Int32Array(size));
    this.#widths = moved(this.#widths, () => new Float64Array(size));
    this.#found -= first;
    this.#firstStretch = 0;
    this.#endStretch = end - first;
  }
}

interface LineAt {
  readonly stretch: number;
  readonly line: number;
  readonly start: number;
  readonly source: number;
  readonly width: number;
}
