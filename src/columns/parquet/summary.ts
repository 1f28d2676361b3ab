/** What a Parquet file says of itself in its footer: no page is read. */
import { fstatSync, readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import type { AsyncBuffer, FileMetaData, SchemaElement, Statistics } from "hyparquet";
import { Failure } from "../../failure/failure.js";

/** The least or greatest value of a column; of a timestamp, milliseconds since 1970. */
export type Bound = number | string;

export interface ParquetColumn {
  readonly name: string;
  /** In words: `float64`, `text`, `timestamp`. */
  readonly type: string;
  /** Of a timestamp: an instant in UTC, and not a local time of an unknown zone. */
  readonly utc: boolean;
  /** Undefined where the file does not say. */
  readonly nulls: number | undefined;
  readonly min: Bound | undefined;
  readonly max: Bound | undefined;
}

export interface ParquetSummary {
  readonly bytes: number;
  readonly rows: number;
  readonly rowGroups: number;
  readonly columns: readonly ParquetColumn[];
  /** Parquet's names for them, in lower case, `uncompressed` too. */
  readonly compression: readonly string[];
  readonly compressedBytes: number;
  readonly uncompressedBytes: number;
  readonly createdBy: string | undefined;
  readonly metadata: ReadonlyMap<string, string>;
}

const MAGIC = "PAR1";
/** The length of the footer and the magic bytes behind it. */
const TAIL = 8;

/** `path` is for messages. Throws a `Failure` when the file is not whole. */
export async function parquetSummary(path: string, handle: FileHandle): Promise<ParquetSummary> {
  const { file, metadata } = await openParquet(path, handle);
  return summary(metadata, file.byteLength);
}

/** A file as hyparquet takes it, and its footer. Throws a `Failure` when the file is not whole. */
export async function openParquet(
  path: string,
  handle: FileHandle,
): Promise<{ file: AsyncBuffer; metadata: FileMetaData }> {
  const size = await requireWhole(path, handle);
  const slice = async (start: number, end = size): Promise<ArrayBuffer> => {
    const bytes = new Uint8Array(end - start);
    for (let filled = 0; filled < bytes.length; ) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
      if (bytesRead === 0) throw damaged(path, "it has become shorter meanwhile");
      filled += bytesRead;
    }
    return bytes.buffer;
  };
  const { parquetMetadataAsync } = await import("hyparquet");
  const file = { byteLength: size, slice };
  const metadata = await parquetMetadataAsync(file).catch((cause: unknown) => {
    throw cause instanceof Failure ? cause : damaged(path, cause);
  });
  return { file, metadata };
}

/** Looks at the end of a file, and answers its size. Throws a `Failure` when it is cut off. */
async function requireWhole(path: string, handle: FileHandle): Promise<number> {
  const { size } = await handle.stat();
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(TAIL), 0, TAIL, Math.max(0, size - TAIL));
  requireTail(path, size, buffer.subarray(0, bytesRead));
  return size;
}

/** The same of an open file, without waiting for it: of ten thousand parts the waiting takes most of the time. */
export function requireWholeNow(path: string, descriptor: number): number {
  const { size } = fstatSync(descriptor);
  const tail = Buffer.alloc(TAIL);
  const read = readSync(descriptor, tail, 0, TAIL, Math.max(0, size - TAIL));
  requireTail(path, size, tail.subarray(0, read));
  return size;
}

function requireTail(path: string, size: number, tail: Buffer): void {
  if (tail.toString("latin1", tail.length - MAGIC.length) !== MAGIC) {
    throw new Failure(
      "input-cut",
      `${path} is cut off: a Parquet file ends with ${MAGIC}, and this one does not after its ` +
        `${size.toLocaleString("en-US")} bytes. Copy it again from where it came, or convert the log again`,
      { place: { file: path, byte: size } },
    );
  }
  const footer = tail.length < TAIL ? Number.POSITIVE_INFINITY : tail.readUInt32LE(0);
  if (footer + TAIL + MAGIC.length > size) throw damaged(path, "its footer would begin before the file");
}

const damaged = (path: string, cause: unknown): Failure =>
  new Failure(
    "input-damaged",
    `${path} is damaged: its Parquet footer cannot be read (${cause instanceof Error ? cause.message : cause}). ` +
      "Copy it again from where it came, or convert the log again",
    { cause, place: { file: path } },
  );

