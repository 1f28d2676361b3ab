/**
 * Made-up tables: any mix of column types, null patterns and value patterns, drawn from one seed; whole, and cut
 * into batches in any way, as a decoder would hand them over.
 */

import type { ColumnData, TableBatch, VariableData } from "../../../src/kernel/batch.js";
import type { Column, ColumnType } from "../../../src/wits/catalog/table.js";

export type Cell = null | number | bigint | string;
export type NullPattern = "none" | "all" | "some" | "stretches" | "rare";
export type ValuePattern = "constant" | "few" | "many" | "distinct" | "stretches" | "odd";

export interface ColumnPlan {
  readonly type: ColumnType;
  readonly nulls: NullPattern;
  readonly values: ValuePattern;
  /** The first row with a value, as a share of all rows: a column that turns up late. */
  readonly from: number;
}

export interface MadeColumn {
  readonly column: Column;
  /** float64 and int32 as numbers, int64 and timestamp as bigints, texts as strings, binary as hex. */
  readonly cells: readonly Cell[];
  readonly late: boolean;
}

/** Mulberry32: small, seeded, the same everywhere. */
export function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ODD_FLOATS = [
  0,
  -0,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.MIN_VALUE,
  Number.MAX_VALUE,
  -999.25,
];
const ODD_INT64 = [0n, -1n, 1n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 31n, -(2n ** 31n) - 1n];
const ODD_INT32 = [0, -1, 1, 2 ** 31 - 1, -(2 ** 31), 255, 256];
const ODD_TEXTS = [
  "",
  " ",
  "NO 15/9-F-4",
  "Ålesund øst",
  "скважина",
  "井口装置",
  "🛢️🛢️",
  "\u0000",
  "a".repeat(300),
  "é".repeat(200),
  "\u{10ffff}".repeat(40),
  "\n\r\t",
];

function numberAt(pattern: ValuePattern, row: number, next: () => number): number {
  switch (pattern) {
    case "constant":
      return 7;
    case "few":
      return Math.floor(next() * 5);
    case "many":
      return Math.floor(next() * 3000);
    case "distinct":
      return row * 3 + 1;
    case "stretches":
      return Math.floor(row / 37);
    case "odd":
      return Math.floor(next() * 1e6);
  }
}

function cellAt(type: ColumnType, pattern: ValuePattern, row: number, next: () => number): Cell {
  const value = numberAt(pattern, row, next);
  const odd = <T>(list: readonly T[]): T => list[value % list.length]!;
  switch (type) {
    case "float64":
      return pattern === "odd" ? odd(ODD_FLOATS) : value / 100;
    case "int32":
      return pattern === "odd" ? odd(ODD_INT32) : value - 100;
    case "int64":
      return pattern === "odd" ? odd(ODD_INT64) : BigInt(value) * 1_000_003n - 5n;
    case "timestamp":
      return 1_460_800_000_000n + BigInt(value) * 1000n;
    case "binary":
      return Buffer.from(pattern === "odd" ? odd(ODD_TEXTS) : `\u00ff${value}`, "latin1").toString("hex");
    default:
      return pattern === "odd" ? odd(ODD_TEXTS) : `tekst ${value}`;
  }
}

function isNull(pattern: NullPattern, row: number, next: () => number): boolean {
  switch (pattern) {
    case "none":
      return false;
    case "all":
      return true;
    case "some":
      return next() < 0.5;
    case "stretches":
      return Math.floor(row / 29) % 2 === 0;
    case "rare":
      return next() < 0.01;
  }
}

export function makeTable(plans: readonly ColumnPlan[], rows: number, seed: number): MadeColumn[] {
  return plans.map((plan, position) => {
    const next = random(seed + position * 7919);
    const late = plan.from > 0;
    const nullable = plan.nulls !== "none" || late;
    const cells = Array.from({ length: rows }, (_, row) => {
      const cell = cellAt(plan.type, plan.values, row, next);
      return row < plan.from * rows || isNull(plan.nulls, row, next) ? null : cell;
    });
    const column: Column = {
      name: `${plan.type}_${position}`,
      type: plan.type,
      nullable,
      description: "",
      code: late ? 101 + position : undefined,
      unit: undefined,
      itemType: undefined,
    };
    return { column, cells, late };
  });
}

