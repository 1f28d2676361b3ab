/** What the two ways of converting have in common: what they are told, and what they answer. */

import type { MadeFolders } from "../dataset/folder.js";
import type { OutputReport, SourceReport } from "../dataset/report.js";
import type { Failure } from "../failure/failure.js";
import type { Source } from "../input/bytes/source.js";
import type { DataOptions } from "../input/feed/options.js";
import type { Readings } from "../input/feed/per-source.js";
import type { Counters } from "../wits/decoding/counters.js";
import type { ConvertOptions } from "./convert-options.js";
import type { Destination } from "./destination.js";

export interface RunOptions {
  readonly convert: ConvertOptions;
  readonly destination: Destination;
  /** What the sources are told. */
  readonly readings: Readings;
  /** The first reading: what all have in common is in each of them. */
  readonly data: DataOptions;
  readonly sources: readonly Source[];
  readonly folders: MadeFolders;
  /** Of the bytes of sources a checksum is kept, in the manifest. */
  readonly checksums?: boolean;
  /** Files of an earlier run, to be removed when this one's are on disk and before they have their names. */
  readonly stale: readonly string[];
}

export interface Done {
  /** Of the whole output, what an earlier run has made of it included. */
  readonly counters: Counters;
  /** Bytes that this run has decoded. */
  readonly decoded: number;
  readonly sources: Iterable<SourceReport>;
  readonly outputs: readonly OutputReport[];
  /** Sources that could not be read, or not to their end. */
  readonly failures: readonly Failure[];
  /** False when no source was a log: then there is no output either. */
  readonly usable: boolean;
  readonly notes: readonly string[];
}
