/**
 * Takes rows out of a decoder's memory, as batches that their receiver owns, or that are lent to it. Nothing is released
 * here: that is the decoder's part, who knows when.
 */

import { clearBehind, hasValue } from "../arrays/validity.js";
import { CODE_LIMIT, type Code, codeOf, formatCode, itemOf } from "../wits/catalog/code.js";
import type { RowTable } from "../wits/catalog/layout.js";
import type { Column, Table } from "../wits/catalog/table.js";
import type { Conversion } from "../wits/catalog/units.js";
import { reasons } from "../wits/decoding/counters.js";
import type { DecodeOptions } from "../wits/decoding/options.js";
import type { Places } from "../wits/decoding/places.js";
import { type Arrays, Copies, Loans, PassingCopies } from "./arrays.js";
import { type ColumnData, type TableBatch, type VariableData, whole } from "./batch.js";
import type { DecoderMemory } from "./decoder-memory.js";
import { Dictionaries } from "./dictionaries.js";
import type { KernelFunctions } from "./exports.js";
import type { Register } from "./registers.js";

/** Values and validity of one column, still in the kernel's memory. */
interface Cells {
  readonly values: number;
  readonly validity: number;
}

/** Those of an item, and the word that is 0 as long as no line has had its code. */
interface ItemCells extends Cells {
  readonly seen: number;
}

/** Columns that the long table and the rejects copy: a buffer is cleared before it is filled, and more would be for nothing. */
const LONG_COPIES = 4;
const REJECT_COPIES = 3;
const NOTHING: readonly Conversion[] = [];

/**
 * Added to the timestamps of arrivals while all others are still on the rig's clock: arrivals are instants already, and
 * an hour that occurs twice could not be told from the rig's clock alone. No clock shows this.
 */
export const ARRIVED = 2 ** 52;

/** Columns of a table that have turned up, and codes that have not. */
interface Found {
  table: Table;
  waiting: readonly Code[];
  /** Where the kernel notes that a code has turned up: words of its memory, in the order of those that wait. */
  places: Uint32Array;
}

export class BatchTaker {
  readonly #options: DecodeOptions;
  readonly #memory: DecoderMemory;
  readonly #kernel: KernelFunctions;
  /** All of the memory. */
  readonly #words: Uint32Array;
  readonly #copies: Copies;
  readonly #loans: Loans;
  readonly #passing: PassingCopies;
  #arrays: Arrays;
  /** For texts, and for validity that ends within a byte: neither can be lent where it stands. */
  #copied: Arrays;
  readonly #dictionaries = new Dictionaries();
  /** By code, looked up once and not for each batch. */
  readonly #cells: ItemCells[] = [];
  /** What the kernel has added to times that are the second of two. */
  readonly #second: number;
  #noBits = new Uint8Array(0);
  #sources: readonly string[];
  /** Columns of the tables whose columns are those that turn up. */
  readonly #found = new Map<RowTable, Found>();
  readonly #codes = new Map<RowTable, readonly Code[]>();
  #conversions: (readonly Conversion[])[] | undefined;

  constructor(options: DecodeOptions, memory: DecoderMemory) {
    this.#options = options;
    this.#sources = options.sources;
    this.#memory = memory;
    this.#kernel = memory.kernel;
    this.#second = memory.registers.get("SECOND");
    this.#words = new Uint32Array(memory.bytes.buffer);
    this.#copies = new Copies(memory.bytes.buffer);
    this.#loans = new Loans(memory.bytes.buffer);
    this.#passing = new PassingCopies(memory.bytes.buffer);
    this.#arrays = this.#copies;
    this.#copied = this.#copies;
  }

  /** Whether what is taken from now on is lent: numbers and their validity stay the kernel's, and all holds until the next batch. */
  set lending(lending: boolean) {
    this.#arrays = lending ? this.#loans : this.#copies;
    this.#copied = lending ? this.#passing : this.#copies;
  }

  /** Forgets the columns that have turned up; the rows to come are of these sources. */
  renew(sources: readonly string[]): void {
    this.#found.clear();
    this.#sources = sources;
  }

