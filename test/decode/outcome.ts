/**
 * Brings what the decoders say into one form that can be compared: texts, one a row, with every value exact.
 */

import type { ColumnData, TableBatch, VariableData } from "../../src/kernel/batch.js";
import type { Decoder } from "../../src/kernel/decoder.js";
import { formatCode } from "../../src/wits/catalog/code.js";
import type { Arrival } from "../../src/wits/decoding/arrival.js";
import type { Counters } from "../../src/wits/decoding/counters.js";
import type { DecodeOptions } from "../../src/wits/decoding/options.js";
import { type Decoded, decodeReference } from "../../src/wits/reference/decoder.js";

export interface Outcome {
  readonly counters: Counters;
  /** Rows by table, each `offset timestamp vendor code=value ...`. */
  readonly tables: Record<string, string[]>;
  readonly rejects: string[];
}

/** Numbers with their sign of zero, texts quoted. */
export const show = (value: unknown): string =>
  typeof value === "number" ? (Object.is(value, -0) ? "-0" : String(value)) : JSON.stringify(value);

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

export function referenceOutcome(
  bytes: Uint8Array,
  options: DecodeOptions,
  arrivals: readonly Arrival[] = [],
): Outcome {
  return describeDecoded(decodeReference(bytes, options, arrivals), options);
}

export function describeDecoded(decoded: Decoded, options: DecodeOptions): Outcome {
  const tables: Record<string, string[]> = {};
  for (const [name, rows] of decoded.rows) {
    tables[name] = rows.map(({ offset, timestamp, vendor, items }) => {
      const values = [...items].filter(([, value]) => value !== null).sort(([a], [b]) => a - b);
      const shown = values.map(([code, value]) => `${formatCode(code)}=${show(value)}`);
      return [offset, `${timestamp}`, show(vendor), ...shown].join(" ");
    });
  }
  const long = decoded.long.map(
    ({ offset, timestamp, code, value }) => `${offset} ${timestamp} ${formatCode(code)} ${show(value)}`,
  );
  if (long.length > 0) tables[options.plan.longTable!.name] = long;
  const rejects = decoded.rejects.map(({ offset, length, code, reason, bytes }) =>
    [offset, length, code === undefined ? "" : formatCode(code), reason, hex(bytes)].join(" "),
  );
  return { counters: decoded.counters, tables, rejects };
}

/** The value of a row, or null. */
export function cell(column: ColumnData, row: number): number | string | Uint8Array | null {
  const { validity, values, dictionary } = column;
  if (values === undefined || (validity !== undefined && ((validity[row >> 3]! >> (row & 7)) & 1) === 0))
    return null;
  if ("offsets" in values) {
    const { offsets, data } = values as VariableData;
    const bytes = data.subarray(offsets[row], offsets[row + 1]);
    return column.column.type === "binary" ? bytes : Buffer.from(bytes).toString("utf8");
  }
  const value = values[row]!;
  return dictionary === undefined ? Number(value) : dictionary[Number(value)]!;
}

function describeRow(batch: TableBatch, row: number): string {
  const by = (name: string) => {
    const column = batch.columns.find((data) => data.column.name === name);
    return column && cell(column, row);
  };
  switch (batch.table.name) {
    case "rejects":
      return [by("offset"), by("length"), by("code"), by("reason"), hex(by("bytes") as Uint8Array)].join(" ");
    case "long":
    case "unmapped":
      return [by("offset"), by("timestamp") ?? "null", by("code"), show(by("value") ?? by("text"))].join(" ");
    default: {
      const items = batch.columns
        .filter((data) => data.column.code !== undefined && cell(data, row) !== null)
        .sort((a, b) => a.column.code! - b.column.code!)
        .map((data) => `${formatCode(data.column.code!)}=${show(cell(data, row))}`);
      return [by("offset"), by("timestamp") ?? "null", show(by("vendor")), ...items].join(" ");
    }
  }
}

/** Sizes of the pieces that a source arrives in; the last one repeats. */
export type Cut = number | readonly number[];

export function* pieces(bytes: Uint8Array, cut: Cut): Generator<Uint8Array> {
  const sizes = typeof cut === "number" ? [cut] : cut;
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[Math.min(i, sizes.length - 1)]!;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** Pieces that are cut where an arrival ends too, each with its own. */
export function* arrivingPieces(
  bytes: Uint8Array,
  cut: Cut,
  arrivals: readonly Arrival[],
): Generator<[Uint8Array, number | undefined], undefined> {
  for (const piece of pieces(bytes, cut)) {
    const first = piece.byteOffset - bytes.byteOffset;
    const inside = arrivals.filter(({ offset }) => offset > first && offset < first + piece.length);
    let at = first;
    for (const end of [...inside.map(({ offset }) => offset), first + piece.length]) {
      yield [bytes.subarray(at, end), arrivals.findLast(({ offset }) => offset <= at)?.time];
      at = end;
    }
  }
}

export function drain(
  decoder: Decoder,
  bytes: Uint8Array,
  cut: Cut,
  arrivals: readonly Arrival[] = [],
): TableBatch[] {
  const batches: TableBatch[] = [];
  for (let [piece, arrival] of arrivingPieces(bytes, cut, arrivals)) {
    decoder.arrival = arrival;
    while (piece.length > 0) {
      piece = piece.subarray(decoder.push(piece));
      while (decoder.full) batches.push(...decoder.flush("full"));
    }
  }
  decoder.end();
  while (!decoder.ended) batches.push(...decoder.flush("full"));
  batches.push(...decoder.flush("all"));
  return batches;
}

/** Adds the rows of batches to an outcome. */
export function describeBatches(batches: readonly TableBatch[], { tables, rejects }: Outcome): void {
  for (const batch of batches) {
    const { name } = batch.table;
    let rows = name === "rejects" ? rejects : tables[name];
    if (rows === undefined) {
      rows = [];
      tables[name] = rows;
    }
    for (let row = 0; row < batch.rows; row++) rows.push(describeRow(batch, row));
  }
}

/** Decodes one more source with a decoder that has none open. */
export function outcomeOf(
  decoder: Decoder,
  bytes: Uint8Array,
  cut: Cut,
  arrivals: readonly Arrival[] = [],
): Outcome {
  decoder.start(0);
  const outcome = { tables: {}, rejects: [], counters: decoder.counters() };
  describeBatches(drain(decoder, bytes, cut, arrivals), outcome);
  return { ...outcome, counters: decoder.counters() };
}
