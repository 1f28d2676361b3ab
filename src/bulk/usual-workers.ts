/**
 * How many threads make Parquet where nobody says it. A log is bytes that workers share, so that there is one a processor. Of WITSML each
 * worker makes lines first, with 70 MB of memory of its own: of 350 MB one worker took 165 MB, two 240 and four 365, and two were no faster on two
 * processors that others used as well. So a run of documents has one; `--workers` gives it more.
 */
import { availableParallelism } from "node:os";
import { sum } from "../arrays/sum.js";
import type { Source } from "../input/bytes/source.js";
import type { Readings } from "../input/feed/per-source.js";

export function usualWorkers(sources: readonly Source[], readings: Readings): number {
  if (readings.documents === undefined) return availableParallelism();
  const bytes = sources.map(({ size }) => size ?? 0);
  const ofDocuments = bytes.filter((_, source) => readings.isDocument(source));
  return 2 * sum(ofDocuments) >= sum(bytes) ? 1 : availableParallelism();
}
