/** How the rows of a sheet lie: how far apart they are, and how often a curve has a value. */
import type { Sheet } from "./chart.js";

/** Rigs' own rule of a data gap is a minute, or three steps where rows are rarer; by depth, a metre or a foot. */
const JOINED = { time: 60_000, depth: 1 } as const;
const DISTANCES = 50_000;

export function distances(index: Float64Array, kind: "time" | "depth"): Pick<Sheet, "step" | "joined"> {
  const every = Math.ceil(index.length / DISTANCES);
  const some: number[] = [];
  for (let i = 1; i < index.length; i += every) some.push(index[i]! - index[i - 1]!);
  some.sort((a, b) => a - b);
  return { step: some[Math.floor(some.length * 0.95)] ?? 0, joined: JOINED[kind] };
}

/** The median of the rows from one value to the next; 1 when there are not two. */
export function strideOf(values: Float32Array): number {
  const counts = new Uint32Array(1025);
  let found = 0;
  let last = -1;
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row]!)) continue;
    if (last >= 0) {
      counts[Math.min(row - last, 1024)]!++;
      found++;
    }
    last = row;
  }
  let below = 0;
  for (let distance = 1; distance < counts.length; distance++) {
    below += counts[distance]!;
    if (below > 0 && below * 2 >= found) return distance;
  }
  return 1;
}
