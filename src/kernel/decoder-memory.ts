/**
 * Lays out a decoder's memory: regions one above the other, then a descriptor for each code and each table.
 * The map itself, names and offsets, is read from the kernel's exports.
 */
import { CODE_LIMIT, type Code } from "../wits/catalog/code.js";
import type { ValueKind } from "../wits/catalog/kind.js";
import type { CodeDestination, Plan, RowTable } from "../wits/catalog/layout.js";
import type { DecodeOptions } from "../wits/decoding/options.js";
import {
  dateOrders,
  dialectOf,
  longestLine,
  type ThousandsSign,
  tellsMoment,
  timeSources,
} from "../wits/dialect/dialect.js";
import { UTF8 } from "../wits/dialect/encoding.js";
import { nullsIn } from "../wits/dialect/nulls.js";
import type { KernelFunctions } from "./exports.js";
import { type KernelBuild, loadKernel } from "./load.js";
import { type Register, Registers, type Variable } from "./registers.js";

/** Rows of a batch: at 2,048 the columns of a frame of 40 items fill 0.6 MiB and stay in the second-level cache. */
export const defaultBatchRows = 2048;
/** Bytes of input at hand beyond an open frame. */
const READ_SIZE = 524_288;
const LONG_ROWS = 8192;
const REJECT_ROWS = 4096;
const TEXT_BYTES = 1_048_576;
/** Shortest item line, bytes: bounds how many rows and texts one frame can make. */
const SHORTEST_LINE = 5;

/** How the kernel reads an item: as the plan has it, or as date and time in one. */
type ReadKind = ValueKind | "moment";

const kinds: Record<ReadKind, Register> = {
  float64: "KIND_FLOAT64",
  int32: "KIND_INT32",
  int64: "KIND_INT64",
  date: "KIND_DATE",
  time: "KIND_TIME",
  text: "KIND_TEXT",
  moment: "KIND_MOMENT",
};

const destinations: Record<CodeDestination, Register> = {
  column: "TO_COLUMN",
  long: "TO_LONG",
  vendor: "TO_VENDOR",
  nowhere: "TO_NOWHERE",
};

const fastPaths = {
  FAST_NONE: "FAST_NONE",
  FAST_FLOAT: "FAST_FLOAT",
  FAST_INTEGER: "FAST_INTEGER",
  FAST_TEXT: "FAST_TEXT",
  FAST_SKIP: "FAST_SKIP",
  FAST_LONG: "FAST_LONG",
} as const satisfies Record<string, Register>;
type FastPath = keyof typeof fastPaths;

export interface DecoderMemory {
  readonly kernel: KernelFunctions;
  readonly registers: Registers;
  readonly view: DataView;
  readonly bytes: Uint8Array;
  readonly batchRows: number;
  /** First address of the input window and one past its last byte. */
  readonly input: number;
  readonly inputEnd: number;
  /** Addresses of the table descriptors, by the plan's row tables. */
  readonly tables: ReadonlyMap<RowTable, number>;
  /** Names of the null values and words, in the order of their counters, of which the first is `firstNull`. */
  readonly nulls: readonly string[];
  readonly firstNull: number;
  /** Name of the encoding that texts are in, when the host must decode them. */
  readonly encoding: string | undefined;
}

/** Hands out regions at addresses aligned to 64. The first pass, with no memory yet, measures. */
class Regions {
  #next: number;
  constructor(start: number) {
    this.#next = start;
  }
  take(bytes: number): number {
    const address = this.#next;
    this.#next = (address + bytes + 63) & ~63;
    return address;
  }
  get used(): number {
    return this.#next;
  }
}

interface Sizes {
  readonly rows: number;
  readonly maxLine: number;
  readonly maxFrame: number;
  /** Bytes of UTF-8 that a byte of text may become. */
  readonly growth: number;
  /** Codes that there are, and those that have a column. */
  readonly codes: number;
  readonly columns: number;
  readonly tables: number;
  readonly longRows: number;
}

const bitmap = (rows: number): number => (rows >> 3) + 9;

/** A cell block: values of 8 bytes, their validity, and a pad that keeps columns off a power-of-two stride. */
const cellBlock = (rows: number): number => rows * 8 + bitmap(rows) + 64;

/** Shapes of values that the kernel lays out, and some to spare. */
const SHAPES = 1100;

/** Sets of 16 characters. */
const MARKS = 65_536;

const ascii = new TextEncoder();

/** Bytes of UTF-8 that a byte in another encoding may become: half-width katakana and box drawing are three. */
const LARGEST_GROWTH = 3;

const thousandsBytes: Record<ThousandsSign, string> = {
  none: "\0",
  space: " ",
  comma: ",",
  point: ".",
  apostrophe: "'",
};

