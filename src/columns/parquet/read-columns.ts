/** Columns of a Parquet file, a row group at a time: memory holds one of them, and the columns that were asked for. */
import type { FileHandle } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import type { ColumnMetaData, Compressors, DecodedArray, FileMetaData } from "hyparquet";
import { Failure } from "../../failure/failure.js";
import type { Values } from "../page.js";
import { type ColumnValues, flatColumn } from "./flat-column.js";
import { openParquet } from "./summary.js";

export interface RowGroup {
  readonly rows: number;
  /**
   * The values of a column: numbers (of a timestamp, milliseconds since 1970), bigints or texts; null or undefined where
   * there is none. Undefined when the file has no such column, or the row group no value in it.
   */
  column(name: string): Promise<DecodedArray | undefined>;
  /** The same as pages have it, some rows at a time; `made` makes that of all. */
  values(
    name: string,
    holds: "numbers" | "texts",
    made: (decoded: DecodedArray, rows: number) => Values,
  ): Promise<ColumnValues | undefined>;
  /** The least and the greatest value of a column of times, milliseconds since 1970, nulls apart; undefined where the file does not tell. */
  timesOf(name: string): { readonly least: number; readonly most: number } | undefined;
}

const compressors: Compressors = { GZIP: (input) => new Uint8Array(gunzipSync(input)) };

/** What unpacks the pages of a file. */
export async function compressorsFor({ row_groups }: FileMetaData): Promise<Compressors> {
  if (row_groups.some(({ columns }) => columns.some((one) => one.meta_data?.codec === "ZSTD"))) {
    const { decompress } = await import("fzstd");
    compressors.ZSTD = (input, length) => decompress(input, new Uint8Array(length));
  }
  return compressors;
}

/** `path` is for messages. Throws a `Failure` when the file is not whole. */
export async function* rowGroupsOf(path: string, handle: FileHandle): AsyncGenerator<RowGroup> {
  const { file, metadata } = await openParquet(path, handle);
  const { parquetRead } = await import("hyparquet");
  const compressors = await compressorsFor(metadata);
  let rowStart = 0;
  for (const { num_rows, columns } of metadata.row_groups) {
    const rows = Number(num_rows);
    const first = rowStart;
    rowStart += rows;
    const chunkOf = (name: string): ColumnMetaData | undefined => {
      const chunk = columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === name)?.meta_data;
      return chunk?.statistics?.null_count === chunk?.num_values ? undefined : chunk;
    };
    const group: RowGroup = {
      rows,
      async values(name, holds, made) {
        const chunk = chunkOf(name);
        if (chunk === undefined) return undefined;
        const element = metadata.schema.slice(1).find((one) => one.name === name);
        if (element !== undefined && chunk.path_in_schema.length === 1) {
          const from = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
          const bytes = await file.slice(from, from + Number(chunk.total_compressed_size));
          const flat = naming(path, name, () =>
            flatColumn(new Uint8Array(bytes), holds, element, chunk, compressors),
          );
          if (flat !== undefined) return { next: (some) => naming(path, name, () => flat.next(some)) };
        }
        const decoded = await group.column(name);
        return decoded && wholeColumn(made(decoded, rows));
      },
      timesOf(name) {
        const { min_value: least, max_value: most } = chunkOf(name)?.statistics ?? {};
        return least instanceof Date && most instanceof Date ? { least: +least, most: +most } : undefined;
      },
      async column(name) {
        const chunk = chunkOf(name);
        if (chunk === undefined) return undefined;
        const pieces: DecodedArray[] = [];
        const onChunk = ({ columnData }: { columnData: DecodedArray }) => void pieces.push(columnData);
        // Bytes are no texts, and are told to be some if nobody says so.
        const range = { columns: [name], rowStart: first, rowEnd: first + rows, utf8: false };
        await parquetRead({ file, metadata, compressors, parsers, onChunk, ...range }).catch(
          (cause: unknown) => {
            throw unreadableColumn(path, name, cause);
          },
        );
        return joined(pieces, rows);
      },
    };
    yield group;
  }
}

/** Says of what goes wrong in which column it did. */
function naming<T>(path: string, name: string, doing: () => T): T {
  try {
    return doing();
  } catch (cause) {
    throw unreadableColumn(path, name, cause);
  }
}

/** Values that are all there. */
function wholeColumn(values: Values): ColumnValues {
  let at = 0;
  return {
    next(rows) {
      const from = at;
      at += rows;
      return values instanceof Float64Array ? values.subarray(from, at) : values.slice(from, at);
    },
  };
}

/** One array of all pages: of float64 where all are, so that no number becomes an object on the way. */
function joined(pieces: readonly DecodedArray[], rows: number): DecodedArray | undefined {
  if (pieces.length <= 1) return pieces[0];
  let at = 0;
  if (pieces.every((piece) => piece instanceof Float64Array)) {
    const all = new Float64Array(rows);
    for (const piece of pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return all.subarray(0, at);
  }
  const all = new Array<unknown>(rows);
  for (const piece of pieces as readonly ArrayLike<unknown>[])
    for (let i = 0; i < piece.length; i++) all[at++] = piece[i];
  all.length = at;
  return all;
}

const parsers = {
  timestampFromMilliseconds: Number,
  timestampFromMicroseconds: (micros: bigint) => Number(micros) / 1000,
  timestampFromNanoseconds: (nanos: bigint) => Number(nanos) / 1e6,
};

/** A failure is what it was. */
export const unreadableColumn = (path: string, name: string, cause: unknown): Failure =>
  cause instanceof Failure
    ? cause
    : new Failure(
        "input-damaged",
        `${path} is damaged: its column ${name} cannot be read (${cause instanceof Error ? cause.message : cause}). ` +
          "Copy it again from where it came, or convert the log again",
        { cause, place: { file: path } },
      );
