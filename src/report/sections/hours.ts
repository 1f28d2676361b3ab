/** The hours of a day: line by line, by activity, in all, and those lost. */
import type { DayReport } from "../document.js";
import { figure } from "../figure.js";
import { figures, table } from "./build.js";
import type { Section } from "./section.js";

export function timeSections({ time }: DayReport): readonly Section[] {
  const { totals } = time;
  return [
    ...table({
      id: "time",
      title: "Time breakdown",
      rows: time.lines,
      columns: [
        { title: "From", of: ({ from }) => from },
        { title: "To", of: ({ to }) => to },
        { title: "Hours", adds: true, of: ({ hours }) => hours },
        { title: "Depth", weight: 1.3, of: ({ holeDepthEnd }) => holeDepthEnd },
        { title: "IADC", weight: 0.8, of: ({ codes }) => codes.iadc },
        { title: "Activity", weight: 2, of: ({ activity }) => activity },
        { title: "Class", weight: 1.2, of: ({ timeClass }) => timeClass },
        { title: "What was done", weight: 7, of: ({ text }) => text },
      ],
      totals: { From: "Together", Hours: totals.hours },
    }),
    ...table({
      id: "hours",
      title: "Hours by activity",
      rows: time.byActivity,
      columns: [
        { title: "Activity", weight: 2, of: ({ activity }) => activity },
        { title: "IADC", of: ({ codes }) => codes.iadc },
        { title: "NPD", weight: 2.5, of: ({ codes }) => codes.npd },
        { title: "WITSML", weight: 3, of: ({ codes }) => codes.witsml },
        { title: "Class", weight: 1.2, of: ({ timeClass }) => timeClass },
        { title: "Hours", adds: true, of: ({ hours }) => hours },
        { title: "Share", adds: true, of: ({ share }) => share },
      ],
      totals: { Activity: "Together", Hours: totals.hours, Share: figure(100, "%", 1) },
    }),
    ...figures(
      "totals",
      "Time in all",
      [
        ["Planned", totals.planned],
        ["Lost", totals.lost],
        ["No data", totals.noData],
        ["Together", totals.hours],
        ["Invisible, in connections", totals.invisibleConnections],
        ["Invisible, in trips", totals.invisibleTrips],
      ],
      time.target,
    ),
    ...table({
      id: "lost",
      title: "Time lost",
      rows: time.lost,
      columns: [
        { title: "From", of: ({ from }) => from },
        { title: "To", of: ({ to }) => to },
        { title: "Hours", adds: true, of: ({ hours }) => hours },
        { title: "Depth", weight: 1.3, of: ({ depth }) => depth },
        { title: "Lost to", weight: 2, of: ({ cause }) => cause },
        { title: "Decided by", weight: 1.3, of: ({ decidedBy }) => decidedBy },
        { title: "Why", weight: 6, of: ({ reason }) => reason },
      ],
      totals: { From: "Together", Hours: totals.lost },
    }),
    ...table({
      id: "found",
      title: "What the machine had where a person said otherwise",
      rows: time.lines.filter(({ found }) => found !== null),
      columns: [
        { title: "From", of: ({ from }) => from },
        { title: "To", of: ({ to }) => to },
        { title: "Said", weight: 2, of: ({ activity }) => activity },
        { title: "Found", weight: 2, of: ({ found }) => found?.activity ?? null },
        { title: "Found class", weight: 1.2, of: ({ found }) => found?.timeClass ?? null },
        { title: "Found text", weight: 6, of: ({ found }) => found?.text ?? null },
      ],
    }),
  ];
}
