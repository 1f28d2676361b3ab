/**
 * The decoder: bytes in, batches of columns out. A source starts, its bytes are pushed in pieces of any size,
 * batches are flushed whenever the decoder is full, and the source ends. What comes out does not depend on the pieces.
 */

import { itemByCode } from "../catalog/catalog.js";
import { CODE_LIMIT, type Code, codeOf, formatCode, itemOf } from "../catalog/code.js";
import type { RowTable } from "../catalog/layout.js";
import type { Column, Table } from "../catalog/table.js";
import type { Conversion } from "../catalog/units.js";
import type { ColumnData, TableBatch, VariableData } from "./batch.js";
import { type Counters, noCounts, reasons } from "./counters.js";
import { type DecoderMemory, layOut } from "./decoder-memory.js";
import type { KernelBuild } from "./load.js";
import type { DecodeOptions } from "./options.js";

interface KernelFunctions {
  decode(): number;
  compact(): void;
  startSource(): void;
  forgetColumns(): void;
  countValid(bitmap: number, rows: number): number;
  gatherText(references: number, first: number, rows: number): number;
  closedLongRows(): number;
  rejectsFull(): number;
  releaseTable(table: number): void;
  releaseLong(): void;
  releaseRejects(): void;
  releaseText(): void;
}

/** A date and time that carry over: days since 1970 and milliseconds of the day, on the rig's clock. */
export interface Clock {
  readonly days: number;
  readonly time: number;
}

export interface Start {
  /** Where in the source the bytes begin. */
  readonly offset?: number;
  /** The clock of the bytes before. */
  readonly clock?: Clock | undefined;
}

/** Values and validity of one column, still in the kernel's memory. */
interface Cells {
  readonly values: number;
  readonly validity: number;
}

export class Decoder {
  readonly #options: DecodeOptions;
  readonly #memory: DecoderMemory;
  readonly #kernel: KernelFunctions;
  readonly #status: { needInput: number; outputFull: number; needNumber: number; end: number };
  /** Columns of the tables whose columns are those that turn up. */
  readonly #found = new Map<RowTable, { codes: Set<number>; columns: Column[] }>();
  readonly #dictionaries = new Dictionaries();
  readonly #copies: Copies;
  #conversions: Conversion[] | undefined;
  #source = -1;
  #sourceName = "";
  #total = 0;
  /** Rows of each table, by its name, and which sources those still in the kernel came from. */
  readonly #origins = new Map<string, Origins>();
  #full = false;
  #ended = true;

