/** What pictures are drawn from. They are drawn by whoever lays out; what they show stands here. */
import type { Figure } from "../figure.js";

/** A stretch of one state, in seconds from the start of the day. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** A state of the analysis, `drill_rotate`. */
  readonly state: string;
}

/** Of a channel, by steps of the day: null where a step has no value. */
export interface DayCurve {
  /** A channel of the catalog, `hookload`. */
  readonly channel: string;
  readonly title: string;
  readonly unit: string | null;
  readonly least: readonly (number | null)[];
  readonly mean: readonly (number | null)[];
  readonly greatest: readonly (number | null)[];
}

/** What the pictures of a day are drawn from. */
export interface Pictures {
  readonly seconds: number;
  /** Full hours of the rig's clock: where a picture has its grid. */
  readonly hours: readonly { readonly at: number; readonly clock: string }[];
  readonly states: readonly Stretch[];
  /** Depth of hole and bit over the day, by steps. */
  readonly stepSeconds: number;
  readonly holeDepth: readonly (number | null)[];
  readonly bitDepth: readonly (number | null)[];
  readonly depthUnit: string | null;
  readonly curves: readonly DayCurve[];
  readonly hoursByActivity: readonly { readonly activity: string; readonly hours: Figure }[];
}
