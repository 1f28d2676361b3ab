/** The hole: depth and progress, surveys, formation tops; what stood out in it, and what was remarked. */
import type { DayReport } from "../document.js";
import { figures, table } from "./build.js";
import type { Section } from "./section.js";

export const depthSections = ({ depth }: DayReport): readonly Section[] =>
  figures("depth", "Depth and progress", [
    ["Hole at start", depth.holeStart],
    ["Hole at end", depth.holeEnd],
    ["Bit at end", depth.bitEnd],
    ["Progress", depth.progress],
    ["On bottom", depth.hoursOnBottom],
    ["Rate on bottom", depth.rateOnBottom],
    ["Rate over the day", depth.rateGross],
    ["Drilled rotating", depth.rotated],
    ["Drilled sliding", depth.slid],
    ["Time rotating", depth.hoursRotating],
    ["Time sliding", depth.hoursSliding],
  ]);

/** Said of everything that stood out. */
const ADVISORY = "Advisory, found by rules: no well-control system.";

export function holeSections({ surveys, tops, events, remarks }: DayReport): readonly Section[] {
  return [
    ...table({
      id: "surveys",
      title: "Surveys",
      rows: surveys,
      columns: [
        { title: "Depth", of: ({ depth }) => depth },
        { title: "Inclination", of: ({ inclination }) => inclination },
        { title: "Azimuth", of: ({ azimuth }) => azimuth },
        { title: "Vertical", of: ({ tvd }) => tvd },
        { title: "North", of: ({ north }) => north },
        { title: "East", of: ({ east }) => east },
        { title: "Dogleg", of: ({ dogleg }) => dogleg },
        { title: "Section", of: ({ verticalSection }) => verticalSection },
      ],
    }),
    ...table({
      id: "tops",
      title: "Formation tops",
      rows: tops,
      columns: [
        { title: "Depth", of: ({ depth }) => depth },
        { title: "Above", weight: 2, of: ({ above }) => above },
        { title: "Below", weight: 2, of: ({ below }) => below },
        { title: "By", weight: 2, of: ({ curve }) => curve },
        { title: "Value above", of: ({ valueAbove }) => valueAbove },
        { title: "Value below", of: ({ valueBelow }) => valueBelow },
        { title: "Sure", of: ({ confidence }) => confidence },
      ],
    }),
    ...table({
      id: "events",
      title: "What stood out",
      note: ADVISORY,
      rows: events,
      columns: [
        { title: "From", of: ({ start }) => start },
        { title: "To", of: ({ end }) => end },
        { title: "What", weight: 1.5, of: ({ kind }) => kind },
        { title: "Severity", weight: 1.2, of: ({ severity }) => severity },
        { title: "Hole", of: ({ depth }) => depth },
        { title: "Sure", of: ({ confidence }) => confidence },
        { title: "Signs", weight: 5, of: ({ evidence }) => evidence },
        { title: "What to look at", weight: 4, of: ({ advice }) => advice },
      ],
    }),
    ...table({
      id: "remarks",
      title: "Remarks",
      rows: remarks,
      columns: [
        { title: "Time", of: ({ time }) => time },
        { title: "By", of: ({ by }) => by },
        { title: "Remark", weight: 8, of: ({ text }) => text },
      ],
    }),
  ];
}
