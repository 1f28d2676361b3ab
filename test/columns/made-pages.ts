/** Pages of logs, in the ways in which measures are given them. */
import { readFileSync } from "node:fs";
import { DecodedPages } from "../../src/columns/decoded-pages.js";
import { partOf, type SourcePage } from "../../src/columns/page.js";
import { Decoder } from "../../src/kernel/decoder.js";
import { planOf } from "../../src/wits/catalog/layout.js";
import type { UnitSet } from "../../src/wits/catalog/units.js";
import { usualDialect } from "../../src/wits/dialect/dialect.js";
import { SAMPLES } from "../cli/binary.js";

export const sampleBytes = (name: string): Uint8Array => readFileSync(`${SAMPLES}/${name}`);

/** What the columns of a batch are, copied: a page is lent until the next one. */
export const kept = (page: SourcePage): SourcePage => ({
  ...page,
  values: page.values.map((values) => values?.slice()),
  times: page.times.slice(),
  offsets: page.offsets.slice(),
});

/** Gives the rows of these sources to `take`, in batches as a decoder fills them. */
export function decodedPages(
  sources: Readonly<Record<string, Uint8Array | string>>,
  take: (page: SourcePage) => void,
  { units, rows }: { units?: UnitSet; rows?: number } = {},
): void {
  const plan = planOf({ layout: "record", units });
  const names = Object.keys(sources);
  const batchRows = rows === undefined ? {} : { batchRows: rows };
  const decoder = new Decoder({ ...usualDialect, plan, sources: names, ...batchRows });
  const pages = new DecodedPages({ catalog: plan.catalog, utc: false });
  const deliver = (which: "full" | "all"): void =>
    decoder.lend(which, (batch) => {
      if (batch.table.name !== "rejects") for (const page of pages.of(batch)) take(page);
    });
  for (const [index, name] of names.entries()) {
    const bytes = Buffer.from(sources[name]!);
    decoder.start(index);
    for (let at = 0; at < bytes.length; ) {
      at += decoder.push(bytes.subarray(at));
      while (decoder.full) deliver("full");
    }
    decoder.end();
    while (!decoder.ended) {
      deliver("full");
      decoder.end();
    }
    deliver("all");
  }
}

/** The same rows in pages of these lengths, which are used again and again. */
export function* cut(page: SourcePage, lengths: readonly number[]): Generator<SourcePage> {
  for (let from = 0, i = 0; from < page.rows; i++) {
    const to = Math.min(page.rows, from + lengths[i % lengths.length]!);
    yield partOf(page, from, to);
    from = to;
  }
}
