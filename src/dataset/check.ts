/**
 * Whether a dataset is whole: every value of every part is read, its bytes are held against the checksum that the manifest keeps, and
 * its rows against the counts of its unit.
 */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { relative, sep } from "node:path";
import { crc32 } from "node:zlib";
import { Failure, systemCode } from "../failure/failure.js";
import { recordOfTable } from "../wits/catalog/table.js";
import { readWhole } from "./check-part.js";
import { COMPACTED, type Compacted, readCompacted } from "./compacted.js";
import { fileInfo } from "./file.js";
import type { ManifestFile } from "./manifest.js";
import { type ManifestContent, readManifest } from "./manifest-file.js";
import { partNamed } from "./part-name.js";
import { type DatasetTable, tablesIn } from "./tables.js";

export interface Fault {
  /** Within the dataset, with forward slashes. */
  readonly path: string;
  /** The unit whose part it is; undefined of what is no part. */
  readonly unit: number | undefined;
  /** A sentence. */
  readonly why: string;
  /** A compaction has made it of parts that are gone. */
  readonly large?: true;
}

export interface Checked {
  readonly parts: number;
  readonly rows: number;
  readonly bytes: number;
  /** Parts whose bytes were held against a checksum. */
  readonly checksums: number;
  readonly faults: readonly Fault[];
  /** Undefined where there is none that can be read. */
  readonly manifest: ManifestContent | undefined;
}

/** Checks a dataset of Parquet. Throws the signal's reason. */
export async function checkDataset(folder: string, signal?: AbortSignal): Promise<Checked> {
  const faults: Fault[] = [];
  const manifest = await readManifest(folder).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    faults.push({ path: "_witskit/manifest.ndjson", unit: undefined, why: error.message });
    return undefined;
  });
  const recorded = new Map<string, ManifestFile>();
  for (const { files } of manifest?.units ?? []) for (const file of files) recorded.set(file.path, file);
  const { content: compacted } = await readCompacted(folder);
  for (const file of compacted.large.values()) recorded.set(file.path, file);
  const counted = new Map<number, UnitRows["told"]>();
  // What is gathered counts all units up to one.
  for (const { unit, counts, parts } of manifest?.units ?? [])
    if (parts === undefined) counted.set(unit, counts.rows);
  const check = new DatasetCheck(folder, { recorded, counted }, faults);
  for (const table of await tablesIn(folder)) {
    for (const path of table.files) {
      signal?.throwIfAborted();
      await check.part(table, path);
    }
  }
  check.missing(manifest);
  check.missingLarge(compacted);
  check.rowsOfUnits(compacted);
  const { parts, rows, bytes, checksums } = check;
  const told = faults.map((fault) =>
    compacted.large.has(fault.path) ? { ...fault, large: true as const } : fault,
  );
  return { parts, rows, bytes, checksums, faults: told, manifest };
}

interface UnitRows {
  /** Rows of each table, as the manifest says, or one of its parts. */
  told: Readonly<Record<string, number>>;
  readonly found: Map<string, { rows: number; path: string }>;
}

class DatasetCheck {
  parts = 0;
  rows = 0;
  bytes = 0;
  checksums = 0;
  readonly #folder: string;
  readonly #recorded: ReadonlyMap<string, ManifestFile>;
  /** Rows of each table, by unit, as far as the manifest tells. */
  readonly #counted: ReadonlyMap<number, UnitRows["told"]>;
  readonly #faults: Fault[];
  readonly #seen = new Set<string>();
  readonly #units = new Map<number, UnitRows>();
  /** Units with a fault: their rows do not add up, which need not be said too. */
  readonly #faulty = new Set<number>();

  constructor(
    folder: string,
    manifest: {
      readonly recorded: ReadonlyMap<string, ManifestFile>;
      readonly counted: ReadonlyMap<number, UnitRows["told"]>;
    },
    faults: Fault[],
  ) {
    this.#folder = folder;
    this.#recorded = manifest.recorded;
    this.#counted = manifest.counted;
    this.#faults = faults;
  }

  async part(table: DatasetTable, file: string): Promise<void> {
    const path = relative(this.#folder, file).split(sep).join("/");
    const unit = partNamed(relative(this.#folder, file))?.unit;
    this.#seen.add(path);
    this.parts++;
    try {
      const { size } = await stat(file);
      this.bytes += size;
      const known = this.#recorded.get(path);
      if (known !== undefined && known.bytes !== size)
        this.#fault(path, unit, `it has ${size} bytes, and the manifest says ${known.bytes}`);
      else if (known?.crc32 !== undefined) {
        this.checksums++;
        if ((await checksumOf(file)) !== known.crc32)
          this.#fault(
            path,
            unit,
            "its bytes are not those that were written: the checksum of the manifest does not fit",
          );
      }
      const rows = await readWhole(file);
      this.rows += rows;
      if (unit !== undefined) await this.#count(table, file, unit, rows);
    } catch (error) {
      if (!(error instanceof Failure) && systemCode(error) === undefined) throw error;
      this.#fault(path, unit, (error as Error).message);
    }
  }

  /** Files that the manifest has, and the dataset has not. */
  missing(manifest: ManifestContent | undefined): void {
    for (const { unit, files } of manifest?.units ?? []) {
      for (const { path } of files)
        if (!this.#seen.has(path)) this.#fault(path, unit, "the manifest has it, and it is not there");
    }
  }

  /** The same of those that a compaction has made. */
  missingLarge({ large }: Compacted): void {
    for (const path of large.keys())
      if (!this.#seen.has(path)) this.#fault(path, undefined, `${COMPACTED} has it, and it is not there`);
  }

  rowsOfUnits(compacted: Compacted): void {
    for (const [unit, { told, found }] of this.#units) {
      // Of one whose rows are in larger parts, the others are not all.
      if (this.#faulty.has(unit) || compacted.takes(unit)) continue;
      for (const [table, { rows, path }] of found) {
        const record = recordOfTable(table);
        const name = record === undefined ? table : String(record).padStart(2, "0");
        const due = told[name];
        if (due === undefined || due === rows) continue;
        this.#fault(
          path,
          unit,
          `${table} has ${rows} rows of unit ${unit}, and ${due} were counted when it was made`,
        );
      }
      for (const [name, due] of Object.entries(told)) {
        const table = /^\d\d$/.test(name) ? `record=${name}` : name;
        if (due > 0 && !found.has(table))
          this.#fault(
            table,
            unit,
            `${table} has no row of unit ${unit}, and ${due} were counted when it was made`,
          );
      }
    }
  }

  async #count({ name }: DatasetTable, file: string, unit: number, rows: number): Promise<void> {
    const counted = this.#counted.get(unit);
    const known = this.#units.get(unit) ?? { told: counted ?? {}, found: new Map() };
    this.#units.set(unit, known);
    // One of small parts says what was counted of all.
    if (counted === undefined)
      known.told = (await fileInfo(file, "parquet")).provenance?.counts?.rows ?? known.told;
    const before = known.found.get(name);
    known.found.set(name, {
      rows: rows + (before?.rows ?? 0),
      path: relative(this.#folder, file).split(sep).join("/"),
    });
  }

  #fault(path: string, unit: number | undefined, why: string): void {
    if (unit !== undefined) this.#faulty.add(unit);
    this.#faults.push({ path, unit, why });
  }
}

async function checksumOf(path: string): Promise<number> {
  let checksum = 0;
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>)
    checksum = crc32(bytes, checksum);
  return checksum;
}
