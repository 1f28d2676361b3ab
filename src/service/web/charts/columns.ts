/** Columns of parts that stand on one another: metres a day by rig, hours by class. Rectangles alone, for whoever draws them. */
import { type Axis, axisTo } from "./axis.js";

export interface Part {
  readonly kind: string;
  readonly value: number;
}

export interface Column {
  readonly label: string;
  readonly parts: readonly Part[];
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ColumnsDrawn {
  readonly axis: Axis;
  readonly pieces: readonly (Rectangle & Part & { readonly label: string })[];
  /** The middle of each column. */
  readonly middles: readonly number[];
}

/** Of a room of that size, its origin at the top left. */
export function columnsIn(columns: readonly Column[], width: number, height: number): ColumnsDrawn {
  const totals = columns.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0));
  const axis = axisTo(Math.max(0, ...totals));
  const step = width / Math.max(columns.length, 1);
  const own = Math.max(1, Math.min(step * 0.78, 44));
  const pieces = columns.flatMap(({ label, parts }, i) => {
    let under = 0;
    return parts.map((part) => {
      const rectangle = {
        x: i * step + (step - own) / 2,
        y: height - ((under + part.value) / axis.end) * height,
        width: own,
        height: (part.value / axis.end) * height,
      };
      under += part.value;
      return { ...rectangle, ...part, label };
    });
  });
  return { axis, pieces, middles: columns.map((_, i) => (i + 0.5) * step) };
}
