/** `witskit load`: rows into somebody's database. */
import { Failure } from "../../failure/failure.js";
import type { Command } from "../command.js";
import { analysisFlags, dialectFlags } from "../flags/flags.js";
import { refuseWithoutAnalysis } from "./load/analysis.js";
import { loadInto } from "./load/into.js";

export const loadCommand: Command = {
  name: "load",
  stores: "read",
  summary: "Put the rows of a dataset or of logs into a database.",
  examples: [
    {
      line: "witskit load dataset/ --to postgres://rig@db/wells",
      does: "PostgreSQL; what is there already is left out",
    },
    { line: "witskit load log.wits --to sqlite:///data/rig.db --units metric", does: "a file of SQLite" },
    {
      line: "witskit load dataset/ --to postgres://rig@db/wells --dry-run",
      does: "the statements that would make its tables",
    },
    {
      line: "witskit load dataset/ --to influx://db:8086/rigs",
      does: "InfluxDB; --to rigs.lp has its lines in a file",
    },
    {
      line: "witskit load log.wits --to sqlite:///data/rig.db --units metric --analyze",
      does: "and what the rig did: states, connections, trips, events",
    },
    { line: 'witskit query --database postgres://rig@db/wells "SELECT max(DMEA) FROM r01"', does: "asks it" },
  ],
  arguments: [
    {
      name: "INPUT",
      description: "a dataset, a log, a folder of logs, or a Parquet file that convert has made",
    },
  ],
  flags: [
    "database",
    "layout",
    "records",
    "from",
    "until",
    "replaceChanged",
    "force",
    "dryRun",
    "analyze",
    ...analysisFlags,
    "units",
    "to",
    "tz",
    "map",
    "noJournal",
    "quiet",
    "verbose",
    ...dialectFlags,
  ],
  keeps: {
    dataset: ["records", "from", "until", "units", "to", "tz", "layout"],
    parquet: ["from", "until", "units", "to", "tz", "layout"],
  },
  perSource: true,
  async run(invocation) {
    const { database } = invocation.flags;
    if (database === undefined)
      throw new Failure(
        "missing-option",
        "nothing says where to; give --to URL, such as postgres://rig@db/wells, sqlite:///data/rig.db or rows.lp",
      );
    refuseWithoutAnalysis(invocation);
    return loadInto(loadCommand, database, invocation);
  },
};
