/** Key figures, and how good the data of the day are. */
import type { DayReport } from "../document.js";
import { count, figures, table } from "./build.js";
import type { Section } from "./section.js";

export function dataSections({ kpis, quality, sources }: DayReport): readonly Section[] {
  return [
    ...table({
      id: "kpis",
      title: "Key figures",
      rows: kpis,
      columns: [
        { title: "Figure", weight: 3, of: ({ title }) => title },
        { title: "Value", of: ({ figure: value }) => ({ ...value, unit: null }) },
        { title: "Unit", of: ({ figure: value }) => value.unit },
        { title: "What it is", weight: 6, of: ({ definition }) => definition },
      ],
    }),
    ...figures("quality", "Data of the day", [
      ["Rows", count(quality.rows)],
      ["Time that rows tell of", quality.coverage],
      ["Rows without a time", count(quality.withoutTime)],
      ["Rows behind the one before", count(quality.behind)],
    ]),
    ...table({
      id: "gaps",
      title: "Gaps",
      rows: quality.gaps,
      columns: [
        { title: "From", of: ({ from }) => from },
        { title: "To", of: ({ to }) => to },
        { title: "Hours", of: ({ hours }) => hours },
      ],
    }),
    ...table({
      id: "dead",
      title: "Dead channels",
      rows: quality.dead,
      columns: [
        { title: "Channel", weight: 2, of: ({ channel }) => channel },
        { title: "Why", weight: 6, of: ({ reason }) => reason },
      ],
    }),
    ...table({
      id: "sources",
      title: "Sources",
      rows: sources,
      columns: [
        { title: "Source", weight: 4, of: ({ name }) => name },
        { title: "Rows", of: ({ rows }) => count(rows) },
        { title: "First byte", of: ({ firstOffset }) => count(firstOffset) },
        { title: "Last byte", of: ({ lastOffset }) => count(lastOffset) },
      ],
    }),
  ];
}
