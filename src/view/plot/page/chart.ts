/**
 * What a strip chart shows, ready to be drawn: by the SVG writer, and by the page after it has unpacked its data. The
 * modules of this folder run in the page as well as in Node, and import nothing but each other.
 */
import type { Scale } from "../../../drawing/scale.js";

export interface Chart {
  readonly title: string;
  readonly subtitle: string;
  readonly index: ChartIndex;
  readonly tracks: readonly Track[];
  /** Between the axis and the tracks: what the rig did, and what stood out. */
  readonly lanes: readonly Lane[];
  /** Lines across all tracks, such as the tops of formations. */
  readonly marks: readonly Mark[];
  /** Hole depth for the labels beside the times. */
  readonly depth: Curve | undefined;
  /** What the reader should know of how it was drawn. */
  readonly notes: readonly string[];
}

/** What runs down. */
export interface ChartIndex {
  readonly kind: "time" | "depth";
  readonly name: string;
  readonly unit: string | undefined;
  /** Of times: instants in UTC, and not the rig's clock. */
  readonly utc: boolean;
  /** Milliseconds since 1970, or depths; the last is greater than the first. */
  readonly first: number;
  readonly last: number;
}

export interface Track {
  readonly curves: readonly Curve[];
}

/** The rows of a table, or buckets of them, that curves have in common. */
export interface Sheet {
  /** Ascending. Of a bucket, where its first row stood. */
  readonly index: Float64Array;
  /** How far neighbours lie apart: nearly all of them no further than this. */
  readonly step: number;
  /** Neighbours no further apart than this are joined in any case; beyond it when they are three usual steps apart or less. */
  readonly joined: number;
  /** Rows may stand together in one place of `index`: the curves' least and greatest values of them are kept. */
  readonly reduced: boolean;
}

export interface Curve {
  readonly name: string;
  readonly meaning: string;
  readonly unit: string | undefined;
  readonly scale: Scale;
  /** Place in the palette. */
  readonly colour: number;
  readonly sheet: Sheet;
  /** As long as the sheet's index; NaN where there is no value. The same array twice when the sheet is not reduced. */
  readonly least: Float32Array;
  readonly greatest: Float32Array;
  /** How many rows there are from one value to the next, usually: 1 when each row has one. */
  readonly stride: number;
}

/** What follows each other down the index: activities, states, events. */
export interface Lane {
  readonly title: string;
  /** What a run can be. `colour` is a place in the palette's lanes. */
  readonly kinds: readonly { readonly name: string; readonly colour: number }[];
  /** In order. */
  readonly runs: readonly Run[];
}

/** One of them, from a place of the index to the next. */
export interface Run {
  readonly from: number;
  readonly until: number;
  /** Place in the lane's `kinds`. */
  readonly kind: number;
  /** More of it, for who points at it. */
  readonly note?: string | undefined;
}

export interface Mark {
  readonly place: number;
  readonly name: string;
}
