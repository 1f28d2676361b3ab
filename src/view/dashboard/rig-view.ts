/** What an analysis says of a rig, in the words that are shown. */
import { ADVISORY } from "../../analysis/trouble/advisory.js";
import type { LiveEvent, LiveState } from "../../bulk/analysis/live-analysis.js";
import { inWords } from "../../wits/catalog/state.js";
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
    state: inWords(state),
    lasts: 1000 * seconds,
    why: reason,
    events: open.toSorted((a, b) => rank(a) - rank(b)).map(eventView),
    note: ADVISORY,
  };
}

const rank = ({ severity }: LiveEvent): number => SEVERITIES.indexOf(severity);

const eventView = ({ event, severity, confidence, start, evidence, advice }: LiveEvent): EventView => ({
  name: inWords(event),
  severity,
  confidence,
  start,
  evidence,
  advice,
});
