/** Whether `export` is to write files or to load a database, and what it keeps of each. */
import { Failure } from "../../../failure/failure.js";
import type { Invocation } from "../../command.js";
import { dialectFlags, type FlagName, longName } from "../../flags/flags.js";

/** What is of account for a database alone. */
export const databaseFlags = ["layout", "replaceChanged", "dryRun"] as const satisfies readonly FlagName[];

/** What is of account for a database and for files. */
const OF_BOTH: ReadonlySet<FlagName> = new Set<FlagName>([
  "records",
  "from",
  "until",
  "units",
  "to",
  "tz",
  "noJournal",
  "force",
  "quiet",
  "verbose",
  ...dialectFlags,
]);

/**
 * The database that rows are to go into; undefined: they go into files. What only a setting says of a database counts where no file is
 * named. Throws Failure("usage") for two places, and for what was typed that the one which is meant does not keep.
 */
export function databaseAsked({ flags, typed }: Pick<Invocation, "flags" | "typed">): string | undefined {
  const { database, output } = flags;
  const isTyped = (name: FlagName): boolean => typed.some(({ flag }) => flag === name);
  if (isTyped("database") && isTyped("output"))
    throw new Failure(
      "conflicting-options",
      "-o names a file and --to a database; one run writes to one place: leave one of them out",
    );
  const into = isTyped("database") || output === undefined ? database : undefined;
  const own: readonly FlagName[] = databaseFlags;
  const unkept = typed.find(({ flag }) =>
    into === undefined
      ? own.includes(flag)
      : flag !== "database" && !own.includes(flag) && !OF_BOTH.has(flag),
  );
  if (unkept === undefined) return into;
  throw new Failure(
    "option-not-kept",
    into === undefined
      ? `--${longName(unkept.flag)} is not kept: it is of databases, and this goes into a file; leave it out, or give --to URL`
      : `--${longName(unkept.flag)} is not kept: it is of files, and a database gets all rows of a table as they are; leave it out`,
  );
}
