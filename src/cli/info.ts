/** `witskit info`: what a log, a file or a dataset holds. */
import { Failure } from "../failure.js";
import type { Command } from "./command.js";

export const infoCommand: Command = {
  name: "info",
  summary: "Tell what a log, a Parquet or Arrow file or a dataset holds.",
  examples: [
    { line: "witskit info log.wits", does: "frames, codes, ranges and rejects of a log" },
    { line: "witskit info log.parquet", does: "schema, meaning and provenance of a file" },
    { line: "witskit info dataset/", does: "the tables of a dataset" },
  ],
  arguments: [{ name: "PATH", description: "a log, a Parquet or Arrow file, a dataset folder, or -" }],
  flags: ["units", "to", "tz", "dateOrder", "nulls", "records", "json", "verbose", "maxLine", "maxFrame"],
  async run() {
    throw new Failure("usage", "info is not here yet");
  },
};
