/**
 * Rows of a rig whose state is decided: what every stage of the analysis after that reads. Each is a row of record 01 (or a
 * frame), with the channels that other records sent last before it; so a stage sees one kind of row, in one order,
 * whatever records a feed splits its channels into and however rows are cut into pages.
 */
import type { ChannelNumbers } from "../../columns/channels.js";
import type { SourcePage } from "../../columns/page.js";
import type { ChannelName } from "../../wits/catalog/channel.js";
import { type RigState, rigStates } from "../../wits/catalog/state.js";
import type { EventRow, Finished, TableName, TableRows } from "../table.js";

/** What a row says of the rig before anybody calls it a state; each is on, off or not known. */
export const rigFlags = ["in_slips", "pumping", "rotating", "on_bottom", "making_hole"] as const;
export type RigFlag = (typeof rigFlags)[number];

export const UNKNOWN = 0;
export const OFF = 1;
export const ON = 2;

/** By channel that is carried, what a page has of it. */
export type Carried = readonly (ChannelNumbers | undefined)[];

/** By row: which way the string moves. */
export const DOWN = 1;
export const STILL = 2;
export const UP = 3;

/** By index of a state: new hole is made in it. */
export const isDrilling: readonly boolean[] = rigStates.map(
  (state) => state === "drill_rotate" || state === "drill_slide",
);

/** Lent: they hold until `add` returns. */
export interface RigRows {
  readonly rows: number;
  /** Of the rig: the one that it began in, where it has gone on from one to the next. */
  readonly source: string;
  /** That these rows stand in. */
  readonly log: string;
  readonly well: string | undefined;
  /** Milliseconds since 1970, finite, never falling: rows without a time or behind it are not here, and counted. */
  readonly times: Float64Array;
  /** Counted on from one source of the rig to the next, so never falling: less `before`, they are those of the log. */
  readonly offsets: Float64Array;
  readonly before: number;
  /** When that which is new in a row began: between the row before and it, or with it after a gap. */
  readonly began: Float64Array;
  /** Index into `rigStates`. A gap is between two rows and is no row of itself: see `gapBefore`. */
  readonly states: Uint8Array;
  /** 1 where more time passed since the row before than rows of this source can be apart: nobody knows what happened. */
  readonly gapBefore: Uint8Array;
  /** UNKNOWN, OFF or ON. */
  readonly flags: Readonly<Record<RigFlag, Uint8Array>>;
  /** UNKNOWN, DOWN, STILL or UP. */
  readonly moving: Uint8Array;
  /** NaN where a row has no value; undefined where none of them has. In the unit that `unit` tells, the same for a whole source. */
  signal(channel: ChannelName): Float64Array | undefined;
  unit(channel: ChannelName): string | undefined;
}

/** What a rig does at its last row. */
export interface StateNow {
  readonly state: RigState;
  /** Milliseconds since 1970: when it began, and the last row's. */
  readonly since: number;
  readonly time: number;
  /** What makes it so. */
  readonly reason: string;
}

/** One question asked of the rows: a connection, a trip, a kick. It keeps what it needs, and gives rows out when they are certain. */
export interface Stage {
  readonly name: string;
  /** Channels of its own, so that they are read and carried. */
  readonly needs: readonly ChannelName[];
  /** What `other` reads: read from the input, but not carried to the rows. */
  readonly looks?: readonly ChannelName[];
  /** Rows that follow those before, of one source. */
  add(rows: RigRows): void;
  /**
   * Pages of other records, as they were sent, and those of frames, which have all: for curves that have a depth of their own, surveys, records
   * of connections. A page may come before rows that stand before it in the source: `offsets` tell.
   */
  other?(page: SourcePage): void;
  /** A row that a stage before this one has finished, of the same rig. */
  hear?<Name extends TableName>(table: Name, row: TableRows[Name]): void;
  /** The source has no more rows; what is open ends with it. */
  end(): void;
  /** Events that are going on at the last row, which is their `end` so far: for who looks on live. Those that are over are finished. */
  open?(): readonly EventRow[];
  /** The state that is going on at the last row; undefined before the first. */
  now?(): StateNow | undefined;
}

/** How a stage is begun for a source. */
export type StageOf<Options> = (finished: Finished, options: Options) => Stage;
