/** Questions to a database, in SQL. Nothing is changed by one: it is asked in a transaction, or of a file, that is for reading alone. */

import { Failure } from "../../failure/failure.js";
import type { ColumnKind } from "./tables.js";

/** A time is microseconds since 1970. */
export type AnswerValue = number | bigint | string | boolean | Uint8Array | null;

export interface Answer {
  readonly columns: readonly { readonly name: string; readonly kind: ColumnKind | "truth" }[];
  /** Some rows at a time, as the database gives them: memory holds those. */
  rows(): AsyncIterable<readonly (readonly AnswerValue[])[]>;
}

export interface Asking {
  readonly shown: string;
  /** Throws `Failure("bad-query")` where the database does not understand it. */
  ask(sql: string): Promise<Answer>;
  close(): Promise<void>;
}

/** Rows that are fetched at a time. */
export const FETCHED = 5000;

/** `2024-03-01 06:00:00.123456`, with a `+00` or `Z` or without, in microseconds since 1970. */
export function microsecondsIn(text: string): bigint {
  const [, day, time, fraction = ""] =
    /^(\d{4,}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?)?(?:\+00(?::?00)?|Z)?$/.exec(text) ?? [];
  const seconds =
    day === undefined
      ? Number.NaN
      : Date.parse(`${day.length > 10 ? `+00${day}`.slice(-13) : day}T${time ?? "00:00:00"}Z`);
  if (Number.isNaN(seconds))
    throw new Failure("too-much", `the time ${text} cannot be shown; cast it AS text in the query`);
  return BigInt(seconds) * 1000n + BigInt(fraction.padEnd(6, "0"));
}
