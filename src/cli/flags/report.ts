/** Flags of reports: which day, when it begins, what stands at the top, how it is printed. */

import { dateIn } from "../../report/head-file.js";
import { type Paper, papers } from "../../report/renderer.js";
import type { DayAsked } from "../../report/report.js";
import { flag, oneOf } from "./flag.js";
import { some } from "./values.js";

export const reportTable = {
  day: flag<DayAsked>({
    value: "DAY",
    description: "which day: a date such as 2024-03-04, last, or all",
    usual: "last, the last that has rows",
    parse: (text) => (/^(last|all)$/i.test(text) ? text.toLowerCase() : dateIn(text)),
  }),
  head: flag({
    value: "FILE",
    description: "a TOML file of what stands at the top: rig, operator, field, spud and more",
    usual: "report.toml, where there is one",
    environment: true,
    parse: some,
    check: async (path) => (await import("../config/head-file.js")).readHeads(path),
  }),
  rigName: flag({
    value: "NAME",
    description: "name of the rig, at the top",
    environment: true,
    parse: some,
  }),
  operator: flag({ value: "NAME", description: "the operator, at the top", environment: true, parse: some }),
  spud: flag({
    value: "DATE",
    description: "day of the spud, which is day 1",
    environment: true,
    parse: dateIn,
  }),
  writeOverrides: flag({
    value: "FILE",
    description:
      "start a file of overrides, .toml or .csv, with a span for each line of the report, for people to go on with",
    parse: some,
  }),
  paper: flag<Paper>({
    value: "PAPER",
    description: `size of printed pages: ${papers.join(", ")}`,
    usual: "a4",
    environment: true,
    ...oneOf(papers, "paper"),
  }),
} as const;
