/**
 * WITSML 1.3.1.1, 1.4.1.1, 2.0 and 2.1: a log for each record and well, by time or by depth, cut into documents as servers cut them; of
 * surveys a trajectory, of cuttings and shows a mud log. What a document says above its rows tells of all of them, so as many as it has
 * wait in memory, and no more.
 */
import { Failure } from "../../failure/failure.js";
import { logWriter } from "../../witsml/log-writers.js";
import { type ObjectKind, objectKinds } from "../../witsml/objects.js";
import { fileSink } from "../file-sink.js";
import { indexColumnIn } from "../index-column.js";
import type { SinkOptions, SinkTable, TableSink } from "../sink.js";
import type { Tally } from "../tally.js";
import { Documents } from "./documents.js";
import { type Grower, GrowingTable } from "./growing-table.js";
import { LogTable } from "./log-table.js";
import { cuttings, shows } from "./mud-log.js";
import { surveys } from "./surveys.js";

/** What else than a log a record becomes. */
const growers: Readonly<Record<string, Grower>> = {
  "record=07": surveys,
  "record=15": cuttings,
  "record=16": shows,
};

export const witsml = fileSink((sink) => {
  const options = sink.witsml;
  if (options === undefined) throw new Error("a sink of WITSML is told its version");
  const documents = new Documents(options, sink.open);
  const writer = logWriter(options.version);
  const wanted = new Set<ObjectKind>(
    options.objects ?? (options.prefixOf === undefined ? ["log"] : objectKinds),
  );
  const logs: LogTable[] = [];
  const growing: GrowingTable[] = [];

  function logOf(table: SinkTable, tally: Tally): LogTable | undefined {
    if (!wanted.has("log")) return undefined;
    const column = indexColumnIn(table, sink.index ?? "time");
    if (column === undefined) return undefined;
    requireZone(table, sink);
    const log = new LogTable(table, tally, { options: options!, sink, documents, writer, column });
    logs.push(log);
    return log;
  }

  function growingOf(table: SinkTable, tally: Tally, alone: boolean): GrowingTable | undefined {
    const grower = growers[table.table.name];
    if (grower === undefined) return undefined;
    if (!wanted.has(grower.object)) {
      if (options!.objects === undefined)
        tally.note(
          `its ${grower.what} make a ${grower.object} too, which this file has no place for; -o FOLDER/ has one, and --objects ${grower.object} takes it alone`,
        );
      return undefined;
    }
    if (!options!.version.startsWith("1.")) requireZone(table, sink);
    const leaveOut = (why: string): void => {
      if (alone) tally.leaveOut(why);
      else tally.note(`${grower.what} that ${why} are in the log, and not in the ${grower.object}`);
    };
    const grown = new GrowingTable(table, { options: options!, sink, documents, grower, leaveOut });
    growing.push(grown);
    return grown;
  }

  return {
    async begin(table, tally): Promise<TableSink> {
      if (isLong(table))
        return leftOut("are of items that neither the catalog nor a map has; --map gives them a name", tally);
      const log = logOf(table, tally);
      const grown = growingOf(table, tally, log === undefined);
      if (log === undefined && grown === undefined) return leftOut(reasonOf(table, sink, wanted), tally);
      return {
        async write(batch) {
          await log?.write(batch);
          await grown?.write(batch);
        },
      };
    },
    async end() {
      for (const log of logs) await log.end();
      for (const one of growing) await one.end();
      if (documents.objects === 0) throw nothing();
      await documents.end();
    },
    async release() {
      for (const one of growing) await one.release();
    },
  };
});

/** A row a value. */
const isLong = ({ table: { columns } }: SinkTable): boolean =>
  ["code", "value"].every((name) =>
    columns.some((column) => column.name === name && column.code === undefined),
  );

const reasonOf = (
  table: SinkTable,
  { index = "time" }: SinkOptions,
  wanted: ReadonlySet<ObjectKind>,
): string =>
  wanted.has("log") && indexColumnIn(table, index) === undefined
    ? `are of a record that tells no ${index}`
    : `make no ${[...wanted].join(" and no ")}`;

function leftOut(why: string, tally: Tally): TableSink {
  return {
    write({ rows }) {
      for (let row = 0; row < rows; row++) tally.leaveOut(why);
    },
  };
}

/** Times are told with their offset; 2.x tells of each object when it was made. */
function requireZone({ table }: SinkTable, { timezone, index, witsml }: SinkOptions): void {
  // What has no times needs no zone.
  if (timezone !== undefined || !table.columns.some(({ type }) => type === "timestamp")) return;
  if (index === "depth" && witsml!.version.startsWith("1.")) return;
  throw new Failure(
    "zone-undeclared",
    "WITSML tells every time with its zone, and nothing tells that of the rig's clock; say --tz, such as --tz Europe/Oslo or --tz UTC",
  );
}

const nothing = (): Failure =>
  new Failure(
    "nothing-there",
    "no row has a place in an object of WITSML: rows of a log need a time or, with --index depth, a depth that rises; " +
      "where the feed sends no clock, --date and arrival times tell it when the log is converted",
  );
