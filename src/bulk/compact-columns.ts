/** The columns of the parts that a step puts together, which must mean the same in all of them, and what the large part says of itself. */
import { join } from "node:path";
import { byCode } from "../columns/parquet/row-group.js";
import { type StoredColumn, storedTable } from "../columns/parquet/table-batches.js";
import { fileInfo } from "../dataset/file.js";
import { withFile } from "../dataset/kind.js";
import type { ManifestStream, ManifestUnit } from "../dataset/manifest.js";
import type { ManifestContent } from "../dataset/manifest-file.js";
import { metadataBeside } from "../dataset/metadata.js";
import { type DictionaryEntry, LISTED_SOURCES, type Provenance } from "../dataset/provenance.js";
import { countsOf, type SourceReport } from "../dataset/report.js";
import { Failure } from "../failure/failure.js";
import type { ParquetEnding } from "../output/parquet/parquet-output.js";
import { parseCode } from "../wits/catalog/code.js";
import type { Column, Table } from "../wits/catalog/table.js";
import { addBytes, addCounts, noCounts } from "../wits/decoding/counters.js";
import type { CompactStep } from "./compact-plan.js";

export interface StoredColumns {
  readonly table: Table;
  /** Timestamps are instants in UTC. */
  readonly utc: boolean;
  /** The `witskit` metadata, and what a small part has of it. */
  readonly described: Pick<ParquetEnding, "witskit" | "brief">;
}

/** Reads the footers of a step's parts. Throws a Failure where one is damaged, or they do not fit together. */
export async function storedColumns(
  dataset: string,
  step: CompactStep,
  manifest: ManifestContent,
): Promise<StoredColumns> {
  const columns = new Map<string, StoredColumn>();
  const dictionary = new Map<string, DictionaryEntry>();
  let told: Partial<Provenance> | undefined;
  let utc: boolean | undefined;
  for (const { path } of step.parts) {
    const place = join(dataset, path);
    const stored = await withFile(place, (handle) => storedTable(place, handle));
    if (utc !== undefined && stored.utc !== undefined && stored.utc !== utc)
      throw unlike(step, path, "timestamp");
    utc ??= stored.utc;
    for (const column of stored.columns) {
      const known = columns.get(column.name);
      if (known !== undefined && known.type !== column.type) throw unlike(step, path, column.name);
      columns.set(column.name, { ...column, nullable: column.nullable || known?.nullable === true });
    }
    const { provenance } = await fileInfo(place, "parquet");
    told ??= provenance;
    if (provenance?.dictionary === told?.dictionary && dictionary.size > 0) continue;
    for (const entry of provenance?.dictionary ?? []) {
      const known = dictionary.get(entry.column);
      if (known !== undefined && known.unit !== entry.unit) throw unlike(step, path, entry.column);
      dictionary.set(entry.column, entry);
    }
  }
  const all = [...columns.values()].map((column): Column => meant(column, dictionary.get(column.name)));
  const ours = all.filter(({ code }) => code === undefined);
  const ordered =
    step.table === "frame" ? [...ours, ...all.filter(({ code }) => code !== undefined).sort(byCode)] : all;
  const own = { version: told?.version ?? manifest.head.witskit, table: step.table };
  const options = told?.options ?? manifest.head.options;
  const entries = ordered.flatMap(({ name }) => dictionary.get(name) ?? []);
  const made = madeOf(step, manifest);
  const once = await metadataBeside(join(dataset, step.parts[0]!.path));
  return {
    table: { name: step.table, columns: ordered },
    utc: utc ?? false,
    described: {
      witskit: JSON.stringify({ ...own, options, dictionary: entries, ...made }),
      brief: once?.tables[step.table] === undefined ? undefined : JSON.stringify({ ...own, ...made }),
    },
  };
}

const meant = ({ name, type, nullable }: StoredColumn, entry: DictionaryEntry | undefined): Column => ({
  name,
  type,
  nullable,
  description: entry?.name ?? "",
  code: entry?.code === undefined ? undefined : parseCode(entry.code),
  unit: entry?.unit,
  itemType: entry?.type,
});

const unlike = (step: CompactStep, path: string, column: string): Failure =>
  new Failure(
    "output-differs",
    `${path} and ${step.parts[0]!.path} cannot become one part: their column ${column} is not of the same type and unit, so they were not ` +
      "made by one run",
  );

/** What was counted of the units, where the manifest lists each of them. */
function madeOf({ parts }: CompactStep, { units }: ManifestContent): Partial<Provenance> {
  const first = parts[0]!.first;
  const last = Math.max(...parts.map((part) => part.last));
  const mine = units.filter(({ unit }) => unit >= first && unit <= last);
  const known = new Set(mine.map(({ unit }) => unit));
  const isGathered = mine.some(({ parts }) => parts !== undefined);
  if (isGathered || !parts.every((part) => known.has(part.first) && known.has(part.last))) return {};
  const counts = noCounts();
  const sources = new Map<string, SourceReport>();
  const streams = new Map<string, ManifestStream>();
  for (const unit of mine) addUnit(unit, counts, sources, streams);
  return {
    sources: [...sources.values()].slice(0, LISTED_SOURCES),
    source_count: sources.size,
    counts: countsOf(counts),
    ...(streams.size > 0 && { streams: [...streams.values()] }),
  };
}

function addUnit(
  unit: ManifestUnit,
  counts: ReturnType<typeof noCounts>,
  sources: Map<string, SourceReport>,
  streams: Map<string, ManifestStream>,
): void {
  addCounts(counts, { skipped: 0, filtered: 0, ...unit.counts });
  for (const source of unit.sources) {
    const before = sources.get(source.name);
    const bytes = { ...(before?.bytes ?? noCounts().bytes) };
    addBytes(bytes, source.bytes);
    sources.set(source.name, { ...before, ...source, bytes, frames: source.frames + (before?.frames ?? 0) });
  }
  for (const stream of unit.streams ?? []) {
    const from = streams.get(stream.name)?.from ?? stream.from;
    streams.set(stream.name, { ...stream, from });
  }
}
