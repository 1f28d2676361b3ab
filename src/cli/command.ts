/**
 * The shape of a command. Each is a file of this folder and one value of this type; `main.ts` turns it into help and
 * parses its arguments. A command throws a `Failure` when it cannot do what was asked, and never exits or prints one.
 */
import type { NoticesTold } from "../live/notices/told.js";
import type { TablesAsked } from "../object-store/pull.js";
import type { PluginsTold } from "../plugin/told.js";
import type { ConfiguredLink } from "./config/file.js";
import type { ExitCode } from "./failure.js";
import type { FlagName, FlagValues, GivenFlag } from "./flags/flags.js";

/** What a command can be given. `text` is WITS itself, in the place of a file. */
export const inputKinds = ["log", "text", "link", "dataset", "parquet", "arrow"] as const;
export type InputKind = (typeof inputKinds)[number];

export interface Argument {
  /** In capitals, as help shows it: `INPUT`. */
  readonly name: string;
  readonly description: string;
  /** The words that it can be, where they are few. */
  readonly choices?: readonly string[];
  readonly optional?: boolean;
  /** Takes all that follow; only the last argument may. */
  readonly variadic?: boolean;
}

export interface Example {
  readonly line: string;
  readonly does: string;
}

/** All commands, for those that lead to others or tell of them. */
export interface Commands {
  /** In the order of the help. */
  readonly names: readonly string[];
  has(word: string | undefined): word is string;
  load(name: string): Promise<Command>;
  all(): Promise<readonly Command[]>;
}

export interface Invocation {
  /** What stood on the command line beside the flags, in order. */
  readonly arguments: readonly string[];
  readonly flags: FlagValues;
  /** Those that `witskit.toml` names. */
  readonly links: readonly ConfiguredLink[];
  /** Those that `witskit.toml` lists; undefined where it lists none. None is loaded yet. */
  readonly plugins?: PluginsTold | undefined;
  /** Rules of `witskit.toml` of what people are told, and by which ways; undefined where it has none. */
  readonly notices?: NoticesTold | undefined;
  /** Those of the flags that stood on the command line, as they were typed. */
  readonly typed: readonly GivenFlag[];
  /** The file of settings that `--config` named. */
  readonly config?: string | undefined;
  readonly commands: Commands;
  /** Aborted, with a `Failure`, when the user interrupts. */
  readonly signal: AbortSignal;
}

export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** The common uses, which help shows first. */
  readonly examples: readonly Example[];
  readonly arguments: readonly Argument[];
  /** The flags it takes, in the order of its help. */
  readonly flags: readonly FlagName[];
  /** Flags that it keeps on such an input, where they are of no account for others: see `accountOf`. */
  readonly keeps?: Partial<Record<InputKind, readonly FlagName[]>>;
  /**
   * Reads several sources, of which different things may be told; false where it refuses what `witskit.toml` tells of one of its
   * own, undefined where sources are of no account.
   */
  readonly perSource?: boolean;
  /** What it does with `s3://`: reads a dataset from there, or writes one; every other refuses it. */
  readonly stores?: "read" | "written";
  /** Of a dataset in a store that it reads: the tables that it may look at, where it is not all of them. */
  readonly tablesAsked?: (words: Pick<Invocation, "arguments" | "flags">) => TablesAsked | undefined;
  /** Takes nothing from `witskit.toml`. */
  readonly unconfigured?: true;
  /** Milliseconds that it may need to end when it is interrupted, for what must not be lost; a second unless told. */
  readonly endsWithin?: number;
  /** Done when nothing is answered. */
  run(invocation: Invocation): Promise<ExitCode | undefined>;
}
