/**
 * What went wrong, for a person: a stable code, and one message that says what, where, why and what to do next.
 * Every room throws this for what the outside world can cause; anything else that is thrown is a bug of ours.
 */
import { withoutSecrets } from "../text/secrets.js";
import { type FailureCode, type FailureKind, failureCodes } from "./codes.js";

/** Where a failure is, as far as it is known. */
export interface FailurePlace {
  /** The file, member, link or setting. */
  readonly file?: string | undefined;
  /** Offset of a byte in it, from 0. */
  readonly byte?: number | undefined;
  /** Number of a line in it, from 1. */
  readonly line?: number | undefined;
}

/** What a failure is told beside its message. */
export interface FailureOptions extends ErrorOptions {
  readonly place?: FailurePlace | undefined;
}

/**
 * What went wrong: a stable `code` with its `kind`, and a `place`, for programs; a message that says what, where, why and what to do
 * next, for people. `failureCodes` has the codes, and `witskit explain CODE` tells more of one.
 *
 * @example
 * ```ts
 * import { Failure, WitsStream } from "witskit";
 *
 * try {
 *   console.log((await WitsStream.fromFile("nofile.wits").analyze()).frames);
 * } catch (error) {
 *   if (!(error instanceof Failure)) throw error;
 *   console.log(error.code, error.message);
 * }
 * ```
 */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: FailureCode;
  readonly place: FailurePlace | undefined;

  constructor(code: FailureCode, message: string, options: FailureOptions = {}) {
    super(withoutSecrets(message), options);
    this.code = code;
    this.place = options.place;
  }

  /** What it is about: it decides the exit code of the program. */
  get kind(): FailureKind {
    return failureCodes[this.code].kind;
  }
}

/** Whether something that was thrown is a failure of that kind; anything else is for somebody above. */
export const isFailure = (error: unknown, kind: FailureKind): error is Failure =>
  error instanceof Failure && error.kind === kind;

/** A failure without its class: as it crosses threads, and as manifests and reports keep it. */
export interface FailureNote {
  readonly code: FailureCode;
  readonly message: string;
  readonly place?: FailurePlace | undefined;
}

export const noteOf = ({ code, message, place }: FailureNote): FailureNote => ({
  code,
  message,
  ...(place !== undefined && { place }),
});

export const failureOf = ({ code, message, place }: FailureNote): Failure =>
  new Failure(code, message, { place });

/** The `code` of a system error (`ENOENT`, `ENOSPC`, ...), or undefined for any other value. */
export function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as Error & { readonly code?: unknown }).code : undefined;
  return typeof code === "string" ? code : undefined;
}
