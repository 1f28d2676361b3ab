/** How the program ends: the exit code of each kind of failure. */
import type { Failure, FailureKind } from "../failure.js";

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

const codes: Record<FailureKind, ExitCode> = {
  data: ExitCode.dataProblems,
  usage: ExitCode.usage,
  input: ExitCode.inputUnreadable,
  output: ExitCode.outputFailed,
  network: ExitCode.network,
  interrupted: ExitCode.interrupted,
};

export const exitCodeOf = (failure: Failure): ExitCode => codes[failure.kind];