/** An upper bound of all regions together. */
function measure(sizes: Sizes): number {
  const { rows, maxLine, maxFrame, growth, codes, columns, tables, longRows } = sizes;
  const textBytes = TEXT_BYTES + 2 * growth * maxFrame;
  return (
    CODE_LIMIT * 128 +
    (SHAPES + codes) * 256 +
    CODE_LIMIT * 12 +
    2 * MARKS +
    tables * (64 + 4 * (cellBlock(rows) + 64)) +
    columns * (cellBlock(rows) + 64) +
    (maxFrame + maxLine + 2 * READ_SIZE) +
    longRows * 48 +
    REJECT_ROWS * 32 +
    (9 + growth) * (maxLine + 64) +
    (textBytes + maxFrame) +
    (rows + longRows) * 8 +
    65_536
  );
}

export function layOut(options: DecodeOptions, build: KernelBuild | undefined): DecoderMemory {
  const { plan } = options;
  const dialect = dialectOf(options);
  const { encoding, maxFrame, maxText, maxCodes, thousands } = dialect;
  const maxLine = longestLine(dialect);
  const { numbers, words } = nullsIn(dialect.nulls);
  const growth = encoding === UTF8 ? 1 : LARGEST_GROWTH;
  const rows = (options.batchRows ?? defaultBatchRows) & ~7;
  if (rows < 8) throw new RangeError("batchRows must be at least 8");
  if (maxFrame > 0xff_ffff) throw new RangeError("maxFrame must be less than 16 MiB");
  const longRows = plan.longTable === undefined ? 8 : LONG_ROWS + Math.ceil(maxFrame / SHORTEST_LINE);

  const codes: Code[] = [];
  for (let code = 101; code < CODE_LIMIT; code++) if (code % 100 !== 0) codes.push(code);
  const inColumns = codes.filter((code) => {
    const to = plan.destinationOf(code);
    return (to === "column" || to === "vendor") && plan.tableOf(code) !== undefined;
  });

  const sizes = {
    rows,
    maxLine,
    maxFrame,
    growth,
    codes: codes.length,
    columns: inColumns.length,
    tables: plan.rowTables.length,
    longRows,
  };
  const instance = loadKernel(measure(sizes), build);
  const registers = new Registers(instance);
  const view = new DataView(instance.memory.buffer);
  const bytes = new Uint8Array(instance.memory.buffer);
  const regions = new Regions(instance.heapBase + 64);
  const place = (name: Variable, size: number): number => {
    const address = regions.take(size);
    registers.set(name, address);
    return address;
  };
  const at = (name: Register): number => registers.get(name);

  const columns = place("columns", CODE_LIMIT * at("COLUMN_SIZE"));
  const greatest = place("greatest", CODE_LIMIT * 8);
  const tableArea = place("tables", plan.rowTables.length * at("TABLE_SIZE"));
  const tables = new Map(plan.rowTables.map((table, i) => [table, tableArea + i * at("TABLE_SIZE")]));
  for (const [table, address] of tables) {
    const pointer = (field: Register, size: number): void =>
      view.setUint32(address + at(field), regions.take(size), true);
    pointer("TABLE_TIMESTAMPS", rows * 8);
    pointer("TABLE_TIMESTAMP_VALIDITY", bitmap(rows));
    pointer("TABLE_OFFSETS", rows * 8);
    pointer("TABLE_VENDORS", rows * 8);
    pointer("TABLE_VENDOR_VALIDITY", bitmap(rows));
    view.setUint16(address + at("TABLE_FIRST_CODE"), table.firstCode, true);
    view.setUint16(address + at("TABLE_LAST_CODE"), table.lastCode, true);
  }
  registers.set("tableCount", plan.rowTables.length);
  registers.set("tableCapacity", rows);
  const frameTable = plan.everyFrame ? plan.rowTables[0] : undefined;
  registers.set("frameTable", (frameTable && tables.get(frameTable)) ?? 0);

  const nullArea = place("nulls", numbers.length * 8);
  // The kernel compares bits, where 0 has one sign.
  for (const [i, value] of numbers.entries()) view.setFloat64(nullArea + i * 8, value + 0, true);
  const wordSize = at("NULL_WORD_SIZE");
  const wordArea = place("nullWords", words.length * wordSize);
  for (const [i, word] of words.entries()) {
    view.setUint32(wordArea + i * wordSize, word.length, true);
    bytes.set(ascii.encode(word.toLowerCase()), wordArea + i * wordSize + 4);
  }
  place("nullCounters", (at("FIRST_NULL") + numbers.length + words.length) * 8);
  registers.set("nullCount", numbers.length);
  registers.set("nullWordCount", words.length);
  registers.set("nullLow", Math.min(...numbers, Number.POSITIVE_INFINITY));
  registers.set("nullHigh", Math.max(...numbers, Number.NEGATIVE_INFINITY));

  const shapeCount = at("SHAPE_COUNT");
  const noShape = place("shapes", (shapeCount + 1) * at("SHAPE_SIZE")) + shapeCount * at("SHAPE_SIZE");
  registers.set("noShape", noShape);
  place("marks", 2 * MARKS);
  const { makeShapes, shapeNothing, forgetLines } = instance.exports;
  makeShapes();
  shapeNothing(noShape);
  forgetLines();
  // There are nearly 10,000 codes: what each is described with is asked for once.
  const field = columnFields(at);
  for (const code of codes) describeColumn(plan, code, columns + code * field.size);

  function describeColumn(plan: Plan, code: Code, column: number): void {
    const planned = plan.kindOf(code);
    const kind = tellsMoment(code, planned, dialect) ? "moment" : planned;
    const to = plan.destinationOf(code);
    const most = plan.greatestOf(code);
    bytes[column + field.kind] = field.kinds[kind];
    bytes[column + field.to] = field.destinations[to];
    view.setFloat64(greatest + code * 8, most, true);
    // The fast paths take a point for the decimal sign, no zero in front of a time into account, and every number for one that fits.
    const slow =
      (thousands === "point" && NUMBERS.has(kind)) ||
      kind === "moment" ||
      most < field.fastMagnitude ||
      (kind === "time" && dialect.timeDigits === "hhmm");
    const fast = slow ? "FAST_NONE" : fastPath(kind, to, code);
    bytes[column + field.fast] = field.fasts[fast];
    const counts = to !== "nowhere" && plan.catalog.itemByCode(code) === undefined;
    if (counts) bytes[column + field.unmapped] = 1;
    view.setUint32(column + field.digits, digitsOf(code), true);
    if (kind === "text") {
      const own = regions.take(at("SHAPE_SIZE"));
      shapeNothing(own);
      view.setUint32(column + at("COLUMN_OWN_SHAPE"), own, true);
    }
    const table = plan.tableOf(code);
    if (table === undefined || (to !== "column" && to !== "vendor")) return;
    const values = regions.take(cellBlock(rows));
    const owner = tables.get(table) ?? 0;
    view.setUint32(column + field.values, values, true);
    view.setUint32(column + field.validity, values + rows * 8, true);
    view.setUint32(column + field.table, owner, true);
    const width = slow || to !== "column" ? undefined : numeralWidths[kind];
    if (width === undefined || fast === "FAST_NONE") return;
    view.setUint32(column + field.numerals, owner, true);
    bytes[column + field.whole] = width;
  }

  registers.set("longCapacity", plan.longTable === undefined ? 8 : LONG_ROWS);
  place("longCodes", longRows * 4);
  place("longValues", longRows * 8);
  place("longValueValidity", bitmap(longRows));
  place("longTexts", longRows * 8);
  place("longTextValidity", bitmap(longRows));
  place("longTimestamps", longRows * 8);
  place("longTimestampValidity", bitmap(longRows));
  place("longOffsets", longRows * 8);

  registers.set("rejectCapacity", REJECT_ROWS);
  place("rejectOffsets", REJECT_ROWS * 8);
  place("rejectLengths", REJECT_ROWS * 4);
  place("rejectCodes", REJECT_ROWS * 4);
  place("rejectReasons", REJECT_ROWS * 4);
  place("rejectEnds", REJECT_ROWS * 4);
  place("rejectHeap", 4 * (maxLine + 8));
  registers.set("rejectHeapSize", 4 * (maxLine + 8));
  place("rejectCounters", at("REASON_COUNT") * 8);

  // A frame's texts are at most its own bytes, as UTF-8, and those of its vendor once more.
  place("textHeap", TEXT_BYTES + 2 * growth * maxFrame + 64);
  registers.set("textLimit", TEXT_BYTES);
  place("heldTexts", CODE_LIMIT * 4);
  place("gatherOffsets", (Math.max(rows, longRows) + 1) * 4);
  registers.set("gatherSize", Math.max(maxLine, 65_536));
  place("gatherData", Math.max(maxLine, 65_536));

  place("clocks", 100 * at("CLOCK_SIZE"));
  place("openTables", (plan.rowTables.length + 1) * 4);
  place("clockRecords", 128);
  registers.set("dateOrder", dateOrders.indexOf(dialect.dateOrder));
  registers.set("timeFrom", timeSources.indexOf(dialect.timeFrom));
  registers.set("shortTimes", dialect.timeDigits === "hhmm" ? 1 : 0);
  registers.set("repeatEnds", dialect.frameEnd === "repeat" ? 1 : 0);
  const { from, until } = options;
  registers.set("filter", from === undefined && until === undefined ? 0 : 1);
  registers.setWide("filterFrom", from ?? Number.MIN_SAFE_INTEGER);
  registers.setWide("filterUntil", until ?? Number.MAX_SAFE_INTEGER);
  const turns = options.turns?.() ?? [];
  const turnArea = place("turns", turns.length * at("TURN_SIZE"));
  for (const [i, { from, until, never }] of turns.entries()) {
    const turn = turnArea + i * at("TURN_SIZE");
    view.setBigInt64(turn, BigInt(from), true);
    view.setBigInt64(turn + 8, BigInt(until), true);
    view.setBigInt64(turn + 16, never ? 1n : 0n, true);
  }
  registers.set("turnCount", turns.length);
  registers.set("maxLine", maxLine);
  registers.set("maxFrame", maxFrame);
  registers.set("maxText", maxText);
  registers.set("maxCodes", maxCodes);
  // The fast paths do not look at the limit of lines.
  const reach = Math.min(maxFrame, maxCodes * at("SHORTEST_LINE"));
  registers.set("fastReach", maxLine < at("LONGEST_FAST_LINE") ? 0 : reach);
  registers.set("decimalComma", dialect.decimal === "comma" ? 1 : 0);
  registers.set("thousands", thousandsBytes[thousands].charCodeAt(0));
  place("plainText", maxLine);
  registers.set("hostDecodes", encoding === UTF8 ? 0 : 1);
  place("hostDecoded", encoding === UTF8 ? 0 : growth * maxLine);

  const inputSize = maxFrame + maxLine + READ_SIZE + 4096;
  const input = place("input", inputSize + at("INPUT_PADDING"));
  if (regions.used > bytes.length)
    throw new Error(`a decoder needs ${regions.used} bytes, has ${bytes.length}`);
  return {
    kernel: instance.exports,
    registers,
    view,
    bytes,
    batchRows: rows,
    input,
    inputEnd: input + inputSize,
    tables,
    nulls: [...numbers.map(String), ...words],
    firstNull: at("FIRST_NULL"),
    encoding: encoding === UTF8 ? undefined : encoding,
  };
}

