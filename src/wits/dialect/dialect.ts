/** How a feed writes: its dialect, whole and checked. */

import { Failure } from "../../failure/failure.js";
import { checkList, checkTruth, checkWhole, checkWord } from "../../failure/option-check.js";
import { CODE_LIMIT, type Code, itemOf } from "../catalog/code.js";
import type { ValueKind } from "../catalog/kind.js";
import { encodingNamed, UTF8 } from "./encoding.js";
import { type NullValue, nullsIn } from "./nulls.js";

/** The orders of year, month and day in dates that do not tell it themselves. */
export const dateOrders = ["ymd", "dmy", "mdy"] as const;
/** One of `dateOrders`. */
export type DateOrder = (typeof dateOrders)[number];
export const decimalSigns = ["point", "comma"] as const;
export type DecimalSign = (typeof decimalSigns)[number];
export const thousandsSigns = ["none", "space", "comma", "point", "apostrophe"] as const;
export type ThousandsSign = (typeof thousandsSigns)[number];

/** What ends a frame: `!!` or the next `&&`, or besides these a code that comes again. */
export const frameEnds = ["marker", "repeat"] as const;
export type FrameEnd = (typeof frameEnds)[number];

/** What tells a frame's time: items 05 and 06, item 04 with date and time in it, or nothing but its arrival. */
export const timeSources = ["clock", "04", "arrival"] as const;
export type TimeFrom = (typeof timeSources)[number];

/** What a time of at most four digits is: seconds and minutes, the zeros before them lost, or hours and minutes. */
export const timeDigits = ["hhmmss", "hhmm"] as const;
export type TimeDigits = (typeof timeDigits)[number];

/** How a feed writes, and how much of it is believed: what every command takes, and what is kept with the data. */
export interface Dialect {
  /** What wraps the frames, by a name that whoever takes it off knows; `auto` finds it out for each source. */
  readonly input: string;
  /** What stands for `&&` and `!!`, characters of one byte each. */
  readonly markers: readonly [start: string, end: string] | undefined;
  /** The eighth bit of every byte counts for nothing. */
  readonly sevenBit: boolean;
  /** Most bytes that may come of one compressed byte, once 64 MiB have come. */
  readonly maxExpansion: number;
  /** Values that mean null, besides the empty one: numbers, and words that are none. */
  readonly nulls: readonly NullValue[];
  /** With `comma`, `12,5` is a number too. */
  readonly decimal: DecimalSign;
  /** What may stand between groups of three digits. */
  readonly thousands: ThousandsSign;
  /** Encoding of text items, a label of the WHATWG Encoding Standard. */
  readonly encoding: string;
  /** Order of the parts of dates that do not tell it themselves. */
  readonly dateOrder: DateOrder;
  readonly frameEnd: FrameEnd;
  readonly timeFrom: TimeFrom;
  readonly timeDigits: TimeDigits;
  /** Longest line, bytes. A longer one is rejected in pieces of this length. */
  readonly maxLine: number;
  /** Longest frame, bytes, less than 16 MiB. A longer one ends there. */
  readonly maxFrame: number;
  /** Longest value of a text item, bytes. */
  readonly maxText: number;
  /** Most different codes outside the catalog in one frame. */
  readonly maxCodes: number;
}

/** What holds where nothing else is said. */
export const usualDialect: Dialect = {
  input: "auto",
  markers: undefined,
  sevenBit: false,
  maxExpansion: 1000,
  nulls: [-999.25, -9999, -8888],
  decimal: "point",
  thousands: "none",
  encoding: UTF8,
  dateOrder: "ymd",
  frameEnd: "marker",
  timeFrom: "clock",
  timeDigits: "hhmmss",
  maxLine: 65_536,
  maxFrame: 1_048_576,
  maxText: 65_536,
  maxCodes: 1000,
};

/** The kernel keeps a line's place in a frame in 24 bits. */
const LARGEST_FRAME = 0xff_ffff;

