/** `witskit query`: SQL over a dataset. */
import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { extname } from "node:path";
import type { RowIndex } from "../../columns/rising.js";
import { resamplingOf } from "../../dataset/resample/resampling.js";
import { BrokenPipe } from "../../durable/broken-pipe.js";
import { openOutput, STDOUT, writeOutput } from "../../durable/open-output.js";
import { Failure } from "../../failure/failure.js";
import { type FormatName, formatBy, formatMeant, formatNames, openSink } from "../../output/formats.js";
import type { TableReceipt } from "../../output/sink.js";
import { tablesAsked } from "../../query/asked-tables.js";
import { type Database, openDatabase } from "../../query/database.js";
import { sqlText } from "../../query/duckdb.js";
import type { QueryResult } from "../../query/result.js";
import { writeJson } from "../../query/result-text.js";
import { shownLines } from "../../text/shown-text.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode } from "../failure.js";
import { dialectFlags, type FlagName, type GivenFlag, longName } from "../flags/flags.js";
import { refuseUnkept } from "../flags/kept.js";
import { tellBroken } from "../page/broken-parts.js";
import { tableText } from "../page/query.js";
import { warn } from "../page/say.js";
import { counted, integer } from "../page/wording.js";
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

/** Of the sinks' formats all but the folder of a model: a query has one table. */
const sinkFormats = formatNames.filter((name) => formatBy(name).holds !== "folder");
const own = ["table", "json"] as const;
type QueryFormat = (typeof own)[number] | FormatName;

/** Rows of a table when nothing else was asked for. */
export const ROWS_SHOWN = 40;

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
      const { prompt } = await import("./query-prompt.js");
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

/** Of another database, as its own SQL has it. */
async function queryDatabase({ arguments: words, flags, typed }: Invocation): Promise<ExitCode> {
  const [sql, ...others] = words;
  if (sql === undefined || others.length > 0)
    throw new Failure(
      "missing-option",
      `${others.length > 0 ? "a database is asked, and no dataset beside it" : "nothing says what to ask"}; ` +
        'give one question: witskit query --database URL "SELECT * FROM r01"',
    );
  const unkept = typed.find(({ flag }) => !OF_ANSWERS.includes(flag));
  if (unkept !== undefined)
    throw new Failure(
      "option-not-kept",
      `--${longName(unkept.flag)} is not kept: a database has its rows as they were loaded; put it into the SQL, or give it to load`,
    );
  const { output = STDOUT, force, limit = ROWS_SHOWN, index } = flags;
  const format = formatOf(flags.format, output);
  refuseOthers(typed, format);
  if (format === "parquet" && output === STDOUT)
    throw new Failure("conflicting-options", "a query's Parquet goes into a file; give -o FILE.parquet");
  const text = sql === "-" ? await standardInput() : sql;
  if (text.trim() === "") throw new Failure("missing-option", "the query is empty");
  const [{ openAsking }, { resultOf }] = await Promise.all([
    import("../../output/sql/open-asking.js"),
    import("../../query/result.js"),
  ]);
  const asking = await openAsking(flags.database!);
  try {
    const asked = { query: async (sql: string) => resultOf(await asking.ask(sql)) };
    if (format === "table" || format === "json")
      await writeText(asked, text, { format, output, force, limit });
    else await writeSink(asked, text, { format, output, force, index });
    return ExitCode.done;
  } finally {
    await asking.close();
  }
}

const OF_ANSWERS: readonly FlagName[] = [
  "database",
  "format",
  "output",
  "limit",
  "index",
  "force",
  "verbose",
];

/** What can be asked: a dataset, or another database. */
interface Asked {
  query(sql: string): Promise<QueryResult>;
}

/** Rows that are on standard output cannot be taken back. */
class HalfWritten extends Error {
  explained({ broken }: Database): Failure {
    const why = broken?.failures.at(-1)?.message ?? this.message;
    return new Failure(
      "dataset-broken",
      `${why}. What was written before is not all; give -o FILE, and the other parts are read`,
      {
        cause: this.cause,
      },
    );
  }
}

/** What DuckDB says of a question is about the question. */
const mayBeDamage = (error: unknown): boolean =>
  error instanceof Error &&
  !(error instanceof BrokenPipe) &&
  (!(error instanceof Failure) || error.code === "bad-query") &&
  !/^(Parser|Binder|Catalog|Conversion)/.test(error.message);

