/**
 * The contract of every measure: it says which channels it reads, is given the rows page by page, and answers at the end.
 * It reads no file, has no clock and starts no thread, so that the same measure serves a log, a dataset of years and a
 * live link. What it answers does not depend on how the rows are cut into pages.
 */
import type { Field } from "../columns/field.js";
import type { SourcePage } from "../columns/page.js";
import { type ChannelName, channel } from "../wits/catalog/channel.js";

/** Channels, so that no other column is read for it; or all items that there are. */
export type Needs = readonly ChannelName[] | "every item";

/** What is measured of rows: it is given pages, in order, and tells its result at the end. */
export interface Measure<Result> {
  /** As commands, the library and the docs call it. */
  readonly name: string;
  readonly needs: Needs;
  /**
   * Takes rows, which follow those before; `source` changes where another source begins. Pages of several records come
   * as they fill. A page is lent: what is kept of it must be copied.
   */
  add(page: SourcePage): void;
  /**
   * Every row of the source whose frame begins before this byte has come, whatever record it is of: who joins records need
   * not wait longer for them.
   */
  reached?(source: string, offset: number): void;
  /** No more rows follow. */
  end(): Result;
}

/** What a measure tells. */
export type ResultOf<One> = One extends Measure<infer Result> ? Result : never;

/** Whether one of these measures reads a field. */
export function neededBy(measures: readonly Measure<unknown>[]): (field: Field) => boolean {
  const wanted = new Set<string>();
  for (const { needs } of measures) {
    if (needs === "every item") return () => true;
    for (const name of needs) for (const mnemonic of channel(name).mnemonics) wanted.add(mnemonic);
  }
  return ({ mnemonic }) => mnemonic !== undefined && wanted.has(mnemonic);
}
