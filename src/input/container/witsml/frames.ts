/**
 * Writes rows of a WITSML log as frames: a line a value, its code before it and its text as it stands; `&&` stands for what comes before the
 * row, and `!!` for what comes behind.
 */
import type { Places } from "../../../wits/decoding/places.js";
import type { LogHead } from "../../../witsml/read/log.js";
import type { RowTag } from "../../../witsml/read/row-tags.js";
import type { Come, Stretch } from "../../../witsml/read/taker.js";
import { Cells, codeDigits, standing } from "./cells.js";
import type { Columns } from "./columns.js";
import { jsonCells } from "./json-cells.js";
import { Lines } from "./lines.js";
import { PlainJson } from "./plain-json.js";
import { PlainRow } from "./plain-row.js";
import { PlainRows } from "./plain-rows.js";
import { wellLine } from "./well.js";

const LF = 10;
const QUOTE = 34;
const COMMA = 44;
const AMPERSAND = 38;
const BANG = 33;
const QUESTION = 63;
const BLANK = 32;

/** Bytes of the longest row besides its values: a code and a line end for each, the markers, the time. */
const A_LINE = 5;
const A_ROW = 96;

/** Bytes that are no row are lines of so many. */
const LOST_LINE = 4096;

export interface FramesOptions {
  readonly nulls: readonly (number | string)[];
  readonly below?: Places | undefined;
  /** Bytes of a row, at most. */
  readonly longest: number;
  readonly crowd?: number | undefined;
}

export class Frames {
  readonly #lines: Lines;
  readonly #cells: Cells;
  readonly #plainRow: PlainRow;
  readonly #plainRows: PlainRows;
  readonly #plainJson: PlainJson;
  #delimiter = COMMA;
  /** What names the well, before the rest of a frame. */
  #well = new Uint8Array(0);

  constructor({ nulls, below, longest, crowd }: FramesOptions) {
    this.#lines = new Lines(below, crowd);
    this.#cells = new Cells(this.#lines, nulls);
    this.#plainRow = new PlainRow(this.#lines, this.#cells);
    this.#plainRows = new PlainRows(this.#plainRow, longest);
    this.#plainJson = new PlainJson(this.#plainRow, longest);
  }

  get places(): Places {
    return this.#lines.places;
  }

  /** Rows that come have these columns. */
  begin(head: LogHead, columns: Columns): void {
    this.#cells.begin(head, columns);
    this.#delimiter = head.delimiter;
    this.#well = wellLine(head, columns.well);
    const possible = this.#plainRow.beginLog(this.#well);
    this.#plainRows.begin(head.delimiter, possible);
    this.#plainJson.begin(possible);
  }

  /** Rows one behind the other, as many as are plain; answers where the tag of the next one stands. */
  rowsAtOnce(come: Come, tag: RowTag): number {
    return this.#plainRows.take(come, tag);
  }

  /** The same of rows as JSON, from a byte on at which none has begun; answers where the last of them ends. */
  jsonAtOnce(come: Come, from: number): number {
    return this.#plainJson.take(come, from);
  }

  /** A row whose values are parted by a byte. */
  row(row: Stretch): void {
    const { bytes, to, places, base } = row;
    this.#open(row);
    const cells = this.#cells;
    const delimiter = this.#delimiter;
    for (let from = row.from, column = 0; ; column++) {
      let end = from;
      if (bytes[from] === QUOTE || (bytes[from] === BLANK && isQuoted(bytes, from, to))) {
        end = this.#quoted(row, from, column);
      } else if (places === undefined && cells.isPlain(column)) {
        end = cells.plain(bytes, from, to, column, base, delimiter);
      } else {
        while (end < to && bytes[end] !== delimiter) end++;
        cells.cell(row, from, end, column);
      }
      if (end >= to) break;
      from = end + 1;
    }
    this.#close(row);
  }

