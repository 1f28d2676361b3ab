/**
 * A source as its frames, for people: each frame's items as they stand in it, and in their places what was rejected.
 *
 * Two decoders read the same bytes. The long layout tells every item, but has no row for a frame without one; the
 * frame layout, asked for no record, tells of every frame where it begins, its time and its vendor. The bytes of
 * frames that are not told yet are kept, to say what a value was on the wire: those of one frame at the longest.
 */

import { hasValue } from "../arrays/validity.js";
import type { ColumnData, TableBatch, VariableData } from "../kernel/batch.js";
import { type Clock, Decoder, type Start } from "../kernel/decoder.js";
import { type Code, parseCode } from "../wits/catalog/code.js";
import { planOf } from "../wits/catalog/layout.js";
import type { MapEntry } from "../wits/catalog/map-entry.js";
import type { UnitSet } from "../wits/catalog/units.js";
import type { Reason } from "../wits/decoding/counters.js";
import type { DecodeOptions } from "../wits/decoding/options.js";
import type { Places } from "../wits/decoding/places.js";
import { dialectOf } from "../wits/dialect/dialect.js";
import { endsWithFrame, MARK_REACH } from "../wits/framing/marks.js";

export interface FrameItem {
  readonly kind: "item";
  readonly code: Code;
  readonly value: number | string | null;
  readonly unit: string | undefined;
  /** Of a null: what stood on the wire; undefined when its line is too far back. */
  readonly sent: string | undefined;
}

/** Bytes that could not become a value: where they stand, how many they are, why, and what they are. */
export interface FrameReject {
  readonly kind: "reject";
  readonly offset: number;
  readonly length: number;
  readonly code: Code | undefined;
  readonly reason: Reason;
  readonly bytes: Uint8Array;
}

export interface Frame {
  /** From 1 in its source; undefined for bytes that stand outside all frames. */
  readonly number: number | undefined;
  readonly offset: number;
  /** Milliseconds since 1970: in UTC when the zone was told, on the rig's clock otherwise. */
  readonly timestamp: number | undefined;
  readonly vendor: string | undefined;
  /** In the order of the source. */
  readonly lines: readonly (FrameItem | FrameReject)[];
}

export interface FrameOptions extends Omit<DecodeOptions, "plan" | "batchRows"> {
  readonly records?: readonly number[] | undefined;
  readonly units?: UnitSet | undefined;
  readonly to?: UnitSet | undefined;
  readonly map?: readonly MapEntry[] | undefined;
}

type Head = Omit<Frame, "lines">;
type Item = Omit<FrameItem, "kind" | "sent">;

export class FrameReader {
  readonly #heads: Decoder;
  readonly #items: Decoder;
  readonly #options: FrameOptions;
  readonly #kept: KeptBytes;
  /** Decoded bytes of which a frame may still have to be told. */
  readonly #longest: number;
  /** Where the bytes stood in the source; the decoders and all that waits speak of the bytes as they are given. */
  #places: Places | undefined;
  #given = 0;
  #source = 0;
  #arrival: number | undefined;
  /** Where the bytes begin that the decoders have counted, and how many frames ended before. */
  #first = 0;
  #before = 0;
  #closed = 0;
  /** What the decoders gave and was not told yet. */
  #waitingHeads: Head[] = [];
  #waitingItems = new Map<number, Item[]>();
  #waitingRejects: FrameReject[] = [];

