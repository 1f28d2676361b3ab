/**
 * Writes rows of a WITSML log as frames: a line a value, its code before it and its text as it stands. Each line stands for the
 * value and the delimiter behind it, `&&` for what comes before the row, and `!!` for what comes behind.
 */
import type { Places } from "../../../wits/decoding/places.js";
import type { Stretch } from "../../../witsml/read/document.js";
import type { LogHead } from "../../../witsml/read/log.js";
import { LinePlaces } from "../../bytes/line-places.js";
import type { Columns } from "./columns.js";
import { isPlainUtc, timeIn } from "./time-text.js";

const LF = 10;
const QUOTE = 34;
const BACKSLASH = 92;
const OPENING = 91;
const CLOSING = 93;
const COMMA = 44;
const AMPERSAND = 38;
const BANG = 33;
const QUESTION = 63;
const BLANK = 32;

/** Bytes of the longest row besides its values: a code and a line end for each, the markers, the time. */
const A_LINE = 5;
const A_ROW = 96;

/** How a column is written. */
interface Cell {
  /** Of the four digits; 0 where the column is no item. */
  readonly code: number;
  /** What is no value in it, where decoders would not see that. */
  readonly nullText: string | undefined;
  readonly isText: boolean;
}

const codeDigits = (code: number): Uint8Array => Buffer.from(code.toString().padStart(4, "0"), "latin1");

export class Frames {
  readonly #places: LinePlaces;
  readonly #below: Places | undefined;
  /** Null values that decoders know. */
  readonly #nulls: ReadonlySet<number>;
  #out = new Uint8Array(1 << 18);
  #length = 0;
  #cells: readonly Cell[] = [];
  /** Four bytes a column. */
  #digits = new Uint8Array(0);
  #time: number | undefined;
  #date = new Uint8Array(4);
  #timeOfDay = new Uint8Array(4);
  #depth = new Uint8Array(0);
  #depthColumn = -1;
  #delimiter = COMMA;
  /** Whether times say their zone, by the first of the source. */
  #zoned: boolean | undefined;
  readonly places: Places;

  constructor({
    nulls,
    below,
    crowd,
  }: {
    readonly nulls: readonly (number | string)[];
    readonly below?: Places | undefined;
    readonly crowd?: number | undefined;
  }) {
    this.#places = new LinePlaces(crowd);
    this.#below = below;
    this.#nulls = new Set(nulls.map(Number));
    this.places = this.#places.view();
  }

