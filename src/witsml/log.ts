/**
 * A log as all versions of WITSML tell it, or a part of one: what its curves are, and between which values of the index it lies. The
 * rows themselves are text that a version's `RowNotation` makes, and come between `before` and `after`.
 */
import type { PropertyKind } from "./2/kinds.js";
import type { WellNames } from "./names.js";

export const logVersions = ["1.3.1.1", "1.4.1.1", "2.0", "2.1"] as const;
export type LogVersion = (typeof logVersions)[number];

export type CurveType = "double" | "int" | "long" | "string" | "time";

export interface Curve {
  readonly mnemonic: string;
  /** Four digits, as WITS numbers it. */
  readonly code: string | undefined;
  readonly description: string;
  /** Undefined of what has no unit, or one that nobody told. */
  readonly uom: string | undefined;
  readonly type: CurveType;
  readonly kind: PropertyKind;
}

/** A curve in a part of a log, and where its first and last value stand; none where it has no value there. */
export interface HeldCurve {
  readonly curve: Curve;
  readonly first: string | undefined;
  readonly last: string | undefined;
}

export interface LogIndex {
  readonly kind: "time" | "depth";
  readonly curve: Curve;
}

export interface Log {
  readonly names: WellNames;
  /** `WITS record 01`. */
  readonly name: string;
  /** In words: `General Time-Based`. */
  readonly title: string;
  /** Of the record: with the well it tells the log from others. */
  readonly key: string;
  readonly index: LogIndex;
  readonly serviceCompany: string | undefined;
  /** What made it: `witskit 1.0.0`. */
  readonly program: string;
}

/** Rows of a log that stand in one document. */
export interface LogPart {
  readonly log: Log;
  /** From 1. */
  readonly number: number;
  /** Of the index: the first and the last row's. */
  readonly first: string;
  readonly last: string;
  /** When it was made: the time of the last row, so that the same rows make the same bytes. */
  readonly made: string | undefined;
  /** Those that have a value, in their order; the index is none of them. */
  readonly curves: readonly HeldCurve[];
  /** Between values, where that is no comma; and what stands for none besides an empty text. */
  readonly delimiter: string;
  readonly nullValue: string;
}

/** How a row becomes text. */
export interface RowNotation {
  /** Before the first row, and behind the last. */
  readonly begin: string;
  readonly end: string;
  /** Before the index and behind it, behind which the delimiter stands where this is empty. */
  readonly open: string;
  /** Before and behind an index that is a time. */
  readonly aroundTime: string;
  readonly afterIndex: string;
  readonly none: string;
  readonly close: string;
  /** Between rows. */
  readonly between: string;
  /** A text as a value, between two of the delimiter. */
  text(value: string, delimiter: string): string;
  /** The most bytes that the rows of a document may have. */
  readonly most: number;
  /** What may stand between values; the first that no text of the rows holds does. */
  readonly delimiters: readonly string[];
  /** Texts stand as they are, so that none can hold the delimiter. */
  readonly isPlain: boolean;
}

/** A document without its rows. */
export interface Around {
  readonly before: string;
  readonly after: string;
}

/** What a version makes of logs. */
export interface LogWriter {
  readonly rows: RowNotation;
  /** The longest mnemonic. */
  readonly longestMnemonic: number;
  /** The element alone; a document has it between `root` and its end. */
  around(part: LogPart): Around;
}
