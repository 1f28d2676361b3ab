/** Flags that tell the dialect of a feed, in the order of help: every command that reads logs takes them all. */

import { within, wordAmong } from "../../failure/option-check.js";
import { isAddedKind } from "../../input/container/added.js";
import { markersIn } from "../../input/container/markers.js";
import { type InputKind, inputKinds } from "../../input/container/registry.js";
import { sizeIn } from "../../text/byte-size.js";
import {
  type Dialect,
  dateOrders,
  decimalSigns,
  dialectLimits,
  frameEnds,
  thousandsSigns,
  timeDigits,
  timeSources,
} from "../../wits/dialect/dialect.js";
import { encodingNamed } from "../../wits/dialect/encoding.js";
import { type Flag, flag, oneOf, toggle } from "./flag.js";
import { integerIn, nullListIn } from "./values.js";

export const dialectTable = {
  input: flag({
    value: "KIND",
    description: `what is around the frames: ${inputKinds.join(", ")}, or plugin:NAME`,
    usual: "auto: the first lines tell it",
    environment: true,
    choices: inputKinds,
    parse: (text): InputKind => (isAddedKind(text) ? text : wordAmong(text, inputKinds, "kind of input")),
  }),
  markers: flag({
    value: "START,END",
    description:
      "what this feed has in place of && and !!, each at least two bytes, such as \\x02\\r\\n,\\x03\\r\\n",
    environment: true,
    parse: markersIn,
  }),
  sevenBit: toggle("clear the eighth bit of every byte, for serial lines that use it for parity", {
    environment: true,
  }),
  dateOrder: flag({
    value: "ORDER",
    description: `order of year, month and day in dates that do not show it: ${dateOrders.join(", ")}`,
    usual: "ymd",
    environment: true,
    ...oneOf(dateOrders, "date order"),
  }),
  timeFrom: flag({
    value: "WHAT",
    description:
      "where the time of a frame comes from: clock, its items 05 and 06; 04, its item 04 with date and time; arrival, when it arrived",
    usual: "clock",
    environment: true,
    ...oneOf(timeSources, "source of time"),
  }),
  timeDigits: flag({
    value: "DIGITS",
    description: "how to read times of four digits or fewer: hhmmss without its first zeros, or hhmm",
    usual: "hhmmss",
    environment: true,
    ...oneOf(timeDigits, "form of time"),
  }),
  frameEnd: flag({
    value: "HOW",
    description:
      "where a frame ends: marker, at !! or the next &&; repeat, also where a code comes again, for feeds without && and !!",
    usual: "marker",
    environment: true,
    ...oneOf(frameEnds, "end of a frame"),
  }),
  nulls: flag({
    value: "LIST",
    description: 'numbers and words that mean null, such as -9999,NaN,OFF; "" for none',
    usual: "-999.25,-9999,-8888",
    environment: true,
    parse: nullListIn,
  }),
  decimal: flag({
    value: "SIGN",
    description: `decimal sign: ${decimalSigns.join(", ")}; with comma, 12,5 is a number too`,
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
    description: "longest line; a longer line is rejected",
    usual: "64KiB",
    environment: true,
    parse: (text): number => within(sizeIn(text), ...dialectLimits.maxLine, text),
  }),
  maxFrame: flag({
    value: "SIZE",
    description: "longest frame; a longer frame is cut there",
    usual: "1MiB",
    environment: true,
    parse: (text): number => within(sizeIn(text), ...dialectLimits.maxFrame, text),
  }),
  maxText: flag({
    value: "SIZE",
    description: "longest text of an item; a longer text is rejected",
    usual: "64KiB",
    environment: true,
    parse: (text): number => within(sizeIn(text), ...dialectLimits.maxText, text),
  }),
  maxCodes: flag({
    value: "N",
    description: "how many different codes outside the catalog one frame may have; others are rejected",
    usual: "1000",
    environment: true,
    parse: (text): number => integerIn(text, ...dialectLimits.maxCodes),
  }),
  maxExpansion: flag({
    value: "RATIO",
    description: "how many bytes one compressed byte may become, after the first 64MiB",
    usual: "1000",
    environment: true,
    parse: (text): number => integerIn(text, ...dialectLimits.maxExpansion),
  }),
} as const satisfies { readonly [Part in keyof Dialect]: Flag<unknown> };
