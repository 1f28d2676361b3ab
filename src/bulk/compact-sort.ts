/**
 * Rows of each source by their times, sources in the order in which they come, rows without a time behind the one before them. Rows that
 * are out of order stand near one another, so that as many are sorted together as memory holds, and these alone.
 */
import { hasValue, setValue } from "../arrays/validity.js";
import type { ColumnData, TableBatch, VariableData } from "../kernel/batch.js";

/** Bytes of columns. */
const SORTED_TOGETHER = 96 << 20;

export async function* sortedBatches(batches: AsyncIterable<TableBatch>): AsyncGenerator<TableBatch> {
  let together: TableBatch[] = [];
  let bytes = 0;
  for await (const batch of batches) {
    together.push(batch);
    bytes += bytesOf(batch);
    if (bytes < SORTED_TOGETHER) continue;
    yield* sorted(together);
    together = [];
    bytes = 0;
  }
  if (together.length > 0) yield* sorted(together);
}

const bytesOf = ({ columns }: TableBatch): number =>
  columns.reduce((sum, { values }) => {
    if (values === undefined) return sum;
    return sum + ("offsets" in values ? values.data.length + values.offsets.byteLength : values.byteLength);
  }, 0);

function* sorted(batches: readonly TableBatch[]): Generator<TableBatch> {
  const [{ table }] = batches as [TableBatch];
  const at = (name: string): number => table.columns.findIndex((column) => column.name === name);
  const [times, sources] = [at("timestamp"), at("source")];
  if (times < 0 || sources < 0) {
    yield* batches;
    return;
  }
  const order = orderOf(batches, times, sources);
  if (order === undefined) yield* batches;
  else yield { table, rows: order.length, columns: table.columns.map((_, i) => picked(batches, i, order)) };
}

/** A row by its batch and its place in that. */
interface Place {
  readonly batch: number;
  readonly row: number;
}

/** Undefined where they are in order. */
function orderOf(
  batches: readonly TableBatch[],
  times: number,
  sources: number,
): readonly Place[] | undefined {
  const known = new Map<string, { readonly rank: number; time: bigint }>();
  const rows: { readonly place: Place; readonly rank: number; readonly time: bigint }[] = [];
  let inOrder = true;
  for (const [batch, { rows: count, columns }] of batches.entries()) {
    for (let row = 0; row < count; row++) {
      const name = textAt(columns[sources]!, row);
      const source = known.get(name) ?? { rank: known.size, time: LEAST };
      known.set(name, source);
      const own = timeAt(columns[times]!, row);
      const before = rows.at(-1);
      inOrder &&=
        (own === undefined || own >= source.time) && (before === undefined || before.rank <= source.rank);
      if (own !== undefined) source.time = own;
      rows.push({ place: { batch, row }, rank: source.rank, time: own ?? source.time });
    }
  }
  if (inOrder) return undefined;
  rows.sort((a, b) => a.rank - b.rank || (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  return rows.map(({ place }) => place);
}

const LEAST = -(2n ** 63n);

function textAt({ values, validity }: ColumnData, row: number): string {
  if (values === undefined || !hasValue(validity, row)) return "";
  const { offsets, data } = values as VariableData;
  return Buffer.from(
    data.buffer,
    data.byteOffset + offsets[row]!,
    offsets[row + 1]! - offsets[row]!,
  ).toString("latin1");
}

function timeAt({ values, validity }: ColumnData, row: number): bigint | undefined {
  return values === undefined || !hasValue(validity, row) ? undefined : (values as BigInt64Array)[row];
}

function picked(batches: readonly TableBatch[], index: number, order: readonly Place[]): ColumnData {
  const columns = batches.map((batch) => batch.columns[index]!);
  const { column } = columns[0]!;
  const validity = new Uint8Array((order.length + 7) >> 3);
  let valid = 0;
  for (const [to, { batch, row }] of order.entries()) {
    const { values, validity: known } = columns[batch]!;
    if (values === undefined || !hasValue(known, row)) continue;
    setValue(validity, to);
    valid++;
  }
  const nullCount = order.length - valid;
  const first = columns.find(({ values }) => values !== undefined)?.values;
  return {
    column,
    nullCount,
    validity: nullCount === 0 ? undefined : validity,
    values: first && valuesOf(columns, first, order),
    dictionary: undefined,
  };
}

function valuesOf(
  columns: readonly ColumnData[],
  first: NonNullable<ColumnData["values"]>,
  order: readonly Place[],
): NonNullable<ColumnData["values"]> {
  if ("offsets" in first) {
    const offsets = new Int32Array(order.length + 1);
    const texts = order.map(({ batch, row }, to) => {
      const values = columns[batch]!.values as VariableData | undefined;
      const text = values?.data.subarray(values.offsets[row], values.offsets[row + 1]);
      offsets[to + 1] = offsets[to]! + (text?.length ?? 0);
      return text;
    });
    const data = new Uint8Array(offsets[order.length]!);
    for (const [to, text] of texts.entries()) if (text !== undefined) data.set(text, offsets[to]);
    return { offsets, data };
  }
  const type = first.constructor as new (length: number) => Float64Array;
  const all = new type(order.length);
  for (const [to, { batch, row }] of order.entries()) {
    const values = columns[batch]!.values as Float64Array | undefined;
    if (values !== undefined) all[to] = values[row]!;
  }
  return all;
}
