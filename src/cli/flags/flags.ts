/**
 * Every flag of every command, once: the same word means the same thing in each. Commands pick from here by name, and
 * help is made from it; what they are about parts them into the tables of `flags/`. A flag not given is looked up in the
 * environment, as `WITS_DATE_ORDER` for `dateOrder`, then in `witskit.toml`: see `config/`.
 */
import { Failure } from "../../failure/failure.js";
import type { SourceOptions } from "../../input/feed/options.js";
import { hyphened } from "../hyphened.js";
import { analysisTable } from "./analysis.js";
import { answerTable } from "./answer.js";
import { dataTable } from "./data.js";
import { databaseTable } from "./database.js";
import { dialectTable } from "./dialect.js";
import { exchangeTable } from "./exchange.js";
import type { Flag } from "./flag.js";
import { linkTable } from "./link.js";
import { lookupTable } from "./lookup.js";
import { madeTable } from "./made.js";
import { outputTable } from "./output.js";
import { reportTable } from "./report.js";
import { serveTable } from "./serve.js";
import { stepsTable } from "./steps.js";
import { streamTable } from "./stream.js";
import { switchIn } from "./values.js";
import { viewTable } from "./view.js";
import { writingTable } from "./writing.js";

export const flags = {
  ...outputTable,
  ...dataTable,
  ...dialectTable,
  ...answerTable,
  ...linkTable,
  ...streamTable,
  ...viewTable,
  ...analysisTable,
  ...reportTable,
  ...serveTable,
  ...stepsTable,
  ...exchangeTable,
  ...writingTable,
  ...databaseTable,
  ...lookupTable,
  ...madeTable,
};

export type FlagName = keyof typeof flags;

export const namesIn = <Table extends object>(table: Table): readonly (keyof Table)[] =>
  Object.keys(table) as (keyof Table)[];

/** The flags that tell a dialect: every command that reads logs takes them. */
export const dialectFlags = namesIn(dialectTable);

/** Those that say how a log is read, and what is made of it. */
/** Those that say how rows are analysed, whatever becomes of what is found. */
export const analysisFlags = [
  "rig",
  "overrides",
  "bitDiameter",
  "normalDensity",
  "causal",
  "apart",
] as const satisfies readonly FlagName[];

export const feedFlags: readonly FlagName[] = [...namesIn(dataTable), ...dialectFlags];

/** The flags that tell how WITS is written. */
export const writingFlags = namesIn(writingTable);

/** The flags that tell of links: every command that opens one takes them. */
export const linkFlags = namesIn(linkTable);

export type FlagValues = { readonly [Name in FlagName]?: ReturnType<(typeof flags)[Name]["parse"]> } & {
  /** What was told of some sources alone. */
  readonly perSource?: readonly SourceOptions[];
};

/** A flag as a command has it: beside `--database`, `--to` may name the database too. */
export function flagOf(name: FlagName, names: readonly FlagName[]): Flag<unknown> {
  const flag: Flag<unknown> = flags[name];
  const { value, description } = flag;
  if (!names.includes("database") || !names.includes("to")) return flag;
  if (name === "database") return { ...flag, description: `${description}; --to URL is the same` };
  if (name !== "to") return flag;
  return { ...flag, value: `${value}|URL`, description: `${description}; or a database, as --database` };
}

/** A flag as it is typed; a switch has no text. */
export interface GivenFlag {
  readonly flag: FlagName;
  readonly text: string;
}

/** `dateOrder` is `date-order` on the command line. */
export const longName = (name: FlagName): string => hyphened(name);

/** `dateOrder` is `WITS_DATE_ORDER` in the environment. */
export const environmentName = (name: FlagName): string =>
  `WITS_${longName(name).replaceAll("-", "_").toUpperCase()}`;

/** Reads a flag's text; `given` says where it stood, for the message. */
export function parseFlag(name: FlagName, text: string, given: string): unknown {
  const { value, parse } = flags[name] as Flag<unknown>;
  try {
    return value === undefined ? switchIn(text) : parse(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Failure("bad-option", `${given}: ${error.message}`, { cause: error });
  }
}

/** The line of help: what it does, what holds without it. */
export const describeFlag = ({ description, usual }: Flag<unknown>): string =>
  usual === undefined ? description : `${description} (default ${usual})`;
