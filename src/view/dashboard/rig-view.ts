/** What an analysis says of a rig, in the words that are shown. */
import { ADVISORY } from "../../analysis/trouble/advisory.js";
import type { LiveEvent, LiveState } from "../../bulk/analysis/live-analysis.js";
import type { EventView, RigView } from "./shown.js";

/** From the worst on. */
const SEVERITIES = ["high", "medium", "low", "note"];

export function rigView(rig: LiveState | undefined): RigView {
  if (rig === undefined) {
    const why = "no row with a time has told it yet";
    return { state: "not known", lasts: undefined, why, events: [], note: ADVISORY };
  }
  const { state, seconds, reason, open } = rig;
  return {
    state: worded(state),
    lasts: 1000 * seconds,
    why: reason,
    events: open.toSorted((a, b) => rank(a) - rank(b)).map(eventView),
    note: ADVISORY,
  };
}

/** `none open`, `1 open`, `3 open`. */
export const openText = ({ events }: RigView): string =>
  `${events.length === 0 ? "none" : events.length} open`;

/** How bad it is, how sure, and since when: `high, 90 % sure, since 2024-03-04 06:12:00`. */
export const eventText = ({ severity, confidence, start }: EventView): string =>
  `${severity}, ${Math.round(100 * confidence)} % sure, since ${start.replace("T", " ")}`;

const rank = ({ severity }: LiveEvent): number => SEVERITIES.indexOf(severity);
const worded = (name: string): string => name.replaceAll("_", " ");

const eventView = ({ event, severity, confidence, start, evidence, advice }: LiveEvent): EventView => ({
  name: worded(event),
  severity,
  confidence,
  start,
  evidence,
  advice,
});
