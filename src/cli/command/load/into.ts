/**
 * Rows of what is there, a dataset, logs or a Parquet file, into a database: what `load` does, and `export` where it is told a database
 * instead of a file. A stream has them follow its dataset instead, see `live/delivery/database.ts`.
 */

import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countParts } from "../../../dataset/broken-parts.js";
import { kindOf } from "../../../dataset/kind.js";
import { sourcesIn } from "../../../dataset/sources.js";
import { tablesIn } from "../../../dataset/tables.js";
import { Failure } from "../../../failure/failure.js";
import type { Source } from "../../../input/bytes/source.js";
import type { Loaded, LoadedTable, PartsOptions } from "../../../output/sql/load.js";
import type { FoundTable } from "../../../output/sql/load-analysis.js";
import type { Loader } from "../../../output/sql/loader.js";
import { openLoader } from "../../../output/sql/open.js";
import type { SqlTable } from "../../../output/sql/tables.js";
import { keepHeapSmall } from "../../../runtime/small-heap.js";
import { recordOfTable } from "../../../wits/catalog/table.js";
import type { Command, Invocation } from "../../command.js";
import { ExitCode } from "../../failure.js";
import { dialectFlags, type FlagName, type FlagValues } from "../../flags/flags.js";
import { refuseUnkept } from "../../flags/kept.js";
import { tellBroken } from "../../page/broken-parts.js";
import { print } from "../../page/print.js";
import { say, warn } from "../../page/say.js";
import { counted } from "../../page/wording.js";
import { foundIn, foundNow, loadFound } from "./analysis.js";
import { warnChanges } from "./changes.js";

/** Throws a Failure, of kind `network` or `output` too; what was loaded before it is there. */
export async function loadInto(
  command: Command,
  database: string,
  invocation: Invocation,
): Promise<ExitCode> {
  const {
    arguments: [input],
    flags,
  } = invocation;
  const { layout = "record" } = flags;
  if (layout === "frame")
    throw new Failure(
      "option-not-kept",
      "--layout frame is not kept: a database has a table a record, or with --layout long a row a value",
    );
  const kind = await kindOf(input!);
  const isLog =
    kind === "log" ||
    (kind === "folder" && (await tablesIn(input!)).length === 0 && !(await isStream(input!)));
  const { typed } = invocation;
  refuseUnkept(command, isLog ? "log" : kind === "parquet" ? "parquet" : "dataset", {
    typed,
    path: input!,
  });
  const retold = typed.find(({ flag }) => flag === "to" || flag === "tz");
  if (flags.analyze && !isLog && retold !== undefined)
    throw new Failure(
      "conflicting-options",
      `--analyze finds what a rig did in the times and units that ${input} has; give --${retold.flag} when the log is converted`,
    );
  keepHeapSmall();
  const loader = await openLoader(database, { replaceChanged: flags.replaceChanged, force: flags.force });
  try {
    const code = isLog
      ? await loadLogs(loader, input!, invocation)
      : await loadDataset(loader, input!, invocation);
    const analyzed = flags.analyze ? await loadAnalysis(command, loader, input!, invocation) : ExitCode.done;
    if (!flags.dryRun) await loader.finish?.();
    return code === ExitCode.done ? analyzed : code;
  } finally {
    await loader.close();
  }
}

/** What is found now goes where what was found before is, in the place of it. */
function loadAnalysis(
  command: Command,
  loader: Loader,
  input: string,
  invocation: Invocation,
): Promise<ExitCode> {
  const { flags, signal } = invocation;
  return foundNow(command, input, invocation, async (found, sources) => {
    if (flags.dryRun) return printStatements(loader, found);
    await loader.ensure(found.map(({ table }) => table));
    const loaded = await loadFound(loader, found, async () => sources, signal);
    if (!flags.quiet) say(loadedText(loader, [loaded]));
    return ExitCode.done;
  });
}

async function isStream(folder: string): Promise<boolean> {
  const { readHead } = await import("../../../dataset/manifest-file.js");
  return (await readHead(folder).catch(() => undefined))?.live !== undefined;
}

