/** What failed, as its author wants it: the least that fails, as a case to be pasted. */
import { escaped } from "../decode/notation.js";
import type { Cut } from "../decode/outcome.js";
import { tellUnwrapped } from "../decode/telling.js";
import { unwrapped } from "../decode/unwrapped.js";
import type { Run } from "./check.js";
import type { ReadyDecoders } from "./decoders.js";
import type { Drawn } from "./input.js";
import { problemWith } from "./run.js";
import { shrunk } from "./shrink.js";
import { openingOf, type Way } from "./way.js";

const cuts: readonly Cut[] = [Number.POSITIVE_INFINITY, 1, 2, 3, 7];

export async function report(input: Drawn, decoders: ReadyDecoders, problem: string): Promise<string> {
  // Cuts of the input itself mean nothing to a shorter one.
  const steady = cuts.flatMap((cut): Run[] => [
    { build: "simd", cut },
    { build: "scalar", cut },
  ]);
  const runs = [...input.runs, ...steady];
  const problemIn = (bytes: Uint8Array) => problemWith({ ...input, bytes }, decoders, runs);
  const bytes = await shrunk(input.bytes, async (less) => (await problemIn(less)) !== undefined);
  const least = { ...input, bytes };
  const { way } = decoders;
  return [
    problem,
    "",
    `The least that fails, layout ${way.layout}, ${way.options.batchRows} rows: ${(await problemIn(bytes)) ?? problem}`,
    "",
    "## As a case: the outcome is that of the reference",
    "",
    caseOf(least, way),
    "",
    "```outcome",
    ...(await outcomeOf(least, way)),
    "```",
  ].join("\n");
}

async function outcomeOf(input: Drawn, way: Way): Promise<readonly string[]> {
  try {
    const { bytes, arrivals } = input;
    const source =
      input.kind === "kernel"
        ? { bytes, arrivals, places: undefined, containers: [] }
        : await unwrapped(bytes, await openingOf(way, input.flags), arrivals);
    const { findings, counts } = tellUnwrapped(source, way.told);
    return [...findings, ...counts];
  } catch (error) {
    return [String(error)];
  }
}

/** The block of a case with these bytes, arrivals included. */
export function caseOf({ bytes, arrivals, flags }: Drawn, way: Way): string {
  let text = "";
  let at = 0;
  for (const { offset, time } of arrivals.filter(({ offset }) => offset <= bytes.length)) {
    text += `${escaped(bytes.subarray(at, offset))}\\{${time === undefined ? "" : new Date(time).toISOString()}}`;
    at = offset;
  }
  const lines = `${text}${escaped(bytes.subarray(at))}`.replace(/\\n(?!$)/g, "\\n\n");
  const all = [way.flags, flags].filter((one) => one !== "").join(" ");
  return `${`\`\`\`wits ${all}`.trimEnd()}\n${lines}\n\`\`\``;
}
