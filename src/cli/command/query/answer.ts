/** What a query answers: which format it is in, and how it is written. */
import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { extname } from "node:path";
import type { RowIndex } from "../../../columns/rising.js";
import { BrokenPipe } from "../../../durable/broken-pipe.js";
import { openOutput, STDOUT, writeOutput } from "../../../durable/open-output.js";
import { Failure } from "../../../failure/failure.js";
import { type FormatName, formatBy, formatMeant, formatNames, openSink } from "../../../output/formats.js";
import type { TableReceipt } from "../../../output/sink.js";
import type { Database } from "../../../query/database.js";
import { sqlText } from "../../../query/duckdb.js";
import type { QueryResult } from "../../../query/result.js";
import { writeJson } from "../../../query/result-text.js";
import { shownLines } from "../../../text/shown-text.js";
import type { FlagName, GivenFlag } from "../../flags/flags.js";
import { tableText } from "../../page/query.js";
import { warn } from "../../page/say.js";
import { counted, integer } from "../../page/wording.js";

/** Of the sinks' formats all but the folder of a model: a query has one table. */
const sinkFormats = formatNames.filter((name) => formatBy(name).holds !== "folder");
const own = ["table", "json"] as const;
type QueryFormat = (typeof own)[number] | FormatName;

/** Rows of a table when nothing else was asked for. */
export const ROWS_SHOWN = 40;

/** What can be asked: a dataset, or another database. */
export interface Asked {
  query(sql: string): Promise<QueryResult>;
}

/** Rows that are on standard output cannot be taken back. */
export class HalfWritten extends Error {
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
export const mayBeDamage = (error: unknown): boolean =>
  error instanceof Error &&
  !(error instanceof BrokenPipe) &&
  (!(error instanceof Failure) || error.code === "bad-query") &&
  !/^(Parser|Binder|Catalog|Conversion)/.test(error.message);

/** What is of account for some formats alone. */
export function refuseOthers(typed: readonly GivenFlag[], format: QueryFormat): void {
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
export function formatOf(given: string | undefined, output: string): QueryFormat {
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

export async function standardInput(): Promise<string> {
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

export async function writeText(
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
export async function writeSink(
  database: Asked,
  sql: string,
  { format, output, force, index }: SinkTarget,
): Promise<void> {
  const { resultTable } = await import("../../../query/result-batches.js");
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
export async function writeParquet(
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