/** Offsets and codes that columns are described with, as the kernel has them. */
function columnFields(at: (name: Register) => number) {
  const numbersOf = <Name extends string>(names: Record<Name, Register>): Record<Name, number> =>
    Object.fromEntries(
      Object.entries<Register>(names).map(([name, register]) => [name, at(register)]),
    ) as Record<Name, number>;
  return {
    ...numbersOf({
      size: "COLUMN_SIZE",
      kind: "COLUMN_KIND",
      to: "COLUMN_TO",
      fast: "COLUMN_FAST",
      unmapped: "COLUMN_UNMAPPED",
      digits: "COLUMN_DIGITS",
      values: "COLUMN_VALUES",
      validity: "COLUMN_VALIDITY",
      table: "COLUMN_TABLE",
      numerals: "COLUMN_NUMERALS",
      whole: "COLUMN_WHOLE",
      fastMagnitude: "FAST_MAGNITUDE",
    }),
    kinds: numbersOf(kinds),
    destinations: numbersOf(destinations),
    fasts: numbersOf(fastPaths),
  };
}

/** The four characters of a code, the first in the lowest byte. */
const digitsOf = (code: Code): number =>
  0x3030_3030 +
  Math.floor(code / 1000) +
  ((Math.floor(code / 100) % 10) << 8) +
  ((Math.floor(code / 10) % 10) << 16) +
  ((code % 10) << 24);

/** The fast path that may take a code's lines. Record 19 has none for its numbers: its lines are counted apart. */
function fastPath(kind: ReadKind, to: CodeDestination, code: Code): FastPath {
  if (to === "vendor") return "FAST_TEXT";
  if (code >= 1900 && code < 2000) return "FAST_NONE";
  if (to === "nowhere")
    return kind === "date" || kind === "time" || kind === "text" ? "FAST_NONE" : "FAST_SKIP";
  if (to === "long") return kind === "float64" ? "FAST_LONG" : "FAST_NONE";
  if (kind === "text") return "FAST_TEXT";
  return kind === "float64" ? "FAST_FLOAT" : "FAST_INTEGER";
}

/** Kinds whose numerals the SIMD build takes in any shape, and the bytes of a whole number of theirs. */
const numeralWidths: Partial<Record<ReadKind, number>> = { float64: 0, int32: 17, int64: 16 };

/** Kinds that are read with the signs of `--decimal` and `--thousands`. */
const NUMBERS: ReadonlySet<ReadKind> = new Set(["float64", "int32", "int64"]);
