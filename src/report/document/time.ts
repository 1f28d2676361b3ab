/** Where the day went: lines as a person would write them, and their hours by activity, which are those of the day. */
import type { Figure, Instant } from "../figure.js";
import type { ActivityCodes, TimeClass } from "./codes.js";

/** What a person said in the place of what was found; each part is null where nothing was said of it. */
export interface Said {
  readonly activity: string | null;
  readonly comment: string | null;
  readonly timeClass: TimeClass | null;
  readonly cause: string | null;
}

/** What the rows alone say of the same time, where a person said otherwise. */
export interface Found {
  readonly activity: string;
  readonly timeClass: TimeClass;
  readonly text: string;
}

/** From, to, and what was done. The lines of a day follow each other from its start to its end without a gap or an overlap. */
export interface TimeLine {
  readonly from: Instant;
  readonly to: Instant;
  /** Exact, to the millisecond; those of all lines are the seconds of the day. */
  readonly seconds: number;
  /** Rounded so that the column adds up to the hours of the day. */
  readonly hours: Figure;
  /** `Drilling`, `Tripping out`, `No data`: the activity in words. */
  readonly activity: string;
  readonly codes: ActivityCodes;
  readonly timeClass: TimeClass;
  /** What time was lost to, where it was. */
  readonly cause: string | null;
  readonly holeDepthStart: Figure;
  readonly holeDepthEnd: Figure;
  readonly bitDepthStart: Figure;
  readonly bitDepthEnd: Figure;
  /** `Drilled from 2210.4 m to 2268.0 m, 2 stands, 18.2 m/h on bottom.` */
  readonly text: string;
  /** The states that it is made of, and for how long: what folding small ones into it keeps. */
  readonly states: readonly { readonly state: string; readonly seconds: number }[];
  /** Where a person said something of it: what, and what the machine had. */
  readonly said: Said | null;
  readonly found: Found | null;
}

/** All lines of an activity together. */
export interface ActivityHours {
  readonly activity: string;
  readonly codes: ActivityCodes;
  readonly timeClass: TimeClass;
  readonly seconds: number;
  readonly hours: Figure;
  /** Of the day, in percent. */
  readonly share: Figure;
}

/** A time that was lost, proposed or told. */
export interface LostTime {
  readonly from: Instant;
  readonly to: Instant;
  readonly seconds: number;
  readonly hours: Figure;
  readonly cause: string;
  readonly depth: Figure;
  readonly reason: string;
  readonly decidedBy: "proposed" | "overrides";
}

/** Where the hours of the day went. */
export interface TimeBreakdown {
  readonly lines: readonly TimeLine[];
  readonly byActivity: readonly ActivityHours[];
  readonly totals: {
    readonly seconds: number;
    /** 24.00; 23.00 and 25.00 where the clock is put forward or back. */
    readonly hours: Figure;
    readonly planned: Figure;
    readonly lost: Figure;
    readonly noData: Figure;
    /** Beyond what connections and trips could take: a part of the planned hours, and none of the sum. */
    readonly invisibleConnections: Figure;
    readonly invisibleTrips: Figure;
  };
  /** What was lost, from when to when; together the lost hours. */
  readonly lost: readonly LostTime[];
  /** What invisible lost time is measured against, in words. */
  readonly target: string;
}
