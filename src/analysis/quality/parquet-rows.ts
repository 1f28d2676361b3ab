/** The rows of a Parquet file that witskit made, as qc measures them, a row group at a time. */
import type { FileHandle } from "node:fs/promises";
import type { DecodedArray } from "hyparquet";
import { type RowGroup, rowGroupsOf } from "../../columns/parquet/read-columns.js";
import { parseCode, recordOf } from "../../wits/catalog/code.js";
import type { ItemMeaning } from "./item-meaning.js";
import type { Quality } from "./quality.js";
import { type ItemColumn, type NumberColumn, type RowBatch, selected } from "./row-batch.js";

export interface FileItem {
  readonly column: string;
  readonly item: ItemMeaning;
}

export interface FileRows {
  /** For messages. */
  readonly path: string;
  /** `record=01`, `frame` or `unmapped`. */
  readonly table: string;
  readonly items: readonly FileItem[];
  readonly records: readonly number[] | undefined;
  /** Rows outside [from, until) are left out, and with a bound those without a time: milliseconds since 1970. */
  readonly from: number | undefined;
  readonly until: number | undefined;
}

export async function addFile(quality: Quality, handle: FileHandle, file: FileRows): Promise<void> {
  for await (const group of rowGroupsOf(file.path, handle)) {
    if (file.table === "unmapped") await addLooseGroup(quality, group, file);
    else await addRowGroup(quality, group, file);
  }
}

async function addRowGroup(quality: Quality, group: RowGroup, file: FileRows): Promise<void> {
  const times = numbersIn(await group.column("timestamp"), group.rows);
  const sources = await group.column("source");
  const byRecord = new Map<number, ItemColumn[]>();
  const loose: NumberColumn[] = [];
  for (const { column, item } of file.items) {
    const record = recordOf(item.code);
    if (file.records !== undefined && !file.records.includes(record)) continue;
    const values = await group.column(column);
    // The columns of a frame's row that are not in the catalog make no row of their record.
    if (item.mnemonic === undefined) {
      if (values !== undefined) loose.push({ item, numbers: numbersIn(values, group.rows) });
      continue;
    }
    const columns = byRecord.get(record) ?? [];
    byRecord.set(record, columns);
    if (values === undefined) continue;
    if (item.kind === "text") columns.push({ item, texts: textsIn(values) });
    else columns.push({ item, numbers: numbersIn(values, group.rows) });
  }
  const inTime = within(times, file);
  for (const [from, to, source] of runsOf(sources, group.rows)) {
    for (const [record, columns] of byRecord) {
      const batch: RowBatch = { record, rows: group.rows, times, columns };
      // A row of a frame is one of every record that has a value in it.
      const has = file.table === "frame" ? anyValue(columns) : () => true;
      const all = from === 0 && to === group.rows && file.table !== "frame" && inTime === undefined;
      const keep = (row: number) => row >= from && row < to && (inTime?.(row) ?? true) && has(row);
      quality.add(source, all ? batch : selected(batch, keep));
    }
    for (const { item, numbers } of loose) {
      const rows: number[] = [];
      for (let row = from; row < to; row++) {
        if (!Number.isNaN(numbers[row]!) && (inTime?.(row) ?? true)) rows.push(row);
      }
      quality.addLoose(source, {
        codes: rows.map(() => item.code),
        times: Float64Array.from(rows, (row) => times[row]!),
        numbers: Float64Array.from(rows, (row) => numbers[row]!),
      });
    }
  }
}

async function addLooseGroup(quality: Quality, group: RowGroup, file: FileRows): Promise<void> {
  const times = numbersIn(await group.column("timestamp"), group.rows);
  const numbers = numbersIn(await group.column("value"), group.rows);
  const codes = textsIn((await group.column("code")) ?? []).map((text) => parseCode(text ?? "") ?? 0);
  const sources = await group.column("source");
  const inTime = within(times, file);
  for (const [from, to, source] of runsOf(sources, group.rows)) {
    const rows: number[] = [];
    for (let row = from; row < to; row++) {
      const wanted = file.records?.includes(recordOf(codes[row]!)) ?? true;
      if (wanted && (inTime?.(row) ?? true)) rows.push(row);
    }
    quality.addLoose(source, {
      codes: rows.map((row) => codes[row]!),
      times: Float64Array.from(rows, (row) => times[row]!),
      numbers: Float64Array.from(rows, (row) => numbers[row]!),
    });
  }
}

/** Undefined when there is no bound. */
function within(times: Float64Array, { from, until }: FileRows): ((row: number) => boolean) | undefined {
  if (from === undefined && until === undefined) return undefined;
  const [first, end] = [from ?? Number.NEGATIVE_INFINITY, until ?? Number.POSITIVE_INFINITY];
  return (row) => times[row]! >= first && times[row]! < end;
}

const anyValue =
  (columns: readonly ItemColumn[]) =>
  (row: number): boolean =>
    columns.some(({ numbers, texts }) =>
      numbers === undefined ? texts[row] !== undefined : !Number.isNaN(numbers[row]!),
    );

/** Rows in a row that have the same source. */
function* runsOf(
  sources: DecodedArray | undefined,
  rows: number,
): Generator<[from: number, to: number, source: string]> {
  const cells = (sources ?? []) as ArrayLike<unknown>;
  for (let from = 0; from < rows; ) {
    let to = from + 1;
    while (to < rows && cells[to] === cells[from]) to++;
    yield [from, to, String(cells[from] ?? "")];
    from = to;
  }
}

function numbersIn(values: DecodedArray | undefined, rows: number): Float64Array {
  const numbers = new Float64Array(rows).fill(Number.NaN);
  const cells = (values ?? []) as ArrayLike<unknown>;
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row];
    if (cell !== null && cell !== undefined) numbers[row] = Number(cell);
  }
  return numbers;
}

const textsIn = (values: DecodedArray): (string | undefined)[] =>
  Array.from(values as ArrayLike<unknown>, (cell) =>
    cell === null || cell === undefined ? undefined : String(cell),
  );
