/** What a conversion is told, as a command line or a program gives it. */
import { type Compression, compressions } from "../columns/parquet/compression.js";
import type { Shard } from "../dataset/manifest.js";
import { type PartFormat, partFormats } from "../dataset/part-format.js";
import { type Partition, partitions } from "../dataset/partition.js";
import type { ResampleOptions } from "../dataset/resample/resampling.js";
import { Failure } from "../failure/failure.js";
import { checkList, checkTruth, checkWhole, checkWord } from "../failure/option-check.js";
import type { FeedOptions, RowOptions } from "../input/feed/options.js";
import { type Layout, layouts } from "../wits/catalog/layout.js";

/** Bytes that a part of a dataset should have. */
export const PART_SIZE = 256 << 20;

/** What a conversion is told. */
export interface ConvertOptions extends FeedOptions, RowOptions, ResampleOptions {
  /** Files, folders, globs, or `-` for standard input. */
  readonly inputs: readonly string[];
  /** A folder, a file whose ending tells the format, or `-` for standard output. */
  readonly output: string;
  /** Default: by the output's ending; Parquet in a folder. */
  readonly format?: PartFormat | undefined;
  /** Default: `record` into a folder, `frame` otherwise. */
  readonly layout?: Layout | undefined;
  /** Of Parquet; default snappy. */
  readonly compression?: Compression | undefined;
  /** Worker threads for Parquet; default one a processor, and one where most of the bytes are WITSML. The output does not depend on it. */
  readonly workers?: number | undefined;
  /** Folders below each table of a Parquet dataset: a day, by the timestamps as they stand. */
  readonly partition?: Partition | undefined;
  /** Of a dataset, only the parts that fall to one of several machines. */
  readonly shard?: Shard | undefined;
  /** Bytes that a part of a dataset should have; default 256 MiB. */
  readonly partSize?: number | undefined;
  /** Most rows of a Parquet row group; default 122,880. */
  readonly rowGroupRows?: number | undefined;
  /** A file for rejects; default: `rejects/` in a folder, `FILE.rejects.parquet` beside a file, nowhere with `-`. */
  readonly rejects?: string | undefined;
  /**
   * Of a dataset that is there: inputs that are other files by now are made anew, and the rows of those that are gone leave it.
   * Without, they are named, and stay as they were.
   */
  readonly replaceChanged?: boolean | undefined;
  /**
   * Of a dataset: a checksum of every input is kept in its manifest, and inputs that it has already are read whole and held against
   * theirs. What has other bytes is named, as what has changed is.
   */
  readonly verify?: boolean | undefined;
  /** Replace an output that is there; in a folder, only what witskit made. */
  readonly force?: boolean | undefined;
  /** Units that the values contradict are refused, and not only told. */
  readonly strict?: boolean | undefined;
  /** Stops the run, which removes what it has not finished and throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called as bytes are decoded. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Told whether WITSML documents are among the inputs, before rows are read. */
  readonly onDocuments?: ((some: boolean) => void) | undefined;
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

/** The most worker threads, and the most rows of a row group. */
export const MOST_WORKERS = 256;
export const MOST_ROW_GROUP_ROWS = 10_000_000;

/** What a flag's parser would refuse is refused of a program too. What the feed sends is checked where it is read. */
export function checkConvertOptions(options: ConvertOptions): void {
  checkList("inputs", options.inputs, (input) => checkText("inputs", input));
  checkText("output", options.output);
  if (options.rejects !== undefined) checkText("rejects", options.rejects);
  checkWord("format", options.format, partFormats);
  checkWord("layout", options.layout, layouts);
  checkWord("compression", options.compression, compressions);
  checkWord("partition", options.partition, partitions);
  checkWhole("workers", options.workers, 1, MOST_WORKERS);
  checkWhole("partSize", options.partSize, 1, Number.MAX_SAFE_INTEGER);
  checkWhole("rowGroupRows", options.rowGroupRows, 1, MOST_ROW_GROUP_ROWS);
  for (const name of ["every", "by", "aggregate"] as const)
    if (options[name] !== undefined) checkText(name, options[name], "text");
  checkTruth("fill", options.fill);
  checkTruth("force", options.force);
  checkTruth("replaceChanged", options.replaceChanged);
  checkTruth("verify", options.verify);
  checkTruth("strict", options.strict);
  const { shard } = options;
  if (shard === undefined) return;
  checkWhole("shard.count", shard.count, 1, Number.MAX_SAFE_INTEGER);
  checkWhole("shard.index", shard.index, 0, shard.count - 1);
}

function checkText(name: string, value: unknown, what = "path"): void {
  if (typeof value === "string" && value !== "") return;
  throw new Failure("bad-option", `${name}: ${JSON.stringify(value) ?? String(value)} is no ${what}`);
}
