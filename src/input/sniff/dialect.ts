/**
 * Which flags a log needs. The sample is decoded with the usual dialect; what it rejects suggests candidates; each is tried
 * on the sample, and kept only if it lowers the rejects, and their bytes, without a value lost and, unless it changes where frames
 * are, without a reason that becomes more frequent or a frame that loses its time. What rejects cannot show, such as dates that are read without complaint
 * in the wrong order, is taken from the texts themselves, and kept only if it brings no rejects.
 */

import { flags as allFlags, type FlagName, type GivenFlag, longName } from "../../cli/flags/flags.js";
import { counted, integer } from "../../cli/page/wording.js";
import { formatCode } from "../../wits/catalog/code.js";
import type { Plan } from "../../wits/catalog/layout.js";
import { dateOrderOf } from "./dates.js";
import { encodingsOf } from "./encodings.js";
import type { Piece } from "./sample.js";
import type { TextScan } from "./text-scan.js";
import { hasMinutesAlone } from "./times.js";
import { type RejectedLine, rejectCount, type Trial, tryFlags } from "./trial.js";

export interface NeededFlag extends GivenFlag {
  readonly why: string;
}

export interface FoundDialect {
  readonly flags: readonly NeededFlag[];
  /** The sample as these flags read it. */
  readonly trial: Trial;
  /** Things that were considered and left, for people to decide. */
  readonly remarks: readonly string[];
}

/** Candidates, each of one flag or of several together, of which the best is kept, if any is good enough. */
interface Proposal {
  readonly candidates: readonly (readonly NeededFlag[])[];
  /** `rejects` must fall; `same` must not rise: the reason for the flag lies elsewhere. */
  readonly test: "rejects" | "frames" | "same";
}

export interface DialectOptions {
  /** Milliseconds since 1970 that no date can be beyond. */
  readonly latest: number;
  /** Flags that are settled already: those that say how the source opens. */
  readonly given: readonly NeededFlag[];
  readonly plan: Plan;
}

export function findDialect(
  pieces: readonly Piece[],
  scan: TextScan,
  { latest, given, plan }: DialectOptions,
): FoundDialect {
  let flags = given;
  let best = tryFlags(flags, pieces, plan);
  const remarks: string[] = [];
  for (const propose of PROPOSALS) {
    const { candidates, test } = propose(best, scan, latest);
    // Candidates are alternatives: each is added to what was settled before them.
    const settled = flags;
    for (const candidate of candidates) {
      const known = candidate.filter(({ flag }) => Object.hasOwn(allFlags, flag));
      const tried = [...settled.filter(({ flag }) => !known.some((one) => one.flag === flag)), ...known];
      const trial = tryFlags(tried, pieces, plan);
      if (!isBetter(trial, best, test)) continue;
      best = trial;
      flags = tried;
    }
  }
  const words = otherWords(best);
  if (words.length > 0) {
    remarks.push(
      `${words.join(", ")} in numeric items ${words.length === 1 ? "is" : "are"} rejected; --nulls with the word makes it null, ` +
        "--map makes the item text",
    );
  }
  return { flags, trial: best, remarks };
}

function isBetter(trial: Trial, best: Trial, test: Proposal["test"]): boolean {
  const [before, after] = [rejectCount(best), rejectCount(trial)];
  if (test === "same") return after <= before;
  if (after >= before || trial.counters.bytes.rejected > best.counters.bytes.rejected) return false;
  if (accepted(trial) < accepted(best)) return false;
  if (test === "frames") return true;
  // Item 04 may hold a time here and there, while 05 and 06 tell that of every frame.
  if (trial.counters.time.none > best.counters.time.none) return false;
  return Object.entries(trial.counters.rejects).every(
    ([reason, count]) => count <= (best.counters.rejects[reason as RejectedLine["reason"]] ?? 0),
  );
}

const accepted = ({ counters: { values, nulls } }: Trial): number =>
  values + Object.values(nulls).reduce((sum, count) => sum + count, 0);

type Propose = (best: Trial, scan: TextScan, latest: number) => Proposal;

const none: Proposal = { candidates: [], test: "rejects" };

/** In the order in which they are tried: where frames are comes before what stands in them. */
const PROPOSALS: readonly Propose[] = [
  repeatedCodes,
  otherEncodings,
  decimalsAndThousands,
  nullWords,
  stampsInItem04,
  otherDateOrder,
  minutesAlone,
];

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** The value of a rejected line, without its code, what parts the two, and its line end. */
const valueText = ({ bytes }: RejectedLine): string =>
  textOf(bytes)
    .trim()
    .slice(4)
    .replace(/^[\s=:\0]+/, "");

const notNumbers = ({ rejects }: Trial): readonly RejectedLine[] =>
  rejects.filter(({ reason }) => reason === "not-a-number" || reason === "not-an-integer");

/** Frames without an end, or lines without frames: a code that repeats begins the next one. */
function repeatedCodes({ counters, rejects }: Trial, { markers, codeLines }: TextScan): Proposal {
  if (codeLines === 0 || markers.ends * 10 > Math.max(1, counters.frames)) return none;
  const repeats = rejects.filter(({ reason }) => reason === "duplicate-item").length;
  if (markers.starts > 0 && repeats === 0) return none;
  const why =
    markers.starts === 0
      ? "items stand without && and !!: a frame ends where a code repeats"
      : "codes repeat within frames, and hardly any !! ends them";
  return { candidates: [[{ flag: "frameEnd", text: "repeat", why }]], test: "frames" };
}

