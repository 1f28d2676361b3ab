/** Flags of what people look at: charts and dashboards. */
import { tracksIn } from "../../view/plot/request.js";
import { flag, oneOf, toggle } from "./flag.js";
import { addressIn, listOf, some } from "./values.js";

/** Of the dashboard's page. */
export const WEB_PORT = 8990;

export const viewTable = {
  items: flag({
    value: "LIST",
    description:
      "items to show, by code or mnemonic, such as DBTM,HKLA,0121; 11.TVA for an item of record 11",
    usual: "those that a driller needs, then all others",
    environment: true,
    parse: (text): readonly string[] => listOf(text, some),
  }),
  once: toggle("print the values once as text, and end"),
  web: flag({
    value: "[HOST:]PORT",
    optional: `${WEB_PORT}`,
    description: "serve a web page with strip charts, on 127.0.0.1 unless a host is given",
    usual: `${WEB_PORT}, or one that is free`,
    parse: addressIn,
  }),
  index: flag({
    value: "INDEX",
    description: "the axis of a chart or a LAS file: time or depth",
    usual: "time",
    ...oneOf(["time", "depth"] as const, "index"),
  }),
  tracks: flag({
    value: "LIST",
    description:
      "tracks of a chart with | between them, and commas between curves, such as DMEA,ROPA|HKLA,WOBA:0-200|GASA:log",
    usual: "those that a driller needs",
    parse: tracksIn,
  }),
  well: flag({
    value: "NAME",
    description: "only the rows of this well",
    usual: "all wells; for a chart the well with the most rows",
    parse: some,
  }),
  title: flag({
    value: "TEXT",
    description: "title of a chart",
    usual: "the well's name",
    parse: some,
  }),
} as const;
