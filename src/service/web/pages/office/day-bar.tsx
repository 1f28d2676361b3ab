/** The 24 hours of a rig as one bar: each shift in its place, hours below it, and what the colours mean. */

import { timeByClass } from "../../../shift/activity.js";
import { durationText, HOUR, localTime } from "../../../shift/clock.js";
import type { ActivityClass } from "../../../shift/document.js";
import { rateOf } from "../../../shift/run.js";
import { useCell } from "../../cell.js";
import type { RigDay } from "../../device/day.js";
import { master } from "../../device/master.js";
import { useWords } from "../../words/words.js";
import { colourOf } from "../report/kinds.js";
import { StaticBar } from "../report/static-bar.js";

const EVERY = 3 * HOUR;

export function DayBar({ day: { rig, slots } }: { readonly day: RigDay }) {
  const words = useWords();
  const lists = useCell(master);
  const documents = slots.flatMap(({ shift }) => (shift === null ? [] : [shift.document]));
  const within = {
    startsAt: Math.min(...[...slots, ...documents].map(({ startsAt }) => startsAt)),
    endsAt: Math.max(...[...slots, ...documents].map(({ endsAt }) => endsAt)),
  };
  const types = new Map(lists.types.map((type) => [type.id, type]));
  const time = timeByClass(
    documents.flatMap(({ activities }) => activities),
    types,
  );
  const drilled = rateOf(documents.flatMap(({ runs }) => runs)).by;
  const length = within.endsAt - within.startsAt;
  const hours = Array.from({ length: Math.floor(length / EVERY) + 1 }, (_, i) => within.startsAt + i * EVERY);
  const legend: [ActivityClass | "drilling", number][] = [
    ...(drilled > 0 ? [["drilling", drilled] as const] : []),
    ...[...time].sort((a, b) => b[1] - a[1]),
  ].map(([kind, ms]) => [kind, ms]);
  return (
    <div class="day-time">
      <div class="day-bar">
        <div class="time-bar still empty-bar" />
        {documents.map((document) => (
          <StaticBar key={document.id} content={document} lists={lists} within={within} />
        ))}
      </div>
      <div class="day-hours" aria-hidden="true">
        {hours.map((at, i) => (
          <span
            key={at}
            class={i === 0 ? "first" : at === within.endsAt ? "last" : ""}
            style={{ left: `${((at - within.startsAt) / length) * 100}%` }}
          >
            {localTime(at, rig.zone)}
          </span>
        ))}
      </div>
      <ul class="legend">
        {legend.map(([kind, ms]) => (
          <li key={kind}>
            <span class="swatch" style={{ "--own": colourOf(kind) }} />
            {kind === "drilling" ? words.report.drilling : words.classes[kind]} {durationText(ms)}
          </li>
        ))}
      </ul>
    </div>
  );
}
