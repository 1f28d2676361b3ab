/** One input through the three decoders: whether they agree, and whether every byte is counted. */

import type { KernelBuild } from "../../src/kernel/load.js";
import type { Arrival } from "../../src/wits/decoding/arrival.js";
import { isConserved } from "../../src/wits/decoding/counters.js";
import { decodeReference } from "../../src/wits/reference/decoder.js";
import { type Cut, drain, outcomeOf, referenceOutcome } from "../decode/outcome.js";
import { flat, isSame } from "./counts.js";
import type { ReadyDecoders } from "./decoders.js";
import { KernelDigest, referenceDigest } from "./digest.js";

export interface Input {
  readonly bytes: Uint8Array;
  readonly arrivals: readonly Arrival[];
}

/** How a build gets its bytes. */
export interface Run {
  readonly build: KernelBuild;
  readonly cut: Cut;
}

/** What is wrong, in words, with what the runs make of an input; undefined when nothing is. */
export function problemOf(
  { bytes, arrivals }: Input,
  decoders: ReadyDecoders,
  runs: readonly Run[],
): string | undefined {
  const { options } = decoders.way;
  const decoded = decodeReference(bytes, options, arrivals);
  const { counters } = decoded;
  if (!isConserved(counters.bytes) || counters.bytes.total !== bytes.length) {
    return `the reference loses bytes: ${JSON.stringify(counters.bytes)}`;
  }
  const digest = referenceDigest(decoded, options.plan);
  for (const { build, cut } of runs) {
    const decoder = decoders.of(build);
    const found = new KernelDigest();
    try {
      decoder.start(0);
      for (const batch of drain(decoder, bytes, cut, arrivals)) found.add(batch);
    } catch (error) {
      decoders.drop(build);
      return `${build}, cut ${cut}: ${error instanceof Error ? error.stack : error}`;
    }
    const counted = decoder.counters();
    if (!isConserved(counted.bytes))
      return `${build}, cut ${cut}: bytes are lost: ${JSON.stringify(counted.bytes)}`;
    if (found.sum !== digest || !isSame(counted, counters)) {
      return `${build}, cut ${cut}: ${difference({ bytes, arrivals }, decoders, { build, cut })}`;
    }
  }
  return undefined;
}

/** Both outcomes, row by row, where they differ. */
function difference({ bytes, arrivals }: Input, decoders: ReadyDecoders, { build, cut }: Run): string {
  const lines = (outcome: ReturnType<typeof referenceOutcome>): string[] => [
    ...Object.entries(outcome.tables).flatMap(([table, rows]) => rows.map((row) => `${table}: ${row}`)),
    ...outcome.rejects.map((row) => `reject ${JSON.stringify(row)}`),
    ...flat(outcome.counters).map((pair) => pair.join(" ")),
  ];
  const expected = lines(referenceOutcome(bytes, decoders.way.options, arrivals));
  const found = lines(outcomeOf(decoders.of(build), bytes, cut, arrivals));
  const missing = expected.filter((line) => !found.includes(line));
  const other = found.filter((line) => !expected.includes(line));
  return [
    "not what the reference finds",
    ...missing.map((line) => `  reference ${line}`),
    ...other.map((line) => `  ${build} ${line}`),
  ].join("\n");
}
