/**
 * One number for a record, from 0 to 1: the product of the shares of it that are without a fault of each kind. More of any
 * fault makes it less, and a share that cannot be judged is left out. That of several records is their mean by rows.
 */

import { sum } from "../../arrays/sum.js";
import type { Rhythm } from "../../columns/rhythm.js";
import type { BitDepth } from "./bit-depth.js";
import type { DuplicateRows } from "./duplicate-rows.js";
import type { ItemMeasure } from "./item-quality.js";
import type { Sequence } from "./sequence.js";

export const shareMeanings = {
  complete: "cells that have a value, of the items that occur",
  continuous: "time that lies in no gap",
  ordered: "rows whose clock does not step back",
  distinct: "rows that do not repeat the one before; judged where rows have a time",
  sequential: "rows that are there, by the sequence numbers of item 04",
  possible: "rows with the bit no deeper than the hole",
  plausible: "values within what can be on a rig; judged where units are declared",
  moving: "readings that are not stuck, of loads, pressures, flows, volumes and temperatures",
  smooth: "values that are no spike",
} as const;

/** One of the shares that a score is made of. */
export type ShareName = keyof typeof shareMeanings;
export const shareNames = Object.keys(shareMeanings) as ShareName[];

export interface Score {
  readonly value: number;
  /** Undefined: not judged. */
  readonly shares: Readonly<Record<ShareName, number | undefined>>;
}

/** The share of `whole` that has no fault; undefined of nothing. */
const without = (faults: number, whole: number): number | undefined =>
  whole > 0 ? Math.max(0, 1 - faults / whole) : undefined;

/** What a record is scored by. */
interface Judged {
  readonly rhythm: Rhythm;
  readonly duplicates: DuplicateRows;
  readonly sequence: Sequence;
  readonly bitDepth: BitDepth;
  readonly items: readonly ItemMeasure[];
}

export function scoreOf(record: Judged): Score {
  const { rhythm, duplicates, sequence, bitDepth, items } = record;
  const total = (count: (item: ItemMeasure) => number | undefined): number =>
    sum(items.map((item) => count(item) ?? 0));
  const numbered = sequence.result;
  const cells = items.length * rhythm.rows;
  const shares: Record<ShareName, number | undefined> = {
    complete: without(cells - total(({ presence }) => presence.values), cells),
    continuous: without(rhythm.gaps.sum, rhythm.span),
    ordered: without(rhythm.stepsBack, rhythm.timed),
    distinct: rhythm.timed > 0 ? without(duplicates.count, rhythm.rows) : undefined,
    sequential: numbered && without(numbered.missing, numbered.missing + rhythm.rows),
    possible: without(bitDepth.below, bitDepth.judged),
    plausible: without(
      total(({ outside }) => outside?.outside),
      total(({ outside }) => outside?.judged),
    ),
    moving: without(
      total(({ stuck }) => stuck?.stuck),
      total(({ stuck }) => stuck?.judged),
    ),
    smooth: without(
      total(({ spikes }) => spikes?.spikes),
      total(({ spikes }) => spikes?.judged),
    ),
  };
  const value = shareNames.reduce((product, name) => product * (shares[name] ?? 1), 1);
  return { value, shares };
}

/** Of all records; undefined when there is no row. */
export function overallScore(
  records: readonly { readonly rows: number; readonly score: number }[],
): number | undefined {
  const all = sum(records.map(({ rows }) => rows));
  if (all === 0) return undefined;
  return sum(records.map(({ score, rows }) => (score * rows) / all));
}
