/**
 * The decoder: bytes in, batches of columns out. A source starts, its bytes are pushed in pieces of any size,
 * batches are flushed whenever the decoder is full, and the source ends. What comes out does not depend on the pieces.
 */

import { type Counters, type FrameMoment, noCounts, reasons, type Span } from "../wits/decoding/counters.js";
import type { DecodeOptions } from "../wits/decoding/options.js";
import type { Places } from "../wits/decoding/places.js";
import type { TableBatch } from "./batch.js";
import { type DecoderMemory, layOut } from "./decoder-memory.js";
import type { KernelFunctions } from "./exports.js";
import { HostTexts } from "./host-texts.js";
import type { KernelBuild } from "./load.js";
import { Origins } from "./origins.js";
import type { Register } from "./registers.js";
import { ARRIVED, BatchTaker } from "./take.js";

/** What carries over from the bytes before, on the rig's clock; what they did not tell is absent. */
export interface Clock {
  /** The last date, in days since 1970, and the time with it, in milliseconds of the day. */
  readonly days?: number;
  readonly time?: number;
  /** The time of the last frame that had one, in milliseconds since 1970, and whether it was the second of two. */
  readonly last?: number;
  readonly second?: boolean;
}

/** Where in a source a decoder starts, and what it has to know of the bytes before. */
export interface Start {
  /** Where in the source the bytes begin. */
  readonly offset?: number;
  /** The clock of the bytes before. */
  readonly clock?: Clock | undefined;
  /** Where the bytes stood in the source, when what wraps them was taken off; of a whole source alone. */
  readonly places?: Places | undefined;
  /** No marker stands within a line, see Places; by itself where the caller keeps the places. */
  readonly wholeLines?: boolean | undefined;
}

/** Who reads on while bytes are decoded. */
export interface ReadAhead {
  /** Where there is less room than this for them, nothing is read ahead. */
  readonly bytes: number;
  /** Takes the memory for the bytes behind those that are decoded now. It is to be filled before anything but `lend` and `flush` is called. */
  ahead(window: Uint8Array): void;
}

/**
 * Bytes to columns. `start` a source, `push` its bytes in pieces of any size, `flush` batches whenever it is `full`, `end` it, flush what is left.
 *
 * A program that just wants frames or tables is better served by `WitsStream`.
 */
