/**
 * The dataset that a stream grows into, the same as a conversion makes. Segments of the journal become a unit: its parts
 * get their names together, and the manifest then says which bytes of which stream they hold, so that each is there once.
 */
import { rm } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { PART_SIZE } from "../bulk/convert-options.js";
import { placesOf } from "../bulk/destination.js";
import type { Piece } from "../bulk/piece.js";
import type { Pool } from "../bulk/pool.js";
import type { TaskSetup } from "../bulk/task.js";
import { type ShapeOptions, taskSetup } from "../bulk/task-setup.js";
import { UnitParts } from "../bulk/unit-parts.js";
import { ROW_GROUP_ROWS } from "../columns/parquet/row-group-builder.js";
import { MadeFolders } from "../dataset/folder.js";
import { addGathered } from "../dataset/gathered-parts.js";
import { leaveParts } from "../dataset/leaving.js";
import {
  type ManifestFile,
  type ManifestHead,
  type ManifestStream,
  waitingPath,
} from "../dataset/manifest.js";
import { type ManifestContent, readManifest } from "../dataset/manifest-file.js";
import { ManifestWriter } from "../dataset/manifest-writer.js";
import { metadataOf, writeMetadata } from "../dataset/metadata.js";
import { namedPartsIn } from "../dataset/part-name.js";
import { briefJson, LISTED_SOURCES, optionsJson, provenanceJson } from "../dataset/provenance.js";
import { countsOf, type SourceReport } from "../dataset/report.js";
import { sharedAtWork } from "../dataset/shared-run.js";
import { unwritable } from "../durable/unwritable.js";
import { unlessAborted } from "../input/feed/inputs.js";
import { type DataOptions, planOptions } from "../input/feed/options.js";
import type { Clock } from "../kernel/decoder.js";
import { version } from "../runtime/package.js";
import { planOf } from "../wits/catalog/layout.js";
import { addBytes, addCounts, type Counters, noCounts } from "../wits/decoding/counters.js";
import { refuseAnother, refuseNamesake, refuseOthers } from "./dataset-before.js";
import type { StoredSegment } from "./journal/segment.js";
import { KeptPool } from "./kept-pool.js";
import { readOrRecover } from "./recovered-manifest.js";
import { tasksOf } from "./tasks.js";
import { UnitCounts } from "./unit-counts.js";
import { UnreadableSegment } from "./unreadable-segment.js";

export interface DatasetOptions {
  readonly output: string;
  readonly data: DataOptions;
  readonly shape: ShapeOptions;
  /** Names of links: what comes through them must be told from what was converted of files. */
  readonly links?: readonly string[] | undefined;
  /** What people should know of what was there before, a sentence. */
  readonly onNote?: ((note: string) => void) | undefined;
}

/** Of a table: eight are open at once in the usual feeds, on machines with little memory. */
const ROW_GROUP = { bytes: 24 << 20, buffer: 8 << 20 };

/**
 * Bytes of the manifest that are no more gathered, beyond twice what they were after the last time. A line is 1 KB for two
 * streams: those of a year of one-minute rotations took 15 s and 1 GB to read when a stream was started.
 */
const UNGATHERED = 1 << 20;

/** Streams that each small part of a unit tells of: where more are, one does. */
const FEW_STREAMS = 2;

export class LiveDataset {
  /** Of everything that is in the dataset. */
  readonly counters: Counters;
  readonly #options: DatasetOptions;
  readonly #manifest: ManifestWriter;
  readonly #setup: TaskSetup;
  readonly #pool: KeptPool;
  /** The same of each stream: its bytes and frames. */
  readonly #counts = new Map<string, SourceReport>();
  /** Which bytes of each stream are in the dataset, and its clock behind them. */
  readonly #streams = new Map<string, ManifestStream>();
  /** Bytes of the manifest when it was gathered. */
  #gathered = 0;
  #units: number;
  #parts: number;

