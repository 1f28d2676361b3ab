/** The colour of a piece of time: drilling, and what else it may be, the same on the bar, in tables and on paper. */
import type { ActivityClass } from "../../../shift/document.js";

/** Places in the palette's lanes. */
const lanes: Readonly<Record<ActivityClass | "drilling", number>> = {
  drilling: 0,
  standby: 1,
  tripping: 2,
  survey: 3,
  maintenance: 4,
  circulating: 5,
  reaming: 6,
  casing: 7,
  travel: 7,
  safety: 3,
  meeting: 5,
  other: 4,
};

/** There are more kinds than colours: these are a darker shade of one, so that no two are alike beside each other. */
const SHADED: ReadonlySet<string> = new Set(["travel", "safety", "meeting", "other"]);

export function colourOf(kind: ActivityClass | "drilling" | undefined): string {
  const lane = `var(--lane${lanes[kind ?? "other"]})`;
  return SHADED.has(kind ?? "other") ? `color-mix(in srgb, ${lane} 72%, var(--faint))` : lane;
}