export class Decoder {
  readonly #options: DecodeOptions;
  readonly #memory: DecoderMemory;
  readonly #kernel: KernelFunctions;
  readonly #status: {
    outputFull: number;
    needInput: number;
    needNumber: number;
    needText: number;
    end: number;
  };
  readonly #take: BatchTaker;
  readonly #texts: HostTexts | undefined;
  #sources: readonly string[];
  #source = -1;
  #sourceName = "";
  #total = 0;
  /** Rows of each table, by its name, and which sources those still in the kernel came from. */
  readonly #origins = new Map<string, Origins>();
  #lentSources = new Int32Array(0);
  #full = false;
  #ended = true;
  #arrival: number | undefined;
  /** Until the source's rows speak of its own bytes, all of them. */
  #places: Places | undefined;
  /** Bytes of the source that the kernel did not see, once it has ended. */
  #wrapping = 0;
  /** Bytes that its lines have beyond those that they stand for, once it has ended; and those of rejects so far. */
  #excess = 0;
  #rejectedExcess = 0;
  /** All that was given is decoded, and rows are to be taken so that places can be forgotten. */
  #crowded = false;

  constructor(options: DecodeOptions, build?: KernelBuild) {
    this.#options = options;
    this.#sources = options.sources;
    this.#memory = layOut(options, build);
    this.#kernel = this.#memory.kernel;
    this.#take = new BatchTaker(options, this.#memory);
    const { registers, encoding } = this.#memory;
    this.#texts = encoding === undefined ? undefined : new HostTexts(encoding);
    this.#status = {
      outputFull: registers.get("OUTPUT_FULL"),
      needInput: registers.get("NEED_INPUT"),
      needNumber: registers.get("NEED_NUMBER"),
      needText: registers.get("NEED_TEXT"),
      end: registers.get("END"),
    };
  }

  /**
   * Starts a source, by its index among the decoder's, or the part of it from `offset` on, which must be where a
   * frame starts. The last one must have ended; its rows may still wait to be flushed.
   */
  start(source: number, { offset = 0, clock, places, wholeLines }: Start = {}): void {
    const name = this.#sources[source];
    if (name === undefined) throw new RangeError(`there is no source ${source}`);
    if (!this.#ended) throw new Error(`${this.#sourceName} has not ended`);
    const { registers } = this.#memory;
    for (const counter of COUNTERS) registers.setWide(counter, 0);
    this.#clear("nullCounters", this.#memory.firstNull + this.#memory.nulls.length);
    this.#clear("rejectCounters", reasons.length);
    this.#kernel.startSource();
    registers.setWide("base", offset);
    registers.set("wholeLines", (wholeLines ?? places?.wholeLines) ? 1 : 0);
    this.#places = places;
    this.#wrapping = 0;
    this.#excess = 0;
    this.#rejectedExcess = 0;
    this.#crowded = false;
    this.arrival = undefined;
    if (clock?.days !== undefined) {
      registers.set("dateKnown", 1);
      registers.set("carriedDays", clock.days);
      registers.set("carriedTime", clock.time ?? 0);
    }
    if (clock?.last !== undefined) {
      registers.set("earlierKnown", 1);
      registers.setWide("earlierMoment", clock.last);
      registers.set("earlierSecond", clock.second ? 1 : 0);
    }
    this.#source = source;
    this.#sourceName = name;
    this.#total = 0;
    this.#eachTable((table, rows) => this.#originsOf(table).start(source, rows));
    this.#ended = false;
    this.#full = false;
  }

  /**
   * When the bytes arrived that are given from now on: milliseconds since 1970 on the clock of the output, whole ones;
   * undefined when nothing tells it, as at the start of every source. A frame that tells no time has that of the byte
   * that decided that it opens: of the second `&`, where that begins its line.
   */
  set arrival(time: number | undefined) {
    if (time === this.#arrival) return;
    this.#arrival = time;
    const { registers } = this.#memory;
    registers.set("arrivalKnown", time === undefined ? 0 : 1);
    if (time === undefined) return;
    const { toUtc, toLocal } = this.#options;
    const local = toLocal?.(time) ?? time;
    registers.setWide("arrivalMoment", local);
    registers.setWide("arrivalShift", toUtc === undefined ? 0 : time - local + ARRIVED);
    registers.set("arrivalSecond", toUtc !== undefined && toUtc(local) !== time ? 1 : 0);
  }

  /** As it was set. */
  get arrival(): number | undefined {
    return this.#arrival;
  }

  /** Makes the decoder as if it were new, for other sources or the same. Between sources, with nothing left to flush. */
  renew(sources = this.#sources): void {
    if (!this.#ended) throw new Error(`${this.#sourceName} has not ended`);
    this.#kernel.forgetColumns();
    this.#take.renew(sources);
    this.#sources = sources;
  }

  /** True when `flush` must be called before more bytes are taken. */
  get full(): boolean {
    return this.#full;
  }

  /** True when the source has ended and all its bytes are decoded. */
  get ended(): boolean {
    return this.#ended;
  }

  /**
   * Takes bytes of the source and decodes them. Returns how many were taken: fewer than given when the decoder
   * is full; flush, then push the rest.
   */
  push(bytes: Uint8Array): number {
    let taken = 0;
    while (taken < bytes.length && !this.#full) {
      const room = this.window();
      const piece = bytes.subarray(taken, taken + room.length);
      room.set(piece);
      this.advance(piece.length);
      taken += piece.length;
    }
    return taken;
  }

  /** Memory for the next bytes of the source, to be read into; then call `advance`. Never empty unless full. */
  window(): Uint8Array {
    if (this.#ended) throw new Error("no source has started");
    if (this.#full) throw new Error("the decoder is full: flush it first");
    const { registers, bytes, inputEnd } = this.#memory;
    this.#kernel.compact();
    return bytes.subarray(registers.get("end"), inputEnd);
  }

  /** Decodes `length` bytes that were put into `window()`, or into the memory that was given to read ahead. */
  advance(length: number, readAhead?: ReadAhead): void {
    const { registers, bytes, inputEnd } = this.#memory;
    registers.set("end", registers.get("end") + length);
    this.#total += length;
    if (readAhead !== undefined) {
      if (inputEnd - registers.get("end") < readAhead.bytes) this.#kernel.compact();
      const room = bytes.subarray(registers.get("end"), inputEnd);
      if (room.length >= readAhead.bytes) readAhead.ahead(room);
    }
    this.#decode();
  }

  /** No byte will follow. While the decoder is full: flush it and call again, until `ended`. */
  end(): void {
    this.#memory.registers.set("endOfInput", 1);
    this.#decode();
  }

  #decode(): void {
    const { registers, bytes } = this.#memory;
    let status = this.#kernel.decode();
    while (status === this.#status.needNumber || status === this.#status.needText) {
      const at = registers.get("hostText");
      const text = bytes.subarray(at, at + registers.get("hostLength"));
      if (status === this.#status.needText) {
        const decoded = this.#texts!.utf8(text);
        if (decoded !== undefined) bytes.set(decoded, registers.get("hostDecoded"));
        registers.set("hostDecodedLength", decoded?.length ?? -1);
      } else registers.set("hostValue", Number(latin1(text)));
      registers.set("hostReady", 1);
      status = this.#kernel.decode();
    }
    this.#full = status === this.#status.outputFull;
    this.#ended = status === this.#status.end;
    if (this.#places === undefined) return;
    // Only here does what has been decoded depend on nothing but the bytes given.
    this.#crowded = status === this.#status.needInput && this.#places.crowded(this.#total);
    this.#full ||= this.#crowded;
    if (!this.#ended) return;
    this.#eachTable((table, rows) => this.#place(table, rows));
    this.#wrapping = this.#places.wrapping;
    this.#excess = this.#places.excess?.all ?? 0;
    this.#places.close();
    this.#places = undefined;
  }

  /**
   * Takes rows out: with `full` those of the tables that have a whole batch, with `all` every row of every frame
   * that has ended. Rows of a table come in the order of the source.
   */
  flush(which: "full" | "all"): TableBatch[] {
    const batches: TableBatch[] = [];
    this.#empty(which, false, (batch) => batches.push(batch));
    return batches;
  }

  /**
   * Takes rows out as `flush` does, and lends them: the numbers of a batch stay in the decoder's own memory, and all of it holds
   * until `take` returns. Nothing else may be asked of the decoder before.
   */
  lend(which: "full" | "all", take: (batch: TableBatch) => void): void {
    this.#empty(which, true, take);
  }

  #empty(which: "full" | "all", lending: boolean, take: (batch: TableBatch) => void): void {
    const { registers, view, tables, batchRows } = this.#memory;
    const { longTable, rejects } = this.#options.plan;
    const textFull = registers.get("textUsed") > registers.get("textLimit");
    const everything = which === "all" || textFull || this.#crowded;
    this.#take.lending = lending;
    this.#eachTable((table, rows) => this.#place(table, rows));
    for (const [table, address] of tables) {
      const rows = view.getUint32(address + registers.get("TABLE_ROWS"), true);
      if (rows === 0 || (!everything && rows < batchRows)) continue;
      take(this.#take.rows(table, address, rows, this.#takeSources(table.name, rows, lending)));
      this.#kernel.releaseTable(address);
    }
    const longRows = this.#kernel.closedLongRows();
    if (
      longTable !== undefined &&
      longRows > 0 &&
      (everything || longRows >= registers.get("longCapacity"))
    ) {
      take(this.#take.long(longRows, this.#takeSources(longTable.name, longRows, lending)));
      this.#kernel.releaseLong();
    }
    const rejectRows = registers.get("rejectRows");
    if (rejectRows > 0 && (everything || this.#kernel.rejectsFull() !== 0)) {
      take(this.#take.rejects(rejectRows, this.#takeSources(rejects.name, rejectRows, lending)));
      this.#kernel.releaseRejects();
    }
    if (everything) {
      this.#kernel.releaseText();
      this.#places?.forget(this.#kept(), this.#total);
    }
    this.#full = false;
    this.#crowded = false;
    // What the window still holds goes on being decoded, which may fill the tables again.
    if (!this.#ended) this.#decode();
  }

  /** The last date that the source told, and its last time; undefined when it told neither. */
  clock(): Clock | undefined {
    const { registers } = this.#memory;
    const known = registers.get("momentsKnown") !== 0 ? "last" : "earlier";
    const dated = registers.get("dateKnown") !== 0;
    const timed = known === "last" || registers.get("earlierKnown") !== 0;
    if (!dated && !timed) return undefined;
    return {
      ...(dated && { days: registers.get("carriedDays"), time: registers.get("carriedTime") }),
      ...(timed && {
        last: registers.get(`${known}Moment`),
        second: registers.get(`${known}Second`) !== 0,
      }),
    };
  }

  /** The times of the first and the last frame so far that have one; undefined when none has. */
  span(): Span | undefined {
    const { registers } = this.#memory;
    const { toUtc } = this.#options;
    if (registers.get("momentsKnown") === 0) return undefined;
    const momentOf = (which: "first" | "last"): FrameMoment => {
      const local = registers.get(`${which}Moment`);
      const second = registers.get(`${which}Second`) !== 0;
      return { local, output: toUtc?.(local, second) ?? local, second };
    };
    return { first: momentOf("first"), last: momentOf("last") };
  }

  /** Times so far that had no date to go with, or occur twice: the clock at the start would have told more of them. */
  unsureTimes(): number {
    const { registers } = this.#memory;
    return registers.get("undatedTimes") + registers.get("unsureFrames");
  }

  /** What has been counted of the current source so far. `bytes.total` counts the bytes given, and those of their wrapping. */
  counters(): Counters {
    const { registers, view, nulls } = this.#memory;
    const counts = noCounts();
    const wrapping = this.#places?.wrapping ?? this.#wrapping;
    // Beyond the lines of the source, lines have codes: what is taken off here is no byte of it, and of framing there is as much more.
    const excess = this.#places === undefined ? this.#excess : (this.#places.excess?.all ?? 0);
    counts.bytes = {
      total: this.#total + wrapping,
      framing: registers.get("framingBytes") + wrapping + excess,
      items: registers.get("itemBytes") - (excess - this.#rejectedExcess),
      blank: registers.get("blankBytes"),
      rejected: registers.get("rejectedBytes") - this.#rejectedExcess,
    };
    counts.frames = registers.get("frames");
    this.#eachTable((table, rows) => {
      const count = this.#originsOf(table).count(rows);
      if (count > 0 && table !== this.#options.plan.rejects.name)
        counts.rows[table.replace("record=", "")] = count;
    });
    const { firstNull } = this.#memory;
    const nullsOf = (kind: number): number =>
      Number(view.getBigInt64(registers.get("nullCounters") + kind * 8, true));
    const empty = nullsOf(registers.get("EMPTY_NULL"));
    if (empty > 0) counts.nulls["empty"] = empty;
    let nullLines = empty;
    for (const [i, value] of nulls.entries()) {
      const count = nullsOf(firstNull + i);
      if (count > 0) counts.nulls[value] = (counts.nulls[value] ?? 0) + count;
      nullLines += count;
    }
    counts.skipped = registers.get("skippedLines");
    counts.values = registers.get("itemLines") - nullLines - counts.skipped;
    counts.filtered = registers.get("filteredRows");
    for (const [i, reason] of reasons.entries()) {
      const count = Number(view.getBigInt64(registers.get("rejectCounters") + i * 8, true));
      if (count > 0) counts.rejects[reason] = count;
    }
    counts.time = {
      clock: registers.get("clockFrames"),
      carried: registers.get("carriedFrames"),
      arrival: registers.get("arrivalFrames"),
      none: registers.get("timelessFrames"),
      back: registers.get("backFrames"),
      twice: registers.get("twiceFrames"),
      never: registers.get("skippedFrames"),
    };
    return counts;
  }

  /** The first decoded byte that a row to come may speak of. */
  #kept(): number {
    const { registers, input } = this.#memory;
    return registers.get("base") + (this.#kernel.keptFrom() - input);
  }

  /** Makes the rows of the current source that have closed speak of its own bytes, where the kernel's are not those. */
  #place(table: string, rows: number): void {
    if (this.#places === undefined) return;
    const origins = this.#originsOf(table);
    this.#rejectedExcess += this.#take.place(table, origins.placed, rows, this.#places);
    origins.placed = rows;
  }

  /** The sources of the first rows of a table, by their index; lent ones hold until the next. */
  #takeSources(table: string, rows: number, lending: boolean): Int32Array {
    const origins = this.#originsOf(table);
    if (!lending) return origins.take(rows);
    if (this.#lentSources.length < rows) this.#lentSources = new Int32Array(rows);
    return origins.take(rows, this.#lentSources.subarray(0, rows));
  }

  #originsOf(table: string): Origins {
    let origins = this.#origins.get(table);
    if (origins === undefined) {
      origins = new Origins(this.#source);
      this.#origins.set(table, origins);
    }
    return origins;
  }

  /** Every table with the number of its closed rows. */
  #eachTable(visit: (table: string, rows: number) => void): void {
    const { registers, view, tables } = this.#memory;
    for (const [table, address] of tables) {
      visit(table.name, view.getUint32(address + registers.get("TABLE_ROWS"), true));
    }
    const { longTable, rejects } = this.#options.plan;
    if (longTable !== undefined) visit(longTable.name, this.#kernel.closedLongRows());
    visit(rejects.name, registers.get("rejectRows"));
  }

  #clear(register: Register, counters: number): void {
    const address = this.#memory.registers.get(register);
    this.#memory.bytes.fill(0, address, address + counters * 8);
  }
}

const COUNTERS = [
  "framingBytes",
  "itemBytes",
  "blankBytes",
  "rejectedBytes",
  "itemLines",
  "skippedLines",
  "frames",
  "filteredRows",
  "clockFrames",
  "carriedFrames",
  "arrivalFrames",
  "backFrames",
  "timelessFrames",
  "undatedTimes",
  "twiceFrames",
  "skippedFrames",
  "unsureFrames",
] as const;

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
