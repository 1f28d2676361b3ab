/** Flags that tell what is written, where and how. */

import { MOST_ROW_GROUP_ROWS, MOST_WORKERS } from "../../bulk/convert-options.js";
import { compressions } from "../../columns/parquet/compression.js";
import type { Shard } from "../../dataset/manifest.js";
import { partitions } from "../../dataset/partition.js";
import { parseShard } from "../../dataset/shard.js";
import { flag, oneOf, toggle } from "./flag.js";
import { integerIn, sizeIn, some } from "./values.js";

export const outputTable = {
  output: flag({
    short: "o",
    value: "OUT",
    description: "where to: a folder, a file whose ending tells the format, or - for standard output",
    parse: some,
  }),
  format: flag({
    value: "FORMAT",
    description: "of what is written; needed where the output's ending does not tell it",
    environment: true,
    parse: some,
  }),
  compression: flag({
    value: "CODEC",
    description: `${compressions.join(", ")}, of Parquet`,
    usual: "snappy",
    environment: true,
    ...oneOf(compressions, "compression"),
  }),
  partSize: flag({
    value: "SIZE",
    description: "begin a new Parquet file of a dataset at this size",
    usual: "256MiB",
    environment: true,
    parse: sizeIn,
  }),
  rowGroupRows: flag({
    value: "ROWS",
    description: "most rows of a Parquet row group",
    usual: "65536",
    environment: true,
    parse: (text): number => integerIn(text, 1, MOST_ROW_GROUP_ROWS),
  }),
  partition: flag({
    value: "day",
    description: "a folder for each day below every table of a Parquet dataset",
    environment: true,
    ...oneOf(partitions, "partition"),
  }),
  workers: flag({
    value: "N",
    description: "threads that make Parquet; the output does not depend on it",
    usual: "one a processor",
    environment: true,
    parse: (text): number => integerIn(text, 1, MOST_WORKERS),
  }),
  shard: flag({
    value: "I/N",
    description:
      "make only the parts that fall to machine I of N, from 0; I may be left to Kubernetes or Slurm",
    parse: (text): Shard => parseShard(text),
  }),
  rejects: flag({
    value: "FILE",
    description: "where rejects go, instead of beside the output",
    parse: some,
  }),
  stats: flag({
    value: "json|FILE",
    description: "the report as one JSON document, on standard output or into a file",
    parse: some,
  }),
  force: toggle("replace an output that is there; of a folder, only what witskit made"),
  dryRun: toggle("say what would be done, and do nothing"),
} as const;
