/**
 * WITSML 1.3.1.1, 1.4.1.1, 2.0 and 2.1: a log for each record and well, by time or by depth, cut into documents as servers cut them. What a
 * document says above its rows tells of all of them, so as many as it has wait in memory, and no more.
 */
import { Failure } from "../../failure.js";
import { logWriter } from "../../witsml/log-writers.js";
import { fileSink } from "../file-sink.js";
import { indexColumnIn } from "../index-column.js";
import type { SinkOptions, TableSink } from "../sink.js";
import { Documents } from "./documents.js";
import { LogTable } from "./log-table.js";

export const witsml = fileSink((sink) => {
  const options = sink.witsml;
  if (options === undefined) throw new Error("a sink of WITSML is told its version");
  const documents = new Documents(options, sink.open);
  const writer = logWriter(options.version);
  const logs: LogTable[] = [];
  return {
    async begin(table, tally): Promise<TableSink> {
      if (
        table.table.columns.some(({ name }) => name === "code") &&
        table.table.columns.some(({ name }) => name === "value")
      )
        return leftOut("are of items that neither the catalog nor a map has; --map gives them a name", tally);
      requireZone(sink);
      const index = sink.index ?? "time";
      const column = indexColumnIn(table, index);
      if (column === undefined) return leftOut(`are of a record that tells no ${index}`, tally);
      const log = new LogTable(table, tally, { options, sink, documents, writer, column });
      logs.push(log);
      return log;
    },
    async end() {
      for (const log of logs) await log.end();
      if (documents.objects === 0)
        throw new Failure(
          "nothing-there",
          "no row has a place in an object of WITSML: rows of a log need a time or, with --index depth, a depth that rises; " +
            "where the feed sends no clock, --date and arrival times tell it when the log is converted",
        );
      await documents.end();
    },
  };
});

function leftOut(why: string, tally: { leaveOut(why: string): void }): TableSink {
  return {
    write({ rows }) {
      for (let row = 0; row < rows; row++) tally.leaveOut(why);
    },
  };
}

/** Times are told with their offset; 2.x tells of each object when it was made. */
function requireZone({ timezone, index, witsml }: SinkOptions): void {
  if (timezone !== undefined) return;
  if (index === "depth" && witsml!.version.startsWith("1.")) return;
  throw new Failure(
    "zone-undeclared",
    "WITSML tells every time with its zone, and nothing tells that of the rig's clock; say --tz, such as --tz Europe/Oslo or --tz UTC",
  );
}