  /**
   * Puts the places of their source into the rows [first, last) of a table that is still in the kernel's memory. Answers how many
   * bytes rejects among them have beyond those of the source that they stand for.
   */
  place(table: string, first: number, last: number, places: Places): number {
    if (first === last) return 0;
    const { registers, view } = this.#memory;
    const { longTable, rejects } = this.#options.plan;
    if (table === rejects.name) return this.#placeRejects(first, last, places);
    if (table === longTable?.name) this.#placeRows(registers.get("longOffsets"), first, last, places);
    for (const [{ name }, address] of this.#memory.tables) {
      if (name !== table) continue;
      const offsets = view.getUint32(address + registers.get("TABLE_OFFSETS"), true);
      this.#placeRows(offsets, first, last, places);
    }
    return 0;
  }

  #placeRows(address: number, first: number, last: number, places: Places): void {
    const offsets = new BigInt64Array(this.#memory.bytes.buffer, address, last);
    for (let row = first; row < last; row++) {
      offsets[row] = BigInt(places.sourceOffset(Number(offsets[row])));
    }
  }

  /** A reject covers all bytes of the source that its own stood for, and what wraps them between the first and the last. */
  #placeRejects(first: number, last: number, places: Places): number {
    let excess = 0;
    const { registers, bytes } = this.#memory;
    const offsets = new BigInt64Array(bytes.buffer, registers.get("rejectOffsets"), last);
    const lengths = new Int32Array(bytes.buffer, registers.get("rejectLengths"), last);
    for (let row = first; row < last; row++) {
      const offset = Number(offsets[row]);
      const length = lengths[row]!;
      const start = places.sourceOffset(offset);
      offsets[row] = BigInt(start);
      if (length === 0) continue;
      excess += places.excess?.within(offset, offset + length) ?? 0;
      lengths[row] = places.sourceEnd(offset + length) - start;
    }
    return excess;
  }

  /** The first `rows` rows of a table with a row a frame. `sources` are those of the rows, by index. */
  rows(table: RowTable, address: number, rows: number, sources: Int32Array): TableBatch {
    const { registers, view } = this.#memory;
    const pointer = (field: Register): number => view.getUint32(address + registers.get(field), true);
    const schema = this.#tableOf(table, rows);
    this.#startBatch(rows, schema.columns.length);
    const columns = schema.columns.map((column): ColumnData => {
      if (column.code !== undefined) return this.#takeItem(column, rows);
      switch (column.name) {
        case "timestamp":
          return this.#takeTimestamps(
            column,
            { values: pointer("TABLE_TIMESTAMPS"), validity: pointer("TABLE_TIMESTAMP_VALIDITY") },
            rows,
          );
        case "source":
          return { ...whole(column, sources), dictionary: this.#sources };
        case "offset":
          return whole(column, this.#int64(pointer("TABLE_OFFSETS"), rows));
        default:
          return this.#takeTexts(
            column,
            { values: pointer("TABLE_VENDORS"), validity: pointer("TABLE_VENDOR_VALIDITY") },
            rows,
          );
      }
    });
    return { table: schema, rows, columns };
  }

  /** A table's columns: those of the plan, or those that have turned up until now, new ones at the end. */
  #tableOf(table: RowTable, rows: number): Table {
    if (table.table !== undefined) return table.table;
    const { plan } = this.#options;
    let found = this.#found.get(table);
    if (found === undefined) {
      const columns = plan.frameColumns.slice();
      found = { table: { name: table.name, columns }, ...this.#waiting(this.#codesOf(table)) };
      this.#found.set(table, found);
    }
    const codes = this.#turnedUp(found).filter((code) => {
      const empty = this.#kernel.countValid(this.#cellsOf(code).validity, rows) === 0;
      return !empty || !(plan.prune || plan.destinationOf(code) === "vendor");
    });
    if (codes.length === 0) return found.table;
    const columns = [...found.table.columns, ...codes.map((code) => plan.columnOf(code))];
    const known = new Set(codes);
    found.table = { name: table.name, columns };
    Object.assign(found, this.#waiting(found.waiting.filter((code) => !known.has(code))));
    return found.table;
  }

  #waiting(waiting: readonly Code[]): Pick<Found, "waiting" | "places"> {
    return { waiting, places: Uint32Array.from(waiting, (code) => this.#cellsOf(code).seen >> 2) };
  }

  /** Nearly 10,000 codes are looked at for each batch, be it of one row. */
  #turnedUp({ waiting, places }: Found): Code[] {
    const words = this.#words;
    const codes: Code[] = [];
    for (let i = 0; i < places.length; i++) if (words[places[i]!] !== 0) codes.push(waiting[i]!);
    return codes;
  }

  /** Codes that have a column in a table: not those of the long table, nor of records that were not asked for. Looked up once. */
  #codesOf(table: RowTable): readonly Code[] {
    let codes = this.#codes.get(table);
    if (codes === undefined) {
      const all = Array.from({ length: table.lastCode - table.firstCode }, (_, i) => table.firstCode + i);
      codes = all.filter((code) => this.#cellsOf(code).values !== 0);
      this.#codes.set(table, codes);
    }
    return codes;
  }

  #cellsOf(code: number): ItemCells {
    let cells = this.#cells[code];
    if (cells === undefined) {
      const { registers, view } = this.#memory;
      const column = registers.get("columns") + code * registers.get("COLUMN_SIZE");
      cells = {
        values: view.getUint32(column + registers.get("COLUMN_VALUES"), true),
        validity: view.getUint32(column + registers.get("COLUMN_VALIDITY"), true),
        seen: column + registers.get("COLUMN_SEEN"),
      };
      this.#cells[code] = cells;
    }
    return cells;
  }

  #isSeen({ seen }: ItemCells): boolean {
    return this.#memory.view.getUint32(seen, true) !== 0;
  }

  #takeItem(column: Column, rows: number): ColumnData {
    const code = column.code ?? 0;
    const cells = this.#cellsOf(code);
    if (!this.#isSeen(cells)) return this.#nothing(column, rows);
    if (column.type === "utf8") return this.#takeTexts(column, cells, rows);
    const validity = this.#takeValidity(cells.validity, rows);
    if (validity.nullCount === rows) return this.#nothing(column, rows);
    if (validity.nullCount > 0 && this.#arrays === this.#copies)
      this.#kernel.blankNulls(cells.values, cells.validity, rows, column.type === "int32" ? 2 : 3);
    let values: ColumnData["values"];
    if (column.type === "int32") values = this.#int32(cells.values, rows);
    else if (column.type === "int64") values = this.#int64(cells.values, rows);
    else {
      values = this.#float64(cells.values, rows);
      for (const { scale, offset } of this.#options.plan.conversionsOf(code)) {
        for (let row = 0; row < rows; row++) values[row] = (values[row] ?? 0) * scale + offset;
        if (offset !== 0) blankNulls(values, validity.validity);
      }
    }
    return { column, ...validity, values, dictionary: undefined };
  }

  #takeTimestamps(column: Column, cells: Cells, rows: number): ColumnData {
    const validity = this.#takeValidity(cells.validity, rows);
    if (validity.nullCount === rows) return this.#nothing(column, rows);
    const values = this.#int64(cells.values, rows);
    const { toUtc } = this.#options;
    if (toUtc !== undefined) {
      for (let row = 0; row < rows; row++) {
        const time = Number(values[row]);
        values[row] = BigInt(time > ARRIVED / 2 ? time - ARRIVED : this.#toUtc(time, toUtc));
      }
      blankNulls(values, validity.validity);
    }
    return { column, ...validity, values, dictionary: undefined };
  }

  /** Of a time as the kernel has it: marked where it is the second of two. */
  #toUtc(time: number, toUtc: NonNullable<DecodeOptions["toUtc"]>): number {
    return time > this.#second / 2 ? toUtc(time - this.#second, true) : toUtc(time);
  }

  #takeTexts(column: Column, cells: Cells, rows: number): ColumnData {
    const validity = this.#takeValidity(cells.validity, rows);
    if (validity.nullCount === rows) return this.#nothing(column, rows);
    if (validity.nullCount > 0) this.#kernel.blankNulls(cells.values, cells.validity, rows, 3);
    return { column, ...validity, values: this.#gather(cells, rows), dictionary: undefined };
  }

  /** A column of nulls: most of those that a record may have. Their validity is one for all. */
  #nothing(column: Column, rows: number): ColumnData {
    const bytes = (rows + 7) >> 3;
    if (this.#noBits.length < bytes) this.#noBits = new Uint8Array(bytes);
    const validity = this.#noBits.subarray(0, bytes);
    return { column, nullCount: rows, validity, values: undefined, dictionary: undefined };
  }

  #takeValidity(bitmap: number, rows: number): { nullCount: number; validity: Uint8Array | undefined } {
    const nullCount = rows - this.#kernel.countValid(bitmap, rows);
    if (nullCount === 0) return { nullCount, validity: undefined };
    const bytes = (rows + 7) >> 3;
    if ((rows & 7) === 0) return { nullCount, validity: this.#arrays.take(Uint8Array, bitmap, bytes) };
    // An open row beyond the closed ones may have set its bit already, and needs it.
    const validity = this.#copied.take(Uint8Array, bitmap, bytes);
    clearBehind(validity, rows);
    return { nullCount, validity };
  }

  /** Text references to Arrow's offsets and bytes. The references of null rows are 0, and so is their length. */
  #gather(cells: Cells, rows: number): VariableData {
    const { registers, bytes, view } = this.#memory;
    let next = this.#kernel.gatherText(cells.values, 0, rows);
    if (next === rows) {
      const offsets = this.#copied.take(Int32Array, registers.get("gatherOffsets"), rows + 1);
      return {
        offsets,
        data: this.#copied.take(Uint8Array, registers.get("gatherData"), offsets[rows] ?? 0),
      };
    }
    const offsets = new Int32Array(rows + 1);
    const pieces: Uint8Array[] = [];
    let used = 0;
    for (let first = 0; first < rows; ) {
      if (first > 0) next = this.#kernel.gatherText(cells.values, first, rows);
      if (next === first) {
        // A text that is larger than the buffer alone, as a vendor's joined lines may be: straight from the heap.
        const reference = cells.values + first * 8;
        const [at, length] = [view.getUint32(reference, true), view.getUint32(reference + 4, true)];
        pieces.push(bytes.slice(at, at + length));
        used += length;
        offsets[++first] = used;
        continue;
      }
      const ends = this.#int32(registers.get("gatherOffsets"), next - first + 1);
      for (let i = 1; i < ends.length; i++) offsets[first + i] = used + (ends[i] ?? 0);
      const length = ends[ends.length - 1] ?? 0;
      const data = registers.get("gatherData");
      pieces.push(bytes.slice(data, data + length));
      used += length;
      first = next;
    }
    return { offsets, data: join(pieces, used) };
  }

  /** The first `rows` rows of the long table. */
  long(rows: number, sources: Int32Array): TableBatch {
    const { registers } = this.#memory;
    const table = this.#options.plan.longTable!;
    this.#startBatch(rows, LONG_COPIES);
    const codes = this.#int32(registers.get("longCodes"), rows);
    const { plan } = this.#options;
    const ifLong = (textOf: (code: number) => string | undefined) => (code: number) =>
      plan.destinationOf(code) === "long" ? textOf(code) : undefined;
    const mnemonics = ifLong((code) => plan.catalog.itemByCode(code)?.mnemonic);
    const units = ifLong((code) => plan.columnOf(code).unit);
    const values: Cells = {
      values: registers.get("longValues"),
      validity: registers.get("longValueValidity"),
    };
    const columns = table.columns.map((column): ColumnData => {
      switch (column.name) {
        case "timestamp":
          return this.#takeTimestamps(
            column,
            { values: registers.get("longTimestamps"), validity: registers.get("longTimestampValidity") },
            rows,
          );
        case "source":
          return { ...whole(column, sources), dictionary: this.#sources };
        case "offset":
          return whole(column, this.#int64(registers.get("longOffsets"), rows));
        case "code":
          return this.#dictionaries.column(column, codes, formatCode);
        case "mnemonic":
          return this.#dictionaries.column(column, codes, mnemonics);
        case "unit":
          return this.#dictionaries.column(column, codes, units);
        case "text":
          return this.#takeTexts(
            column,
            { values: registers.get("longTexts"), validity: registers.get("longTextValidity") },
            rows,
          );
        default:
          return this.#takeLongValues(column, values, codes, rows);
      }
    });
    return { table, rows, columns };
  }

  #takeLongValues(column: Column, cells: Cells, codes: Int32Array, rows: number): ColumnData {
    const validity = this.#takeValidity(cells.validity, rows);
    if (validity.nullCount === rows) return this.#nothing(column, rows);
    const values = this.#float64(cells.values, rows);
    const conversions = this.#longConversions();
    if (conversions.length > 0) {
      for (let row = 0; row < rows; row++) {
        for (const { scale, offset } of conversions[codes[row] ?? 0] ?? NOTHING) {
          values[row] = (values[row] ?? 0) * scale + offset;
        }
      }
      blankNulls(values, validity.validity);
    }
    return { column, ...validity, values, dictionary: undefined };
  }

  /** By code, looked up once and not for each value; empty when no code is converted. */
  #longConversions(): readonly (readonly Conversion[])[] {
    if (this.#conversions === undefined) {
      this.#conversions = [];
      for (let code = codeOf(1, 1); code < CODE_LIMIT; code++) {
        const conversions = itemOf(code) === 0 ? NOTHING : this.#options.plan.conversionsOf(code);
        if (conversions.length > 0) this.#conversions[code] = conversions;
      }
    }
    return this.#conversions;
  }

  /** The first `rows` rejects. */
  rejects(rows: number, sources: Int32Array): TableBatch {
    const { registers, bytes } = this.#memory;
    const table = this.#options.plan.rejects;
    this.#startBatch(rows, REJECT_COPIES);
    const ends = this.#int32(registers.get("rejectEnds"), rows);
    const offsets = new Int32Array(rows + 1);
    offsets.set(ends, 1);
    const heap = registers.get("rejectHeap");
    const data = bytes.slice(heap, heap + (offsets[rows] ?? 0));
    const columns = table.columns.map((column): ColumnData => {
      switch (column.name) {
        case "source":
          return { ...whole(column, sources), dictionary: this.#sources };
        case "offset":
          return whole(column, this.#int64(registers.get("rejectOffsets"), rows));
        case "length":
          return whole(column, this.#int32(registers.get("rejectLengths"), rows));
        case "code":
          return this.#dictionaries.column(
            column,
            this.#int32(registers.get("rejectCodes"), rows),
            formatCode,
          );
        case "reason":
          return { ...whole(column, this.#int32(registers.get("rejectReasons"), rows)), dictionary: reasons };
        default:
          return whole(column, { offsets, data });
      }
    });
    return { table, rows, columns };
  }

  #startBatch(rows: number, columns: number): void {
    this.#arrays.startBatch(rows, columns);
    if (this.#copied !== this.#arrays) this.#copied.startBatch(rows, columns);
  }

  #float64(address: number, rows: number): Float64Array {
    return this.#arrays.take(Float64Array, address, rows);
  }

  #int32(address: number, rows: number): Int32Array {
    return this.#arrays.take(Int32Array, address, rows);
  }

  #int64(address: number, rows: number): BigInt64Array {
    return this.#arrays.take(BigInt64Array, address, rows);
  }
}

/** Nulls are 0 in the kernel, so that equal rows have equal bytes; what has changed all values makes them 0 again. */
function blankNulls(
  values: Float64Array | Int32Array | BigInt64Array,
  validity: Uint8Array | undefined,
): void {
  if (validity === undefined) return;
  const zero = values instanceof BigInt64Array ? 0n : 0;
  for (let row = 0; row < values.length; row++) {
    if (!hasValue(validity, row)) values[row] = zero as never;
  }
}

function join(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
