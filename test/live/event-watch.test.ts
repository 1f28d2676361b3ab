/** What a rule about events makes of what the analysis tells. */
import { expect, it } from "vitest";
import type { LiveEvent } from "../../src/bulk/analysis/live-analysis.js";
import { OpenNotices } from "../../src/live/notices/open-notices.js";
import type { NoticeTold } from "../../src/live/notices/told.js";
import { eventWatch } from "../../src/live/notices/watch/event.js";
import type { Notice } from "../../src/notice.js";

const rule = { kind: "event", event: "any", severity: "note" } as const;
const told = {
  name: "stops",
  when: "event any",
  rule,
  clear: undefined,
  source: undefined,
  quiet: [],
  to: [],
};

const event = (start: string, phase: LiveEvent["phase"], evidence: string): LiveEvent => ({
  ...{ event: "circulation_break", phase, source: "rig", well: null, start, end: start, severity: "note" },
  ...{ confidence: 0.9, hole_depth: null, evidence, advice: "", note: "" },
});

it("a notice of an event that is withdrawn is over, and says why", () => {
  const said: Notice[] = [];
  const notices: NoticeTold[] = [told];
  const open = new OpenNotices({
    ...{ notices, open: [], onChange: () => {} },
    tell: (_, notice) => void said.push(notice),
  });
  const watch = eventWatch({ told, matches: () => true, open }, rule);
  watch.event!(event("06:10", "raised", "pumps off for 3.0 min"));
  watch.event!(event("06:20", "raised", "pumps off for 3.0 min"));
  watch.event!(event("06:10", "withdrawn", "no break after all: the string was set in slips"));
  expect(open.counts.get("stops"), "the other one lasts").toBe(1);
  watch.event!(event("06:20", "withdrawn", "no break after all: the string was set in slips"));
  expect(open.counts.get("stops")).toBe(0);
  expect(said.map(({ phase, text }) => `${phase}: ${text}`)).toEqual([
    "opened: circulation break, note, at 06:10",
    "cleared: circulation break, note, at 06:20, is withdrawn: no break after all: the string was set in slips",
  ]);
});
