/** Runs seeds one after the other. What a seed does depends on it, and on the corpus, alone. */
import { escaped } from "../decode/notation.js";
import type { Cut } from "../decode/outcome.js";
import { tell } from "../decode/telling.js";
import { Check, type Run } from "./check.js";
import type { Corpus } from "./corpus.js";
import { type Drawn, drawn } from "./input.js";
import { shrunk } from "./shrink.js";
import { BLOCK, waysOf } from "./way.js";

/** The checks of a block of seeds. */
async function checksOf(block: number): Promise<Check[]> {
  return (await waysOf(block)).map((way) => new Check(way));
}

/**
 * Runs the seeds of [first, end); answers what failed, in words, or undefined. `starting` is told each seed before it runs.
 */
export async function run(
  corpus: Corpus,
  first: number,
  end: number,
  starting: (seed: number) => boolean,
): Promise<string | undefined> {
  let block = Number.NaN;
  let checks: Check[] = [];
  for (let seed = first; seed < end; seed++) {
    if (Math.floor(seed / BLOCK) !== block) {
      block = Math.floor(seed / BLOCK);
      checks = await checksOf(block);
    }
    if (!starting(seed)) return undefined;
    const input = drawn(seed, corpus, checks.length);
    const check = checks[input.way]!;
    const problem = check.problem(input, input.runs);
    if (problem !== undefined) return `seed ${seed}: ${report(check, input, problem)}`;
  }
  return undefined;
}

/** What a seed's input is, when it has never come back. */
export async function inputOf(corpus: Corpus, seed: number): Promise<string> {
  const checks = await checksOf(Math.floor(seed / BLOCK));
  const input = drawn(seed, corpus, checks.length);
  const { flags, layout } = checks[input.way]!.way;
  return `layout ${layout}\n\n\`\`\`wits ${flags}\n${lines(input)}\n\`\`\``;
}

const cuts: readonly Cut[] = [Number.POSITIVE_INFINITY, 1, 2, 3, 7];

function report(check: Check, input: Drawn, problem: string): string {
  // Cuts of the input itself mean nothing to a shorter one.
  const steady = cuts.flatMap((cut): Run[] => [
    { build: "simd", cut },
    { build: "scalar", cut },
  ]);
  const runs = [...input.runs, ...steady];
  const failing = (bytes: Uint8Array) => ({ bytes, arrivals: input.arrivals });
  const least = shrunk(input.bytes, (bytes) => check.problem(failing(bytes), runs) !== undefined);
  const { flags, layout, options, told } = check.way;
  let outcome: readonly string[];
  try {
    const { findings, counts } = tell(least, told, input.arrivals);
    outcome = [...findings, ...counts];
  } catch (error) {
    outcome = [String(error)];
  }
  return [
    problem,
    "",
    `The least that fails, layout ${layout}, ${options.batchRows} rows: ${check.problem(failing(least), runs) ?? problem}`,
    "",
    "## As a case: the outcome is that of the reference",
    "",
    `\`\`\`wits ${flags}`.trimEnd(),
    lines({ ...input, bytes: least }),
    "```",
    "",
    "```outcome",
    ...outcome,
    "```",
  ].join("\n");
}

/** As a case has them, arrivals included. */
function lines({ bytes, arrivals }: Pick<Drawn, "bytes" | "arrivals">): string {
  let text = "";
  let at = 0;
  for (const { offset, time } of arrivals.filter(({ offset }) => offset <= bytes.length)) {
    text += `${escaped(bytes.subarray(at, offset))}\\{${time === undefined ? "" : new Date(time).toISOString()}}`;
    at = offset;
  }
  return `${text}${escaped(bytes.subarray(at))}`.replace(/\\n(?!$)/g, "\\n\n");
}
