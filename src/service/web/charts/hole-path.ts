/** The path of a hole through its surveys by minimum curvature, and how much it turns. */
import { arc } from "../../../analysis/trajectory/minimum-curvature.js";
import type { SurveyRow } from "../../shift/document.js";
import { inclinationOf } from "../../shift/survey.js";

export type Surveyed = Pick<SurveyRow, "depthMm" | "dipCd" | "azimuthCd">;

/** Metres from the collar, and degrees of turn on 30 m from the station before. */
export interface PathPoint {
  readonly depth: number;
  readonly north: number;
  readonly east: number;
  readonly down: number;
  readonly dogleg: number | null;
}

/**
 * Down from the collar: where nothing was measured there, the hole is straight to its first survey. Of two surveys at one depth the later one
 * in the list counts.
 */
export function pathOf(surveys: readonly Surveyed[]): PathPoint[] {
  const byDepth = new Map(surveys.map((row) => [row.depthMm, row]));
  const sorted = [...byDepth.values()].sort((a, b) => a.depthMm - b.depthMm);
  const [first] = sorted;
  if (first === undefined) return [];
  const all = first.depthMm === 0 ? sorted : [{ ...first, depthMm: 0 }, ...sorted];
  const stations = all.map((row) => ({
    depth: row.depthMm / 1000,
    inclination: inclinationOf(row),
    azimuth: row.azimuthCd / 100,
  }));
  const path: PathPoint[] = [{ depth: 0, north: 0, east: 0, down: 0, dogleg: null }];
  for (const [i, station] of stations.entries()) {
    if (i === 0) continue;
    const { north, east, tvd, turned } = arc(stations[i - 1]!, station);
    const before = path.at(-1)!;
    path.push({
      depth: station.depth,
      north: before.north + north,
      east: before.east + east,
      down: before.down + tvd,
      dogleg: (turned / (station.depth - stations[i - 1]!.depth)) * 30,
    });
  }
  return path;
}
