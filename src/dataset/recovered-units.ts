/**
 * The units of a stream's dataset as their parts tell of them, where the manifest is gone or cut: each part says which bytes of
 * which streams its unit has. Parts of before did not, and have counts alone, from which the same follows for whole units.
 */
import { stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { noCounts } from "../wits/decoding/counters.js";
import { type FileInfo, fileInfo } from "./file.js";
import type { ManifestFile, ManifestStream, ManifestUnit } from "./manifest.js";
import type { NamedPart } from "./part-name.js";
import type { Provenance } from "./provenance.js";
import { countsOf } from "./report.js";

export interface RecoveredUnit extends ManifestUnit {
  readonly streams: readonly ManifestStream[];
  /** What its parts were made with; undefined when none of them can be read. */
  readonly options: Provenance["options"] | undefined;
}

/** Parts that a unit is recovered from, and those of them that cannot be read, each with a sentence. */
export interface Recovered {
  readonly units: readonly RecoveredUnit[];
  readonly unreadable: readonly string[];
  /** Files of units whose bytes are all in those before: a copy, or what a run that was killed has left. */
  readonly twice: readonly string[];
}

/** Of the units from a number on; `ends` tells up to where the streams are in those before. */
export async function recoveredUnits(
  dataset: string,
  parts: readonly NamedPart[],
  ends: ReadonlyMap<string, number>,
): Promise<Recovered> {
  const byUnit = new Map<number, NamedPart[]>();
  for (const part of parts)
    if (!part.partial) byUnit.set(part.unit, [...(byUnit.get(part.unit) ?? []), part]);
  const reached = new Map(ends);
  const units: RecoveredUnit[] = [];
  const unreadable: string[] = [];
  const twice: string[] = [];
  for (const [unit, own] of [...byUnit].sort(([a], [b]) => a - b)) {
    const recovered = await recoveredUnit(dataset, unit, own, reached, unreadable);
    const { streams, files } = recovered;
    if (streams.length > 0 && streams.every(({ name, to }) => to <= (reached.get(name) ?? 0))) {
      twice.push(...files.map(({ path }) => path));
      continue;
    }
    for (const { name, to } of streams) reached.set(name, to);
    units.push(recovered);
  }
  return { units, unreadable, twice };
}

async function recoveredUnit(
  dataset: string,
  unit: number,
  parts: readonly NamedPart[],
  reached: ReadonlyMap<string, number>,
  unreadable: string[],
): Promise<RecoveredUnit> {
  const files: ManifestFile[] = [];
  let told: Partial<Provenance> = {};
  for (const { path } of parts) {
    const { size: bytes } = await stat(join(dataset, path));
    files.push({ path: path.split(sep).join("/"), bytes });
    const info = await fileInfo(join(dataset, path), "parquet").catch(
      (error: unknown): FileInfo | undefined => {
        unreadable.push(error instanceof Error ? error.message : String(error));
        return undefined;
      },
    );
    // Where many streams are in a unit, or its parts are small, one of them tells what the others do not.
    told = { ...told, ...info?.provenance };
  }
  const streams =
    told.streams ??
    (told.sources ?? []).map(({ name, bytes }) => {
      const from = reached.get(name) ?? 0;
      return { name, from, to: from + bytes.total };
    });
  return {
    unit,
    files,
    sources: told.sources ?? [],
    counts: told.counts ?? countsOf(noCounts()),
    streams,
    options: told.options,
  };
}