async function loadDataset(
  loader: Loader,
  path: string,
  { flags, typed, signal }: Invocation,
): Promise<ExitCode> {
  const [{ openAny }, { retellingOf }, { tablesToLoad }, { selectionOf }, { readTable }] = await Promise.all([
    import("../../../live/open-dataset.js"),
    import("../retelling.js"),
    import("../../../output/sql/load.js"),
    import("../../../dataset/retold.js"),
    import("../../../dataset/read.js"),
  ]);
  const dataset = await openAny(path, { ...flags, signal });
  try {
    const { retelling, timezone } = retellingOf(flags, typed, dataset.kind);
    const wanted = dataset.tables.filter(({ name }) => isAskedFor(name, flags.records));
    if (wanted.length === 0)
      throw new Failure("nothing-there", `${path} has none of the records that were asked for`);
    const bounds = selectionOf(await readTable(wanted[0]!, dataset.broken), flags, timezone);
    const options: PartsOptions = {
      ...bounds,
      retelling,
      long: flags.layout === "long",
      broken: dataset.broken,
      signal,
    };
    const tables = await tablesToLoad(wanted, options);
    const isWhole = dataset.kind === "dataset" && !flags.analyze;
    const found = isWhole ? await foundIn(path, dataset.broken, options) : [];
    if (flags.dryRun) return await printStatements(loader, [...tables, ...found]);
    const loaded = [await loadTables(loader, tables, options, found)];
    if (found.length > 0) loaded.push(await loadFound(loader, found, () => sourcesIn(path), signal));
    if (!flags.quiet) say(loadedText(loader, loaded));
    return tellBroken(dataset.broken, { path, parts: countParts(wanted) }) ?? ExitCode.done;
  } finally {
    await dataset.close();
  }
}

/** What follows `tables` is ensured with them, and loaded afterwards. */
async function loadTables(
  loader: Loader,
  tables: readonly LoadedTable[],
  options: PartsOptions,
  others: readonly FoundTable[] = [],
): Promise<Loaded> {
  const { loadParts } = await import("../../../output/sql/load.js");
  const all = [...tables, ...others].map(({ table }) => table);
  await loader.ensure(all);
  const isClock = ({ columns, time }: SqlTable): boolean =>
    columns.some(({ name, kind }) => name === time && kind === "clock");
  if (loader.promise === "overwrites" && all.some(isClock))
    warn(
      "points are at instants, and these times are of the rig's clock, whose zone nothing tells: they are written as if they were UTC; --tz, where the log is converted, tells it",
    );
  const loaded = await loadParts(loader, tables, options);
  warnChanges(loaded);
  return loaded;
}

async function printStatements(
  loader: Loader,
  tables: readonly { readonly table: SqlTable }[],
): Promise<ExitCode> {
  const statements = await loader.statements(tables.map(({ table }) => table));
  if (loader.promise === "overwrites") say("nothing is to be made: points make what they need");
  else if (statements.length === 0) say("nothing is to be made: all tables and columns are there");
  else await print(statements.map((statement) => `${statement};`).join("\n"));
  return ExitCode.done;
}

function isAskedFor(table: string, records: readonly number[] | undefined): boolean {
  const record = recordOfTable(table);
  return records === undefined || record === undefined || records.includes(record);
}

/** Bytes of logs that are converted at a time: their dataset lies on the disk meanwhile. */
const GROUP = 512 << 20;

/**
 * Logs are converted, some at a time, into a folder that is taken away again, and its parts loaded. A log of the same name, size and
 * time as one that is in the ledger is not read again.
 */
