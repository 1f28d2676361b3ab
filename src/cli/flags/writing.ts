/** Flags that tell how WITS is written for a receiver: each says of the output what its namesake says of the input. */
import { dateOrders, decimalSigns } from "../../wits/dialect/dialect.js";
import { encodingNamed } from "../../wits/dialect/encoding.js";
import { lineEnds, MOST_DECIMALS, nullTextIn, separators, vendorIn } from "../../wits/writing/writing.js";
import { flag, oneOf } from "./flag.js";
import { integerIn, some } from "./values.js";

export const writingTable = {
  mapOut: flag({
    value: "FILE",
    description:
      "of WITS: a map as the receiver has it, CSV or TOML; items go to the codes, units and scales that it says",
    environment: true,
    parse: some,
    check: async (path) => (await import("../../input/feed/map-file.js")).mapOf(path),
  }),
  lineEnd: flag({
    value: "END",
    description: `of WITS: what ends each line: ${lineEnds.join(", ")}`,
    usual: "crlf",
    environment: true,
    ...oneOf(lineEnds, "line end"),
  }),
  decimals: flag({
    value: "N",
    description: "of WITS: how many decimals measurements have",
    usual: "as few as tell the number",
    environment: true,
    parse: (text): number => integerIn(text, 0, MOST_DECIMALS),
  }),
  decimalOut: flag({
    value: "SIGN",
    description: `of WITS: decimal sign: ${decimalSigns.join(", ")}`,
    usual: "point",
    environment: true,
    ...oneOf(decimalSigns, "decimal sign"),
  }),
  nullsOut: flag({
    value: "WHAT",
    description:
      "of WITS: omit: items without a value are left out; empty: their code stands alone; or a number, such as -999.25",
    usual: "omit",
    environment: true,
    parse: (text): string => {
      nullTextIn(text);
      return text;
    },
  }),
  dateOrderOut: flag({
    value: "ORDER",
    description: `of WITS: order of year, month and day: ${dateOrders.join(", ")}`,
    usual: "as they came",
    environment: true,
    ...oneOf(dateOrders, "date order"),
  }),
  encodingOut: flag({
    value: "NAME",
    description: "of WITS: encoding of text items, such as windows-1252, windows-1251, gbk",
    usual: "utf-8",
    environment: true,
    parse: encodingNamed,
  }),
  separator: flag({
    value: "SIGN",
    description: `of WITS: what stands between a code and its value: ${separators.join(", ")}`,
    usual: "none",
    environment: true,
    ...oneOf(separators, "separator"),
  }),
  vendor: flag({
    value: "TEXT",
    description:
      "of WITS: the identity that every frame begins with, item 1984, such as PASON/EDR; keep: that which a frame came with; none: none",
    usual: "keep",
    environment: true,
    parse: vendorIn,
  }),
} as const;
