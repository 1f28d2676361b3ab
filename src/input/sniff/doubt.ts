/**
 * Whether what was read as frames is a log of WITS at all. Text of any kind may have lines that begin with four digits, or with
 * `&&`: what a log has is items that can be read, codes that come again, and, where no marker tells frames, codes that the catalog
 * knows.
 */
import { sum } from "../../arrays/sum.js";
import type { Counters } from "../../wits/decoding/counters.js";
import { tableIn } from "../source/text-shape.js";
import type { CodeSurvey } from "./survey.js";

export interface Evidence {
  /** Whether `&&` stands in the source itself. */
  readonly marked: boolean;
  readonly counters: Counters;
  readonly codes: readonly CodeSurvey[];
  /** The first bytes of the source. */
  readonly head: Uint8Array;
}

/** Items of a frame that no marker tells: fewer, and a column of numbers would be one. */
const FEWEST_ITEMS = 2;
/** Codes to each item of such a frame: a feed sends the same ones again. */
const MOST_CODES = 4;

/** Says why it is no log; undefined when nothing speaks against it. */
export function doubtOf({ marked, counters, codes, head }: Evidence): string | undefined {
  const { frames, rejects } = counters;
  const values = codes.reduce((sum, code) => sum + code.values, 0);
  const items = codes.reduce((sum, code) => sum + code.nulls, values);
  const rejected = sum(Object.values(rejects));
  if (values === 0 && rejected > 0 && rejected >= items) {
    return `it has what may begin frames, but no value in them can be read (${rejected.toLocaleString("en-US")} rejects)`;
  }
  if (marked) return undefined;
  const table = tableIn(head);
  const known = codes.reduce((sum, { mapped, values, nulls }) => sum + (mapped ? values + nulls : 0), 0);
  const isFeed =
    frames >= 1 &&
    items >= FEWEST_ITEMS * frames &&
    codes.length <= (MOST_CODES * items) / frames &&
    (frames > 1 || codes.some(({ values, nulls }) => values + nulls > 1) || items < 50) &&
    known * 2 > items &&
    rejected <= items;
  if (isFeed && table === undefined) return undefined;
  const what = table === undefined ? "it is text" : `it is ${table}`;
  return `${what}; some lines begin with four digits, but they are no items of frames`;
}
