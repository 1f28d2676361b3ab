/**
 * Where lines stood in their source that were written for its values one by one: a code before each, and what is around them left
 * out. A line is a run of bytes of the source, or of none, and the places within it are not told apart; so a line costs some bytes
 * of memory and no more, and is forgotten when no view needs it.
 */
import type { Excess, Places } from "../../wits/decoding/places.js";
import { type PlacesTable, Views } from "./places.js";

/** Lines after which a decoder is asked to let go of its rows: they take 5 MiB. */
const CROWD = 262_144;

export class LinePlaces implements PlacesTable {
  readonly wholeLines = true;
  readonly #crowd: number;
  /** Of each line: the first decoded byte, the byte of the source, and how many of them it stands for. */
  #starts = new Float64Array(4096);
  #sources = new Float64Array(4096);
  #widths = new Int32Array(4096);
  /** Whether its bytes beyond those that it stands for belong to a value. */
  #valued = new Uint8Array(4096);
  #first = 0;
  #end = 0;
  #length = 0;
  #settled = 0;
  #excess = 0;
  readonly #marks: number[] = [];
  #written = 0;
  #marked = 0;
  readonly #views = new Views(this);
  readonly excess: Excess;

  constructor(crowd = CROWD) {
    this.#crowd = crowd;
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
    if (this.#end === this.#starts.length) this.#room();
    const at = this.#end++;
    this.#starts[at] = this.#length;
    this.#sources[at] = source;
    this.#widths[at] = width;
    this.#valued[at] = valued ? 1 : 0;
    this.#length += length;
    this.#written++;
    if (valued) this.#excess += length - width;
  }

  /** A line that says what was said before, and so stands for nothing. */
  addNone(length: number): void {
    const last = this.#end - 1;
    this.add(length, this.#sources[last]! + this.#widths[last]!, 0, true);
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
    return this.#sources[this.#find(offset)]!;
  }

  sourceEnd(offset: number): number {
    if (offset === 0 || this.#first === this.#end) return 0;
    const line = this.#find(offset - 1);
    return this.#sources[line]! + this.#widths[line]!;
  }

  nextMark(after: number): number {
    return this.#marks.find((mark) => mark > after) ?? Number.POSITIVE_INFINITY;
  }

  dropUpTo(needed: number, passed: number): void {
    while (this.#marks.length > 0 && this.#marks[0]! <= passed) this.#marks.shift();
    if (this.#first < this.#end) this.#first = this.#find(Math.max(0, needed - 1));
  }

  #excessWithin(from: number, to: number): number {
    let excess = 0;
    for (let line = this.#find(from); line < this.#end && this.#starts[line]! < to; line++) {
      const end = line + 1 < this.#end ? this.#starts[line + 1]! : this.#length;
      if (this.#valued[line] === 1) excess += end - this.#starts[line]! - this.#widths[line]!;
    }
    return excess;
  }

  /** The line that the decoded byte is in. */
  #find(offset: number): number {
    let low = this.#first;
    let high = this.#end - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Forgets those that no view needs; where most of them are needed, room is made for as many again. */
  #room(): void {
    const kept = this.#end - this.#first;
    const size = kept * 2 > this.#starts.length ? this.#starts.length * 2 : this.#starts.length;
    const moved = <Kind extends Float64Array | Int32Array | Uint8Array>(
      from: Kind,
      make: () => Kind,
    ): Kind => {
      if (size === from.length) {
        from.copyWithin(0, this.#first, this.#end);
        return from;
      }
      const to = make();
      to.set(from.subarray(this.#first, this.#end));
      return to;
    };
    this.#starts = moved(this.#starts, () => new Float64Array(size));
    this.#sources = moved(this.#sources, () => new Float64Array(size));
    this.#widths = moved(this.#widths, () => new Int32Array(size));
    this.#valued = moved(this.#valued, () => new Uint8Array(size));
    this.#first = 0;
    this.#end = kept;
  }
}
