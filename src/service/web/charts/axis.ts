/** The axis of a chart that begins at nothing: round places up to the greatest value, and where they stand. */
import { numberLabel, numberStep, places } from "../../../drawing/steps.js";

export interface Axis {
  /** The value at its end. */
  readonly end: number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

/** `most` ticks or fewer above 0; the last one is not below the greatest value. */
export function axisTo(greatest: number, most = 5): Axis {
  const top = greatest > 0 ? greatest : 1;
  const step = numberStep(top, most);
  const end = Math.ceil(top / step - 1e-9) * step;
  return {
    end,
    ticks: places(0, end, step).map((value) => ({ value, label: numberLabel(value, step) })),
  };
}

/** Which of some labels are shown, so that no two touch: every so many. */
export const shownOf = (count: number, width: number, labelWidth: number): number =>
  Math.max(1, Math.ceil((count * labelWidth) / Math.max(width, 1)));
