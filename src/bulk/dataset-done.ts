/** What a run over a dataset answers: of the whole of it, as its manifest has it. */
import { join } from "node:path";
import type { ManifestContent } from "../dataset/manifest-file.js";
import { errorOf, type SourceReport } from "../dataset/report.js";
import type { Source } from "../input/bytes/source.js";
import { addBytes, addCounts, noCounts } from "../wits/decoding/counters.js";
import { pathOf } from "./known-inputs.js";
import type { NextRun } from "./next-run.js";
import type { Done, RunOptions } from "./run.js";

/** What a run has done itself. */
export interface RunDone {
  readonly options: RunOptions;
  /** Units that it has made. */
  readonly made: ReadonlySet<number>;
  /** Bytes that it has decoded. */
  readonly decoded: number;
  readonly notes: readonly string[];
}

/** Of the whole dataset, as its manifest has it. */
export function doneOf(
  content: ManifestContent,
  next: NextRun | undefined,
  { options, made, decoded, notes }: RunDone,
): Done {
  const { units } = content;
  const { destination, sources } = options;
  const counters = noCounts();
  const reports = new Map<string, SourceReport>();
  for (const { counts, sources, streams } of units) {
    addCounts(counters, { skipped: 0, filtered: 0, ...counts });
    if (streams !== undefined) continue;
    for (const { from: _1, crc32: _2, ...report } of sources) {
      const known = reports.get(report.name);
      if (known === undefined) {
        reports.set(report.name, report);
        continue;
      }
      const bytes = { ...known.bytes };
      addBytes(bytes, report.bytes);
      reports.set(report.name, { ...known, ...report, bytes, frames: known.frames + report.frames });
    }
  }
  for (const [name, failure] of [...(next?.verified?.unverified ?? []), ...(next?.refused ?? [])]) {
    // A shard tells of its own units, and of all that nobody takes over.
    const known = reports.get(name) ?? { name, bytes: noCounts().bytes, frames: 0 };
    reports.set(name, { ...known, ...errorOf(failure) });
  }
  return {
    counters,
    decoded,
    sources: inOrderOf(sources, reports, content),
    outputs: units.flatMap(({ unit, files }) =>
      files.map(({ path, bytes, crc32 }) => ({
        path: join(destination.path, path),
        bytes,
        ...(made.has(unit) ? crc32 !== undefined && { crc32 } : { earlier: true as const }),
      })),
    ),
    failures: [],
    usable: true,
    notes,
  };
}

/** The order of the sources of this run, before what the dataset has besides. */
function inOrderOf(
  sources: readonly Source[],
  reports: ReadonlyMap<string, SourceReport>,
  { head, runs }: ManifestContent,
): SourceReport[] {
  const names = new Map<string, string>();
  for (const { inputs } of [head, ...runs])
    for (const input of inputs) if (reports.has(input.name)) names.set(pathOf(input), input.name);
  const first = sources.flatMap(({ name }) => reports.get(names.get(name) ?? name) ?? []);
  return [...new Set([...first, ...reports.values()])];
}
