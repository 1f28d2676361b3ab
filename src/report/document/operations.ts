/** What the rig did in numbers: hole, connections, trips, bit, mud. */
import type { Figure, Instant } from "../figure.js";

/** How deep hole and bit were, and how fast the hole was made. */
export interface DayDepth {
  readonly holeStart: Figure;
  readonly holeEnd: Figure;
  readonly bitEnd: Figure;
  readonly progress: Figure;
  /** Hole made over time on bottom. */
  readonly rateOnBottom: Figure;
  /** Hole made over the whole day. */
  readonly rateGross: Figure;
  readonly hoursOnBottom: Figure;
  readonly rotated: Figure;
  readonly slid: Figure;
  readonly hoursRotating: Figure;
  readonly hoursSliding: Figure;
}

/** The same figure of the day and of the days before it. */
export interface Compared {
  readonly name: string;
  readonly day: Figure;
  /** Of all days before, of this well. */
  readonly before: Figure;
  /** Day less before. */
  readonly change: Figure;
}

/** Connections of the day, with figures beside those of the days before. */
export interface Connections {
  readonly drilling: Figure;
  readonly tripping: Figure;
  /** Percentiles and the best, with those of the days before. */
  readonly figures: readonly Compared[];
  /** Days before that these are compared with. */
  readonly daysBefore: number;
  readonly rows: readonly {
    readonly start: Instant;
    readonly kind: string;
    readonly stand: number | null;
    readonly bitDepth: Figure;
    readonly slipToSlip: Figure;
    readonly weightToWeight: Figure;
  }[];
}

/** Trips of the day, with figures beside those of the days before. */
export interface Trips {
  readonly figures: readonly Compared[];
  readonly rows: readonly {
    readonly start: Instant;
    readonly end: Instant;
    readonly direction: "in" | "out";
    readonly bitDepthStart: Figure;
    readonly bitDepthEnd: Figure;
    readonly stands: number;
    readonly speed: Figure;
    readonly speedWithoutSlips: Figure;
  }[];
}

/** Of the bit in the hole, as it was told; what it did that day. */
export interface BitRun {
  readonly name: string;
  readonly diameter: Figure;
  readonly depthIn: Figure;
  readonly hoursOnBottom: Figure;
  readonly drilled: Figure;
  readonly rate: Figure;
  /** The assembly above it, as people told it. */
  readonly assembly: string | null;
}

/** Of a quantity over a day: least, mean over time, greatest. */
export interface Spread {
  readonly name: string;
  /** The channel of the catalog that has it, `density-in`: what programs tell it by. */
  readonly channel?: string | undefined;
  /** In words: `while drilling`, `with the pumps on`. */
  readonly when: string;
  readonly least: Figure;
  readonly mean: Figure;
  readonly greatest: Figure;
}

/** A peak of gas over its background, with the depth of the hole. */
export interface GasPeak {
  readonly time: Instant;
  readonly gas: Figure;
  readonly depth: Figure;
}

/** Mud in and out, pits and gas. */
export interface Mud {
  readonly spreads: readonly Spread[];
  readonly gasBackground: Figure;
  readonly gasPeaks: readonly GasPeak[];
  /** Active tanks. */
  readonly pits: {
    readonly start: Figure;
    readonly end: Figure;
    readonly change: Figure;
    /** Volume of the hole that was drilled; null without a bit's diameter. */
    readonly newHole: Figure;
    /** Change that new hole does not explain: mud lost to the hole below 0, taken from elsewhere or gained above it. */
    readonly unexplained: Figure;
  };
}

/** With the pumps on, and while drilling. */
export interface Hydraulics {
  readonly pumpingHours: Figure;
  readonly volumePumped: Figure;
  readonly strokes: Figure;
  readonly spreads: readonly Spread[];
}

/** A survey station and its position. */
export interface Survey {
  /** When it was sent; null or left out where nothing tells. */
  readonly time?: Instant | null | undefined;
  readonly depth: Figure;
  readonly inclination: Figure;
  readonly azimuth: Figure;
  readonly tvd: Figure;
  readonly north: Figure;
  readonly east: Figure;
  readonly dogleg: Figure;
  readonly verticalSection: Figure;
}

/** A boundary between formations that was drilled through on the day. */
export interface Top {
  readonly depth: Figure;
  readonly above: string | null;
  readonly below: string | null;
  readonly curve: string;
  readonly valueAbove: Figure;
  readonly valueBelow: Figure;
  /** From 0 to 1. */
  readonly confidence: Figure;
}

/** Something that stood out. Advisory: no well-control system. */
export interface DayEvent {
  readonly start: Instant;
  readonly end: Instant;
  readonly kind: string;
  readonly severity: string;
  readonly depth: Figure;
  readonly confidence: Figure;
  readonly evidence: string;
  readonly advice: string;
}

/** What somebody said of a moment: record 22 of the log, or a person. */
export interface Remark {
  readonly time: Instant;
  readonly text: string;
  /** Record 22 of the log, or a person's overrides. */
  readonly by: "log" | "overrides";
}

/** A key figure of the day. */
export interface DayKpi {
  readonly name: string;
  readonly title: string;
  readonly figure: Figure;
  readonly definition: string;
}