/** What is of account for some formats alone. */
function refuseOthers(typed: readonly GivenFlag[], format: QueryFormat): void {
  const isTyped = (flag: FlagName): boolean => typed.some((one) => one.flag === flag);
  if (isTyped("limit") && format !== "table")
    throw new Failure(
      "option-not-kept",
      `--limit is not kept: it cuts a table that is shown; for ${format}, put LIMIT into the SQL`,
    );
  if (isTyped("index") && format !== "las")
    throw new Failure(
      "option-not-kept",
      `--index is not kept: it is for LAS, and this is ${format}; put ORDER BY into the SQL`,
    );
}

/** By the flag, else by the output's ending; a table on standard output. */
function formatOf(given: string | undefined, output: string): QueryFormat {
  const named = given ?? (output === STDOUT ? "table" : extname(output).slice(1).toLowerCase());
  const format = own.find((one) => one === (named === "txt" ? "table" : named)) ?? sinkFormat(named);
  if (format === "parquet" && output === STDOUT) {
    throw new Failure("conflicting-options", "a query's Parquet goes into a file; give -o FILE.parquet");
  }
  return format;
}

function sinkFormat(named: string): FormatName {
  const format = formatMeant(named);
  if (format !== undefined && sinkFormats.includes(format)) return format;
  throw new Failure(
    "unknown-format",
    `there is no format ${named === "" ? "in the ending" : named} for a query; there are ${[...own, ...sinkFormats].join(", ")}`,
  );
}

async function standardInput(): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString("utf8");
}

interface TextOptions {
  readonly format: (typeof own)[number];
  readonly output: string;
  readonly force: boolean | undefined;
  readonly limit: number;
}

async function writeText(
  database: Asked,
  sql: string,
  { format, output, force, limit }: TextOptions,
): Promise<void> {
  const result = await database.query(sql);
  await writeOutput(output, { force }, async (file) => {
    // The first piece waits for the second: a damaged part mostly tells with its first rows.
    let held: string | undefined;
    let written = false;
    const write = async (text: string): Promise<void> => {
      if (held !== undefined) {
        await file.write(Buffer.from(held));
        written = true;
      }
      held = text;
    };
    try {
      if (format === "json") await writeJson(result, write);
      else await write(shownLines(`${await tableText(result, limit)}\n`));
    } catch (error) {
      if (!written || output !== STDOUT || !mayBeDamage(error)) throw error;
      throw new HalfWritten((error as Error).message, { cause: error });
    }
    if (held !== undefined) await file.write(Buffer.from(held));
  });
}

interface SinkTarget {
  readonly format: FormatName;
  readonly output: string;
  readonly force: boolean | undefined;
  readonly index: RowIndex | undefined;
}

/** Through the sink of a format, as `convert` and `export` write it. What is not as the query answered is said. */
async function writeSink(
  database: Asked,
  sql: string,
  { format, output, force, index }: SinkTarget,
): Promise<void> {
  const { resultTable } = await import("../../query/result-batches.js");
  const { table, utc, batches, notes } = resultTable(await database.query(sql));
  // A damaged part mostly tells with its first rows, when nothing is written yet.
  const rest = batches();
  let next = await rest.next();
  const timed = table.table.columns.some(({ type }) => type === "timestamp");
  const sink = await openSink(format, {
    open: () => openOutput(output, { force }),
    timezone: utc ? "UTC" : undefined,
    index: index ?? (timed ? "time" : "depth"),
  });
  try {
    const rows = await sink.begin(table);
    for (; !next.done; next = await rest.next()) await rows.write(next.value);
    const { tables } = await sink.commit();
    for (const text of [...notes, ...tables.flatMap(receiptText)]) warn(text);
  } catch (error) {
    await sink.abort();
    if (output !== STDOUT || !mayBeDamage(error)) throw error;
    throw new HalfWritten((error as Error).message, { cause: error });
  }
}

/** What is not in the output as it was in the rows, a sentence each. */
function receiptText({ rows, leftOut, notes }: TableReceipt): string[] {
  const all = [...leftOut.values()].reduce((sum, left) => sum + left, rows);
  return [
    ...[...leftOut].map(([why, left]) => `${integer(left)} of ${counted(all, "row")} left out that ${why}`),
    ...notes,
  ];
}

/** DuckDB writes the file itself, beside its name, which it gets when it is whole. */
async function writeParquet(
  database: Database,
  sql: string,
  path: string,
  force: boolean | undefined,
): Promise<void> {
  if (existsSync(path) && !force)
    throw new Failure("output-exists", `${path} is there already; --force replaces it`, {
      place: { file: path },
    });
  const partial = `${path}.partial`;
  try {
    const result = await database.query(
      `COPY (${sql.trim().replace(/;+$/, "")}) TO ${sqlText(partial)} (FORMAT parquet)`,
    );
    await result.fetchAllChunks();
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
