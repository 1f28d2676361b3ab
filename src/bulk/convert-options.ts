/** What a conversion is told, as a command line or a program gives it. */
import type { Compression } from "../columns/parquet/compression.js";
import type { Shard } from "../dataset/manifest.js";
import type { Partition } from "../dataset/partition.js";
import type { FeedOptions, RowOptions } from "../input/feed/options.js";
import type { Format } from "../output/format.js";
import type { Layout } from "../wits/catalog/layout.js";

/** Bytes that a part of a dataset should have. */
export const PART_SIZE = 256 << 20;

/** What a conversion is told. */
export interface ConvertOptions extends FeedOptions, RowOptions {
  /** Files, folders, globs, or `-` for standard input. */
  readonly inputs: readonly string[];
  /** A folder, a file whose ending tells the format, or `-` for standard output. */
  readonly output: string;
  /** Default: by the output's ending; Parquet in a folder. */
  readonly format?: Format | undefined;
  /** Default: `record` into a folder, `frame` otherwise. */
  readonly layout?: Layout | undefined;
  /** Of Parquet; default snappy. */
  readonly compression?: Compression | undefined;
  /** Worker threads for Parquet; default one a processor. The output does not depend on it. */
  readonly workers?: number | undefined;
  /** Folders below each table of a Parquet dataset: a day, by the timestamps as they stand. */
  readonly partition?: Partition | undefined;
  /** Of a dataset, only the parts that fall to one of several machines. */
  readonly shard?: Shard | undefined;
  /** Bytes that a part of a dataset should have; default 256 MiB. */
  readonly partSize?: number | undefined;
  /** Most rows of a Parquet row group; default 65,536. */
  readonly rowGroupRows?: number | undefined;
  /** A file for rejects; default: `rejects/` in a folder, `FILE.rejects.parquet` beside a file, nowhere with `-`. */
  readonly rejects?: string | undefined;
  /** Replace an output that is there; in a folder, only what witskit made. */
  readonly force?: boolean | undefined;
  /** Stops the run, which removes what it has not finished and throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called as bytes are decoded. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** How far a conversion has come. */
export interface Progress {
  /** Uncompressed bytes decoded so far. */
  readonly bytes: number;
  /** All that there are to decode, those of compressed sources estimated; undefined when a stream is among them. */
  readonly total: number | undefined;
  /** Undefined while a single thread is in the middle of it. */
  readonly rejects: number | undefined;
  /** Sources begun, and all of them. */
  readonly source: number;
  readonly sources: number;
}