  /** Begins a dataset, or goes on with one that a stream has made. The folder is locked, and its `_witskit` there. */
  static async open(options: DatasetOptions): Promise<LiveDataset> {
    const { output, data, shape } = options;
    const head = headOf(data, shape);
    const { content: known, notes } = await readOrRecover(output, head, await namedPartsIn(output));
    for (const note of notes) options.onNote?.(note);
    if (known !== undefined) {
      refuseAnother(output, known.head, head);
      refuseNamesake(output, known, options.links ?? []);
    }
    if (known === undefined) await refuseOthers(output);
    if (known?.shared !== undefined) throw sharedAtWork(output, known.shared);
    if (known !== undefined) await leaveParts(output, known);
    const manifest = await ManifestWriter.open(output, head, { shard: undefined, resume: known });
    await writeMetadata(output, metadataOf(data, [planOf(planOptions(data))]));
    const dataset = new LiveDataset(options, manifest, known);
    if (known !== undefined && !known.head.live) await manifest.rewrite({ ...known.head, live: true }, known);
    await dataset.#gather();
    await dataset.#removeUnrecorded();
    return dataset;
  }

  /** One in an empty folder whose units come behind those of another: what its journal has is read so, beside the other. */
  static async behind(options: DatasetOptions, before: ManifestContent): Promise<LiveDataset> {
    const head = headOf(options.data, options.shape);
    const manifest = await ManifestWriter.open(options.output, head, { shard: undefined, resume: undefined });
    await writeMetadata(options.output, metadataOf(options.data, [planOf(planOptions(options.data))]));
    return new LiveDataset(options, manifest, before);
  }

  private constructor(options: DatasetOptions, manifest: ManifestWriter, known: ManifestContent | undefined) {
    this.#options = options;
    this.#manifest = manifest;
    this.#setup = taskSetup([options.data], options.shape, ROW_GROUP);
    this.#pool = new KeptPool(this.#setup);
    this.counters = noCounts();
    const units = known?.units ?? [];
    // What was converted of files is in units of its own, which are none of a stream's business.
    const own = units.filter(({ streams }) => streams !== undefined);
    for (const { streams = [] } of own) this.#note(streams);
    this.#units = known?.next ?? 0;
    this.#parts = own.reduce((sum, { files, parts = files.length }) => sum + parts, 0);
    for (const { counts, sources } of own) {
      addCounts(this.counters, { skipped: 0, filtered: 0, ...counts });
      this.#count(sources);
    }
  }

  /** Units, and their parts, that are in it. */
  get units(): number {
    return this.#units;
  }

  get parts(): number {
    return this.#parts;
  }