  constructor(options: DecodeOptions, build?: KernelBuild) {
    this.#options = options;
    this.#memory = layOut(options, build);
    this.#copies = new Copies(this.#memory.bytes.buffer as ArrayBuffer);
    this.#kernel = this.#memory.instance.exports as unknown as KernelFunctions;
    const { registers } = this.#memory;
    this.#status = {
      needInput: registers.get("NEED_INPUT"),
      outputFull: registers.get("OUTPUT_FULL"),
      needNumber: registers.get("NEED_NUMBER"),
      end: registers.get("END"),
    };
  }

  /**
   * Starts a source, by its index in `options.sources`, or the part of it from `offset` on, which must be where a
   * frame starts. The last one must have ended; its rows may still wait to be flushed.
   */
  start(source: number, { offset = 0, clock }: Start = {}): void {
    const name = this.#options.sources[source];
    if (name === undefined) throw new RangeError(`there is no source ${source}`);
    if (!this.#ended) throw new Error(`${this.#sourceName} has not ended`);
    const { registers } = this.#memory;
    for (const counter of COUNTERS) registers.setWide(counter, 0);
    this.#clear("nullCounters", this.#memory.nulls.length);
    this.#clear("rejectCounters", reasons.length);
    this.#kernel.startSource();
    registers.setWide("base", offset);
    if (clock !== undefined) {
      registers.set("dateKnown", 1);
      registers.set("carriedDays", clock.days);
      registers.set("carriedTime", clock.time);
    }
    this.#source = source;
    this.#sourceName = name;
    this.#total = 0;
    this.#eachTable((table, rows) => this.#originsOf(table).start(source, rows));
    this.#ended = false;
    this.#full = false;
  }

  /** Forgets the columns that have turned up, as if the decoder were new. Between sources, with nothing left to flush. */
  forgetColumns(): void {
    if (!this.#ended) throw new Error(`${this.#sourceName} has not ended`);
    this.#kernel.forgetColumns();
    this.#found.clear();
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

  /** Decodes `length` bytes that were put into `window()`. */
  advance(length: number): void {
    const { registers } = this.#memory;
    registers.set("end", registers.get("end") + length);
    this.#total += length;
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
    while (status === this.#status.needNumber) {
      const text = registers.get("hostText");
      registers.set("hostValue", Number(latin1(bytes.subarray(text, text + registers.get("hostLength")))));
      registers.set("hostReady", 1);
      status = this.#kernel.decode();
    }
    this.#full = status === this.#status.outputFull;
    this.#ended = status === this.#status.end;
  }

  /**
   * Takes rows out: with `full` those of the tables that have a whole batch, with `all` every row of every frame
   * that has ended. Rows of a table come in the order of the source.
   */
  flush(which: "full" | "all"): TableBatch[] {
    const { registers, view, tables, batchRows } = this.#memory;
    const batches: TableBatch[] = [];
    const textFull = registers.get("textUsed") > registers.get("textLimit");
    const everything = which === "all" || textFull;
    for (const [table, address] of tables) {
      const rows = view.getUint32(address + registers.get("TABLE_ROWS"), true);
      if (rows === 0 || (!everything && rows < batchRows)) continue;
      batches.push(this.#takeRows(table, address, rows));
      this.#kernel.releaseTable(address);
    }
    const longRows = this.#kernel.closedLongRows();
    if (longRows > 0 && (everything || longRows >= registers.get("longCapacity"))) {
      batches.push(this.#takeLong(longRows));
      this.#kernel.releaseLong();
    }
    const rejectRows = registers.get("rejectRows");
    if (rejectRows > 0 && (everything || this.#kernel.rejectsFull() !== 0)) {
      batches.push(this.#takeRejects(rejectRows));
      this.#kernel.releaseRejects();
    }
    if (everything) this.#kernel.releaseText();
    this.#full = false;
    // What the window still holds goes on being decoded, which may fill the tables again.
    if (!this.#ended) this.#decode();
    return batches;
  }

  /** The last date that the source told, and the time with it; undefined when it told none. */
  clock(): Clock | undefined {
    const { registers } = this.#memory;
    if (registers.get("dateKnown") === 0) return undefined;
    return { days: registers.get("carriedDays"), time: registers.get("carriedTime") };
  }

  /** Times so far that had no date to go with: the clock at the start would have given them one. */
  undatedTimes(): number {
    return this.#memory.registers.get("undatedTimes");
  }

  /** What has been counted of the current source so far. `bytes.total` counts the bytes given. */
  counters(): Counters {
    const { registers, view, nulls } = this.#memory;
    const counts = noCounts();
    counts.bytes = {
      total: this.#total,
      framing: registers.get("framingBytes"),
      items: registers.get("itemBytes"),
      blank: registers.get("blankBytes"),
      rejected: registers.get("rejectedBytes"),
    };
    counts.frames = registers.get("frames");
    this.#eachTable((table, rows) => {
      const count = this.#originsOf(table).count(rows);
      if (count > 0 && table !== this.#options.plan.rejects.name)
        counts.rows[table.replace("record=", "")] = count;
    });
    const empty = registers.get("emptyNulls");
    if (empty > 0) counts.nulls["empty"] = empty;
    let nullLines = empty;
    for (const [i, value] of nulls.entries()) {
      const count = Number(view.getBigInt64(registers.get("nullCounters") + i * 8, true));
      if (count > 0) counts.nulls[String(value)] = count;
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
      none: registers.get("timelessFrames"),
    };
    return counts;
  }

  // -- Taking columns out of the kernel's memory ---------------------------------------------------------------

  #takeRows(table: RowTable, address: number, rows: number): TableBatch {
    const { registers, view } = this.#memory;
    const pointer = (field: string): number => view.getUint32(address + registers.get(field), true);
    const schema = this.#tableOf(table, rows);
    this.#copies.startBatch(rows, schema.columns.length);
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
          return this.#takeSources(column, table.name, rows);
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
    let found = this.#found.get(table);
    if (found === undefined) {
      found = { codes: new Set(), columns: this.#options.plan.frameColumns.slice() };
      this.#found.set(table, found);
    }
    const { registers, view } = this.#memory;
    const [base, size, seen] = [
      registers.get("columns"),
      registers.get("COLUMN_SIZE"),
      registers.get("COLUMN_SEEN"),
    ];
    for (let code = table.firstCode; code < table.lastCode; code++) {
      if (found.codes.has(code) || view.getUint32(base + code * size + seen, true) === 0) continue;
      const cells = this.#cellsOf(code);
      // A code that never had a column: unmapped, a vendor's, or of a record that was not asked for.
      if (cells.values === 0) continue;
      const empty = this.#kernel.countValid(cells.validity, rows) === 0;
      if (empty && (this.#options.plan.prune || this.#options.plan.destinationOf(code) === "vendor"))
        continue;
      found.codes.add(code);
      found.columns.push(this.#options.plan.columnOf(code));
    }
    return { name: table.name, columns: found.columns.slice() };
  }

  #cellsOf(code: number): Cells {
    const { registers, view } = this.#memory;
    const column = registers.get("columns") + code * registers.get("COLUMN_SIZE");
    return {
      values: view.getUint32(column + registers.get("COLUMN_VALUES"), true),
      validity: view.getUint32(column + registers.get("COLUMN_VALIDITY"), true),
    };
  }

  #takeItem(column: Column, rows: number): ColumnData {
    const code = column.code ?? 0;
    const cells = this.#cellsOf(code);
    if (column.type === "utf8") return this.#takeTexts(column, cells, rows);
    const validity = this.#takeValidity(cells.validity, rows);
    if (validity.nullCount === rows) return { column, ...validity, values: undefined, dictionary: undefined };
    let values: ColumnData["values"];
    if (column.type === "int32") values = this.#int32(cells.values, rows);
    else if (column.type === "int64") values = this.#int64(cells.values, rows);
    else {
      values = this.#float64(cells.values, rows);
      const conversion = this.#options.plan.conversionOf(code);
      if (conversion !== undefined) {
        const { scale, offset } = conversion;
        for (let row = 0; row < rows; row++) values[row] = (values[row] ?? 0) * scale + offset;
        if (offset !== 0) blankNulls(values, validity.validity);
      }
    }
    return { column, ...validity, values, dictionary: undefined };
  }

  #takeTimestamps(column: Column, cells: Cells, rows: number): ColumnData {
    const validity = this.#takeValidity(cells.validity, rows);
    if (validity.nullCount === rows) return { column, ...validity, values: undefined, dictionary: undefined };
    const values = this.#int64(cells.values, rows);
    const { toUtc } = this.#options;
    if (toUtc !== undefined) {
      for (let row = 0; row < rows; row++) values[row] = BigInt(toUtc(Number(values[row])));
      blankNulls(values, validity.validity);
    }
    return { column, ...validity, values, dictionary: undefined };
  }

  #takeTexts(column: Column, cells: Cells, rows: number): ColumnData {
    const validity = this.#takeValidity(cells.validity, rows);
    const values = validity.nullCount === rows ? undefined : this.#gather(cells, rows);
    return { column, ...validity, values, dictionary: undefined };
  }

  #takeValidity(bitmap: number, rows: number): { nullCount: number; validity: Uint8Array | undefined } {
    const nullCount = rows - this.#kernel.countValid(bitmap, rows);
    if (nullCount === 0) return { nullCount, validity: undefined };
    const validity = this.#copies.copy(Uint8Array, bitmap, (rows + 7) >> 3);
    // An open row beyond the closed ones may have set its bit already.
    if ((rows & 7) !== 0) validity[validity.length - 1]! &= (1 << (rows & 7)) - 1;
    return { nullCount, validity };
  }

  /** Text references to Arrow's offsets and bytes. The references of null rows are 0, and so is their length. */
  #gather(cells: Cells, rows: number): VariableData {
    const { registers, bytes } = this.#memory;
    const offsets = new Int32Array(rows + 1);
    const pieces: Uint8Array[] = [];
    let used = 0;
    for (let first = 0; first < rows; ) {
      const next = this.#kernel.gatherText(cells.values, first, rows);
      const ends = this.#int32(registers.get("gatherOffsets"), next - first + 1);
      for (let i = 1; i < ends.length; i++) offsets[first + i] = used + (ends[i] ?? 0);
      const length = ends[ends.length - 1] ?? 0;
      const data = registers.get("gatherData");
      pieces.push(bytes.slice(data, data + length));
      used += length;
      first = next;
    }
    return { offsets, data: pieces.length === 1 ? pieces[0]! : join(pieces, used) };
  }

  #takeLong(rows: number): TableBatch {
    const { registers } = this.#memory;
    const table = this.#options.plan.longTable!;
    this.#copies.startBatch(rows, LONG_COPIES);
    const codes = this.#int32(registers.get("longCodes"), rows);
    const units = (code: number): string | undefined => this.#options.plan.columnOf(code).unit;
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
          return this.#takeSources(column, table.name, rows);
        case "offset":
          return whole(column, this.#int64(registers.get("longOffsets"), rows));
        case "code":
          return this.#dictionaries.column(column, codes, formatCode);
        case "mnemonic":
          return this.#dictionaries.column(column, codes, (code) => itemByCode(code)?.mnemonic);
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
    if (validity.nullCount === rows) return { column, ...validity, values: undefined, dictionary: undefined };
    const values = this.#float64(cells.values, rows);
    const conversions = this.#longConversions();
    if (conversions.length > 0) {
      for (let row = 0; row < rows; row++) {
        const conversion = conversions[codes[row] ?? 0];
        if (conversion !== undefined) values[row] = (values[row] ?? 0) * conversion.scale + conversion.offset;
      }
      blankNulls(values, validity.validity);
    }
    return { column, ...validity, values, dictionary: undefined };
  }

  /** By code, looked up once and not for each value; empty when no code is converted. */
  #longConversions(): readonly Conversion[] {
    if (this.#conversions === undefined) {
      this.#conversions = [];
      for (let code = codeOf(1, 1); code < CODE_LIMIT; code++) {
        const conversion = itemOf(code) === 0 ? undefined : this.#options.plan.conversionOf(code);
        if (conversion !== undefined) this.#conversions[code] = conversion;
      }
    }
    return this.#conversions;
  }

  #takeRejects(rows: number): TableBatch {
    const { registers, bytes } = this.#memory;
    const table = this.#options.plan.rejects;
    this.#copies.startBatch(rows, REJECT_COPIES);
    const ends = this.#int32(registers.get("rejectEnds"), rows);
    const offsets = new Int32Array(rows + 1);
    offsets.set(ends, 1);
    const heap = registers.get("rejectHeap");
    const data = bytes.slice(heap, heap + (offsets[rows] ?? 0));
    const columns = table.columns.map((column): ColumnData => {
      switch (column.name) {
        case "source":
          return this.#takeSources(column, table.name, rows);
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

  #takeSources(column: Column, table: string, rows: number): ColumnData {
    return { ...whole(column, this.#originsOf(table).take(rows)), dictionary: this.#options.sources };
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

  #float64(address: number, rows: number): Float64Array {
    return this.#copies.copy(Float64Array, address, rows);
  }

  #int32(address: number, rows: number): Int32Array {
    return this.#copies.copy(Int32Array, address, rows);
  }

  #int64(address: number, rows: number): BigInt64Array {
    return this.#copies.copy(BigInt64Array, address, rows);
  }

  #clear(register: string, counters: number): void {
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
  "emptyNulls",
  "skippedLines",
  "frames",
  "filteredRows",
  "clockFrames",
  "carriedFrames",
  "timelessFrames",
  "undatedTimes",
] as const;

/** Which sources the rows of a table come from, while rows of several wait in the kernel together. */
class Origins {
  /** Rows from `from` on are of `source`; ascending, the first from 0. */
  #runs: { from: number; readonly source: number }[];
  /** Of the current source: rows taken already, and the row at which it started. */
  #taken = 0;
  #start = 0;

  constructor(source: number) {
    this.#runs = [{ from: 0, source }];
  }

  /** A source starts when the table has so many rows. */
  start(source: number, rows: number): void {
    this.#taken = 0;
    this.#start = rows;
    if (this.#runs.at(-1)?.from === rows) this.#runs.pop();
    this.#runs.push({ from: rows, source });
  }

  /** Rows of the current source, when the table has so many. */
  count(rows: number): number {
    return this.#taken + rows - this.#start;
  }

  /** The sources of the first `rows` rows, which leave the kernel. */
  take(rows: number): Int32Array {
    const sources = new Int32Array(rows);
    for (const { from, source } of this.#runs) sources.fill(source, from);
    this.#taken += rows - this.#start;
    this.#start = 0;
    this.#runs = [{ from: 0, source: this.#runs.at(-1)!.source }];
    return sources;
  }
}

/** A column without nulls. */
const whole = (column: Column, values: NonNullable<ColumnData["values"]>): ColumnData => ({
  column,
  nullCount: 0,
  validity: undefined,
  values,
  dictionary: undefined,
});

/** Nulls are 0 in the kernel, so that equal rows have equal bytes; what has changed all values makes them 0 again. */
function blankNulls(
  values: Float64Array | Int32Array | BigInt64Array,
  validity: Uint8Array | undefined,
): void {
  if (validity === undefined) return;
  const zero = values instanceof BigInt64Array ? 0n : 0;
  for (let row = 0; row < values.length; row++) {
    if (((validity[row >> 3]! >> (row & 7)) & 1) === 0) values[row] = zero as never;
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

const latin1 = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

type CellArray = Uint8Array | Int32Array | Float64Array | BigInt64Array;
type CellArrays<T> = {
  new (buffer: ArrayBuffer, offset: number, length: number): T;
  BYTES_PER_ELEMENT: number;
};

/** Columns of 8 bytes whose copies share a buffer; most tables have more, all null, that need none. */
const COLUMNS_A_BUFFER = 16;
/** What the long table and the rejects have of them: a buffer is cleared before it is filled, and more would be for nothing. */
const LONG_COPIES = 4;
const REJECT_COPIES = 3;

/**
 * Copies of the kernel's memory for one batch, side by side in few buffers that are its receiver's: an allocation costs
 * more than the copying. 40 columns of 2,048 rows take 211 us with `slice`, 71 us with a buffer each, 17 us with one for all.
 */
class Copies {
  readonly #kernel: ArrayBuffer;
  #buffer = new ArrayBuffer(0);
  #used = 0;
  #least = 0;

  constructor(kernel: ArrayBuffer) {
    this.#kernel = kernel;
  }

  startBatch(rows: number, columns: number): void {
    this.#used = this.#buffer.byteLength;
    this.#least = (rows + 8) * 8 * Math.min(columns, COLUMNS_A_BUFFER);
  }

  copy<T extends CellArray>(cells: CellArrays<T>, address: number, length: number): T {
    const bytes = length * cells.BYTES_PER_ELEMENT;
    if (this.#used + bytes > this.#buffer.byteLength) {
      this.#buffer = new ArrayBuffer(Math.max(this.#least, bytes));
      this.#used = 0;
    }
    const copy = new cells(this.#buffer, this.#used, length);
    copy.set(new cells(this.#kernel, address, length) as never);
    this.#used += (bytes + 7) & ~7;
    return copy;
  }
}

/**
 * Dictionaries that map codes to texts. They are complete from the start, for all codes there can be: a file then
 * states each of them once, and no reader meets one that grows.
 */
class Dictionaries {
  readonly #byColumn = new Map<Column, { texts: readonly string[]; indices: Int32Array }>();

  column(column: Column, codes: Int32Array, textOf: (code: Code) => string | undefined): ColumnData {
    let dictionary = this.#byColumn.get(column);
    if (dictionary === undefined) {
      dictionary = dictionaryOf(textOf);
      this.#byColumn.set(column, dictionary);
    }
    const rows = codes.length;
    const indices = new Int32Array(rows);
    let nullCount = 0;
    for (let row = 0; row < rows; row++) {
      // An index is positive or NO_CODE, -1: its sign counts the nulls without a branch.
      const index = dictionary.indices[codes[row]!] ?? NO_CODE;
      indices[row] = index;
      nullCount -= index >> 31;
    }
    if (nullCount === 0) return { ...whole(column, indices), dictionary: dictionary.texts };
    const allNull = nullCount === rows;
    const validity = new Uint8Array((rows + 7) >> 3);
    for (let row = 0; !allNull && row < rows; row++) {
      if (indices[row] === NO_CODE) indices[row] = 0;
      else validity[row >> 3]! |= 1 << (row & 7);
    }
    return {
      column,
      nullCount,
      validity,
      values: allNull ? undefined : indices,
      dictionary: dictionary.texts,
    };
  }
}

/** As the kernel has it: a reject without a code. */
const NO_CODE = -1;

function dictionaryOf(textOf: (code: Code) => string | undefined): { texts: string[]; indices: Int32Array } {
  const texts: string[] = [];
  const known = new Map<string, number>();
  const indices = new Int32Array(CODE_LIMIT).fill(NO_CODE);
  for (let code = codeOf(1, 1); code < CODE_LIMIT; code++) {
    if (itemOf(code) === 0) continue;
    const text = textOf(code);
    if (text === undefined) continue;
    const index = known.get(text) ?? texts.push(text) - 1;
    known.set(text, index);
    indices[code] = index;
  }
  return { texts, indices };
}
