/** What a dashboard shows at one moment, as plain data: it goes to the terminal, and over the wire to the page. */
import type { LinkState as Opening } from "../../input/link/link-status.js";

export interface LinkRow {
  readonly name: string;
  readonly state: Opening;
  readonly bytesPerSecond: number;
  readonly framesPerSecond: number;
  /** Milliseconds since bytes came; undefined before the first. */
  readonly age: number | undefined;
  readonly trouble: string | undefined;
  /** Bytes that the transport lost. */
  readonly lost: number;
}

export interface ItemRow {
  readonly code: string;
  /** The mnemonic, with the record where that is not the first: `DMEA_11`. The code where the catalog has none. */
  readonly label: string;
  readonly name: string;
  readonly unit: string;
  /** A dash where the sender has sent none. */
  readonly value: string;
  /** Milliseconds; undefined when it has never come. */
  readonly age: number | undefined;
  /** Older than its sender's own rhythm lets expect. */
  readonly stale: boolean;
  /** One of those that a driller looks at first. */
  readonly usual: boolean;
  readonly trend: readonly number[];
}

/** One of the values on top. */
export interface Headline {
  readonly label: string;
  readonly value: string;
  readonly unit: string;
  readonly stale: boolean;
}

/** What an analysis says of the rig, in words. */
export interface RigView {
  readonly state: string;
  /** Milliseconds; undefined while no state is known. */
  readonly lasts: number | undefined;
  /** What makes it so, or why none is known. */
  readonly why: string;
  /** Those that are open, the worst first. */
  readonly events: readonly EventView[];
  /** To be shown with it, always. */
  readonly note: string;
}

export interface EventView {
  readonly name: string;
  readonly severity: string;
  /** From 0 to 1. */
  readonly confidence: number;
  /** ISO 8601. */
  readonly start: string;
  readonly evidence: string;
  readonly advice: string;
}

export interface BoardView {
  readonly name: string;
  readonly link: string;
  readonly well: string | undefined;
  /** The frame's own time, milliseconds since 1970. */
  readonly timestamp: number | undefined;
  readonly activity: string | undefined;
  /** Undefined where nobody asked for an analysis. */
  readonly rig: RigView | undefined;
  readonly age: number | undefined;
  readonly stale: boolean;
  readonly headlines: readonly Headline[];
  readonly items: readonly ItemRow[];
  /** Milliseconds that the trends reach back. */
  readonly span: number;
}

export interface BoardName {
  readonly name: string;
  readonly link: string;
  /** The name, with the well where the link has several boards. */
  readonly label: string;
}

export interface Snapshot {
  readonly time: number;
  readonly links: readonly LinkRow[];
  /** What can be looked at: each board, and links without one. */
  readonly boards: readonly BoardName[];
  readonly board: BoardView | undefined;
}
