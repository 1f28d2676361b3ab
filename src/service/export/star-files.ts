/** A star schema as files: each table as Parquet, by our own writer, and all of them in one zip. */
import { zipSync } from "fflate";
import { bytesOfBits, setValue } from "../../arrays/validity.js";
import { loadCompression } from "../../columns/parquet/compression.js";
import { ParquetFile } from "../../columns/parquet/file.js";
import { RowGroupEncoder } from "../../columns/parquet/row-group.js";
import {
  ROW_GROUP_BUFFER,
  ROW_GROUP_ROWS,
  RowGroupBuilder,
  type RowGroupSize,
  rowGroupCapacity,
} from "../../columns/parquet/row-group-builder.js";
import type { ColumnData, VariableData } from "../../kernel/batch.js";
import { version } from "../../runtime/package.js";
import { withoutClock } from "../../text/excel-file.js";
import type { Column, ColumnType } from "../../wits/catalog/table.js";
import { type StarColumn, type StarTable, starTables } from "./star.js";

/** The files by their names, `FactBilling.parquet`. */
export async function starFiles(tables: readonly StarTable[]): Promise<Map<string, Uint8Array>> {
  await loadCompression("snappy");
  const all = tables.map((table) => ({ table, data: table.columns.map(dataOf) }));
  const texts = all.flatMap(({ data }) => data.map(({ values }) => textBytes(values)));
  const size = {
    rows: Math.min(ROW_GROUP_ROWS, Math.max(1, ...tables.map(rowsOf))),
    buffer: Math.min(ROW_GROUP_BUFFER, Math.max(1 << 16, ...texts)),
  };
  const encoder = new RowGroupEncoder({ capacity: rowGroupCapacity(size), compression: "snappy" });
  return new Map(all.map(({ table, data }) => [`${table.name}.parquet`, fileOf(table, data, encoder, size)]));
}

/** The schema of reports and bills as one file: the same ones are the same bytes. */
export const starArchive = async (...words: Parameters<typeof starTables>): Promise<Uint8Array> =>
  starZip(await starFiles(starTables(...words)));

const starZip = (files: ReadonlyMap<string, Uint8Array>): Uint8Array =>
  // Pages are packed already.
  withoutClock(zipSync(Object.fromEntries(files), { level: 0 }));

const rowsOf = ({ columns }: StarTable): number => columns[0]?.values.length ?? 0;

const isTexts = (values: ColumnData["values"]): values is VariableData =>
  values !== undefined && "offsets" in values;
const textBytes = (values: ColumnData["values"]): number => (isTexts(values) ? values.data.length : 0);

function fileOf(
  table: StarTable,
  data: readonly ColumnData[],
  encoder: RowGroupEncoder,
  size: Pick<RowGroupSize, "rows" | "buffer">,
): Uint8Array {
  const chunks: Uint8Array[] = [];
  // What is written is only lent.
  const file = new ParquetFile({ write: (bytes) => chunks.push(bytes.slice()) });
  const columns = data.map(({ column }) => column);
  const builder = new RowGroupBuilder(encoder, { columns, ...size });
  const batch = { table: { name: table.name, columns }, rows: rowsOf(table), columns: data };
  for (const group of [...builder.push(batch), ...builder.flush()]) file.append(group);
  file.close({ columns, metadata: [], version, utc: true });
  return Buffer.concat(chunks);
}

const TYPES: Readonly<Record<StarColumn["type"], ColumnType>> = {
  integer: "int64",
  time: "timestamp",
  text: "utf8",
};

function dataOf({ name, type, description, values }: StarColumn): ColumnData {
  const nullCount = values.filter((value) => value === null).length;
  const column: Column = {
    ...{ name, type: TYPES[type], nullable: true, description },
    ...{ code: undefined, unit: undefined, itemType: undefined },
  };
  return {
    column,
    nullCount,
    validity: nullCount === 0 ? undefined : validityOf(values),
    values: nullCount === values.length ? undefined : type === "text" ? textsOf(values) : numbersOf(values),
    dictionary: undefined,
  };
}

function validityOf(values: StarColumn["values"]): Uint8Array {
  const validity = new Uint8Array(bytesOfBits(values.length));
  for (const [row, value] of values.entries()) if (value !== null) setValue(validity, row);
  return validity;
}

const numbersOf = (values: StarColumn["values"]): BigInt64Array =>
  BigInt64Array.from(values, (value) => BigInt(value ?? 0));

function textsOf(values: StarColumn["values"]): VariableData {
  const texts = values.map((value) => Buffer.from(value === null ? "" : String(value)));
  const offsets = new Int32Array(texts.length + 1);
  for (const [row, text] of texts.entries()) offsets[row + 1] = offsets[row]! + text.length;
  return { offsets, data: Buffer.concat(texts) };
}
