import { beforeAll, describe, expect, it } from "vitest";
import { Decoder } from "../../src/kernel/decoder.js";
import type { KernelBuild } from "../../src/kernel/load.js";
import { type Layout, layouts } from "../../src/wits/catalog/layout.js";
import { isConserved } from "../../src/wits/decoding/counters.js";
import type { DecodeOptions } from "../../src/wits/decoding/options.js";
import { cases } from "./case.js";
import { type Told, toldBy } from "./dialect-words.js";
import { type Cut, describeDecoded, outcomeOf } from "./outcome.js";
import { tellUnwrapped } from "./telling.js";
import { decodeUnwrapped, type Unwrapped, unwrapped, unwrappedOutcome } from "./unwrapped.js";

const builds: readonly KernelBuild[] = ["simd", "scalar"];
/** Longest log that is cut once at each of its bytes. */
const SHORT = 200;

const lengths: readonly Cut[] = [Number.POSITIVE_INFINITY, 1, 2, 3, 7, 100];
const inTwo = (length: number): Cut[] =>
  length > SHORT ? [] : Array.from({ length: Math.max(0, length - 1) }, (_, i) => [i + 1, length]);

/** Making a decoder takes longer than a case does: those for the same flags are made once. */
const decoders = new Map<string, readonly Made[]>();

interface Made {
  readonly build: KernelBuild;
  readonly batchRows: number;
  readonly decoder: Decoder;
}

function decodersFor(flags: string, layout: Layout, options: DecodeOptions): readonly Made[] {
  const key = `${layout} ${flags}`;
  const make = (build: KernelBuild) =>
    [8, 2048].map((batchRows) => ({
      build,
      batchRows,
      decoder: new Decoder({ ...options, batchRows }, build),
    }));
  const made = decoders.get(key) ?? builds.flatMap(make);
  decoders.set(key, made);
  return made;
}

describe.each(cases())("$name", ({ flags, wrapped, bytes, arrivals, outcome }) => {
  let told: Told;
  let source: Unwrapped;
  beforeAll(async () => {
    told = await toldBy(flags);
    source = wrapped
      ? await unwrapped(bytes, told.open, arrivals)
      : { bytes, arrivals, places: undefined, containers: [] };
  });

  it("has its outcome", () => {
    const { findings, counts } = tellUnwrapped(source, told);
    const found = [...findings, ...counts];
    // What a case's author may check against the bytes and paste.
    expect(found, `the outcome is\n${found.join("\n")}\n`).toEqual(outcome);
  });

  it.each(layouts)("is one answer of three decoders, layout %s, however it is cut", async (layout) => {
    const options = told.optionsFor(layout);
    const expected = describeDecoded(decodeUnwrapped(source, options), options);
    expect(isConserved(expected.counters.bytes), JSON.stringify(expected.counters.bytes)).toBe(true);
    expect(expected.counters.bytes.total).toBe(bytes.length);
    const text = JSON.stringify(expected);
    for (const { build, batchRows, decoder } of decodersFor(flags, layout, options)) {
      for (const cut of batchRows === 8 ? [...lengths, ...inTwo(bytes.length)] : lengths) {
        const outcome = wrapped
          ? await unwrappedOutcome(decoder, bytes, told.open, cut, arrivals)
          : outcomeOf(decoder, bytes, cut, arrivals);
        if (JSON.stringify(outcome) !== text)
          expect(outcome, `${build}, cut ${cut}, ${batchRows} rows`).toEqual(expected);
      }
    }
  });
});