  json(row: Stretch): void {
    this.#open(row);
    jsonCells(row, this.#cells);
    this.#close(row);
  }

  /** Items that are known one by one, of a survey station; `well` is the line that names it. */
  items(
    row: Pick<Stretch, "start" | "end">,
    { date, well }: { readonly date: number; readonly well: Uint8Array },
    items: readonly {
      readonly code: number | undefined;
      readonly text: string;
      readonly start: number;
      readonly end: number;
    }[],
  ): void {
    const lines = this.#lines;
    lines.room(A_ROW + well.length + items.reduce((sum, { text }) => sum + 3 * text.length + 64, 0));
    const first = items[0]?.start ?? row.end;
    lines.marker(AMPERSAND, row.start, first - row.start);
    if (well.length > 0) lines.known(well);
    for (const { code, text, start, end } of items) {
      const bytes = Buffer.from(text.replace(/\p{Cc}/gu, " "), "utf8");
      const stretch = standing(bytes, start, end);
      if (code === undefined) this.#cells.foreign(stretch, 0, bytes.length, end - start);
      else if (code === date) {
        this.#cells.dated(date);
        this.#cells.moment(stretch, 0, bytes.length, end - start);
      } else {
        const begun = lines.length;
        lines.digits(codeDigits(code));
        lines.text(bytes);
        lines.endLine(begun, start, end - start);
      }
    }
    const last = items.at(-1)?.end ?? row.end;
    lines.marker(BANG, last, Math.max(0, row.end - last));
    lines.settle(row.end);
  }

  /** Bytes that are no row, as they stand: no item may be seen in them. */
  lose({ bytes, from, to, base, end }: Stretch): void {
    const lines = this.#lines;
    for (let at = from; at < to; ) {
      const until = Math.min(to, at + LOST_LINE);
      lines.room(until - at + 8);
      const begun = lines.length;
      lines.bytes[lines.length++] = QUESTION;
      for (let i = at; i < until; i++) {
        const byte = bytes[i]!;
        // Neither a line end nor two of a marker's signs.
        const isMarker = (byte === AMPERSAND || byte === BANG) && bytes[i - 1] === byte;
        lines.bytes[lines.length++] = byte < BLANK ? BLANK : isMarker ? QUESTION : byte;
      }
      lines.bytes[lines.length++] = LF;
      lines.place(lines.length - begun, base + at, until - at, true);
      at = until;
    }
    lines.settle(end);
  }

  settle(at: number): void {
    this.#lines.settleWrapped(at);
  }

  /** Bytes that have come since the last time. They hold until the next row. */
  take(): Uint8Array {
    return this.#lines.take();
  }

  /** No row will come, and all that has come has been taken. */
  close(): void {
    this.#lines.close();
  }

  #open({ from, to, start, base, places }: Stretch): void {
    // A moment may be twice as long as it was, and a depth stands twice.
    this.#lines.room(
      2 * (to - from) + A_LINE * (this.#cells.columns + to - from) + A_ROW + this.#well.length,
    );
    const first = places === undefined ? base + from : (places[0] ?? start);
    this.#lines.marker(AMPERSAND, start, Math.max(0, first - start));
    if (this.#well.length > 0) this.#lines.known(this.#well);
  }

  #close({ to, end, base, places }: Stretch): void {
    const last = places === undefined ? base + to : (places.at(-1) ?? end - 1) + 1;
    this.#lines.marker(BANG, Math.min(last, end), Math.max(0, end - last));
    this.#lines.settle(end);
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
      this.#cells.cell(row, from, end, column);
      return end;
    }
    const place = places === undefined ? base + from : places[from - row.from]!;
    const cell = Uint8Array.from(text);
    this.#cells.cell(standing(cell, place, place + (end - from)), 0, cell.length, column);
    return end;
  }
}

function isQuoted(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && bytes[at] === BLANK) at++;
  return bytes[at] === QUOTE;
}