function summary({ schema, row_groups, ...file }: FileMetaData, bytes: number): ParquetSummary {
  const chunks = row_groups.flatMap(({ columns }) => columns.flatMap(({ meta_data }) => meta_data ?? []));
  const total = (size: (chunk: (typeof chunks)[number]) => bigint): number =>
    Number(chunks.reduce((sum, chunk) => sum + size(chunk), 0n));
  const columns = leavesOf(schema).map(({ path, element }, i) => {
    const mine = row_groups.flatMap(({ columns }) => columns[i]?.meta_data ?? []);
    return {
      name: path.join("."),
      type: typeOf(element),
      utc: element.logical_type?.type === "TIMESTAMP" && element.logical_type.isAdjustedToUTC,
      ...bounds(mine.map(({ statistics, num_values }) => ({ ...statistics, values: num_values }))),
    };
  });
  return {
    bytes,
    rows: Number(file.num_rows),
    rowGroups: row_groups.length,
    columns,
    compression: [...new Set(chunks.map(({ codec }) => codec.toLowerCase()))],
    compressedBytes: total((chunk) => chunk.total_compressed_size),
    uncompressedBytes: total((chunk) => chunk.total_uncompressed_size),
    createdBy: file.created_by,
    metadata: new Map((file.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ""])),
  };
}

interface Leaf {
  readonly path: readonly string[];
  readonly element: SchemaElement;
}

/** The schema is a tree, depth first; its leaves are the columns. */
function leavesOf(schema: readonly SchemaElement[]): Leaf[] {
  const leaves: Leaf[] = [];
  let next = 1;
  const walk = (path: readonly string[], children: number): void => {
    for (let i = 0; i < children; i++) {
      const element = schema[next++];
      if (element === undefined) return;
      const own = [...path, element.name];
      if (element.num_children) walk(own, element.num_children);
      else leaves.push({ path: own, element });
    }
  };
  walk([], schema[0]?.num_children ?? 0);
  return leaves;
}

const PHYSICAL: Readonly<Record<string, string>> = {
  BOOLEAN: "boolean",
  INT32: "int32",
  INT64: "int64",
  INT96: "timestamp",
  FLOAT: "float32",
  DOUBLE: "float64",
  BYTE_ARRAY: "binary",
  FIXED_LEN_BYTE_ARRAY: "binary",
};

function typeOf({ type, logical_type, converted_type }: SchemaElement): string {
  const logical = logical_type?.type ?? converted_type ?? "";
  if (logical === "STRING" || logical === "UTF8") return "text";
  if (logical.startsWith("TIMESTAMP")) return "timestamp";
  if (/^(DATE|TIME|DECIMAL|JSON|UUID|ENUM)/.test(logical)) return logical.toLowerCase();
  return PHYSICAL[type ?? ""] ?? "unknown";
}

/** Over all row groups; unknown when one of them that has values does not tell. */
function bounds(groups: readonly (Statistics & { readonly values: bigint })[]) {
  let nulls: number | undefined = 0;
  let min: Bound | undefined;
  let max: Bound | undefined;
  let told = true;
  for (const { null_count, values, ...statistics } of groups) {
    nulls = null_count === undefined || nulls === undefined ? undefined : nulls + Number(null_count);
    if (null_count === values) continue;
    const least = boundOf(statistics.min_value ?? statistics.min);
    const greatest = boundOf(statistics.max_value ?? statistics.max);
    if (least === undefined || greatest === undefined) told = false;
    else {
      if (min === undefined || least < min) min = least;
      if (max === undefined || greatest > max) max = greatest;
    }
  }
  return { nulls, min: told ? min : undefined, max: told ? max : undefined };
}

/**
 * Undefined for what is no number, time or text. Statistics write a least 0 as -0, since it may stand for either:
 * https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift, ColumnOrder
 */
function boundOf(value: unknown): Bound | undefined {
  if (value === 0) return 0;
  if (value instanceof Date) return value.getTime();
  if (typeof value === "bigint") return Number(value);
  return typeof value === "number" || typeof value === "string" ? value : undefined;
}