  constructor(options: FrameOptions) {
    const { records, units, to, map, from, until, ...shared } = options;
    this.#items = new Decoder({
      ...shared,
      from,
      until,
      plan: planOf({ layout: "long", records, units, to, map }),
    });
    // Without time bounds, so that frames keep their numbers when some are left out.
    this.#heads = new Decoder({ ...shared, plan: planOf({ layout: "frame", records: [], map }) });
    this.#options = options;
    const { maxFrame, maxLine } = dialectOf(options);
    this.#longest = maxFrame + maxLine;
    this.#kept = new KeptBytes(this.#longest);
  }

  /** `from` says where in the source the bytes begin, at a frame, and the clock of those before: as `Decoder` takes it. */
  start(source: number, places?: Places | undefined, from: Pick<Start, "offset" | "clock"> = {}): void {
    this.#places = places;
    this.#source = source;
    this.#startDecoders(from);
    this.#given = 0;
    this.#first = from.offset ?? 0;
    this.#kept.clear(from.offset);
    this.#before = 0;
    this.#closed = 0;
  }

  #startDecoders(from: Pick<Start, "offset" | "clock">): void {
    const wholeLines = this.#places?.wholeLines ?? false;
    this.#heads.start(this.#source, { ...from, wholeLines });
    this.#items.start(this.#source, { ...from, wholeLines });
  }

  /** Of the bytes so far: for a later start behind them. */
  clock(): Clock | undefined {
    return this.#heads.clock();
  }

  /** When the bytes that are pushed from now on arrived, see Decoder. */
  set arrival(time: number | undefined) {
    this.#arrival = time;
    this.#heads.arrival = time;
    this.#items.arrival = time;
  }

  /** Takes the next bytes; answers the frames that they complete. */
  push(bytes: Uint8Array): Frame[] {
    this.#kept.add(bytes);
    this.#given += bytes.length;
    push(this.#heads, bytes, (batches) => this.#takeHeads(batches));
    push(this.#items, bytes, (batches) => this.#takeItems(batches));
    const [heads, items] = [this.#heads.counters(), this.#items.counters()];
    const closed = this.#closed - this.#before;
    if (heads.frames > closed && endsWithFrame(this.#kept.last(MARK_REACH))) return this.#endFrame();
    // One decoder may wait for a byte that the other does not need.
    if (heads.bytes.framing !== items.bytes.framing || heads.frames !== items.frames) return [];
    // While a frame is open, nothing tells where: rejects behind the last closed one may be of either.
    const settled = heads.frames === closed;
    return this.#tell(settled ? Number.POSITIVE_INFINITY : (this.#waitingHeads.at(-1)?.offset ?? 0));
  }

  /**
   * The last bytes end a frame, whatever comes: it is told now. A decoder waits for what follows, to know a line end from a
   * blank line, and a sender whose frames have no line end sends nothing until the next frame.
   */
  #endFrame(): Frame[] {
    const told = this.end();
    this.#before += this.#heads.counters().frames;
    this.#startDecoders({ offset: this.#first + this.#given, clock: this.#heads.clock() });
    this.arrival = this.#arrival;
    return told;
  }

  /** No byte will follow: the frames that are left. */
  end(): Frame[] {
    end(this.#heads, (batches) => this.#takeHeads(batches));
    end(this.#items, (batches) => this.#takeItems(batches));
    return this.#tell(Number.POSITIVE_INFINITY);
  }

  /** Frames of the source so far, those left out and an open one included. */
  get frames(): number {
    return this.#before + this.#heads.counters().frames;
  }

  /** Takes bytes of which nothing is to be told, several times as fast; `total` counts their frames. */
  skim(bytes: Uint8Array): void {
    push(this.#heads, bytes, () => {});
  }

  /** Ends a source that was skimmed to its end, and counts all its frames. */
  total(): number {
    end(this.#heads, () => {});
    return this.frames;
  }

  #takeHeads(batches: readonly TableBatch[]): void {
    for (const batch of batches) {
      if (batch.table.name === "rejects") continue;
      const [offset, timestamp, vendor] = cellsOf(batch, "offset", "timestamp", "vendor");
      for (let row = 0; row < batch.rows; row++) {
        this.#waitingHeads.push({
          number: ++this.#closed,
          offset: offset(row) as number,
          timestamp: (timestamp(row) ?? undefined) as number | undefined,
          vendor: (vendor(row) ?? undefined) as string | undefined,
        });
      }
    }
  }

  #takeItems(batches: readonly TableBatch[]): void {
    for (const batch of batches) {
      if (batch.table.name === "rejects") this.#takeRejects(batch);
      else this.#takeRows(batch);
    }
  }

  #takeRows(batch: TableBatch): void {
    const [offset, code, value, text, unit] = cellsOf(batch, "offset", "code", "value", "text", "unit");
    for (let row = 0; row < batch.rows; row++) {
      const frame = offset(row) as number;
      const items = this.#waitingItems.get(frame) ?? [];
      if (items.length === 0) this.#waitingItems.set(frame, items);
      items.push({
        code: parseCode(code(row) as string)!,
        value: (value(row) ?? text(row)) as FrameItem["value"],
        unit: (unit(row) ?? undefined) as string | undefined,
      });
    }
  }

  #takeRejects(batch: TableBatch): void {
    const [offset, length, code, reason, bytes] = cellsOf(
      batch,
      "offset",
      "length",
      "code",
      "reason",
      "bytes",
    );
    for (let row = 0; row < batch.rows; row++) {
      this.#waitingRejects.push({
        kind: "reject",
        offset: offset(row) as number,
        length: length(row) as number,
        code: parseCode((code(row) as string | null) ?? ""),
        reason: reason(row) as Reason,
        bytes: bytes(row) as Uint8Array,
      });
    }
  }

  /** The frames that begin before `end`, and what was rejected before it, outside frames too. */
  #tell(end: number): Frame[] {
    const rejects = this.#waitingRejects.sort((a, b) => placeOf(a) - placeOf(b));
    const heads = this.#waitingHeads;
    const told: Frame[] = [];
    let next = 0;
    const rejectsBefore = (place: number): FrameReject[] => {
      const first = next;
      while (next < rejects.length && placeOf(rejects[next]!) < place) next++;
      return rejects.slice(first, next);
    };
    this.#tellOutside(rejectsBefore(Math.min(end, heads[0]?.offset ?? end)), told);
    let i = 0;
    for (; i < heads.length && heads[i]!.offset < end; i++) {
      const head = heads[i]!;
      const following = rejectsBefore(Math.min(end, heads[i + 1]?.offset ?? end));
      const outside = following.findIndex(({ reason }) => reason === "outside-frame");
      const inside = outside < 0 ? following : following.slice(0, outside);
      this.#tellFrame(head, inside, heads[i + 1]?.offset, told);
      if (outside >= 0) this.#tellOutside(following.slice(outside), told);
    }
    this.#waitingHeads = heads.slice(i);
    this.#waitingRejects = rejects.slice(next);
    if (this.#places === undefined) return told;
    const inSource = told.map((frame) => placed(frame, this.#places!));
    this.#places.forget(this.#given - this.#longest, this.#given);
    return inSource;
  }

  #tellOutside(rejects: readonly FrameReject[], told: Frame[]): void {
    const [first] = rejects;
    const { from, until } = this.#options;
    if (first === undefined || from !== undefined || until !== undefined) return;
    told.push({
      number: undefined,
      offset: first.offset,
      timestamp: undefined,
      vendor: undefined,
      lines: rejects,
    });
  }

  #tellFrame(head: Head, rejects: readonly FrameReject[], next: number | undefined, told: Frame[]): void {
    const items = this.#waitingItems.get(head.offset) ?? [];
    this.#waitingItems.delete(head.offset);
    const { from, until, records } = this.#options;
    // The time bounds have been applied to the items; a frame without any is judged here.
    if (items.length === 0 && (from !== undefined || until !== undefined)) return;
    if (items.length === 0 && rejects.length === 0 && records !== undefined) return;
    told.push({ ...head, lines: this.#linesOf(head, items, rejects, next) });
  }

  #linesOf(head: Head, items: readonly Item[], rejects: readonly FrameReject[], next: number | undefined) {
    // Items come in the order of their lines, and nothing stands between them: as in nearly every frame.
    if (rejects.length === 0 && items.every(({ value }) => value !== null)) {
      return items.map((item): FrameItem => ({ kind: "item", ...item, sent: undefined }));
    }
    const rejected = new Set(rejects.map(({ offset }) => offset));
    const sent = sentLines(this.#kept.between(head.offset, next), head.offset, rejected);
    let place = head.offset;
    const placed = items.map((item) => {
      const line = sent.get(item.code);
      place = line?.offset ?? place;
      return { place, line: { kind: "item", ...item, sent: line?.text } satisfies FrameItem };
    });
    return [...placed, ...rejects.map((line) => ({ place: placeOf(line), line }))]
      .sort((a, b) => a.place - b.place)
      .map(({ line }) => line);
  }
}

/** The frame with the places of its source. */
function placed(frame: Frame, places: Places): Frame {
  const lines = frame.lines.map((line) => {
    if (line.kind === "item") return line;
    const offset = places.sourceOffset(line.offset);
    const length = line.length === 0 ? 0 : places.sourceEnd(line.offset + line.length) - offset;
    return { ...line, offset, length };
  });
  return { ...frame, offset: places.sourceOffset(frame.offset), lines };
}

type Take = (batches: readonly TableBatch[]) => void;

function push(decoder: Decoder, bytes: Uint8Array, take: Take): void {
  for (let rest = bytes; rest.length > 0; ) {
    rest = rest.subarray(decoder.push(rest));
    while (decoder.full) take(decoder.flush("all"));
  }
  take(decoder.flush("all"));
  while (decoder.full) take(decoder.flush("all"));
}

function end(decoder: Decoder, take: Take): void {
  decoder.end();
  while (!decoder.ended) take(decoder.flush("all"));
  take(decoder.flush("all"));
}

/** A mark without bytes belongs to what stands before it: a frame that the next `&&` ended, say. */
const placeOf = ({ offset, length }: FrameReject): number => (length === 0 ? offset - 0.5 : offset);

type Cell = (row: number) => number | string | Uint8Array | null;

/** Readers of a batch's cells, for the columns of these names. */
function cellsOf<const Names extends readonly string[]>(batch: TableBatch, ...names: Names) {
  return names.map((name) => {
    const column = batch.columns.find((data) => data.column.name === name);
    if (column === undefined) throw new Error(`the table ${batch.table.name} has no column ${name}`);
    return cellOf(column);
  }) as unknown as { readonly [I in keyof Names]: Cell };
}

function cellOf({ column, validity, values, dictionary }: ColumnData): Cell {
  if (values === undefined) return () => null;
  const present = (row: number): number | string | Uint8Array => {
    if (!("data" in values)) return dictionary?.[Number(values[row])] ?? Number(values[row]);
    const { offsets, data } = values as VariableData;
    const bytes = data.subarray(offsets[row], offsets[row + 1]);
    return column.type === "binary" ? bytes : Buffer.from(bytes).toString("utf8");
  };
  if (validity === undefined) return present;
  return (row) => (hasValue(validity, row) ? present(row) : null);
}

/** The last bytes of a source: enough for any frame that is not told yet. */
class KeptBytes {
  readonly #least: number;
  #pieces: Uint8Array[] = [];
  #start = 0;
  #end = 0;

  constructor(least: number) {
    this.#least = least;
  }

  clear(offset = 0): void {
    this.#pieces = [];
    this.#start = offset;
    this.#end = offset;
  }

  add(bytes: Uint8Array): void {
    while (this.#pieces.length > 0 && this.#end - this.#start - this.#pieces[0]!.length > this.#least) {
      this.#start += this.#pieces.shift()!.length;
    }
    this.#pieces.push(bytes.slice());
    this.#end += bytes.length;
  }

  /** The last bytes as text, a sign each. */
  last(length: number): string {
    return this.between(Math.max(this.#start, this.#end - length)).toString("latin1");
  }

  /** Empty when the first of them are no longer kept. */
  between(from: number, to = this.#end): Buffer {
    if (from < this.#start) return Buffer.alloc(0);
    const parts: Uint8Array[] = [];
    let at = this.#start;
    for (const piece of this.#pieces) {
      if (at + piece.length > from && at < to) parts.push(piece.subarray(Math.max(0, from - at), to - at));
      at += piece.length;
    }
    return Buffer.concat(parts);
  }
}

/**
 * The item lines of a frame by code: the last one of each that was not rejected, for that is the one with the value.
 * Only the decoder knows the grammar; here, where it has spoken, it is enough that a line begins with its code.
 */
function sentLines(
  bytes: Buffer,
  start: number,
  rejected: ReadonlySet<number>,
): Map<Code, { readonly offset: number; readonly text: string }> {
  const lines = new Map<Code, { offset: number; text: string }>();
  const text = bytes.toString("latin1");
  for (const { index, 1: digits = "", 2: value = "" } of text.matchAll(LINE)) {
    const offset = start + index;
    const code = parseCode(digits);
    if (code === undefined || rejected.has(offset)) continue;
    const sent = value.replace(MARKER, "").replace(EDGES, "");
    lines.set(code, { offset, text: Buffer.from(sent, "latin1").toString("utf8") });
  }
  return lines;
}

/** Behind a line end or where the frame begins, with `&&` or without: blanks, the four digits, the rest. */
const LINE = /(?<=[\r\n]|^&&|^)[ \t\0]*(\d{4})([^\r\n]*)/g;
/** A frame may end or begin on the line. */
const MARKER = /(?:&&|!!).*/s;
/** What does not belong to a value. */
const EDGES = /^[ \t\0=:]+|[ \t\0]+$/g;
