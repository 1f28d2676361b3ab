/** What a notice is about: a rule that people write, as `SPPA > 25000 kPa for 10s`, taken apart. */
import type { EventKind } from "../../wits/catalog/state.js";

export const operators = [">=", "<=", ">", "<", "="] as const;
export type Operator = (typeof operators)[number];

export const holds = (value: number, operator: Operator, bound: number): boolean =>
  operator === ">"
    ? value > bound
    : operator === "<"
      ? value < bound
      : operator === ">="
        ? value >= bound
        : operator === "<="
          ? value <= bound
          : value === bound;

/** From the least on. */
export const severities = ["note", "low", "medium", "high"] as const;
export type Severity = (typeof severities)[number];

/** An item of frames against a bound, for so many milliseconds. */
export interface ValueRule {
  readonly kind: "value";
  /** A mnemonic, `DMEA_11` of another record than 01, a code, or the name of a channel. */
  readonly name: string;
  readonly operator: Operator;
  readonly bound: number;
  /** Of the bound; undefined where it is compared with what stands in the output. */
  readonly unit: string | undefined;
  readonly lasts: number;
}

/** An event of the analysis, from a severity on. */
export interface EventRule {
  readonly kind: "event";
  readonly event: EventKind | "any";
  readonly severity: Severity;
}

/** A link that brings nothing, though it is open; or one that is not open. */
export interface LinkRule {
  readonly kind: "link";
  readonly state: "stale" | "down";
  readonly lasts: number;
}

/** What is free or used of the disk of the dataset: bytes, or a share from 0 to 1. */
export interface DiskRule {
  readonly kind: "disk";
  readonly of: "free" | "used";
  readonly operator: Operator;
  readonly bound: number;
  readonly share: boolean;
}

/** Rejects of all streams within so many milliseconds. */
export interface RejectsRule {
  readonly kind: "rejects";
  readonly operator: Operator;
  readonly bound: number;
  readonly within: number;
}

/** Something stands in the way of writing or converting what arrives. */
export interface TroubleRule {
  readonly kind: "trouble";
}

export type Rule = ValueRule | EventRule | LinkRule | DiskRule | RejectsRule | TroubleRule;

/** A mistake in the text of a rule: where, and what is wrong there. */
export class RuleMistake extends Error {
  /** Of the character, from 0. */
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}
