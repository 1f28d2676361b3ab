/** Units that a run is to make and that the manifest does not have yet. */
import type { ManifestRun } from "../dataset/manifest.js";
import type { ManifestContent } from "../dataset/manifest-file.js";

export function missingUnits(
  { units, unread }: ManifestContent,
  ...runs: readonly Pick<ManifestRun, "first" | "units">[]
): number[] {
  const done = new Set([...units.map(({ unit }) => unit), ...unread]);
  return runs
    .flatMap((run) => Array.from({ length: run.units }, (_, i) => run.first + i))
    .filter((unit) => !done.has(unit));
}