function otherEncodings({ rejects }: Trial): Proposal {
  const texts = rejects.filter(({ reason }) => reason === "encoding").map(({ bytes }) => bytes);
  const candidates = encodingsOf(texts).map(({ encoding, example }): NeededFlag[] => [
    {
      flag: "encoding",
      text: encoding,
      why: `${counted(texts.length, "text")} ${texts.length === 1 ? "is" : "are"} no UTF-8; as ${encoding} the first reads ${JSON.stringify(example)}`,
    },
  ]);
  return { candidates, test: "rejects" };
}

interface Writing {
  readonly pattern: RegExp;
  readonly flags: readonly (readonly [flag: FlagName, text: string])[];
}

/** How numbers may be written. Groups have three digits; no repetition here can match in two ways. */
const WRITINGS: readonly Writing[] = [
  { pattern: /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/, flags: [["decimal", "comma"]] },
  { pattern: /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/, flags: [["thousands", "comma"]] },
  { pattern: /^[+-]?\d{1,3}(?: \d{3})+(?:\.\d*)?$/, flags: [["thousands", "space"]] },
  { pattern: /^[+-]?\d{1,3}(?:'\d{3})+(?:\.\d*)?$/, flags: [["thousands", "apostrophe"]] },
  {
    pattern: /^[+-]?\d{1,3}(?: \d{3})+,\d*$/,
    flags: [
      ["decimal", "comma"],
      ["thousands", "space"],
    ],
  },
  {
    pattern: /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/,
    flags: [
      ["decimal", "comma"],
      ["thousands", "point"],
    ],
  },
];

function decimalsAndThousands(best: Trial): Proposal {
  const values = notNumbers(best).map(valueText);
  const candidates = WRITINGS.flatMap(({ pattern, flags }): NeededFlag[][] => {
    const like = values.filter((value) => pattern.test(value));
    const why = `${counted(like.length, "value")} such as ${like[0]}`;
    return like.length === 0 ? [] : [flags.map(([flag, text]) => ({ flag, text, why }))];
  });
  return { candidates, test: "rejects" };
}

/** Words that say "no value" and nothing else; `OFF` and `true` say something. */
const NULL_WORD = /^(nan|null|nil|none|n\/a|na|#n\/a|gap|absent|missing|invalid|-{2,}|\*{2,}|\?+)$/i;
const WORD = /^[A-Za-z#*?-][A-Za-z/#*?-]*$/;

function nullWords(best: Trial): Proposal {
  const counts = wordsIn(best).filter(([word]) => NULL_WORD.test(word));
  if (counts.length === 0) return none;
  const words = counts.map(([word]) => word);
  const lines = counts.reduce((sum, [, count]) => sum + count, 0);
  const usual = "-999.25,-9999,-8888";
  return {
    candidates: [
      [
        {
          flag: "nulls",
          text: `${usual},${words.join(",")}`,
          why: `${words.join(", ")} ${words.length === 1 ? "stands" : "stand"} for no value in ${counted(lines, "numeric line")}`,
        },
      ],
    ],
    test: "rejects",
  };
}

/** Words that stand where a number should be, and how often. */
function wordsIn(best: Trial): [word: string, count: number][] {
  const counts = new Map<string, number>();
  for (const line of notNumbers(best)) {
    const value = valueText(line);
    if (value.length <= 12 && WORD.test(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, 8);
}

const otherWords = (best: Trial): string[] =>
  wordsIn(best)
    .filter(([word]) => !NULL_WORD.test(word))
    .map(([word, count]) => `${word} (${integer(count)})`);

const STAMP = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}/;

function stampsInItem04(best: Trial, { stamps }: TextScan): Proposal {
  const lines = best.rejects.filter(
    (line) => line.code !== undefined && line.code % 100 === 4 && STAMP.test(valueText(line)),
  );
  const [first] = lines;
  if (first === undefined || stamps.sequence.length === 0) return none;
  return {
    candidates: [
      [
        {
          flag: "timeFrom",
          text: "04",
          why: `item 04 holds date and time, such as ${valueText(first)} in ${formatCode(first.code!)}`,
        },
      ],
    ],
    test: "rejects",
  };
}

function otherDateOrder(_: Trial, { dates }: TextScan, latest: number): Proposal {
  const guess = dateOrderOf(dates.sequence, latest);
  if (guess?.why === undefined) return none;
  return { candidates: [[{ flag: "dateOrder", text: guess.order, why: guess.why }]], test: "same" };
}

function minutesAlone(_: Trial, { times }: TextScan): Proposal {
  const example = hasMinutesAlone(times);
  if (example === undefined) return none;
  const why = `all times have four digits, such as ${example}`;
  return { candidates: [[{ flag: "timeDigits", text: "hhmm", why }]], test: "same" };
}

export const flagText = ({ flag, text }: GivenFlag): string =>
  `--${longName(flag)}${text === "" ? "" : ` ${text}`}`;
