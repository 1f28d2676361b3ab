/** Flags that tell what is written, where and how. */

import { MOST_ROW_GROUP_ROWS, MOST_WORKERS } from "../../bulk/convert-options.js";
import { compressions } from "../../columns/parquet/compression.js";
import type { Shard } from "../../dataset/manifest.js";
import { partitions } from "../../dataset/partition.js";
import { parseShard } from "../../dataset/shard.js";
import { sizeIn } from "../../text/byte-size.js";
import { durationIn } from "../../text/duration.js";
import { flag, oneOf, toggle } from "./flag.js";
import { integerIn, some } from "./values.js";

export const outputTable = {
  output: flag({
    short: "o",
    value: "OUT",
    description: "where to write: a folder, a file whose ending tells the format, or - for standard output",
    parse: some,
  }),
  format: flag({
    value: "FORMAT",
    description: "format of the output; needed when the ending of its name does not tell it",
    environment: true,
    parse: some,
  }),
  compression: flag({
    value: "CODEC",
    description: `compression of Parquet: ${compressions.join(", ")}`,
    usual: "snappy",
    environment: true,
    ...oneOf(compressions, "compression"),
  }),
  partSize: flag({
    value: "SIZE",
    description: "start a new Parquet file of a dataset at this size",
    usual: "256MiB",
    environment: true,
    parse: sizeIn,
  }),
  rowGroupRows: flag({
    value: "ROWS",
    description: "how many rows a Parquet row group has at most",
    usual: "122880",
    environment: true,
    parse: (text): number => integerIn(text, 1, MOST_ROW_GROUP_ROWS),
  }),
  partition: flag({
    value: "day",
    description: "make a folder for each day in every table of a Parquet dataset",
    environment: true,
    ...oneOf(partitions, "partition"),
  }),
  workers: flag({
    value: "N",
    description: "how many threads make Parquet; the output is the same",
    usual: "one a processor, one for WITSML",
    environment: true,
    parse: (text): number => integerIn(text, 1, MOST_WORKERS),
  }),
  shard: flag({
    value: "I/N",
    description:
      "make only the share of machine I of N machines, counted from 0; as /N, Kubernetes or Slurm tells I",
    parse: (text): Shard => parseShard(text),
  }),
  rejects: flag({
    value: "FILE",
    description: "where to write rejects, instead of beside the output",
    parse: some,
  }),
  stats: flag({
    value: "json|FILE",
    description: "write the report as one JSON document, to standard output or into a file",
    parse: some,
  }),
  replaceChanged: toggle(
    "of a dataset that is there: make the rows of inputs anew that are other files by now, and take out those of inputs that are gone",
  ),
  verify: toggle(
    "of a dataset: keep a checksum of all bytes of each input, and read what it has already whole, to see whether it is what was converted",
  ),
  olderThan: flag({
    value: "DURATION",
    description: "compact only parts that were written longer ago",
    parse: durationIn,
  }),
  target: flag({
    value: "SIZE",
    description: "how large the parts are that compact makes",
    usual: "256MiB",
    parse: sizeIn,
  }),
  sort: toggle("put the rows of each source in the order of their times"),
  watch: toggle("go on, and take new files and what others have grown by into the dataset as they come"),
  force: toggle("replace an output that exists; in a folder, only what witskit made"),
  dryRun: toggle("print what would be done, and do nothing"),
} as const;
