/**
 * The reference decoder: the definition of what a source means, slow and plain. It reads a whole source at once,
 * keeps every row as an object, and shares no code with the kernel. Tests run both beside each other.
 */

import { type Code, recordOf } from "../catalog/code.js";
import type { ValueKind } from "../catalog/kind.js";
import { isVendorCode, type Plan, type RowTable } from "../catalog/layout.js";
import type { Turn } from "../catalog/timezone.js";
import type { Arrival } from "../decoding/arrival.js";
import { type Counters, type FrameMoment, isBefore, noCounts, type Reason } from "../decoding/counters.js";
import type { DecodeOptions } from "../decoding/options.js";
import { type Dialect, dialectOf, longestLine, tellsMoment } from "../dialect/dialect.js";
import { type TextOf, textDecoder } from "../dialect/encoding.js";
import { type Nulls, nullsIn } from "../dialect/nulls.js";
import {
  dateOfDigits,
  dateOfText,
  momentOfText,
  type ReadDate,
  type ReadMoment,
  type ReadTime,
  SourceClock,
  shortTime,
  timeOfDigits,
  timeOfText,
} from "./clock.js";
import {
  AND_AND,
  BANG_BANG,
  codeAt,
  frameAhead,
  isBlank,
  isLineEnd,
  isMarker,
  lineEnd,
  pastLineEnd,
  plainEnd,
  skipBlank,
  textEnd,
  valueRange,
} from "./grammar.js";
import { plainDecimal, plainForm, wholeNumber } from "./number.js";

export type Value = number | string | null;

/** A row of a table with a row a frame. */
export interface Row {
  readonly timestamp: number | null;
  readonly offset: number;
  readonly vendor: string | null;
  /** Accepted items of the row, null values included. */
  readonly items: ReadonlyMap<Code, Value>;
}

/** A row of the long table. */
export interface LongRow {
  readonly timestamp: number | null;
  readonly offset: number;
  readonly code: Code;
  readonly value: Value;
}

export interface Reject {
  readonly offset: number;
  readonly length: number;
  readonly code: Code | undefined;
  readonly reason: Reason;
  readonly bytes: Uint8Array;
}

export interface Decoded {
  /** Rows by the name of their table. */
  readonly rows: ReadonlyMap<string, readonly Row[]>;
  readonly long: readonly LongRow[];
  readonly rejects: readonly Reject[];
  readonly counters: Counters;
}

/** An accepted item line of the open frame, its bytes at [start, end) of the source. */
interface Line {
  readonly code: Code;
  readonly start: number;
  readonly end: number;
  readonly value: Value;
  /** `empty` or the declared null value or word, when the line is null. */
  readonly nullKind: string | undefined;
}

interface Frame {
  readonly start: number;
  readonly arrival: number | undefined;
  /** The last accepted line of each code, in order of the codes' first lines. */
  readonly lines: Map<Code, Line>;
  /** Codes whose line the frame has brought, whatever became of it. */
  readonly codes: Set<Code>;
  /** What each record said of date and time, in order of mention. */
  readonly clocks: Map<number, RecordClock>;
  /** Different codes outside the catalog that have a line. */
  unmapped: number;
  /** Lines of records other than 19, those not asked for included: beside them a vendor line is no item. */
  others: number;
}

/** What a record says of the time: by items 05 and 06, or by item 04. */
interface RecordClock {
  date?: ReadDate | undefined;
  time?: ReadTime | undefined;
  moment?: ReadMoment | undefined;
}

/** What the text of an item turned out to be. */
interface Reading {
  readonly value: Value;
  readonly nullKind?: string;
  readonly date?: ReadDate;
  readonly time?: ReadTime;
  readonly moment?: ReadMoment;
  /** Set when the text is no value. */
  readonly reason?: Reason;
}

const MAX_EXACT = 2 ** 53;

/**
 * `arrivals` are those of the bytes, by ascending offset; their times are on the clock of the output. With `wholeLines`
 * no marker stands within a line.
 */
export const decodeReference = (
  bytes: Uint8Array,
  options: DecodeOptions,
  arrivals: readonly Arrival[] = [],
  wholeLines = false,
): Decoded => new ReferenceDecoder(bytes, options, arrivals, wholeLines).run();

