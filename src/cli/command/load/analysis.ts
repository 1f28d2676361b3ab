/** Tables of an analysis, on their way into a database: those that lie in a dataset, or what is found now. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrokenParts } from "../../../dataset/broken-parts.js";
import { analysisTablesIn } from "../../../dataset/tables.js";
import { Failure } from "../../../failure/failure.js";
import type { Loaded, PartsOptions } from "../../../output/sql/load.js";
import { AnalysisLoading, type FoundTable, foundTables } from "../../../output/sql/load-analysis.js";
import type { Loader } from "../../../output/sql/loader.js";
import type { Command, Invocation } from "../../command.js";
import { ExitCode } from "../../failure.js";
import { analysisFlags, type FlagName, longName } from "../../flags/flags.js";
import { warn } from "../../page/say.js";
import { withInputs } from "../analyze/inputs.js";
import { warnChanges } from "./changes.js";

/** Flags of an analysis are of account with `--analyze`. */
export function refuseWithoutAnalysis({ flags, typed }: Pick<Invocation, "flags" | "typed">): void {
  const unkept = typed.find(({ flag }) => (analysisFlags as readonly FlagName[]).includes(flag));
  if (flags.analyze || unkept === undefined) return;
  throw new Failure(
    "option-not-kept",
    `--${longName(unkept.flag)} is not kept: it is of an analysis; give it with --analyze`,
  );
}

/** Those that lie in the dataset. They are of all of it, and as it is. */
export async function foundIn(
  path: string,
  broken: BrokenParts | undefined,
  { retelling = {}, from, until }: PartsOptions,
): Promise<readonly FoundTable[]> {
  const found = await analysisTablesIn(path);
  const asked = [retelling.units, retelling.to, retelling.timezone, from, until];
  if (found.length === 0 || asked.every((one) => one === undefined)) return foundTables(found, broken);
  warn(
    `${path}: the tables of its analysis are left out: they have the times and units of the dataset, and are of all of it; ` +
      "load them without --from, --until, --units, --to and --tz",
  );
  return [];
}

/** The tables are ensured. */
export async function loadFound(
  loader: Loader,
  found: readonly FoundTable[],
  covered: () => Promise<Iterable<string>>,
  signal: AbortSignal,
): Promise<Loaded> {
  const loading = new AnalysisLoading(found.map(({ table }) => table));
  const rows = new Map<string, number>();
  const remarks = new Set<string>();
  let [present, gone] = [0, 0];
  for (const table of found) {
    const done = await loading.load(loader, table, covered, signal);
    rows.set(table.table.name, done.rows);
    present += done.present;
    gone += done.gone;
    warnChanges(done);
    for (const remark of done.remarks) remarks.add(remark);
  }
  for (const remark of remarks) warn(`${loader.shown}: ${remark}`);
  return { rows, present, gone, parts: 0, already: 0, changed: new Map(), changedRows: new Map() };
}

/** Analyses the input as `witskit analyze` does, and lends the tables. */
export async function foundNow(
  command: Command,
  input: string,
  { flags, typed, signal }: Invocation,
  use: (found: readonly FoundTable[], sources: ReadonlySet<string>) => Promise<ExitCode>,
): Promise<ExitCode> {
  const [{ analyzeInputs }, { AnalysisFiles, folderPaths }] = await Promise.all([
    import("../../../bulk/analysis/analyze.js"),
    import("../../../bulk/analysis/files.js"),
  ]);
  const folder = await mkdtemp(join(tmpdir(), "witskit-"));
  try {
    return await withInputs({ command, paths: [input], flags, typed, signal }, async (options) => {
      const files = new AnalysisFiles({ format: "parquet", pathOf: folderPaths(folder, ".parquet") });
      const { inputs, sources, meanings } = await analyzeInputs([input], options, files).catch(
        async (error: unknown) => {
          await files.abort();
          throw error;
        },
      );
      await files.commit(meanings);
      const code = await use(await foundTables(await analysisTablesIn(folder)), sources);
      // Who put the rows there has told of logs that end before their end.
      return inputs.some(({ failures }) => failures.length > 0) ? ExitCode.inputUnreadable : code;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
