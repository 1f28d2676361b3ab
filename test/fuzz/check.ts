/** One input through the three decoders: whether they agree, and whether every byte is counted. */
import { isConserved } from "../../src/kernel/counters.js";
import { Decoder } from "../../src/kernel/decoder.js";
import type { KernelBuild } from "../../src/kernel/load.js";
import { decodeReference } from "../../src/reference/decoder.js";
import type { Arrival } from "../../src/source/arrivals.js";
import { type Cut, drain, outcomeOf, referenceOutcome } from "../decode/outcome.js";
import { KernelDigest, referenceDigest } from "./digest.js";
import type { Way } from "./way.js";

export interface Input {
  readonly bytes: Uint8Array;
  readonly arrivals: readonly Arrival[];
}

/** How a build gets its bytes. */
export interface Run {
  readonly build: KernelBuild;
  readonly cut: Cut;
}

/** The decoders of one way, kept ready. */
export class Check {
  readonly way: Way;
  #decoders: Partial<Record<KernelBuild, Decoder>> = {};

  constructor(way: Way) {
    this.way = way;
  }

  /** What is wrong, in words, with what the runs make of an input; undefined when nothing is. */
  problem({ bytes, arrivals }: Input, runs: readonly Run[]): string | undefined {
    const { options } = this.way;
    const decoded = decodeReference(bytes, options, arrivals);
    const { counters } = decoded;
    if (!isConserved(counters.bytes) || counters.bytes.total !== bytes.length) {
      return `the reference loses bytes: ${JSON.stringify(counters.bytes)}`;
    }
    const digest = referenceDigest(decoded, options.plan);
    for (const { build, cut } of runs) {
      const problem = this.#run(build, cut, { bytes, arrivals }, digest, counters);
      if (problem !== undefined) return `${build}, cut ${cut}: ${problem}`;
    }
    return undefined;
  }

  #run(build: KernelBuild, cut: Cut, { bytes, arrivals }: Input, digest: number, counters: object) {
    const decoder = this.#decoderOf(build);
    const found = new KernelDigest();
    try {
      decoder.start(0);
      for (const batch of drain(decoder, bytes, cut, arrivals)) found.add(batch);
      const counted = decoder.counters();
      if (!isConserved(counted.bytes)) return `bytes are lost: ${JSON.stringify(counted.bytes)}`;
      if (found.sum === digest && isSame(counted, counters)) return undefined;
    } catch (error) {
      delete this.#decoders[build];
      return error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    return this.#difference(build, cut, { bytes, arrivals });
  }

  /** Both outcomes, row by row, where they differ. */
  #difference(build: KernelBuild, cut: Cut, { bytes, arrivals }: Input): string {
    const { options } = this.way;
    const lines = (outcome: ReturnType<typeof referenceOutcome>): string[] => [
      ...Object.entries(outcome.tables).flatMap(([table, rows]) => rows.map((row) => `${table}: ${row}`)),
      ...outcome.rejects.map((row) => `reject ${JSON.stringify(row)}`),
      ...flat(outcome.counters).map((pair) => pair.join(" ")),
    ];
    const expected = lines(referenceOutcome(bytes, options, arrivals));
    const found = lines(outcomeOf(this.#decoderOf(build), bytes, cut, arrivals));
    const missing = expected.filter((line) => !found.includes(line));
    const other = found.filter((line) => !expected.includes(line));
    return [
      "not what the reference finds",
      ...missing.map((line) => `  reference ${line}`),
      ...other.map((line) => `  ${build} ${line}`),
    ].join("\n");
  }

  #decoderOf(build: KernelBuild): Decoder {
    const decoder = this.#decoders[build] ?? new Decoder(this.way.options, build);
    this.#decoders[build] = decoder;
    // Columns that once turned up are looked at in every batch to come.
    decoder.forgetColumns();
    return decoder;
  }
}

/** Equal in every count; one that is missing is 0. */
function isSame(a: object, b: object): boolean {
  return isWithin(a, b) && isWithin(b, a);
}

function isWithin(a: object, b: object): boolean {
  for (const key in a) {
    const one = a[key as never] as unknown;
    const other = b[key as never] as unknown;
    if (typeof one === "object") {
      if (!isWithin(one!, (other ?? {}) as object)) return false;
    } else if (one !== (other ?? 0)) return false;
  }
  return true;
}

const flat = (counts: object, above = ""): [string, number][] =>
  Object.entries(counts).flatMap(([name, count]) =>
    typeof count === "object"
      ? flat(count as object, `${above}${name}.`)
      : ([[`${above}${name}`, count as number]] as [string, number][]),
  );
