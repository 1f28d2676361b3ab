/** `witskit convert`: logs to columns. */
import { Failure } from "../failure.js";
import type { Command } from "./command.js";

export const convertCommand: Command = {
  name: "convert",
  summary: "Turn WITS logs into Parquet, Arrow, CSV or NDJSON.",
  examples: [
    { line: "witskit log.wits -o log.parquet", does: "one log into one file" },
    { line: "witskit convert logs/ -o dataset/", does: "a folder of logs into a dataset, a table a record" },
    {
      line: "witskit convert log.wits.gz -o log.csv --units metric --tz Europe/Oslo",
      does: "say what the feed means",
    },
    { line: "cat log.wits | witskit - -o - --format ndjson", does: "through a pipe" },
  ],
  arguments: [
    { name: "INPUT", description: "files, folders, globs, or - for standard input", variadic: true },
  ],
  flags: [
    "output",
    "format",
    "layout",
    "units",
    "to",
    "tz",
    "dateOrder",
    "nulls",
    "records",
    "from",
    "until",
    "prune",
    "compression",
    "partSize",
    "rowGroupRows",
    "rejects",
    "stats",
    "force",
    "strict",
    "quiet",
    "verbose",
    "maxLine",
    "maxFrame",
  ],
  async run() {
    throw new Failure("usage", "convert is not here yet");
  },
};
