/**
 * How many threads make Parquet where nobody says it. A log is bytes that workers share, so that there is one a processor. WITSML is text that each
 * worker makes lines of, at a third of that speed and with 70 MB of memory of its own: with one, 350 MB of it took 165 MB, with two 240,
 * so that one is what a run of documents has; `--workers` gives it more.
 */
import { availableParallelism } from "node:os";
import { sum } from "../arrays/sum.js";
import type { Source } from "../input/bytes/source.js";
import type { Readings } from "../input/feed/per-source.js";

export function usualWorkers(sources: readonly Source[], { documents }: Readings): number {
  if (documents === undefined) return availableParallelism();
  const bytes = sources.map(({ size }) => size ?? 0);
  const ofDocuments = bytes.filter((_, source) => documents.has(source));
  return 2 * sum(ofDocuments) > sum(bytes) ? 1 : availableParallelism();
}
