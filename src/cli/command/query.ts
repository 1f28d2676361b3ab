/** `witskit query`: SQL over a dataset. */
import { existsSync } from "node:fs";
import { resamplingOf } from "../../dataset/resample/resampling.js";
import { STDOUT } from "../../durable/open-output.js";
import { Failure } from "../../failure/failure.js";
import { tablesAsked } from "../../query/asked-tables.js";
import { openDatabase } from "../../query/database.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode } from "../failure.js";
import { dialectFlags } from "../flags/flags.js";
import { refuseUnkept } from "../flags/kept.js";
import { tellBroken } from "../page/broken-parts.js";
import { warn } from "../page/say.js";
import {
  formatOf,
  HalfWritten,
  mayBeDamage,
  ROWS_SHOWN,
  refuseOthers,
  standardInput,
  writeParquet,
  writeSink,
  writeText,
} from "./query/answer.js";
import { queryDatabase } from "./query/database.js";
import { retellingOf } from "./retelling.js";

export const queryCommand: Command = {
  name: "query",
  stores: "read",
  tablesAsked: ({ arguments: [sql, dataset], flags }) =>
    dataset === undefined || sql === "-" || resamplingOf(flags) !== undefined
      ? undefined
      : (tables) => tablesAsked(sql, tables),
  summary: "Ask a dataset in SQL, by DuckDB.",
  examples: [
    { line: 'witskit query "SELECT max(DMEA) FROM r01" dataset/', does: "a view for each record" },
    { line: "witskit query dataset/", does: "a prompt; .tables says what there is" },
    { line: 'witskit query "FROM r01" dataset/ --format csv -o r01.csv', does: "into a file" },
    { line: 'witskit query "SELECT * FROM r01" dataset/ -o r01.xlsx', does: "into Excel" },
    { line: 'witskit query "FROM r01" dataset/ --every 1m', does: "of a row for each minute" },
    { line: "witskit query - dataset/ < question.sql", does: "SQL from standard input" },
    {
      line: 'witskit query --database postgres://rig@db/wells "SELECT max(DMEA) FROM r01"',
      does: "of a database that load has filled",
    },
  ],
  arguments: [
    {
      name: "SQL",
      description: "a query, or - to read it from standard input; none for a prompt",
      optional: true,
    },
    { name: "DATASET", description: "a folder or a file that convert has made", optional: true },
  ],
  flags: [
    "database",
    "format",
    "output",
    "limit",
    "every",
    "by",
    "aggregate",
    "fill",
    "index",
    "noJournal",
    "force",
    "verbose",
    "units",
    "to",
    "tz",
    ...dialectFlags,
  ],
  keeps: { dataset: ["units", "to"], parquet: ["units", "to"] },
  perSource: true,
  run: query,
};

async function query(invocation: Invocation): Promise<ExitCode> {
  const { arguments: words, flags, typed, signal } = invocation;
  if (asksDatabase(invocation)) return queryDatabase(invocation);
  if (words.length === 0) {
    throw new Failure(
      "missing-option",
      'nothing says what to ask; give a dataset: witskit query "SELECT * FROM r01" dataset/',
    );
  }
  const path = words.at(-1)!;
  const { output = STDOUT, force, limit = ROWS_SHOWN } = flags;
  const format = formatOf(flags.format, output);
  refuseOthers(typed, format);
  const resampling = resamplingOf(flags);
  const database = await openDatabase(path, { ...flags, signal }, (kind) => {
    refuseUnkept(queryCommand, kind, { typed, path });
    const { retelling, timezone } = retellingOf(flags, typed, kind);
    const steps = resampling && { resampling, timezone, signal };
    const sql = words.length === 1 || words[0] === "-" ? undefined : words[0];
    return { retelling, steps, note: warn, sql };
  });
  const interrupt = (): void => database.interrupt();
  signal.addEventListener("abort", interrupt);
  try {
    if (words.length === 1 && process.stdin.isTTY && output === STDOUT) {
      const { prompt } = await import("./query/prompt.js");
      await prompt(database, limit);
      return ExitCode.done;
    }
    const sql = words.length === 1 || words[0] === "-" ? await standardInput() : words[0]!;
    if (sql.trim() === "") throw new Failure("missing-option", "the query is empty");
    const ask = (): Promise<void> => {
      if (format === "parquet") return writeParquet(database, sql, output, force);
      if (format === "table" || format === "json")
        return writeText(database, sql, { format, output, force, limit });
      return writeSink(database, sql, { format, output, force, index: flags.index });
    };
    await ask().catch(async (error: unknown) => {
      // A part may be damaged in its middle, which nobody knows before it is read.
      if (signal.aborted || !mayBeDamage(error) || !(await database.leaveOutBroken())) throw error;
      if (error instanceof HalfWritten) throw error.explained(database);
      await ask();
    });
    return tellBroken(database.broken, { path, parts: database.parts }) ?? ExitCode.done;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", interrupt);
    await database.close();
  }
}

/** A database that only a setting names is asked where a question stands alone: no dataset is called `SELECT 1`. */
function asksDatabase({ arguments: [word, ...others], flags, typed }: Invocation): boolean {
  if (typed.some(({ flag }) => flag === "database")) return true;
  if (flags.database === undefined || word === undefined || others.length > 0) return false;
  return word === "-" || (/\s/.test(word) && !existsSync(word));
}