class ReferenceDecoder {
  readonly #bytes: Uint8Array;
  readonly #options: DecodeOptions;
  readonly #plan: Plan;
  readonly #dialect: Dialect;
  readonly #maxLine: number;
  readonly #nulls: Nulls;
  readonly #textOf: TextOf;
  readonly #counters: Counters = noCounts();
  readonly #rows = new Map<string, Row[]>();
  readonly #long: LongRow[] = [];
  readonly #rejects: Reject[] = [];
  readonly #clock = new SourceClock();
  readonly #arrivals: readonly Arrival[];
  readonly #wholeLines: boolean;
  /** The time of the last frame that had one. */
  #last: FrameMoment | undefined;
  #frame: Frame | undefined;
  /** The last byte that showed a text line to be cut by `&&`: the one behind it, for in a text there may be such. */
  #decided = 0;
  /** The frame that was too long, while the next bytes are those that were too many: a frame that begins there arrived with it. */
  #cut: Frame | undefined;
  #inLongLine = false;
  /** The next blanks belong to a run that is longer than a line, or stand before a line that is too long with them. */
  #inBlanks = false;

  constructor(bytes: Uint8Array, options: DecodeOptions, arrivals: readonly Arrival[], wholeLines: boolean) {
    this.#wholeLines = wholeLines;
    this.#arrivals = arrivals;
    this.#bytes = bytes;
    this.#options = options;
    this.#plan = options.plan;
    this.#dialect = dialectOf(options);
    this.#maxLine = longestLine(this.#dialect);
    this.#nulls = nullsIn(this.#dialect.nulls);
    this.#textOf = textDecoder(this.#dialect.encoding);
  }

