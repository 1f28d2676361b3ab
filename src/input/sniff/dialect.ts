/**
 * Which options a log needs. The sample is decoded with the usual dialect; what it rejects suggests candidates; each is tried
 * on the sample, and kept only if it lowers the rejects, and their bytes, without a value lost and, unless it changes where frames
 * are, without a reason that becomes more frequent or a frame that loses its time. What rejects cannot show, such as dates that are read without complaint
 * in the wrong order, is taken from the texts themselves, and kept only if it brings no rejects.
 */

import { sum } from "../../arrays/sum.js";
import { counted } from "../../text/quantity.js";
import { formatCode } from "../../wits/catalog/code.js";
import { type DialectOptions, usualDialect } from "../../wits/dialect/dialect.js";
import { dateOrderOf } from "./dates.js";
import { encodingsOf } from "./encodings.js";
import type { FoundOption } from "./found-option.js";
import type { Piece } from "./sample.js";
import type { TextScan } from "./text-scan.js";
import { hasMinutesAlone } from "./times.js";
import { type Decoders, type RejectedLine, rejectCount, type Trial, tryOptions } from "./trial.js";

export interface FoundDialect {
  readonly options: readonly FoundOption[];
  /** The sample as these options read it. */
  readonly trial: Trial;
  /** Words in numeric items that may say something, which people are to decide: as nulls, or by a map as text. */
  readonly words: readonly (readonly [word: string, count: number])[];
}

/** Candidates, each of one option or of several together, of which the best is kept, if any is good enough. */
interface Proposal {
  readonly candidates: readonly (readonly FoundOption[])[];
  /** `rejects` must fall; `same` must not rise: the reason for the option lies elsewhere. */
  readonly test: "rejects" | "frames" | "same";
}

export interface FindOptions {
  /** Milliseconds since 1970 that no date can be beyond. */
  readonly latest: number;
  /** What is settled already: how the source opens. */
  readonly given: readonly FoundOption[];
  readonly decoders: Decoders;
}

export function findDialect(
  pieces: readonly Piece[],
  scan: TextScan,
  { latest, given, decoders }: FindOptions,
): FoundDialect {
  let options = given;
  let best = tryOptions(options, pieces, decoders);
  for (const propose of PROPOSALS) {
    const { candidates, test } = propose(best, scan, latest);
    // Candidates are alternatives: each is added to what was settled before them.
    const settled = options;
    for (const candidate of candidates) {
      const others = settled.filter(({ option }) => !candidate.some((one) => one.option === option));
      const tried = [...others, ...candidate];
      const trial = tryOptions(tried, pieces, decoders);
      if (!isBetter(trial, best, test)) continue;
      best = trial;
      options = tried;
    }
  }
  return { options, trial: best, words: otherWords(best) };
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

const accepted = ({ counters: { values, nulls } }: Trial): number => values + sum(Object.values(nulls));

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
  return { candidates: [[{ option: "frameEnd", value: "repeat", why }]], test: "frames" };
}

function otherEncodings({ rejects }: Trial): Proposal {
  const texts = rejects.filter(({ reason }) => reason === "encoding").map(({ bytes }) => bytes);
  const candidates = encodingsOf(texts).map(({ encoding, example }): FoundOption[] => [
    {
      option: "encoding",
      value: encoding,
      why: `${counted(texts.length, "text")} ${texts.length === 1 ? "is" : "are"} no UTF-8; as ${encoding} the first reads ${JSON.stringify(example)}`,
    },
  ]);
  return { candidates, test: "rejects" };
}

interface Writing {
  readonly pattern: RegExp;
  readonly signs: Pick<DialectOptions, "decimal" | "thousands">;
}

/** How numbers may be written. Groups have three digits; no repetition here can match in two ways. */
const WRITINGS: readonly Writing[] = [
  { pattern: /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/, signs: { decimal: "comma" } },
  { pattern: /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/, signs: { thousands: "comma" } },
  { pattern: /^[+-]?\d{1,3}(?: \d{3})+(?:\.\d*)?$/, signs: { thousands: "space" } },
  { pattern: /^[+-]?\d{1,3}(?:'\d{3})+(?:\.\d*)?$/, signs: { thousands: "apostrophe" } },
  {
    pattern: /^[+-]?\d{1,3}(?: \d{3})+,\d*$/,
    signs: { decimal: "comma", thousands: "space" },
  },
  {
    pattern: /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/,
    signs: { decimal: "comma", thousands: "point" },
  },
];

function decimalsAndThousands(best: Trial): Proposal {
  const values = notNumbers(best).map(valueText);
  const candidates = WRITINGS.flatMap(({ pattern, signs: { decimal, thousands } }): FoundOption[][] => {
    const like = values.filter((value) => pattern.test(value));
    const why = `${counted(like.length, "value")} such as ${like[0]}`;
    if (like.length === 0) return [];
    return [
      [
        ...(decimal === undefined ? [] : [{ option: "decimal", value: decimal, why } as const]),
        ...(thousands === undefined ? [] : [{ option: "thousands", value: thousands, why } as const]),
      ],
    ];
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
  return {
    candidates: [
      [
        {
          option: "nulls",
          value: [...usualDialect.nulls, ...words],
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

const otherWords = (best: Trial): FoundDialect["words"] =>
  wordsIn(best).filter(([word]) => !NULL_WORD.test(word));

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
          option: "timeFrom",
          value: "04",
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
  return { candidates: [[{ option: "dateOrder", value: guess.order, why: guess.why }]], test: "same" };
}

function minutesAlone(_: Trial, { times }: TextScan): Proposal {
  const example = hasMinutesAlone(times);
  if (example === undefined) return none;
  const why = `all times have four digits, such as ${example}`;
  return { candidates: [[{ option: "timeDigits", value: "hhmm", why }]], test: "same" };
}
