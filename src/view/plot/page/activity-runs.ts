/** What the rig does, from the codes of rows to the lane of a chart. */
import type { ActivityRun, Sheet } from "./chart.js";

/** Where one activity follows another, or nothing was recorded. `codes` is as long as the sheet's index; NaN for none. */
export function activityRuns({ index, step, joined }: Sheet, codes: Float32Array): ActivityRun[] {
  const longest = Math.max(joined, 3 * step);
  const runs: { from: number; until: number; code: number }[] = [];
  let run: (typeof runs)[number] | undefined;
  for (let row = 0; row < index.length; row++) {
    const place = index[row]!;
    const code = codes[row]!;
    if (Number.isNaN(code)) continue;
    if (run !== undefined && place - run.until <= longest) {
      run.until = place;
      if (run.code === code) continue;
    }
    run = { from: place, until: Math.min(place + step, index.at(-1)!), code };
    runs.push(run);
  }
  return runs;
}