/** Bytes where nothing may look: what stands at a null, or past the end of a bitmap. */
const GARBAGE = 0xa5;

function columnData(column: Column, cells: readonly Cell[], texts: string[]): ColumnData {
  const nullCount = cells.filter((cell) => cell === null).length;
  const base = { column, nullCount, dictionary: column.type === "dictionary" ? texts : undefined };
  if (nullCount === cells.length) return { ...base, validity: undefined, values: undefined };
  let validity: Uint8Array | undefined;
  if (nullCount > 0) {
    const bitmap = new Uint8Array(Math.ceil(cells.length / 8) + 3).fill(GARBAGE);
    cells.forEach((cell, row) => {
      const bit = 1 << (row & 7);
      bitmap[row >> 3] = cell === null ? bitmap[row >> 3]! & ~bit : bitmap[row >> 3]! | bit;
    });
    validity = bitmap;
  }
  return { ...base, validity, values: valuesOf(column.type, cells, texts) };
}

function valuesOf(
  type: ColumnType,
  cells: readonly Cell[],
  texts: string[],
): NonNullable<ColumnData["values"]> {
  switch (type) {
    case "float64":
      return Float64Array.from(cells, (cell) => (cell === null ? GARBAGE : Number(cell)));
    case "int32":
      return Int32Array.from(cells, (cell) => (cell === null ? GARBAGE : Number(cell)));
    case "int64":
    case "timestamp":
      return BigInt64Array.from(cells, (cell) => (cell === null ? 165n : BigInt(cell)));
    case "dictionary":
      return Int32Array.from(cells, (cell) => (cell === null ? GARBAGE : indexOf(texts, String(cell))));
    case "utf8":
    case "binary":
      return variableData(
        cells.map((cell) => Buffer.from(String(cell ?? ""), type === "utf8" ? "utf8" : "hex")),
      );
  }
}

const indices = new WeakMap<string[], Map<string, number>>();

function indexOf(texts: string[], text: string): number {
  const known = indices.get(texts) ?? new Map<string, number>();
  indices.set(texts, known);
  const index = known.get(text) ?? texts.push(text) - 1;
  known.set(text, index);
  return index;
}

function variableData(values: readonly Uint8Array[]): VariableData {
  const offsets = new Int32Array(values.length + 1);
  values.forEach((value, row) => {
    offsets[row + 1] = offsets[row]! + value.length;
  });
  return { offsets, data: new Uint8Array(Buffer.concat(values)) };
}

/**
 * The table as batches of the given sizes, over and over. A late column is missing from the batches before its
 * first value. `decoders` lists of texts take turns, as when batches come from several decoders.
 */
export function toBatches(
  columns: readonly MadeColumn[],
  rows: number,
  sizes: readonly number[],
  decoders = 1,
): TableBatch[] {
  const texts = Array.from({ length: decoders }, () => columns.map((): string[] => []));
  const batches: TableBatch[] = [];
  const seen = new Set<string>();
  for (let start = 0; start < rows; ) {
    const end = Math.min(rows, start + sizes[batches.length % sizes.length]!);
    for (const { column, cells, late } of columns) {
      if (!late || cells.slice(start, end).some((cell) => cell !== null)) seen.add(column.name);
    }
    const data = columns.flatMap(({ column, cells }, position) =>
      seen.has(column.name)
        ? [columnData(column, cells.slice(start, end), texts[batches.length % decoders]![position]!)]
        : [],
    );
    const table = { name: "frame", columns: data.map(({ column }) => column) };
    batches.push({ table, rows: end - start, columns: data });
    start = end;
  }
  return batches;
}