async function loadLogs(loader: Loader, input: string, { flags, signal }: Invocation): Promise<ExitCode> {
  const { findSources } = await import("../../../input/source/find.js");
  const told = saidOf(flags);
  const units = new Map<Source, string>();
  const sources = await findSources([input]);
  for (const source of sources) units.set(source, unitOfLog(source, told));
  const known = await loader.loaded([...units.values()]);
  const left = flags.dryRun
    ? sources.slice(0, 1)
    : sources.filter((source) => !known.has(units.get(source)!));
  const all: Loaded[] = [];
  for (const group of groupsOf(left)) {
    signal.throwIfAborted();
    const folder = await mkdtemp(join(tmpdir(), "witskit-"));
    try {
      const { convert } = await import("../../../bulk/convert.js");
      const { tablesToLoad } = await import("../../../output/sql/load.js");
      const output = join(folder, "dataset");
      const inputs = group.map(({ name }) => name);
      const { from, until, ...others } = ofRows(flags);
      const layout = flags.layout ?? "record";
      await convert({
        ...others,
        ...(from && { from }),
        ...(until && { until }),
        inputs,
        output,
        layout,
        format: "parquet",
        signal,
      } as Parameters<typeof convert>[0]);
      const tables = await tablesToLoad(await tablesIn(output), { signal });
      if (flags.dryRun) return await printStatements(loader, tables);
      all.push(await loadTables(loader, tables, { signal }));
      for (const source of group)
        if (source.size !== undefined) await loader.write({ name: units.get(source)! }, () => []);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  if (!flags.quiet) {
    const skipped = sources.length - left.length;
    if (skipped > 0)
      say(
        `${counted(skipped, "log")} ${skipped === 1 ? "is" : "are"} in ${loader.shown} already, and not read again`,
      );
    if (all.length > 0) say(loadedText(loader, all));
  }
  return ExitCode.done;
}

function groupsOf(sources: readonly Source[]): Source[][] {
  const groups: Source[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const source of sources) {
    if (bytes >= GROUP) {
      groups.push([]);
      bytes = 0;
    }
    groups.at(-1)!.push(source);
    bytes += source.size ?? 0;
  }
  return groups;
}

/** The flags that make other rows of the same bytes. */
const OF_ROWS: ReadonlySet<string> = new Set<FlagName | "perSource">([
  "layout",
  "records",
  "from",
  "until",
  "units",
  "to",
  "tz",
  "map",
  ...dialectFlags,
  "perSource",
]);
const ofRows = (flags: FlagValues): FlagValues =>
  Object.fromEntries(Object.entries(flags).filter(([name]) => OF_ROWS.has(name)));
const saidOf = (flags: FlagValues): string => JSON.stringify(Object.entries(ofRows(flags)).sort());

function unitOfLog({ name, size, modified, digest }: Source, told: string): string {
  const hash = createHash("sha256").update(JSON.stringify([name, size, modified, digest, told]));
  return `log ${hash.digest("hex").slice(0, 40)}`;
}

function loadedText(loader: Loader, all: readonly Loaded[]): string {
  const rows = new Map<string, number>();
  for (const loaded of all)
    for (const [name, count] of loaded.rows) rows.set(name, (rows.get(name) ?? 0) + count);
  const sum = (of: (loaded: Loaded) => number): number => all.reduce((total, one) => total + of(one), 0);
  const told = [...rows]
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${counted(count, "row")}`);
  const [parts, already, present, gone] = [
    sum((one) => one.parts),
    sum((one) => one.already),
    sum((one) => one.present),
    sum((one) => one.gone ?? 0),
  ];
  return [
    loader.promise === "overwrites"
      ? `written into ${loader.shown}: ${told.length === 0 ? "nothing" : told.join(", ")}`
      : `loaded into ${loader.shown}: ${told.length === 0 ? "nothing that is new" : told.join(", ")}`,
    ...(already === 0
      ? []
      : [`  ${already} of ${counted(parts, "part")} ${already === 1 ? "was" : "were"} there already`]),
    ...(present === 0
      ? []
      : [
          `  ${counted(present, "row")} ${present === 1 ? "was" : "were"} there already, with the same values`,
        ]),
    ...(gone === 0 ? [] : [`  ${counted(gone, "row")} of an analysis before made room`]),
  ].join("\n");
}
