/**
 * What went wrong, for a person: a stable kind, and one message that says what, where, why and what to do next.
 * Every room throws this for what the outside world can cause; anything else that is thrown is a bug of ours.
 */
import { withoutSecrets } from "./secrets.js";

export type FailureKind = "data" | "usage" | "input" | "output" | "network" | "interrupted";

/**
 * What went wrong, with a stable `kind`, for programs, and a message that says what, where, why and what to do next, for people.
 *
 * @example
 * ```ts
 * import { Failure, WitsStream } from "witskit";
 *
 * try {
 *   console.log((await WitsStream.fromFile("nofile.wits").analyze()).frames);
 * } catch (error) {
 *   if (!(error instanceof Failure)) throw error;
 *   console.log(error.kind, error.message);
 * }
 * ```
 */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string, options?: ErrorOptions) {
    super(withoutSecrets(message), options);
    this.kind = kind;
  }
}

/** The `code` of a system error (`ENOENT`, `ENOSPC`, ...), or undefined for any other value. */
export function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === "string" ? code : undefined;
}
