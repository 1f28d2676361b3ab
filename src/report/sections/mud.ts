/** Mud, pits and gas. */
import type { DayReport } from "../document.js";
import { figures, table } from "./build.js";
import type { Section } from "./section.js";
import { spreads } from "./spreads.js";

export function mudSections({ mud }: DayReport): readonly Section[] {
  const { pits } = mud;
  return [
    ...spreads("mud", "Mud", mud.spreads),
    ...figures("pits", "Pits", [
      ["Active at start", pits.start],
      ["Active at end", pits.end],
      ["Change", pits.change],
      ["Hole drilled", pits.newHole],
      ["Not explained by new hole", pits.unexplained],
    ]),
    ...table({
      id: "gas",
      title: "Gas peaks",
      note: null,
      rows: mud.gasPeaks,
      columns: [
        { title: "Time", of: ({ time }) => time },
        { title: "Gas", of: ({ gas }) => gas },
        { title: "Hole", of: ({ depth }) => depth },
      ],
    }),
  ];
}
