/** How far quantities went: least, mean, greatest. */
import type { DayReport } from "../document.js";
import { table } from "./build.js";
import type { Section } from "./section.js";

export const spreads = (id: string, title: string, rows: DayReport["mud"]["spreads"]): readonly Section[] =>
  table({
    id,
    title,
    rows,
    columns: [
      { title: "Quantity", weight: 2.5, of: ({ name }) => name },
      { title: "When", weight: 2, of: ({ when }) => when },
      { title: "Unit", of: ({ mean }) => mean.unit },
      // The unit is another in each row: it has a column of its own.
      { title: "Least", of: ({ least }) => ({ ...least, unit: null }) },
      { title: "Mean", of: ({ mean }) => ({ ...mean, unit: null }) },
      { title: "Greatest", of: ({ greatest }) => ({ ...greatest, unit: null }) },
    ],
  });
