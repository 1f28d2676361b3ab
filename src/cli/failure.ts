/** How the program ends: the exit code of each kind of failure. */
import type { FailureKind } from "../failure/codes.js";
import type { Failure, FailureNote } from "../failure/failure.js";
import { warn } from "./page/say.js";

export const ExitCode = {
  done: 0,
  /** Under `--strict`, or from a command that checks. */
  dataProblems: 1,
  usage: 2,
  inputUnreadable: 3,
  outputFailed: 4,
  network: 5,
  /** 128 + SIGINT, as shells have it. */
  interrupted: 130,
} as const;

/** What each means, for help and manual. */
export const exitMeanings: Readonly<Record<keyof typeof ExitCode, string>> = {
  done: "done",
  dataProblems: "data problems, under --strict or from a command that checks",
  usage: "wrong usage",
  inputUnreadable: "input cannot be read",
  outputFailed: "output cannot be written",
  network: "network",
  interrupted: "interrupted",
};

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

const names: Readonly<Record<FailureKind, keyof typeof ExitCode>> = {
  data: "dataProblems",
  usage: "usage",
  input: "inputUnreadable",
  output: "outputFailed",
  network: "network",
  interrupted: "interrupted",
};

export const exitCodeOfKind = (kind: FailureKind): ExitCode => ExitCode[names[kind]];
export const exitMeaningOfKind = (kind: FailureKind): string => exitMeanings[names[kind]];
export const exitCodeOf = (failure: Failure): ExitCode => exitCodeOfKind(failure.kind);

/** What is printed of a failure: behind the first line, which says all of most, stands the code to look up. */
export function codedText({ code, message }: Pick<FailureNote, "code" | "message">): string {
  const end = message.search(/:?(?:\n|$)/);
  return `${message.slice(0, end)} [${code}]${message.slice(end)}`;
}

/** On standard error, of what did not end the command. */
export const tellFailure = (failure: Pick<FailureNote, "code" | "message">): void => warn(codedText(failure));
