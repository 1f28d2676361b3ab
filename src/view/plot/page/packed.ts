/** A chart as it lies in its page: the model as JSON, its arrays in elements of their own, as base64 of gzip. */
import type { Chart, Curve, Sheet } from "./chart.js";

export interface PackedArray {
  /** Of the element that holds it. */
  readonly id: string;
  /** `deltas`: four bytes from each number to the next, all of them whole, beginning with `first`. */
  readonly kind: "float32" | "float64" | "deltas";
  readonly first: number;
}

export interface PackedSheet extends Omit<Sheet, "index"> {
  readonly index: PackedArray;
}

export interface PackedCurve extends Omit<Curve, "sheet" | "least" | "greatest"> {
  /** Place in `sheets`. */
  readonly sheet: number;
  readonly least: PackedArray;
  readonly greatest: PackedArray;
}

export interface PackedChart extends Omit<Chart, "tracks" | "depth"> {
  readonly sheets: readonly PackedSheet[];
  readonly tracks: readonly { readonly curves: readonly PackedCurve[] }[];
  readonly depth: PackedCurve | undefined;
}
