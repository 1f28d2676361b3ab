/** How good the data of the day are, and where they came from. */
import type { Figure, Instant } from "../figure.js";

/** How good the data of the day are. */
export interface DayQuality {
  readonly rows: number;
  /** Time that rows tell of, in percent of the day. */
  readonly coverage: Figure;
  readonly gaps: readonly {
    readonly from: Instant;
    readonly to: Instant;
    readonly hours: Figure;
  }[];
  /** Channels that had no value all day, or one that never changed. */
  readonly dead: readonly { readonly channel: string; readonly reason: string }[];
  /** Rows that were left out: without a time, or behind it. Of the whole source. */
  readonly withoutTime: number;
  readonly behind: number;
  /** What a reader must know before believing the numbers: no clock, half a day, no units, ... */
  readonly warnings: readonly string[];
}

/** A log or dataset that the rows came from. */
export interface DaySource {
  readonly name: string;
  /** The bytes of its frames of this day: the first, and the last one's first. Null of a day without rows. */
  readonly firstOffset: number | null;
  readonly lastOffset: number | null;
  readonly rows: number;
}

/** A file that the report was made from. */
export interface ReadFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly role: "input" | "overrides" | "rig" | "report";
}

/** How the report was made: the same files, options and version make the same bytes. */
export interface Provenance {
  readonly program: "witskit";
  readonly version: string;
  /** As they would be typed: `--tz Europe/Oslo`. */
  readonly options: readonly { readonly name: string; readonly value: string }[];
  readonly files: readonly ReadFile[];
}
