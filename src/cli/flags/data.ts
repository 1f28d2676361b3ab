/** Flags that tell what a feed's items mean, and which rows and tables are made of them. */
import { wordAmong } from "../../failure/option-check.js";
import { engineOf } from "../../output/sql/address.js";
import { layouts } from "../../wits/catalog/layout.js";
import { type Moment, parseMoment } from "../../wits/catalog/moment.js";
import { timezoneNamed } from "../../wits/catalog/timezone.js";
import { unitSets } from "../../wits/catalog/units.js";
import { flag, oneOf, toggle } from "./flag.js";
import { recordsIn, some } from "./values.js";

export const dataTable = {
  layout: flag({
    value: "LAYOUT",
    description: "record: a table for each record; frame: a row for each frame; long: a row for each value",
    usual: "record into a folder, frame into a file",
    environment: true,
    ...oneOf(layouts, "layout"),
  }),
  units: flag({
    value: "SET",
    description: `units that the feed sends: ${unitSets.join(", ")}; the log itself does not tell them`,
    environment: true,
    ...oneOf(unitSets, "unit set"),
  }),
  to: flag({
    value: "SET",
    description: "units to convert to; needs --units",
    environment: true,
    choices: unitSets,
    parse(text) {
      if (engineOf(text) === undefined) return wordAmong(text, unitSets, "unit set");
      throw new RangeError(
        `${text} is no set of units; a database is told to load, export and stream, by --to, or by \`database\` of witskit.toml and WITS_DATABASE`,
      );
    },
  }),
  map: flag({
    value: "FILE",
    description: "a CSV or TOML file with codes that are not in the catalog, or mean something else there",
    environment: true,
    parse: some,
    check: async (path) => (await import("../../input/feed/map-file.js")).mapOf(path),
  }),
  tz: flag({
    value: "ZONE",
    description: "time zone of the rig's clock, such as Europe/Oslo; timestamps become UTC",
    environment: true,
    parse: (text): string => timezoneNamed(text).name,
  }),
  records: flag({
    value: "LIST",
    description: "records to keep, such as 1,7,11-13",
    usual: "all",
    environment: true,
    parse: recordsIn,
  }),
  from: flag({
    value: "TIME",
    description:
      "leave out rows before this: ISO 8601, by the rig's clock, or with a zone when --tz is given",
    parse: (text): Moment => parseMoment(text),
  }),
  until: flag({
    value: "TIME",
    description: "leave out rows at or after this",
    parse: (text): Moment => parseMoment(text),
  }),
  prune: toggle("leave out columns without any value"),
} as const;
