/**
 * Flags that say how a log is read, where there is no log: a dataset, and a file of one, are read already. Each is kept by a
 * command that says so, or refused with the reason; what only a setting or the environment says is a habit, and passed over.
 */
import { Failure } from "../../failure.js";
import type { Command, MadeKind } from "../command.js";
import { type FlagName, feedFlags, type GivenFlag, longName } from "./flags.js";
import { ruleIn } from "./per-source.js";

const WORDS: Readonly<Record<MadeKind, string>> = {
  dataset: "a dataset",
  parquet: "a Parquet file",
  arrow: "an Arrow file",
};

/** Throws Failure("usage") for the first flag that was typed and that the command does not keep on such an input. */
export function refuseUnkept(
  { name: command, keeps }: Pick<Command, "name" | "keeps">,
  kind: MadeKind,
  { typed, path }: { readonly typed: readonly GivenFlag[]; readonly path: string },
): void {
  const kept: readonly FlagName[] = keeps?.[kind] ?? [];
  const unkept = typed.find(({ flag, text }) => {
    const isOfSources = ruleIn(flag, text, longName(flag)) !== undefined;
    return feedFlags.includes(flag) && (isOfSources || !kept.includes(flag));
  });
  if (unkept === undefined) return;
  throw new Failure(
    "option-not-kept",
    `--${longName(unkept.flag)} is not kept: ${path} is ${WORDS[kind]}, and ${command} ${reasonOf(unkept.flag)}`,
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
    default:
      return "reads no log there: how a log is written, and what its codes mean, counts when it is converted";
  }
}
