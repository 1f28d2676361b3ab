/** What the rig does, from the codes of rows to the lane of a chart. */

import { activityColour } from "../../../drawing/palette.js";
import type { Lane, Run, Sheet } from "./chart.js";

export interface CodeLane {
  readonly title: string;
  readonly nameOf: (code: number) => string;
  readonly colourOf: (code: number) => number;
}

/**
 * Where one code follows another, or nothing was recorded. `codes` is as long as the sheet's index; NaN for none. No lane
 * where no row has a code.
 */
export function codeLane(
  { index, step, joined }: Sheet,
  codes: Float32Array,
  { title, nameOf, colourOf }: CodeLane,
): Lane | undefined {
  const longest = Math.max(joined, 3 * step);
  const runs: Mutable<Run>[] = [];
  const kinds = new Map<number, number>();
  let run: (typeof runs)[number] | undefined;
  for (let row = 0; row < index.length; row++) {
    const place = index[row]!;
    const code = codes[row]!;
    if (Number.isNaN(code)) continue;
    if (run !== undefined && place - run.until <= longest) {
      run.until = place;
      if (run.kind === kinds.get(code)) continue;
    }
    const kind = kinds.get(code) ?? kinds.size;
    kinds.set(code, kind);
    run = { from: place, until: Math.min(place + step, index.at(-1)!), kind };
    runs.push(run);
  }
  if (runs.length === 0) return undefined;
  const named = [...kinds.keys()].map((code) => ({ name: nameOf(code), colour: colourOf(code) }));
  return { title, kinds: named, runs };
}

/** Of the codes that senders tell. */
export const activityLane = (
  sheet: Sheet,
  codes: Float32Array,
  nameOf: (code: number) => string,
): Lane | undefined => codeLane(sheet, codes, { title: "Activity", nameOf, colourOf: activityColour });

type Mutable<One> = { -readonly [Key in keyof One]: One[Key] };
