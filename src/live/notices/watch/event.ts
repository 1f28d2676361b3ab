/** Events of the analysis, from a severity on: one notice a source, open while any of them is not over. */
import { inWords } from "../../../wits/catalog/state.js";
import { type EventRule, type Severity, severities } from "../rule.js";
import type { Watch, Watched } from "./watch.js";

export function eventWatch({ told, matches, open }: Watched, rule: EventRule): Watch {
  /** Those that are not over, by source. */
  const lasting = new Map<string, Set<string>>();
  // Who looked at the events of the run before is gone, and so is what would tell that they are over.
  for (const source of open.sourcesOf(told))
    open.clears(told, source, { text: "the run that saw it has ended" });
  return {
    event({ event, phase, source, start, severity, evidence, advice }) {
      if ((rule.event !== "any" && rule.event !== event) || !matches(source)) return;
      const own = lasting.get(source) ?? new Set();
      lasting.set(source, own);
      const one = `${event} ${start}`;
      const text = `${inWords(event)}, ${severity}, at ${start}`;
      if (phase !== "raised") {
        own.delete(one);
        const end = phase === "over" ? `${text}, is over` : `${text}, is withdrawn: ${evidence}`;
        if (own.size === 0) open.clears(told, source, { text: end, severity, evidence });
      } else if (severities.indexOf(severity as Severity) >= severities.indexOf(rule.severity)) {
        own.add(one);
        open.opens(told, source, { text, severity, evidence, advice });
      }
    },
  };
}
