/** Flags of what people look at: charts and dashboards. */
import { tracksIn } from "../../view/plot/request.js";
import { flag, oneOf, toggle } from "./flag.js";
import { addressIn, listOf, some } from "./values.js";

/** Of the dashboard's page. */
export const WEB_PORT = 8990;

export const viewTable = {
  items: flag({
    value: "LIST",
    description: "items to show, by code or mnemonic, as DBTM,HKLA,0121; 11.TVA of another record",
    usual: "a driller's, then all others",
    environment: true,
    parse: (text): readonly string[] => listOf(text, some),
  }),
  once: toggle("print one look as text, and leave"),
  web: flag({
    value: "[HOST:]PORT",
    optional: `${WEB_PORT}`,
    description: "serve a page with strip charts, on 127.0.0.1 unless a host is given",
    usual: `${WEB_PORT}, or one that is free`,
    parse: addressIn,
  }),
  index: flag({
    value: "INDEX",
    description: "what the rows of a chart or a LAS file go by: time or depth",
    usual: "time",
    ...oneOf(["time", "depth"] as const, "index"),
  }),
  tracks: flag({
    value: "LIST",
    description:
      "tracks of a chart parted by |, their curves by commas, as DMEA,ROPA|HKLA,WOBA:0-200|GASA:log",
    usual: "a driller's",
    parse: tracksIn,
  }),
  well: flag({
    value: "NAME",
    description: "the rows of this well alone",
    usual: "all; of a chart the one with the most rows",
    parse: some,
  }),
  title: flag({
    value: "TEXT",
    description: "title of a chart",
    usual: "the well's name",
    parse: some,
  }),
} as const;
