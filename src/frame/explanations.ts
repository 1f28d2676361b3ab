/** What each reason of a reject and each warning means, and what can be done about it, in words. */
import type { Reason } from "../wits/decoding/counters.js";

/** What is accepted, and worth knowing all the same. */
export const warnings = ["no-end", "empty-frame", "duplicate-frame", "clock-back", "unmapped"] as const;
export type Warning = (typeof warnings)[number];

export interface Explanation {
  /** What it is said of: a noun. */
  readonly of: "line" | "frame" | "value" | "item" | "code";
  /** Behind that noun, or behind an item's name, `0108 DBTM`: a sentence without its end. */
  readonly what: string;
  /** Why it is so, and what to do: whole sentences. */
  readonly advice: string;
}

/** A frame without an end is kept as it is: its reject has no bytes, and it is a warning. */
export const explanations: Readonly<Record<Exclude<Reason, "unterminated-frame"> | Warning, Explanation>> = {
  "outside-frame": {
    of: "line",
    what: "stands outside all frames",
    advice:
      "Items count between && and !! alone. Chatter of a modem or a terminal is harmless; item lines here mean that a && was lost, or that a !! came too early.",
  },
  "bad-line": {
    of: "line",
    what: "does not begin with a code",
    advice:
      "A line is four digits, record and item from 01 to 99, and a value. Look at the line: it may be damaged, or of another protocol.",
  },
  "not-a-number": {
    of: "value",
    what: "is no decimal number",
    advice:
      "The catalog has a number here. If all values of the item are so, the feed numbers its items in its own way; if one is, the line was damaged. --decimal and --thousands read other signs, words of --nulls are null.",
  },
  "not-an-integer": {
    of: "value",
    what: "has a fraction, and must be an integer",
    advice: "Items 02, 03, 04 and 07 of a record are integers. The feed may use them for something else.",
  },
  "number-range": {
    of: "value",
    what: "is larger than its type can hold",
    advice: "Digits of two lines may have run together; an identifier may be too long for its item.",
  },
  "bad-date": {
    of: "value",
    what: "is no day of the calendar",
    advice: "If days and months seem to be exchanged, --date-order tells their order: ymd, dmy or mdy.",
  },
  "bad-time": {
    of: "value",
    what: "is no time of the day",
    advice: "Hours go to 23, minutes and seconds to 59. The line may be damaged.",
  },
  encoding: {
    of: "value",
    what: "is not text in the encoding of the feed",
    advice:
      "The encoding is UTF-8 unless --encoding names another, such as windows-1252 or windows-1251. A single line may be damaged.",
  },
  "line-too-long": {
    of: "line",
    what: "is longer than --max-line",
    advice:
      "Line ends were lost, or this is no log from here on. If lines are really so long, raise --max-line.",
  },
  "frame-too-long": {
    of: "frame",
    what: "is longer than --max-frame, and ends here",
    advice: "A !! and the && behind it were lost. If frames are really so long, raise --max-frame.",
  },
  "duplicate-item": {
    of: "item",
    what: "is told again in its frame",
    advice:
      "The last line is its value, earlier ones are rejected. The feed sends the item twice, or the end of a frame and the beginning of the next were lost.",
  },
  "text-too-long": {
    of: "value",
    what: "is longer than --max-text",
    advice:
      "A line end was lost, or the text is no name or remark. If texts are really so long, raise --max-text.",
  },
  "too-many-codes": {
    of: "code",
    what: "is one more outside the catalog than --max-codes allows in a frame",
    advice: "Bytes that are no items look like some, or frames have run together. If not, raise --max-codes.",
  },
  "cut-line": {
    of: "line",
    what: "was cut off: no line end and no !! follows it",
    advice:
      "Digits of its value may be missing, so it is not believed. The log was cut, or bytes were lost before the && behind it.",
  },
  "no-end": {
    of: "frame",
    what: "has no !!",
    advice: "It is kept as it is. The log was cut, bytes were lost, or the feed sends no !!.",
  },
  "empty-frame": {
    of: "frame",
    what: "holds no line",
    advice: "Some senders keep a link alive this way.",
  },
  "duplicate-frame": {
    of: "frame",
    what: "has the same bytes as the one before",
    advice: "Frames were delivered twice, or nothing moved and the feed has no clock. Both rows are kept.",
  },
  "clock-back": {
    of: "frame",
    what: "is earlier than the one before",
    advice:
      "Rows are kept in the order of the log. The rig's clock was set, logs were joined in the wrong order, or each record has a clock of its own.",
  },
  unmapped: {
    of: "code",
    what: "is not in the catalog",
    advice: "Its values are kept as numbers, in the table unmapped or in columns WITSrrii.",
  },
};
