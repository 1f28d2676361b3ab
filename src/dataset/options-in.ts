/** The options of a run as its manifest and its parts keep them, back to what they were. */
import { Failure } from "../failure.js";
import { type DataOptions, dataOptions } from "../input/feed/options.js";
import type { MapRow } from "../wits/map/check.js";

/** Of `optionsJson`. Throws a Failure for what this version does not know. */
export function dataOptionsIn(json: Readonly<Record<string, unknown>>): Promise<DataOptions> {
  const { layout, units, to, map, tz, records, from, until, prune, ...dialect } = json;
  const parts = Object.entries(dialect).map(([part, value]) => [
    part.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  if (typeof layout !== "string") {
    throw new Failure("no-provenance", "nothing tells with which options the dataset was made");
  }
  const given = {
    ...Object.fromEntries(parts),
    units,
    to,
    map: map as MapRow[],
    tz,
    records,
    from,
    until,
    prune,
  };
  return dataOptions(given as Parameters<typeof dataOptions>[0], layout as DataOptions["layout"]);
}
