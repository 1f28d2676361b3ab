/**
 * How a command ends when it cannot do what was asked. Commands throw, and only the program's entry prints the
 * message and exits, so that commands stay functions that tests can call.
 */
import { type FailureKind, Failure as RoomFailure } from "../failure.js";

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

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

const kinds: Record<Exclude<ExitCode, typeof ExitCode.done>, FailureKind> = {
  [ExitCode.dataProblems]: "data",
  [ExitCode.usage]: "usage",
  [ExitCode.inputUnreadable]: "input",
  [ExitCode.outputFailed]: "output",
  [ExitCode.network]: "network",
  [ExitCode.interrupted]: "interrupted",
};

const codes: Record<FailureKind, ExitCode> = {
  data: ExitCode.dataProblems,
  usage: ExitCode.usage,
  input: ExitCode.inputUnreadable,
  output: ExitCode.outputFailed,
  network: ExitCode.network,
  interrupted: ExitCode.interrupted,
};

/** A failure of a command itself. It is one of the rooms' failures too, so a single `catch` serves both. */
export class Failure extends RoomFailure {
  constructor(
    readonly exitCode: Exclude<ExitCode, typeof ExitCode.done>,
    message: string,
  ) {
    super(kinds[exitCode], message);
  }
}

/** The exit code for a failure from any room. */
export const exitCodeOf = (failure: RoomFailure): ExitCode => codes[failure.kind];
