/** The parts of a table that may have rows between two moments, by what the manifest tells of each: those of the rest of a year are not opened. */
import { stat } from "node:fs/promises";
import { KnownParts } from "./known-parts.js";
import type { Selection } from "./select.js";
import type { DatasetTable } from "./tables.js";

/** The same tables, each with fewer files; one that has none left has none. Moments are on the clock of the rows. */
export async function tablesWithin(
  tables: readonly DatasetTable[],
  { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }: Selection,
): Promise<DatasetTable[]> {
  if (from === Number.NEGATIVE_INFINITY && until === Number.POSITIVE_INFINITY) return [...tables];
  const known = await KnownParts.of(tables.flatMap(({ files }) => files));
  const mayHold = async (file: string): Promise<boolean> => {
    const bytes = await stat(file).then(
      ({ size }) => size,
      () => undefined,
    );
    const part = bytes === undefined ? undefined : known.at(file, bytes);
    // What is not known of, or is not where it was, is looked for when it is opened.
    if (part?.times === undefined) return part === undefined || part.rows > 0;
    return part.times[1] >= from && part.times[0] < until;
  };
  return Promise.all(
    tables.map(async (table) => {
      const held = await Promise.all(table.files.map(mayHold));
      return { ...table, files: table.files.filter((_, i) => held[i]) };
    }),
  );
}

/** The first and the last time of these tables' rows, as far as the manifest tells; undefined where it tells none. */
export async function timesOf(
  tables: readonly DatasetTable[],
): Promise<{ readonly first: number; readonly last: number } | undefined> {
  const known = await KnownParts.of(tables.flatMap(({ files }) => files));
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const file of tables.flatMap(({ files }) => files)) {
    const bytes = await stat(file).then(
      ({ size }) => size,
      () => -1,
    );
    const { times } = known.at(file, bytes) ?? {};
    if (times === undefined) continue;
    first = Math.min(first, times[0]);
    last = Math.max(last, times[1]);
  }
  return first > last ? undefined : { first, last };
}
