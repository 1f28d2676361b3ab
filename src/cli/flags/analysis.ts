/** Flags of what a rig did. */

import type { TableName } from "../../analysis/table.js";
import { analysisTableNames } from "../../analysis/table-columns.js";
import { type Moment, parseMoment } from "../../wits/catalog/moment.js";
import { flag, oneOf, toggle } from "./flag.js";
import { some } from "./values.js";

function minutesOfDay(text: string): number {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (minutes === undefined) throw new Error(`${text} is no time of day; give hours and minutes, as 06:00`);
  return Number(hours) * 60 + Number(minutes);
}

export const analysisTable = {
  table: flag<TableName>({
    value: "NAME",
    description: `one table of the analysis: ${analysisTableNames.join(", ")}`,
    usual: "a page for people; into a folder, all of them",
    ...oneOf(analysisTableNames, "table"),
  }),
  analyze: toggle("say what the rig did beside it: states, events, and by depth tops"),
  rig: flag({
    value: "FILE",
    description:
      "a TOML file of what is known of the rig and the well: bits, densities, thresholds, cut-offs",
    environment: true,
    parse: some,
    check: async (path) => (await import("../config/rig-file.js")).readRigFile(path),
  }),
  overrides: flag({
    value: "FILE",
    description:
      "a TOML or CSV file in which people say of some times whether they were lost and to what; for a report also names, codes, comments",
    parse: some,
    check: async (path) => (await import("../config/overrides-file.js")).readOverrides(path),
  }),
  bitDiameter: flag({
    value: "SIZE",
    description: 'diameter of the bit, such as "12.25 in" or "216 mm", for energy and exponent',
    environment: true,
    parse: some,
  }),
  normalDensity: flag({
    value: "DENSITY",
    description:
      'density of mud that balances a normal pressure, such as "1.03 g/cc", for the corrected exponent',
    environment: true,
    parse: some,
  }),
  explain: flag<Moment>({
    value: "TIME",
    description: "say what each flag of the rig saw at this time, and why its state was decided",
    parse: (text) => parseMoment(text),
  }),
  byDay: toggle("key figures of each day, so that days compare, in the place of those of all the log"),
  dayStart: flag<number>({
    value: "HH:MM",
    description: "when a day begins on the rig's clock, in reports and for --by-day",
    usual: "00:00",
    environment: true,
    parse: minutesOfDay,
  }),
  apart: toggle("each log is a rig of its own, and does not go on with the one before it"),
  causal: toggle("decide by what came before alone, as a live link does; rows that follow are not looked at"),
} as const;
