/**
 * Where decoded bytes stood in their source, when what wraps them was taken off: runs of decoded bytes whose places
 * go up by the same step. Who unwraps writes the runs, each decoder has a view of its own, and runs that no view needs
 * any more are forgotten, so that memory does not grow with the source.
 */
import type { Excess, Places } from "../../wits/decoding/places.js";

/** Runs after which a decoder is asked to let go of its rows: 65,536 take 3 MiB, and rows of a log with a prefix a line some 2 MiB. */
const CROWD = 65_536;

/** What views of places ask of the table that they are views of. */
export interface PlacesTable {
  readonly wholeLines: boolean;
  readonly wrapping: number;
  readonly excess?: Excess;
  sourceOffset(offset: number): number;
  sourceEnd(offset: number): number;
  /** The first mark behind `after`. */
  nextMark(after: number): number;
  /** Drops what no view needs: places before `needed`, marks up to `passed`. */
  dropUpTo(needed: number, passed: number): void;
  /** Nobody will ask for any. */
  close?(): void;
}

export class PlaceTable implements PlacesTable {
  readonly wholeLines: boolean;
  readonly #crowd: number;
  #starts: number[] = [];
  #sources: number[] = [];
  #steps: number[] = [];
  /** Bytes of the source that one decoded byte stands for. */
  #widths: number[] = [];
  /** Decoded bytes so far. */
  #length = 0;
  /** Bytes of the source of which it is decided what they become. */
  #settled = 0;
  /** Decoded offsets at which places crowd, ascending, and the run that each begins behind. */
  readonly #marks: number[] = [];
  /** Runs written so far, and when the last mark was set. */
  #written = 0;
  #marked = 0;
  readonly #views = new Views(this);

  constructor({ wholeLines = false, crowd = CROWD }: { wholeLines?: boolean; crowd?: number } = {}) {
    this.wholeLines = wholeLines;
    this.#crowd = crowd;
  }

  /** Decoded bytes so far. */
  get length(): number {
    return this.#length;
  }

  get wrapping(): number {
    return this.#settled - this.#length;
  }

  /** `length` decoded bytes, the first at `source`, each next one `step` further and standing for `width` bytes. */
  append(source: number, length: number, step = 1, width = 1): void {
    const start = this.#length;
    this.#length += length;
    if (this.#continues(start, source, length, step, width)) return;
    this.#starts.push(start);
    this.#sources.push(source);
    this.#steps.push(step);
    this.#widths.push(width);
    this.#written++;
  }

  /** Whether the bytes go on where the last run ends. A run of one byte takes its step from those that follow it. */
  #continues(start: number, source: number, length: number, step: number, width: number): boolean {
    const last = this.#starts.length - 1;
    if (last < 0 || this.#widths[last] !== width) return false;
    const count = start - this.#starts[last]!;
    const gap = source - this.#sources[last]!;
    if (count === 1 && gap >= 0 && (length === 1 || gap === step)) {
      this.#steps[last] = gap;
      return true;
    }
    return gap === count * this.#steps[last]! && (length === 1 || this.#steps[last] === step);
  }

  /** All before this byte of the source is decided. */
  settle(source: number): void {
    this.#settled = source;
  }

  /** Whether so many runs have come since the last time that it is time for a mark, which is set. */
  mark(): boolean {
    if (this.#written - this.#marked < this.#crowd) return false;
    this.#marked = this.#written;
    this.#marks.push(this.#length);
    return true;
  }

  view(): Places {
    return this.#views.another();
  }

  // -- For the views ---------------------------------------------------------------------------------------------

  /** The run that `offset` falls into, near the one that was found last. */
  find(offset: number): number {
    const starts = this.#starts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  sourceOffset(offset: number): number {
    if (offset >= this.#length) return this.sourceEnd(this.#length);
    const run = this.find(offset);
    return this.#sources[run]! + (offset - this.#starts[run]!) * this.#steps[run]!;
  }

  sourceEnd(offset: number): number {
    if (offset === 0 || this.#starts.length === 0) return 0;
    const run = this.find(offset - 1);
    return this.#sources[run]! + (offset - 1 - this.#starts[run]!) * this.#steps[run]! + this.#widths[run]!;
  }

  nextMark(after: number): number {
    return this.#marks.find((mark) => mark > after) ?? Number.POSITIVE_INFINITY;
  }

  /** The run before stays: what ends at a place is asked for too. */
  dropUpTo(needed: number, passed: number): void {
    while (this.#marks.length > 0 && this.#marks[0]! <= passed) this.#marks.shift();
    const first = this.find(Math.max(0, needed - 1));
    if (first === 0) return;
    for (const list of [this.#starts, this.#sources, this.#steps, this.#widths]) list.splice(0, first);
  }
}

/** The views of a table: what all of them are done with is forgotten. */
export class Views {
  readonly #table: PlacesTable;
  readonly #all: View[] = [];

  constructor(table: PlacesTable) {
    this.#table = table;
  }

  another(): Places {
    const view = new View(this.#table, this);
    this.#all.push(view);
    return view;
  }

  close(view: View): void {
    this.#all.splice(this.#all.indexOf(view), 1);
    if (this.#all.length === 0) this.#table.close?.();
    else this.drop();
  }

  drop(): void {
    const needed = Math.min(...this.#all.map((view) => view.needed));
    const passed = Math.min(...this.#all.map((view) => view.passed));
    this.#table.dropUpTo(needed, passed);
  }
}

class View implements Places {
  readonly #table: PlacesTable;
  readonly #views: Views;
  needed = 0;
  /** Marks up to here are done with. */
  passed = 0;

  constructor(table: PlacesTable, views: Views) {
    this.#table = table;
    this.#views = views;
  }

  get wrapping(): number {
    return this.#table.wrapping;
  }

  get excess(): Excess | undefined {
    return this.#table.excess;
  }

  get wholeLines(): boolean {
    return this.#table.wholeLines;
  }

  sourceOffset(offset: number): number {
    return this.#table.sourceOffset(offset);
  }

  sourceEnd(offset: number): number {
    return this.#table.sourceEnd(offset);
  }

  crowded(offset: number): boolean {
    return this.#table.nextMark(this.passed) <= offset;
  }

  forget(offset: number, decoded: number): void {
    this.needed = Math.max(this.needed, offset);
    this.passed = Math.max(this.passed, decoded);
    this.#views.drop();
  }

  close(): void {
    this.#views.close(this);
  }

  another(): Places {
    return this.#views.another();
  }
}

/** The places of a source that is a part of another one, in which it begins at `by`. */
export const placesBehind = (places: Places, by: number): Places => ({
  sourceOffset: (offset) => places.sourceOffset(offset) + by,
  sourceEnd: (offset) => places.sourceEnd(offset) + by,
  get wrapping() {
    return places.wrapping;
  },
  get excess() {
    return places.excess;
  },
  wholeLines: places.wholeLines,
  crowded: (offset) => places.crowded(offset),
  forget: (offset, decoded) => places.forget(offset, decoded),
  close: () => places.close(),
  another: () => placesBehind(places.another(), by),
});
