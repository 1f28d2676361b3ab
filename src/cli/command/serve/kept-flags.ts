/** Which flags each task of `serve` keeps. One that was typed and is of no account is refused: nobody takes a whole list for one of a role. */
import { Failure } from "../../../failure/failure.js";
import { type FlagName, type GivenFlag, longName } from "../../flags/flags.js";

/** What holds of every task: where the service keeps what it has, and how much is said. */
const OF_ALL: readonly FlagName[] = ["data", "database", "quiet", "verbose"];

/** By the task and, where it has one, the word of what is done. What is not here keeps no more than `OF_ALL`. */
const KEPT: Readonly<Record<string, readonly FlagName[]>> = {
  openapi: ["json"],
  "user list": ["tenant", "json"],
  // Links lead to the port of the service.
  "user add": ["tenant", "role", "client", "rigs", "port"],
  "user role": ["tenant", "role", "client", "rigs"],
  "user disable": ["tenant"],
  "user enable": ["tenant"],
  "user reset": ["tenant", "port"],
  "key list": ["tenant", "json"],
  "key add": ["tenant", "account", "permissions", "expires"],
  "key revoke": ["tenant"],
  "tenant list": ["json"],
  job: ["json"],
  // Done as the service does it, with the data of the rigs.
  "job NAME": ["date", "datasets", "host", "behindProxy"],
};

/** Throws Failure("option-not-kept") for the first flag that was typed and that the task does not keep; settings and the environment are habits. */
export function refuseUnkeptOf(task: string, word: string | undefined, typed: readonly GivenFlag[]): void {
  const asked = task === "job" && word !== undefined ? "job NAME" : [task, word].join(" ").trimEnd();
  const kept = Object.hasOwn(KEPT, asked) ? KEPT[asked]! : Object.hasOwn(KEPT, task) ? KEPT[task]! : [];
  const unkept = typed.find(({ flag }) => !kept.includes(flag) && !OF_ALL.includes(flag));
  if (unkept === undefined) return;
  const listed = kept.map((flag) => `--${longName(flag)}`);
  const instead =
    listed.length === 0 ? "it takes none but --data and --database" : `it takes ${listed.join(", ")}`;
  throw new Failure(
    "option-not-kept",
    `--${longName(unkept.flag)} says nothing of serve ${asked}: ${instead}; leave it out`,
  );
}