  run(): Decoded {
    let at = this.#byteOrderMark();
    while (at < this.#bytes.length) {
      const from = at;
      if (this.#inLongLine) at = this.#longLine(at);
      else if (this.#inBlanks) at = this.#blankRun(at);
      else at = this.#frame === undefined ? this.#outside(at) : this.#inside(at, this.#frame);
      if (at > from) this.#cut = undefined;
    }
    if (this.#frame !== undefined) this.#closeUnterminated(this.#frame, at);
    this.#counters.bytes.total = this.#bytes.length;
    return { rows: this.#rows, long: this.#long, rejects: this.#rejects, counters: this.#counters };
  }

  #byteOrderMark(): number {
    const [a, b, c] = this.#bytes;
    if (a !== 0xef || b !== 0xbb || c !== 0xbf) return 0;
    this.#counters.bytes.framing += 3;
    return 3;
  }

  // -- Lines: each takes the bytes at `at`, counts them, and returns where the next begin ------------------------

  #outside(at: number): number {
    const first = skipBlank(this.#bytes, at);
    if (this.#repeatEnds && first - at <= this.#maxLine && codeAt(this.#bytes, first) !== undefined) {
      this.#counters.bytes.blank += first - at;
      this.#openAt(first, first + 3);
      return first;
    }
    const end = lineEnd(this.#bytes, at);
    const ahead = frameAhead(this.#bytes, at, end);
    if (ahead !== undefined && ahead.marker - at <= this.#maxLine) {
      const { marker, decided } = ahead;
      const blank = skipBlank(this.#bytes, at) === marker;
      if (!blank) this.#reject(at, marker, undefined, "outside-frame");
      return this.#open(blank ? at : marker, marker, decided);
    }
    if (end - at > this.#maxLine) return this.#longPiece(at);
    const next = pastLineEnd(this.#bytes, end);
    if (skipBlank(this.#bytes, at, end) === end) this.#counters.bytes.blank += next - at;
    else this.#reject(at, next, undefined, "outside-frame");
    return next;
  }

  #inside(at: number, frame: Frame): number {
    const bytes = this.#bytes;
    const first = skipBlank(bytes, at);
    if (first - at > this.#maxLine) return this.#longPiece(at);
    if (first === bytes.length || isLineEnd(bytes[first])) {
      const next = pastLineEnd(bytes, first);
      if (first < bytes.length && this.#tooLong(at, next)) return at;
      this.#counters.bytes.blank += next - at;
      return next;
    }
    if (isMarker(bytes, first, AND_AND)) {
      this.#closeUnterminated(frame, first);
      return at;
    }
    if (isMarker(bytes, first, BANG_BANG)) {
      this.#counters.bytes.framing += first + 2 - at;
      this.#close(frame);
      return this.#restOfMarker(first + 2);
    }
    const code = codeAt(bytes, first);
    if (code !== undefined && this.#repeatEnds && frame.codes.has(code)) {
      this.#close(frame);
      return at;
    }
    let end: number;
    const whole = this.#wholeLines;
    if (code === undefined) end = plainEnd(bytes, first + 1, whole);
    else if (this.#plan.kindOf(code) === "text") end = textEnd(bytes, first + 4, whole);
    else end = plainEnd(bytes, first + 4, whole);
    if (end - at > this.#maxLine) return this.#longPiece(at);
    const next = end === bytes.length || isLineEnd(bytes[end]) ? pastLineEnd(bytes, end) : end;
    if (this.#tooLong(at, next)) return at;
    if (end === bytes.length || isMarker(bytes, end, AND_AND)) {
      // What is missing of the line may be digits of its value.
      if (code !== undefined) frame.codes.add(code);
      if (this.#plan.kindOf(code ?? 0) === "text") this.#decided = skipBlank(bytes, end + 2);
      this.#reject(at, next, code, "cut-line");
    } else if (code === undefined) this.#reject(at, next, undefined, "bad-line");
    else this.#item(frame, code, at, next, valueRange(bytes, first + 4, end));
    return next;
  }

  /** The first piece of a line that is too long. What makes it so may be the blanks before it: then these are taken. */
  #longPiece(at: number): number {
    const next = at + this.#maxLine;
    if (!this.#inLongLine && isBlank(this.#bytes[at])) {
      this.#inBlanks = true;
      return at;
    }
    if (this.#tooLong(at, next)) return at;
    this.#reject(at, next, undefined, "line-too-long");
    this.#inLongLine = true;
    return next;
  }

  #blankRun(at: number): number {
    const next = skipBlank(this.#bytes, at);
    const limit = (this.#frame?.start ?? next) + this.#dialect.maxFrame;
    if (at === limit && this.#tooLong(at, next)) return at;
    const taken = this.#frame === undefined ? next : Math.min(next, limit);
    this.#inBlanks = taken < next;
    this.#counters.bytes.blank += taken - at;
    return taken;
  }

  #longLine(at: number): number {
    const end = lineEnd(this.#bytes, at);
    if (end - at > this.#maxLine) return this.#longPiece(at);
    const next = pastLineEnd(this.#bytes, end);
    if (this.#tooLong(at, next)) return at;
    this.#reject(at, next, undefined, "line-too-long");
    this.#inLongLine = false;
    return next;
  }

  /** Ends the open frame when bytes up to `next` would make it too long. */
  #tooLong(at: number, next: number): boolean {
    if (this.#frame === undefined || next - this.#frame.start <= this.#dialect.maxFrame) return false;
    this.#reject(at, at, undefined, "frame-too-long");
    this.#cut = this.#frame;
    this.#close(this.#frame);
    return true;
  }

  /** Opens the frame whose `&&` is at `marker`, as the byte `decided` shows; blanks before it, from `at` on, belong to it. */
  #open(at: number, marker: number, decided: number): number {
    this.#counters.bytes.framing += marker + 2 - at;
    this.#openAt(marker, decided);
    return this.#restOfMarker(marker + 2);
  }

  #openAt(start: number, decided: number): void {
    this.#counters.frames++;
    const told = Math.max(decided, this.#decided);
    const arrived = this.#arrivals.findLast(({ offset }) => offset <= told)?.time;
    const arrival = this.#cut === undefined ? arrived : this.#cut.arrival;
    this.#cut = undefined;
    this.#frame = {
      start,
      arrival,
      lines: new Map(),
      codes: new Set(),
      clocks: new Map(),
      unmapped: 0,
      others: 0,
    };
  }

  /** Where codes end frames no `!!` is expected. */
  #closeUnterminated(frame: Frame, at: number): void {
    if (!this.#repeatEnds) this.#reject(at, at, undefined, "unterminated-frame");
    this.#close(frame);
  }

  /** Whether a frame ends where a code comes again, and one begins at any code outside frames. */
  get #repeatEnds(): boolean {
    return this.#dialect.frameEnd === "repeat";
  }

  /** Blanks and a line end behind a marker are framing; anything else is a line of its own. */
  #restOfMarker(at: number): number {
    const end = skipBlank(this.#bytes, at);
    if (end - at > this.#maxLine || (end < this.#bytes.length && !isLineEnd(this.#bytes[end]))) return at;
    const next = pastLineEnd(this.#bytes, end);
    this.#counters.bytes.framing += next - at;
    return next;
  }

  #reject(start: number, end: number, code: Code | undefined, reason: Reason): void {
    const bytes = this.#bytes.slice(start, end);
    this.#rejects.push({ offset: start, length: end - start, code, reason, bytes });
    this.#counters.rejects[reason] = (this.#counters.rejects[reason] ?? 0) + 1;
    this.#counters.bytes.rejected += end - start;
  }

  // -- Items ---------------------------------------------------------------------------------------------------

  #item(frame: Frame, code: Code, start: number, end: number, [first, last]: [number, number]): void {
    const record = recordOf(code);
    frame.codes.add(code);
    const kind = this.#plan.kindOf(code);
    const skipped = this.#plan.destinationOf(code) === "nowhere";
    const earlier = frame.lines.get(code);
    const isMapped = this.#plan.catalog.itemByCode(code) !== undefined;
    const isNewUnmapped = !skipped && !isMapped && earlier === undefined;
    if (isNewUnmapped && frame.unmapped >= this.#dialect.maxCodes) {
      this.#reject(start, end, code, "too-many-codes");
      return;
    }
    const reading = this.#read(code, this.#bytes.subarray(first, last));
    if (reading.reason !== undefined && !skipped) {
      this.#reject(start, end, code, reading.reason);
      return;
    }
    if (reading.reason === undefined && this.#tellsTime(code)) this.#setClock(frame, record, kind, reading);
    this.#counters.bytes.items += end - start;
    if (record !== 19) frame.others++;
    if (skipped) {
      this.#counters.skipped++;
      return;
    }
    if (earlier !== undefined) this.#withdraw(frame, earlier);
    if (isNewUnmapped) frame.unmapped++;
    const { nullKind } = reading;
    if (nullKind === undefined) this.#counters.values++;
    else this.#counters.nulls[nullKind] = (this.#counters.nulls[nullKind] ?? 0) + 1;
    frame.lines.set(code, { code, start, end, value: reading.value, nullKind });
  }

  /** The last line of a code is its value: an earlier one becomes a reject, and its counts are taken back. */
  #withdraw(frame: Frame, line: Line): void {
    this.#counters.bytes.items -= line.end - line.start;
    if (recordOf(line.code) !== 19) frame.others--;
    if (line.nullKind === undefined) this.#counters.values--;
    else if (--this.#counters.nulls[line.nullKind]! === 0) delete this.#counters.nulls[line.nullKind];
    this.#reject(line.start, line.end, line.code, "duplicate-item");
  }

  /** Whether a code tells the time of its record. */
  #tellsTime(code: Code): boolean {
    const kind = this.#plan.kindOf(code);
    if (this.#dialect.timeFrom === "clock") return kind === "date" || kind === "time";
    return tellsMoment(code, kind, this.#dialect);
  }

  #setClock(frame: Frame, record: number, kind: ValueKind, reading: Reading): void {
    const clock = frame.clocks.get(record) ?? {};
    if (kind === "date") clock.date = reading.date;
    else if (kind === "time") clock.time = reading.time;
    else clock.moment = reading.moment;
    if (reading.nullKind === undefined) frame.clocks.set(record, clock);
  }

  #read(code: Code, bytes: Uint8Array): Reading {
    if (bytes.length === 0) return { value: null, nullKind: "empty" };
    // Byte for byte: what is no ASCII is no number, date or time.
    const text = String.fromCharCode(...bytes);
    const kind = this.#plan.kindOf(code);
    const isMoment = tellsMoment(code, kind, this.#dialect);
    const asItStands = kind === "date" || kind === "time" || isMoment;
    const plain = asItStands ? text : plainForm(text, this.#dialect);
    const value = plain === undefined ? undefined : plainDecimal(plain);
    const nullKind = this.#nullKind(text, value);
    if (nullKind !== undefined) return { value: null, nullKind };
    if (isMoment) {
      const moment = momentOfText(text, this.#dialect.dateOrder);
      return moment ? { value: moment.digits, moment } : { value: null, reason: "bad-time" };
    }
    switch (kind) {
      case "text": {
        if (bytes.length > this.#dialect.maxText) return { value: null, reason: "text-too-long" };
        const decoded = this.#textOf(bytes);
        return decoded === undefined ? { value: null, reason: "encoding" } : { value: decoded };
      }
      case "date": {
        const order = this.#dialect.dateOrder;
        const date = value === undefined ? dateOfText(text, order) : dateOfDigits(value, order);
        return date ? { value: date.digits, date } : { value: null, reason: "bad-date" };
      }
      case "time": {
        const time = value === undefined ? timeOfText(text) : this.#timeOfNumber(text, value);
        return time ? { value: time.digits, time } : { value: null, reason: "bad-time" };
      }
    }
    if (plain === undefined || value === undefined) return { value: null, reason: "not-a-number" };
    switch (kind) {
      case "float64":
        return readFloat(value, this.#plan.greatestOf(code));
      case "int32":
        return readInteger(plain, -(2 ** 31), 2 ** 31 - 1);
      case "int64":
        return readInteger(plain, -MAX_EXACT, MAX_EXACT);
    }
  }

  /** Under which name a value is counted as null, if it is: a number by what it is worth, a word by its letters. */
  #nullKind(text: string, value: number | undefined): string | undefined {
    const { numbers, words } = this.#nulls;
    const number = numbers.find((declared) => declared === value);
    if (number !== undefined) return String(number);
    const lower = lowerCase(text);
    return words.find((word) => lowerCase(word) === lower);
  }

  #timeOfNumber(text: string, value: number): ReadTime | undefined {
    const isShort = this.#dialect.timeDigits === "hhmm" && !/^[+-]?\d{5}/.test(text);
    return isShort ? shortTime(value) : timeOfDigits(value);
  }

  // -- The end of a frame --------------------------------------------------------------------------------------

  #close(frame: Frame): void {
    this.#frame = undefined;
    const moments = this.#resolve(frame);
    const [first] = moments.values();
    const ofFrame = first ?? this.#arrivalOf(frame);
    const momentOf = (record: number): FrameMoment | undefined => moments.get(record) ?? ofFrame;
    if (ofFrame !== undefined) {
      if (this.#last !== undefined && isBefore(ofFrame, this.#last)) this.#counters.time.back++;
      this.#last = ofFrame;
    }

    const vendorLines = [...frame.lines.values()].filter(
      ({ code }) => this.#plan.destinationOf(code) === "vendor",
    );
    const identified = frame.others > 0;
    const texts = vendorLines
      .sort((a, b) => a.code - b.code)
      .flatMap(({ value }) => (value === null ? [] : [value]));
    const vendor = identified && texts.length > 0 ? texts.join(", ") : null;

    const items = new Map<RowTable, Map<Code, Value>>();
    const [inFrame] = this.#plan.rowTables;
    if (inFrame !== undefined && this.#plan.everyFrame) items.set(inFrame, new Map());
    for (const { code, value } of frame.lines.values()) {
      const destination = this.#plan.destinationOf(code);
      if (destination === "long") {
        const moment = momentOf(recordOf(code));
        if (this.#wanted(moment)) {
          this.#long.push({ timestamp: moment?.output ?? null, offset: frame.start, code, value });
        } else this.#counters.filtered++;
        continue;
      }
      const table = this.#plan.tableOf(code);
      if (table === undefined || (identified && isVendorCode(code))) continue;
      const row = items.get(table) ?? new Map<Code, Value>();
      items.set(table, row.set(code, value));
    }
    for (const [table, row] of items) {
      const moment = momentOf(recordOf(table.firstCode));
      if (!this.#wanted(moment)) {
        this.#counters.filtered++;
        continue;
      }
      const rows = this.#rows.get(table.name) ?? [];
      rows.push({ timestamp: moment?.output ?? null, offset: frame.start, vendor, items: row });
      this.#rows.set(table.name, rows);
      const name = table.name.replace("record=", "");
      this.#counters.rows[name] = (this.#counters.rows[name] ?? 0) + 1;
    }
    const { longTable } = this.#plan;
    if (longTable !== undefined && this.#long.length > 0)
      this.#counters.rows[longTable.name] = this.#long.length;
  }

  /** The moment of each record of the frame that has one, the first in order of mention being the frame's. */
  #resolve(frame: Frame): Map<number, FrameMoment> {
    const moments = new Map<number, FrameMoment>();
    let own = false;
    for (const [record, { date, time, moment: told }] of frame.clocks) {
      const moment = told?.milliseconds ?? this.#clock.resolve(date, time);
      if (moment === undefined) continue;
      if (moments.size === 0) own = date !== undefined || told !== undefined;
      const [first] = moments.values();
      // The records of a frame belong together, and so do frames one behind the other.
      moments.set(record, this.#momentOf(moment, (first ?? this.#last)?.output ?? frame.arrival));
    }
    const [first] = moments.values();
    if (first !== undefined) this.#countTurn(first);
    if (moments.size === 0) this.#counters.time[frame.arrival === undefined ? "none" : "arrival"]++;
    else if (own) this.#counters.time.clock++;
    else this.#counters.time.carried++;
    return moments;
  }

  /** A time of the rig's clock. Of two that it may be the one is taken that is nearer to another time, the first where there is none. */
  #momentOf(local: number, other: number | undefined): FrameMoment {
    const { toUtc } = this.#options;
    const output = toUtc?.(local) ?? local;
    const later = toUtc?.(local, true) ?? local;
    const twice = this.#turnAt(local)?.never === false;
    const second = twice && other !== undefined && other - output >= later - other;
    return { local, output: second ? later : output, second };
  }

  /** Counts a frame whose time occurs twice or never. */
  #countTurn({ local }: FrameMoment): void {
    const turn = this.#turnAt(local);
    if (turn !== undefined) this.#counters.time[turn.never ? "never" : "twice"]++;
  }

  #turnAt(local: number): Turn | undefined {
    return this.#options.turns?.().find(({ from, until }) => from <= local && local < until);
  }

  #arrivalOf({ arrival }: Frame): FrameMoment | undefined {
    if (arrival === undefined) return undefined;
    const { toUtc, toLocal } = this.#options;
    const local = toLocal?.(arrival) ?? arrival;
    return { local, output: arrival, second: toUtc !== undefined && toUtc(local) !== arrival };
  }

  #wanted(moment: FrameMoment | undefined): boolean {
    const { from, until } = this.#options;
    if (from === undefined && until === undefined) return true;
    return (
      moment !== undefined &&
      moment.local >= (from ?? Number.NEGATIVE_INFINITY) &&
      moment.local < (until ?? Number.POSITIVE_INFINITY)
    );
  }
}

/** Of ASCII letters alone. */
const lowerCase = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** What float64 can hold, as it stands and as what it is converted to. */
const readFloat = (value: number, greatest: number): Reading =>
  Math.abs(value) <= greatest ? { value } : { value: null, reason: "number-range" };

/** Judged by all digits of the text: a float64 would round 2^53 + 1 to what fits, and 1.00000000000000001 to an integer. */
function readInteger(plain: string, least: number, greatest: number): Reading {
  const integer = wholeNumber(plain);
  if (integer === "fraction") return { value: null, reason: "not-an-integer" };
  const fits = integer !== "huge" && integer >= least && integer <= greatest;
  return fits ? { value: Number(integer) } : { value: null, reason: "number-range" };
}
