/** Runs seeds one after the other. What a seed does depends on it, and on the corpus, alone. */
import { problemOf, type Run } from "./check.js";
import { wrappedProblemOf } from "./check-wrapped.js";
import type { Corpus } from "./corpus.js";
import { ReadyDecoders } from "./decoders.js";
import { type Drawn, drawn, type Kind, kindOf } from "./input.js";
import { caseOf, report } from "./report.js";
import { BLOCK, openingOf, waysOf } from "./way.js";

export interface Seeds {
  readonly first: number;
  /** Past the last. */
  readonly end: number;
  /** Of this kind alone. */
  readonly only?: Kind | undefined;
}

/** What is wrong with an input, in words. */
export async function problemWith(
  input: Drawn,
  decoders: ReadyDecoders,
  runs: readonly Run[] = input.runs,
): Promise<string | undefined> {
  try {
    if (input.kind === "kernel") return problemOf(input, decoders, runs);
    return await wrappedProblemOf(input, decoders, await openingOf(decoders.way, input.flags), runs);
  } catch (error) {
    return error instanceof Error ? error.stack : String(error);
  }
}

/** Runs seeds; answers what failed, in words, or undefined. `starting` is told each before it runs, and may end the run. */
export async function run(
  corpus: Corpus,
  { first, end, only }: Seeds,
  starting: (seed: number) => boolean,
): Promise<string | undefined> {
  let block = Number.NaN;
  let decoders: ReadyDecoders[] = [];
  for (let seed = first; seed < end; seed++) {
    if (only !== undefined && kindOf(seed) !== only) continue;
    if (Math.floor(seed / BLOCK) !== block) {
      block = Math.floor(seed / BLOCK);
      decoders = await decodersOf(block);
    }
    if (!starting(seed)) return undefined;
    const input = drawn(seed, corpus, decoders.length);
    const problem = await problemWith(input, decoders[input.way]!);
    if (problem !== undefined) return `seed ${seed}: ${await report(input, decoders[input.way]!, problem)}`;
  }
  return undefined;
}

/** The input of a seed that has never come back, as a case. */
export async function inputOf(corpus: Corpus, seed: number): Promise<string> {
  const decoders = await decodersOf(Math.floor(seed / BLOCK));
  const input = drawn(seed, corpus, decoders.length);
  const { way } = decoders[input.way]!;
  return `layout ${way.layout}\n\n${caseOf(input, way)}`;
}

const decodersOf = async (block: number): Promise<ReadyDecoders[]> =>
  (await waysOf(block)).map((way) => new ReadyDecoders(way));
