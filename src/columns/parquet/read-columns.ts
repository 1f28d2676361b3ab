/** Columns of a Parquet file, a row group at a time: memory holds one of them, and the columns that were asked for. */
import type { FileHandle } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import type { Compressors, DecodedArray, FileMetaData } from "hyparquet";
import { Failure } from "../../failure.js";
import { openParquet } from "./summary.js";

export interface RowGroup {
  readonly rows: number;
  /**
   * The values of a column: numbers (of a timestamp, milliseconds since 1970), bigints or texts; null or undefined where
   * there is none. Undefined when the file has no such column, or the row group no value in it.
   */
  column(name: string): Promise<DecodedArray | undefined>;
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
    yield {
      rows,
      async column(name) {
        const chunk = columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === name)?.meta_data;
        if (chunk === undefined || chunk.statistics?.null_count === chunk.num_values) return undefined;
        const pieces: DecodedArray[] = [];
        const onChunk = ({ columnData }: { columnData: DecodedArray }) => void pieces.push(columnData);
        const range = { columns: [name], rowStart: first, rowEnd: first + rows };
        await parquetRead({ file, metadata, compressors, parsers, onChunk, ...range }).catch(
          (cause: unknown) => {
            throw unreadableColumn(path, name, cause);
          },
        );
        return joined(pieces, rows);
      },
    };
  }
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