  /** What of each stream is in it. */
  get streams(): readonly SourceReport[] {
    return [...this.#counts.values()];
  }

  get shape(): ShapeOptions {
    return this.#options.shape;
  }

  /** False once nobody knows what the manifest says: only a new run can go on. */
  get sure(): boolean {
    return this.#manifest.sure;
  }

  /** Up to which byte each stream is in the dataset. */
  get positions(): Map<string, number> {
    return new Map([...this.#streams].map(([name, { to }]) => [name, to]));
  }

  /**
   * Makes a unit of segments, each stream's in order, and nothing when it fails. Throws a Failure where its parts cannot be
   * written, an UnreadableSegment, and the signal's reason when that is aborted.
   */
  async add(segments: readonly StoredSegment[], signal?: AbortSignal): Promise<void> {
    await this.#gather();
    const clocks = new Map([...this.#streams].map(([name, { clock }]) => [name, clock]));
    const unit = await this.#make(this.#units, segments, clocks, signal);
    this.#units++;
    this.#parts += unit.files.length;
    this.#note(unit.streams);
    addCounts(this.counters, unit.total);
    this.#count(unit.sources);
  }

  /** Makes the parts of a unit again, of segments with the same bytes; `clocks` are those before them. One that is gathered has no line to be renewed. */
  async remake(
    unit: number,
    segments: readonly StoredSegment[],
    { clocks, gathered }: { clocks: ReadonlyMap<string, Clock | undefined>; gathered: boolean },
    signal?: AbortSignal,
  ): Promise<void> {
    await this.#make(unit, segments, new Map(clocks), signal, !gathered);
  }

  #make(
    index: number,
    segments: readonly StoredSegment[],
    clocks: Map<string, Clock | undefined>,
    signal: AbortSignal | undefined,
    isRecorded = true,
  ): Promise<MadeUnit> {
    const bytes = segments.reduce((sum, { size }) => sum + size, 0);
    return this.#pool.with(bytes, (pool) =>
      this.#makeIn(pool, { index, segments, clocks, signal, isRecorded }),
    );
  }

  async #makeIn(pool: Pool, { index, segments, clocks, signal, isRecorded }: Making): Promise<MadeUnit> {
    const { data, shape, output } = this.#options;
    const names = [...new Set(segments.map(({ stream }) => stream))];
    const parts = new UnitParts({
      plans: [planOf(planOptions(data))],
      places: placesOf({ kind: "folder", path: output, format: "parquet", layout: "record" }, undefined),
      index,
      partition: shape.partition,
      waiting: waitingPath(output, index),
      force: true,
      folders: new MadeFolders(),
      timezone: data.timezone?.name,
      partSize: PART_SIZE,
      rowGroup: this.#setup.rowGroup,
      pool,
    });
    try {
      const unit = new UnitCounts(names);
      await unlessAborted(signal, () => this.#decode(segments, { names, pool, parts, unit, clocks }));
      const sources = unit.reports();
      const streams = names.map((name) => stretchOf(name, segments, clocks.get(name)));
      let described = 0;
      await parts.finish((table, columns) => {
        // So that the manifest can be made again; in one part where they would outweigh the rows.
        const isFirst = described++ === 0;
        const told = isFirst || streams.length <= LISTED_SOURCES ? streams : undefined;
        const briefly = isFirst || streams.length <= FEW_STREAMS ? streams : undefined;
        return {
          witskit: provenanceJson(table, columns, data, { sources, counts: unit.total, streams: told }),
          brief: briefJson(table, {
            streams: briefly,
            ...(isFirst && { sources, counts: countsOf(unit.total) }),
          }),
        };
      });
      signal?.throwIfAborted();
      const files = (await parts.commit()).map((file) => ({
        ...file,
        path: relative(output, file.path).split(sep).join("/"),
      }));
      const { total } = unit;
      if (isRecorded)
        await this.#manifest.unit({ unit: index, files, sources, counts: countsOf(total), streams });
      return { files, sources, streams, total };
    } catch (error) {
      await parts.abort();
      // Parts that the manifest may have stay: whoever reads it anew knows.
      if (this.#manifest.sure) await this.#removeUnrecorded();
      throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#pool.close(), this.#manifest.close()]);
  }

  #note(streams: readonly ManifestStream[]): void {
    for (const stream of streams) {
      const { from } = this.#streams.get(stream.name) ?? stream;
      this.#streams.set(stream.name, { ...stream, from });
    }
  }

  /** Makes one unit of all that the manifest has, where they have become many: nobody reads more of it than their sum. */
  async #gather(): Promise<void> {
    if (this.#manifest.length < 2 * this.#gathered + UNGATHERED) return;
    const content = await readManifest(this.#options.output);
    const last = content?.units.findLast(({ streams }) => streams !== undefined);
    if (content === undefined || last === undefined) return;
    try {
      const gathered = {
        unit: Math.max(
          ...content.units.flatMap(({ unit, streams }) => (streams === undefined ? [] : [unit])),
        ),
        files: [],
        sources: this.streams,
        counts: countsOf(this.counters),
        streams: [...this.#streams.values()],
        parts: this.#parts,
      };
      const others = content.units.filter(({ streams }) => streams === undefined);
      const own = content.units.filter(({ streams }) => streams !== undefined);
      await addGathered(
        this.#options.output,
        own.flatMap(({ files }) => files),
      );
      const { runs, complete } = content;
      await this.#manifest.rewrite(content.head, { runs, units: [...others, gathered], complete });
      this.#gathered = this.#manifest.length;
    } catch (error) {
      // A full disk, say: the manifest is what it was, and the next unit tries again.
      if (!this.#manifest.sure) throw error;
    }
  }

  #count(sources: Iterable<SourceReport>): void {
    for (const { name, bytes, frames } of sources) {
      const before = this.#counts.get(name);
      const sum = {
        name,
        bytes: { ...(before?.bytes ?? noCounts().bytes) },
        frames: frames + (before?.frames ?? 0),
      };
      addBytes(sum.bytes, bytes);
      this.#counts.set(name, sum);
    }
  }

  async #decode(
    segments: readonly StoredSegment[],
    { names, pool, parts, unit, clocks }: Decoding,
  ): Promise<void> {
    const { dialect } = this.#options.data;
    const indexes = new Map(names.map((name, i) => [name, i]));
    for await (const task of tasksOf(segments, dialect)) {
      const pieces: Piece[] = [];
      for (const [i, { segment, range }] of task.entries()) {
        const { stream } = segment;
        const goesOn = task[i - 1]?.segment.stream === stream;
        const source = indexes.get(stream)!;
        pieces.push({ source, name: stream, range, goesOn, clock: clocks.get(stream) });
      }
      const result = await pool.run(pieces);
      for (const groups of result.tables) await parts.append(groups);
      for (const [i, { failure, clock }] of result.pieces.entries()) {
        const { segment } = task[i]!;
        if (failure !== undefined) throw new UnreadableSegment(segment, failure);
        clocks.set(segment.stream, clock);
      }
      unit.add(result);
    }
  }

  /** Parts of a unit that the manifest does not have: their bytes are in the journal still. */
  async #removeUnrecorded(): Promise<void> {
    const { output } = this.#options;
    try {
      await rm(waitingPath(output, this.#units), { force: true });
      for (const { path, unit, partial } of await namedPartsIn(output))
        if (partial || unit >= this.#units) await rm(join(output, path), { force: true });
    } catch (error) {
      throw unwritable(output, error);
    }
  }
}

interface MadeUnit {
  readonly files: readonly ManifestFile[];
  readonly sources: readonly SourceReport[];
  readonly streams: readonly ManifestStream[];
  readonly total: Counters;
}

interface Making {
  readonly index: number;
  readonly segments: readonly StoredSegment[];
  readonly clocks: Map<string, Clock | undefined>;
  readonly signal: AbortSignal | undefined;
  /** The manifest is to have a line of it. */
  readonly isRecorded: boolean;
}

interface Decoding {
  readonly names: readonly string[];
  readonly pool: Pool;
  readonly parts: UnitParts;
  readonly unit: UnitCounts;
  readonly clocks: Map<string, Clock | undefined>;
}

function stretchOf(
  name: string,
  segments: readonly StoredSegment[],
  clock: Clock | undefined,
): ManifestStream {
  const own = segments.filter(({ stream }) => stream === name);
  const last = own.at(-1)!;
  return { name, from: own[0]!.first, to: last.first + last.size, clock };
}

const headOf = (data: DataOptions, shape: ShapeOptions): ManifestHead => {
  const { compression = "snappy", rowGroupRows = ROW_GROUP_ROWS, partition } = shape;
  const options = { ...optionsJson(data), partition, compression, row_group_rows: rowGroupRows };
  return {
    witskit: version,
    options: JSON.parse(JSON.stringify(options)),
    units: 0,
    inputs: [],
    live: true,
  };
};