  /** Rows that come have these columns. */
  begin({ curves, index, delimiter }: LogHead, { codes, time, date, depth }: Columns): void {
    this.#cells = curves.map(({ type, nullValue }, column) => {
      const isText = type === "text" || type === "time";
      const number = Number(nullValue);
      const known = !isText && (nullValue === undefined || this.#nulls.has(number));
      return { code: codes[column]!, nullText: known ? undefined : nullValue, isText };
    });
    this.#digits = new Uint8Array(4 * curves.length);
    for (const [column, code] of codes.entries()) this.#digits.set(codeDigits(code), 4 * column);
    this.#time = time;
    this.#date = Uint8Array.from(codeDigits(date));
    this.#timeOfDay = Uint8Array.from(codeDigits(date + 1));
    this.#depth = Uint8Array.from(codeDigits(depth));
    this.#depthColumn = depth === 0 ? -1 : (index ?? -1);
    this.#delimiter = delimiter;
  }

  /** A row whose values are parted by a byte. */
  row(row: Stretch): void {
    const { bytes, to, places, base } = row;
    this.#open(row);
    let from = row.from;
    let column = 0;
    const delimiter = this.#delimiter;
    const columns = this.#cells.length;
    for (;;) {
      let end = from;
      if (bytes[from] === QUOTE || (bytes[from] === BLANK && isQuoted(bytes, from, to))) {
        end = this.#quoted(row, from, column);
      } else if (column < columns && column !== this.#time && places === undefined) {
        end = this.#plain(bytes, from, to, column, base, delimiter);
      } else {
        while (end < to && bytes[end] !== delimiter) end++;
        this.#cell(row, from, end, column);
      }
      column++;
      if (end >= to) break;
      from = end + 1;
    }
    this.#close(row);
  }

  /** `[[index, ...], [value, ...]]`: of a list in a list, the first is the value. */
  json(row: Stretch): void {
    const { bytes, to } = row;
    this.#open(row);
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
          const end = this.#jsonValue(row, at, behind, column);
          if (end === at) this.#cell(row, at, at, column);
          column++;
          at = behind + 1;
          depth--;
        }
      } else if (byte === CLOSING) {
        depth--;
        at++;
      } else if (byte === COMMA || byte <= BLANK) at++;
      else {
        at = this.#jsonValue(row, at, to, column);
        column++;
      }
    }
    this.#close(row);
  }

  /** Items that are known one by one, of a survey station. */
  items(
    row: Pick<Stretch, "start" | "end">,
    date: number,
    items: readonly {
      readonly code: number | undefined;
      readonly text: string;
      readonly start: number;
      readonly end: number;
    }[],
  ): void {
    this.#room(A_ROW + items.reduce((sum, { text }) => sum + 3 * text.length + 64, 0));
    const first = items[0]?.start ?? row.end;
    this.#marker(AMPERSAND, row.start, first - row.start);
    for (const { code, text, start, end } of items) {
      const bytes = Buffer.from(text.replace(/\p{Cc}/gu, " "), "utf8");
      const stretch = {
        bytes,
        from: 0,
        to: bytes.length,
        base: 0,
        places: new Float64Array(bytes.length).fill(start),
        start,
        end,
      };
      if (code === undefined) this.#foreign(stretch, 0, bytes.length, end - start);
      else if (code === date) {
        this.#date = Uint8Array.from(codeDigits(date));
        this.#timeOfDay = Uint8Array.from(codeDigits(date + 1));
        this.#moment(stretch, 0, bytes.length, end - start);
      } else {
        this.#digits4(codeDigits(code));
        this.#out.set(bytes, this.#length);
        this.#length += bytes.length;
        this.#endLine(5 + bytes.length, start, end - start);
      }
    }
    const last = items.at(-1)?.end ?? row.end;
    this.#marker(BANG, last, Math.max(0, row.end - last));
    this.#settle(row.end);
  }

  /** Bytes that are no row, as they stand: no item may be seen in them. */
  lose({ bytes, from, to, base, end }: Stretch): void {
    for (let at = from; at < to; ) {
      const until = Math.min(to, at + 4096);
      this.#room(until - at + 8);
      const begun = this.#length;
      this.#out[this.#length++] = QUESTION;
      for (let i = at; i < until; i++) {
        const byte = bytes[i]!;
        // Neither a line end nor two of a marker's signs.
        const isMarker = (byte === AMPERSAND || byte === BANG) && bytes[i - 1] === byte;
        this.#out[this.#length++] = byte < BLANK ? BLANK : isMarker ? QUESTION : byte;
      }
      this.#out[this.#length++] = LF;
      this.#places.add(this.#length - begun, this.#at(base + at), this.#width(base + at, until - at), true);
      at = until;
    }
    this.#settle(end);
  }

  /** All before this byte is decided. */
  #settle(at: number): void {
    this.#places.settle(this.#at(at));
  }

  settle(at: number): void {
    this.#places.settle(this.#below === undefined ? at : at + this.#below.wrapping);
    this.#below?.forget(at, at);
  }

  /** Bytes that have come since the last time. They hold until the next row. */
  take(): Uint8Array {
    const taken = this.#out.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }

  get length(): number {
    return this.#length;
  }

  // -- Cells -----------------------------------------------------------------------------------------------------

  /** The value from `from` on, up to the delimiter, which is answered; written as it is looked for. */
  #plain(
    bytes: Uint8Array,
    from: number,
    to: number,
    column: number,
    base: number,
    delimiter: number,
  ): number {
    const out = this.#out;
    const digits = this.#digits;
    const begun = this.#length;
    let length = begun + 4;
    let at = from;
    while (at < to && bytes[at]! <= BLANK && bytes[at] !== delimiter) at++;
    const first = length;
    for (; at < to; at++) {
      const byte = bytes[at]!;
      if (byte === delimiter) break;
      out[length++] = Math.max(byte, BLANK);
    }
    while (length > first && out[length - 1] === BLANK) length--;
    if (length === first) return at;
    const { code, nullText } = this.#cells[column]!;
    if (code === 0) return at;
    out[begun] = digits[4 * column]!;
    out[begun + 1] = digits[4 * column + 1]!;
    out[begun + 2] = digits[4 * column + 2]!;
    out[begun + 3] = digits[4 * column + 3]!;
    // NaN, or what the log says is no value.
    if (
      (out[first] === 78 || out[first] === 110 || nullText !== undefined) &&
      this.#isNull(column, first, length)
    )
      length = first;
    out[length++] = LF;
    this.#length = length;
    const width = at - from + (at < to ? 1 : 0);
    this.#places.add(length - begun, this.#at(base + from), this.#width(base + from, width), true);
    if (column === this.#depthColumn) this.#again(begun);
    return at;
  }

  /** A cell anywhere: the time, one beyond the columns, one with places of its own. */
  #cell(row: Stretch, from: number, to: number, column: number): void {
    const { bytes } = row;
    let [start, end] = [from, to];
    while (start < end && bytes[start]! <= BLANK) start++;
    while (end > start && bytes[end - 1]! <= BLANK) end--;
    if (start === end) return;
    const width = to - from + 1;
    if (column === this.#time) this.#moment(row, start, end, width);
    else if (column >= this.#cells.length || this.#cells[column]!.code === 0) {
      if (column >= this.#cells.length) this.#foreign(row, start, end, width);
    } else {
      const begun = this.#length;
      this.#digits4(this.#digits.subarray(4 * column, 4 * column + 4));
      const first = this.#length;
      for (let i = start; i < end; i++) {
        const byte = bytes[i]!;
        this.#out[this.#length++] = Math.max(byte, BLANK);
      }
      if (this.#isNull(column, first, this.#length)) this.#length = first;
      const [place, wide] = this.#placeOf(row, start, end, width);
      this.#endLine(this.#length + 1 - begun, place, wide);
      if (column === this.#depthColumn) this.#again(begun);
    }
  }

  /** The depth of the index once more, as that of the frame: it stands for no more bytes. */
  #again(begun: number): void {
    const [from, to] = [begun + 4, this.#length];
    const at = this.#length;
    this.#digits4(this.#depth);
    this.#out.copyWithin(this.#length, from, to);
    this.#length += to - from;
    this.#places.addNone(this.#length - at);
  }

  /** A text in quotes, of which a doubled one is a quote. Answers where the delimiter behind it is. */
  #quoted(row: Stretch, from: number, column: number): number {
    const { bytes, to, base, places } = row;
    let at = from;
    while (bytes[at] === BLANK) at++;
    const text: number[] = [];
    let closed = false;
    for (at++; at < to; at++) {
      if (bytes[at] !== QUOTE) text.push(bytes[at]!);
      else if (bytes[at + 1] === QUOTE && at + 1 < to) text.push(bytes[at++]!);
      else {
        closed = true;
        break;
      }
    }
    let end = at;
    while (end < to && bytes[end] !== this.#delimiter) end++;
    if (!closed) {
      // No text in quotes: what begins with one.
      end = from;
      while (end < to && bytes[end] !== this.#delimiter) end++;
      this.#cell(row, from, end, column);
      return end;
    }
    const place = places === undefined ? base + from : places[from - row.from]!;
    const cell = Uint8Array.from(text);
    const stood: Stretch = {
      bytes: cell,
      from: 0,
      to: cell.length,
      base: 0,
      places: new Float64Array(cell.length).fill(place),
      start: place,
      end: place + (end - from),
    };
    this.#cell(stood, 0, cell.length, column);
    return end;
  }

  /** A value of JSON at `from`; answers where it ends. */
  #jsonValue(row: Stretch, from: number, to: number, column: number): number {
    const { bytes, base, places } = row;
    if (bytes[from] === QUOTE) {
      let end = from + 1;
      let plain = true;
      while (end < to && bytes[end] !== QUOTE) {
        if (bytes[end] === BACKSLASH) {
          plain = false;
          end++;
        }
        end++;
      }
      if (plain) this.#cell(row, from + 1, Math.min(end, to), column);
      else {
        const place = places === undefined ? base + from : places[from - row.from]!;
        const cell = Buffer.from(unescaped(bytes, from, Math.min(end + 1, to)), "utf8");
        const stood: Stretch = {
          bytes: cell,
          from: 0,
          to: cell.length,
          base: 0,
          places: new Float64Array(cell.length).fill(place),
          start: place,
          end: place + (end + 1 - from),
        };
        this.#cell(stood, 0, cell.length, column);
      }
      return Math.min(end + 1, to);
    }
    let end = from;
    while (end < to && bytes[end] !== COMMA && bytes[end] !== CLOSING && bytes[end]! > BLANK) end++;
    const isNull = end - from === 4 && bytes[from] === 110 && bytes[from + 1] === 117;
    if (!isNull) this.#cell(row, from, end, column);
    return end === from ? from + 1 : end;
  }

  /** A value that no column is for: a line without a code, which is rejected. */
  #foreign(row: Stretch, from: number, to: number, width: number): void {
    const begun = this.#length;
    this.#out[this.#length++] = QUESTION;
    for (let i = from; i < to; i++) {
      const byte = row.bytes[i]!;
      this.#out[this.#length++] = Math.max(byte, BLANK);
    }
    const [place, wide] = this.#placeOf(row, from, to, width);
    this.#endLine(this.#length + 1 - begun, place, wide);
  }

  /** The date and the time of a row. */
  #moment(row: Stretch, from: number, to: number, width: number): void {
    const { bytes } = row;
    const out = this.#out;
    const [place, wide] = this.#placeOf(row, from, to, width);
    // Of the two lines, the first stands for the date and the T behind it.
    const half = Math.min(11, wide);
    if (this.#zoned !== false && isPlainUtc(bytes, from, to)) {
      this.#zoned = true;
      this.#digits4(this.#date);
      let n = this.#length;
      for (const i of DATE_DIGITS) out[n++] = bytes[from + i]!;
      this.#length = n;
      this.#endLine(11, place, half);
      this.#digits4(this.#timeOfDay);
      n = this.#length;
      for (const i of TIME_DIGITS) out[n++] = bytes[from + i]!;
      let end = to - 1;
      while (end > from + 20 && bytes[end - 1] === 48) end--;
      if (end > from + 20) for (let i = from + 19; i < end; i++) out[n++] = bytes[i]!;
      const length = n - this.#length + 5;
      this.#length = n;
      this.#endLine(length, place + half, wide - half);
      return;
    }
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("latin1");
    const time = timeIn(text);
    if (time !== undefined) this.#zoned ??= time.zoned;
    if (time === undefined || time.zoned !== this.#zoned) {
      this.#digits4(this.#timeOfDay);
      // Not as a time of day that it is not: a sign that no time has.
      const shown = Buffer.from(`${text.replace(/\p{Cc}/gu, " ")}?`, "latin1");
      this.#out.set(shown, this.#length);
      this.#length += shown.length;
      this.#endLine(5 + shown.length, place, wide);
      return;
    }
    const [date, clock] = [Buffer.from(time.date), Buffer.from(time.time)];
    this.#digits4(this.#date);
    this.#out.set(date, this.#length);
    this.#length += date.length;
    this.#endLine(5 + date.length, place, half);
    this.#digits4(this.#timeOfDay);
    this.#out.set(clock, this.#length);
    this.#length += clock.length;
    this.#endLine(5 + clock.length, place + half, wide - half);
  }

  #isNull(column: number, from: number, to: number): boolean {
    const { nullText, isText } = this.#cells[column]!;
    const out = this.#out;
    if (!isText && to - from === 3 && (out[from]! | 32) === 110 && (out[from + 1]! | 32) === 97) return true;
    if (nullText === undefined) return false;
    const text = Buffer.from(out.buffer, from, to - from).toString("utf8");
    return text === nullText || (!isText && text.trim() !== "" && Number(text) === Number(nullText));
  }

  // -- Lines -----------------------------------------------------------------------------------------------------

  #open({ from, to, start, base, places }: Stretch): void {
    // A moment may be twice as long as it was, and a depth stands twice.
    this.#room(2 * (to - from) + A_LINE * (this.#cells.length + to - from) + A_ROW);
    const first = places === undefined ? base + from : (places[0] ?? start);
    this.#marker(AMPERSAND, start, Math.max(0, first - start));
  }

  #close({ to, end, base, places }: Stretch): void {
    const last = places === undefined ? base + to : (places.at(-1) ?? end - 1) + 1;
    this.#marker(BANG, Math.min(last, end), Math.max(0, end - last));
    this.#settle(end);
  }

  #marker(sign: number, source: number, width: number): void {
    const out = this.#out;
    out[this.#length++] = sign;
    out[this.#length++] = sign;
    out[this.#length++] = LF;
    this.#places.add(3, this.#at(source), this.#width(source, width), false);
  }

  #digits4(digits: Uint8Array): void {
    this.#out.set(digits, this.#length);
    this.#length += 4;
  }

  #endLine(length: number, source: number, width: number): void {
    this.#out[this.#length++] = LF;
    this.#places.add(length, this.#at(source), this.#width(source, width), true);
  }

  /** Where a cell stands, and the bytes that are its own. */
  #placeOf({ base, places, from, end }: Stretch, start: number, to: number, width: number): [number, number] {
    if (places === undefined) return [base + start, Math.min(width, end - base - start)];
    const first = places[start - from] ?? end;
    const last = places[to - from] ?? (places[to - 1 - from] ?? first) + 1;
    return first === last || places[0] === places.at(-1)
      ? [first, Math.max(0, end - first)]
      : [first, last - first];
  }

  #at(source: number): number {
    return this.#below === undefined ? source : this.#below.sourceOffset(source);
  }

  #width(source: number, width: number): number {
    if (this.#below === undefined || width === 0) return width;
    return this.#below.sourceEnd(source + width) - this.#below.sourceOffset(source);
  }

  #room(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#out.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#out.length));
    larger.set(this.#out.subarray(0, this.#length));
    this.#out = larger;
  }
}

/** `2016-09-29T00:11:38`: YYMMDD and hhmmss. */
const DATE_DIGITS = [2, 3, 5, 6, 8, 9] as const;
const TIME_DIGITS = [11, 12, 14, 15, 17, 18] as const;

function isQuoted(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && bytes[at] === BLANK) at++;
  return bytes[at] === QUOTE;
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