/** The least and the most of its limits. */
export const dialectLimits = {
  maxLine: [16, LARGEST_FRAME],
  maxFrame: [64, LARGEST_FRAME],
  maxText: [1, LARGEST_FRAME],
  maxCodes: [0, CODE_LIMIT],
  maxExpansion: [1, 1_000_000_000],
} as const satisfies { readonly [Part in keyof Dialect]?: readonly [least: number, most: number] };

const dialectWords = {
  decimal: decimalSigns,
  thousands: thousandsSigns,
  dateOrder: dateOrders,
  frameEnd: frameEnds,
  timeFrom: timeSources,
  timeDigits,
} as const satisfies { readonly [Part in keyof Dialect]?: readonly string[] };

/** Some of a dialect's parts: the others are as usual. */
export type DialectOptions = { readonly [Part in keyof Dialect]?: Dialect[Part] | undefined };

const PARTS = Object.keys(usualDialect) as (keyof Dialect)[];

/**
 * A whole dialect, with what is usual where nothing else is said, and the encoding by its name. Parts that are wrong or contradict
 * each other are a Failure.
 */
export function dialectOf(options: DialectOptions): Dialect {
  const entries = PARTS.map((part) => [part, options[part] ?? usualDialect[part]]);
  const given = Object.fromEntries(entries) as unknown as Dialect;
  check(given);
  const { decimal, thousands, maxFrame } = given;
  const encoding = encodingNamed(given.encoding);
  nullsIn(given.nulls);
  if (decimal === thousands) {
    const other = decimal === "point" ? "comma" : "point";
    throw new Failure(
      "conflicting-options",
      `--thousands ${thousands} and --decimal ${decimal} are the same sign; with --thousands ${thousands} the decimal sign ` +
        `must be the other one: --decimal ${other}`,
    );
  }
  if (encoding !== UTF8 && maxFrame > LARGEST_FRAME_DECODED) {
    throw new Failure(
      "conflicting-options",
      "--max-frame is at most 7MiB where --encoding is given: text grows in UTF-8",
    );
  }
  return { ...given, encoding };
}

/** What a flag's parser would refuse is refused of a program too. */
function check(given: Dialect): void {
  for (const [part, words] of Object.entries(dialectWords))
    checkWord(part, given[part as keyof Dialect], words);
  for (const [part, [least, most]] of Object.entries(dialectLimits)) {
    checkWhole(part, given[part as keyof Dialect], least, most);
  }
  checkTruth("sevenBit", given.sevenBit);
  checkList("nulls", given.nulls, (value) => {
    if (typeof value === "number" || typeof value === "string") return;
    throw new Failure("bad-option", `nulls: ${JSON.stringify(value)} is neither a number nor a word`);
  });
  const { markers } = given;
  if (markers === undefined) return;
  const two = Array.isArray(markers) && markers.length === 2;
  if (!two || markers.some((marker) => typeof marker !== "string" || marker.length < 2)) {
    throw new Failure("bad-option", "markers: they are two texts of two bytes at least, for && and for !!");
  }
}

/** A text is up to three times as long in UTF-8, and the largest row group of Parquet holds 24 MiB of it. */
const LARGEST_FRAME_DECODED = 7 << 20;

/**
 * The longest line that there can be. A frame that begins with a code must have room for the line of it, or it would
 * end before it has begun, again and again.
 */
export const longestLine = ({ frameEnd, maxLine, maxFrame }: Dialect): number =>
  frameEnd === "repeat" ? Math.min(maxLine, maxFrame - LINE_END) : maxLine;

/** Most bytes of a line end. */
const LINE_END = 2;

/** Whether an item tells the time by item 04, whose integer is date and time then. */
export const tellsMoment = (code: Code, kind: ValueKind, { timeFrom }: Pick<Dialect, "timeFrom">): boolean =>
  timeFrom === "04" && kind === "int64" && itemOf(code) === 4;
