/**
 * Flags that are of no account for what a command was given: those that say how a log is read where there is no log, those of links
 * where there is no link. Each is kept by a command that says so, or refused with the reason; what only a setting or the environment
 * says is a habit, and passed over.
 */
import { Failure } from "../../failure/failure.js";
import { maskedUrl } from "../../text/secrets.js";
import type { Command, InputKind } from "../command.js";
import { type FlagName, feedFlags, type GivenFlag, linkFlags, longName, writingFlags } from "./flags.js";
import { ruleIn } from "./per-source.js";

const WORDS: Readonly<Record<InputKind, string>> = {
  log: "a log",
  text: "WITS text",
  link: "a link",
  dataset: "a dataset",
  parquet: "a Parquet file",
  arrow: "an Arrow file",
};

/** Where a flag is of account in every command that takes it; undefined: whatever is given. */
export function accountOf(flag: FlagName): readonly InputKind[] | undefined {
  if (feedFlags.includes(flag)) return ["log", "text", "link"];
  if ((linkFlags as readonly FlagName[]).includes(flag)) return ["link"];
  if (flag === "noJournal") return ["dataset"];
  if (flag === "check") return ["dataset", "parquet"];
  return undefined;
}

export function isKept({ keeps }: Pick<Command, "keeps">, kind: InputKind, flag: FlagName): boolean {
  return (accountOf(flag)?.includes(kind) ?? true) || (keeps?.[kind]?.includes(flag) ?? false);
}

/** Throws Failure("usage") for the first flag that was typed and that the command does not keep on such an input. */
export function refuseUnkept(
  command: Pick<Command, "name" | "keeps">,
  kind: InputKind,
  { typed, path }: { readonly typed: readonly GivenFlag[]; readonly path: string },
): void {
  const isRead = accountOf("units")!.includes(kind);
  const unkept = typed.find(({ flag, text }) => {
    const isOfSources = ruleIn(flag, text, longName(flag)) !== undefined;
    return (isOfSources && !isRead) || !isKept(command, kind, flag);
  });
  if (unkept === undefined) return;
  throw new Failure(
    "option-not-kept",
    `--${longName(unkept.flag)} is not kept: ${maskedUrl(path)} is ${WORDS[kind]}, and ${command.name} ${reasonOf(unkept.flag)}`,
  );
}

function reasonOf(flag: FlagName): string {
  switch (flag) {
    case "units":
    case "to":
      return "shows its values as they are; witskit export writes them in other units, or give it when the log is converted";
    case "tz":
      return "shows its times as they are; give it when the log is converted, or to witskit export";
    case "records":
    case "from":
    case "until":
      return "tells of all of it";
    case "noJournal":
      return "finds no journal there: only the dataset of a stream has one; leave it out";
    case "check":
      return "checks the parts of a dataset, and Parquet files; give one of them";
    default:
      return feedFlags.includes(flag)
        ? "reads no log there: how a log is written, and what its codes mean, counts when it is converted"
        : "opens no link there: it says how a link is held; leave it out";
  }
}

/** Throws Failure("usage") for a flag that tells how WITS is written, where the output is something else. */
export function refuseWriting(typed: readonly GivenFlag[], output: string): void {
  const unkept = typed.find(({ flag }) => (writingFlags as readonly FlagName[]).includes(flag));
  if (unkept === undefined) return;
  throw new Failure(
    "option-not-kept",
    `--${longName(unkept.flag)} is not kept: it tells how WITS is written, and ${output} is none; leave it out, or write -o FILE.wits`,
  );
}
