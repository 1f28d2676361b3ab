/** Flags that tell the dialect of a feed, in the order of help: every command that reads logs takes them all. */

import { markersIn } from "../../input/container/markers.js";
import { within } from "../../option-check.js";
import {
  type Dialect,
  dateOrders,
  decimalSigns,
  dialectLimits,
  frameEnds,
  inputKinds,
  thousandsSigns,
  timeDigits,
  timeSources,
} from "../../wits/dialect/dialect.js";
import { encodingNamed } from "../../wits/dialect/encoding.js";
import { type Flag, flag, oneOf, toggle } from "./flag.js";
import { integerIn, nullListIn, sizeIn } from "./values.js";

export const dialectTable = {
  input: flag({
    value: "KIND",
    description: `what wraps the frames: ${inputKinds.join(", ")}`,
    usual: "auto: found out by the first lines",
    environment: true,
    ...oneOf(inputKinds, "kind of input"),
  }),
  markers: flag({
    value: "START,END",
    description:
      "what stands for && and !! in this feed, two bytes at least, such as \\x02\\r\\n,\\x03\\r\\n",
    environment: true,
    parse: markersIn,
  }),
  sevenBit: toggle("clear the eighth bit of every byte, where a serial line set it for parity", {
    environment: true,
  }),
  dateOrder: flag({
    value: "ORDER",
    description: `order of the parts in dates that do not tell it: ${dateOrders.join(", ")}`,
    usual: "ymd",
    environment: true,
    ...oneOf(dateOrders, "date order"),
  }),
  timeFrom: flag({
    value: "WHAT",
    description:
      "what tells a frame's time: clock, its items 05 and 06; 04, date and time in item 04; arrival, when it arrived",
    usual: "clock",
    environment: true,
    ...oneOf(timeSources, "source of time"),
  }),
  timeDigits: flag({
    value: "DIGITS",
    description: "what times of at most four digits are: hhmmss, zeros before them lost, or hhmm",
    usual: "hhmmss",
    environment: true,
    ...oneOf(timeDigits, "form of time"),
  }),
  frameEnd: flag({
    value: "HOW",
    description:
      "marker: a frame ends at !! or the next &&; repeat: also where a code comes again, so && and !! may be missing",
    usual: "marker",
    environment: true,
    ...oneOf(frameEnds, "end of a frame"),
  }),
  nulls: flag({
    value: "LIST",
    description: 'numbers and words that mean null, as -9999,NaN,OFF; "" for none',
    usual: "-999.25,-9999,-8888",
    environment: true,
    parse: nullListIn,
  }),
  decimal: flag({
    value: "SIGN",
    description: `sign of decimals: ${decimalSigns.join(", ")}; with comma, 12,5 is a number too`,
    usual: "point",
    environment: true,
    ...oneOf(decimalSigns, "decimal sign"),
  }),
  thousands: flag({
    value: "SIGN",
    description: `sign between groups of three digits: ${thousandsSigns.join(", ")}`,
    usual: "none",
    environment: true,
    ...oneOf(thousandsSigns, "sign"),
  }),
  encoding: flag({
    value: "NAME",
    description: "encoding of text items, such as windows-1252, windows-1251, gbk",
    usual: "utf-8",
    environment: true,
    parse: encodingNamed,
  }),
  maxLine: flag({
    value: "SIZE",
    description: "longest line; a longer one is rejected",
    usual: "64KiB",
    environment: true,
    parse: (text): number => within(sizeIn(text), ...dialectLimits.maxLine, text),
  }),
  maxFrame: flag({
    value: "SIZE",
    description: "longest frame; a longer one ends there",
    usual: "1MiB",
    environment: true,
    parse: (text): number => within(sizeIn(text), ...dialectLimits.maxFrame, text),
  }),
  maxText: flag({
    value: "SIZE",
    description: "longest text of an item; a longer one is rejected",
    usual: "64KiB",
    environment: true,
    parse: (text): number => within(sizeIn(text), ...dialectLimits.maxText, text),
  }),
  maxCodes: flag({
    value: "N",
    description: "most different codes outside the catalog in one frame; others are rejected",
    usual: "1000",
    environment: true,
    parse: (text): number => integerIn(text, ...dialectLimits.maxCodes),
  }),
  maxExpansion: flag({
    value: "RATIO",
    description: "most bytes that may come of a compressed byte, beyond 64MiB",
    usual: "1000",
    environment: true,
    parse: (text): number => integerIn(text, ...dialectLimits.maxExpansion),
  }),
} as const satisfies { readonly [Part in keyof Dialect]: Flag<unknown> };
