/**
 * A conversion to Parquet: units of work go through a pool of workers, their row groups into one file a table, and
 * the files of a unit get their names together. In a dataset each unit is recorded when it is done; a run that was
 * stopped, in whatever way, goes on with the units that are missing.
 */
import { join, relative, sep } from "node:path";
import { type Plan, planOf } from "../catalog/layout.js";
import type { Container } from "../container/kind.js";
import { Failure } from "../failure.js";
import { addBytes, addCounts, type Counters, noCounts, type Span, stepsBetween } from "../kernel/counters.js";
import type { Clock } from "../kernel/decoder.js";
import { ROW_GROUP_ROWS } from "../parquet/row-group-builder.js";
import { type OpenSource, openSource } from "../source/open.js";
import type { Source } from "../source/source.js";
import { fileNames, placesOf } from "./destination.js";
import { removeEmptyFolders, removeFiles } from "./folder.js";
import { inOrder } from "./in-order.js";
import { closeReader, unlessAborted } from "./inputs.js";
import { LazyManifest } from "./lazy-manifest.js";
import {
  changesBetween,
  headOf,
  MANIFEST_FOLDER,
  type ManifestContent,
  type ManifestHead,
  type ManifestUnit,
  ManifestWriter,
  manifestPath,
  readShard,
} from "./manifest.js";
import { openOptions, PART_SIZE, planOptions } from "./options.js";
import { planUnits, type Unit, type UnitPlan } from "./plan.js";
import { type Pool, poolOf, poolOfOne } from "./pool.js";
import { optionsJson, provenanceJson } from "./provenance.js";
import { RangeBuffers, rangesOf, STREAM_RANGE_BYTES } from "./ranges.js";
import { noFrame } from "./read.js";
import { containerOf, countsOf, type OutputReport, type SourceReport } from "./report.js";
import type { Done, RunOptions } from "./run.js";
import {
  deferredPiece,
  type Piece,
  type PieceResult,
  type TableGroups,
  type TaskResult,
  TaskRunner,
  type TaskSetup,
} from "./task.js";
import { taskSetup } from "./task-setup.js";
import { UnitParts } from "./unit-parts.js";

/** A partitioned unit waits in memory until it is whole, so it is smaller. */
const PARTITIONED_PART_SIZE = 32 << 20;

/** Less work than this is done before a pool has started. */
const POOL_PAYS = 8 << 20;

/** What one source has come to. */
interface SourceState {
  readonly bytes: Counters["bytes"];
  frames: number;
  clock: Clock | undefined;
  clockKnown: boolean;
  /** Of the last piece that has one. */
  span: Span | undefined;
  /** The first bytes are among those decoded. */
  begun: boolean;
  head: Uint8Array | undefined;
  containers: readonly Container[];
  error: string | undefined;
  seen: boolean;
}

export class ParquetRun {
  readonly #options: RunOptions;
  /** The manifest that stands in the folder. */
  readonly #earlier: ManifestContent | undefined;
  readonly #plan: Plan;
  readonly #states: SourceState[];
  readonly #counters = noCounts();
  readonly #outputs: OutputReport[] = [];
  readonly #failures: Failure[] = [];
  readonly #notes: string[] = [];
  #stale: readonly string[];
  /** For sources that are read from front to back. */
  #buffers: RangeBuffers | undefined;
  #bytes = 0;
  #rejects = 0;
  /** Of what is left to do, for progress. */
  #total: number | undefined;
  #usable = false;

  constructor(options: RunOptions, earlier: ManifestContent | undefined) {
    this.#options = options;
    this.#earlier = earlier;
    this.#stale = options.stale;
    this.#plan = planOf(planOptions(options.data));
    this.#states = options.sources.map(newState);
  }

  async run(): Promise<Done> {
    const { convert, destination, sources } = this.#options;
    const names =
      destination.kind === "folder" && destination.layout === "frame" ? fileNames(sources) : undefined;
    const plan = await planUnits(sources, {
      partSize: convert.partition === undefined ? (convert.partSize ?? PART_SIZE) : PARTITIONED_PART_SIZE,
      single: destination.kind !== "folder",
      fileNames: names,
      signal: convert.signal,
      open: openOptions(this.#options.data),
    });
    const { head, earlier } = await this.#earlierUnits(plan);
    const done = new Map(earlier?.units.map((unit) => [unit.unit, unit]));
    const { shard } = convert;
    const missing = plan.units.filter(
      ({ index }) => !done.has(index) && (shard === undefined || index % shard.count === shard.index),
    );
    for (const unit of done.values()) this.#addEarlier(unit);
    const manifest = head && new LazyManifest(() => this.#openManifest(head, earlier));
    this.#total = isEndless(missing, sources) ? undefined : sum(missing.map(({ bytes }) => bytes));
    const pool = await this.#pool();
    try {
      for (const unit of missing) await this.#convertUnit(unit, plan, pool, manifest);
      if (earlier?.complete !== true && (this.#usable || missing.length === 0)) await manifest?.complete();
    } finally {
      await pool.close();
      await manifest?.close();
    }
    if (done.size > 0) {
      const were = done.size === 1 ? "unit was" : "units were";
      const left = missing.length === 0 ? "nothing was left to do" : `${missing.length} had to be made`;
      this.#notes.push(`of ${plan.units.length}, ${done.size} ${were} done before; ${left}`);
    } else if (missing.length === 0 && shard !== undefined) {
      this.#notes.push(
        `none of the ${plan.units.length} units falls to shard ${shard.index} of ${shard.count}`,
      );
    }
    const reports = this.#states.flatMap((state, i) => (state.seen ? [this.#reportOf(i, state)] : []));
    return {
      counters: this.#counters,
      decoded: this.#bytes,
      sources: reports,
      outputs: this.#outputs,
      failures: this.#failures,
      usable: this.#usable || missing.length === 0,
      notes: this.#notes,
    };
  }

  /** What a manifest in the folder says was done already; throws when it is of another run. */
  async #earlierUnits(
    plan: UnitPlan,
  ): Promise<{ head: ManifestHead | undefined; earlier: ManifestContent | undefined }> {
    const { convert, destination, data, sources } = this.#options;
    if (destination.kind !== "folder") return { head: undefined, earlier: undefined };
    const { compression = "snappy", rowGroupRows = ROW_GROUP_ROWS, partSize = PART_SIZE, shard } = convert;
    const { partition } = convert;
    const shaping = {
      ...optionsJson(data),
      partition,
      compression,
      row_group_rows: rowGroupRows,
      part_size: partSize,
    };
    const head = await headOf(sources, shaping, plan.units.length);
    const known = this.#earlier ?? (shard && (await readShard(destination.path, shard)));
    if (known === undefined || (convert.force ?? false)) return { head, earlier: undefined };
    const changes =
      head === undefined
        ? ["an input is a stream, which cannot be read again"]
        : changesBetween(known.head, head);
    if (changes.length > 0) {
      throw new Failure(
        "output",
        `${destination.path} was begun by another run, and cannot be continued by this one: ${changes.slice(0, 5).join("; ")}` +
          `${changes.length > 5 ? `; and ${changes.length - 5} more changes` : ""}. Give --force to make it anew, or name another folder`,
      );
    }
    return { head, earlier: known };
  }

  async #openManifest(head: ManifestHead, earlier: ManifestContent | undefined): Promise<ManifestWriter> {
    const { path } = this.#options.destination;
    await this.#options.folders.make(join(path, MANIFEST_FOLDER));
    return ManifestWriter.open(path, head, { shard: this.#options.convert.shard, resume: earlier });
  }

  #setup(): TaskSetup {
    const { convert, data, sources } = this.#options;
    return taskSetup(
      data,
      convert,
      sources.map(({ name }) => name),
    );
  }

  async #pool(): Promise<Pool> {
    const { convert } = this.#options;
    const setup = this.#setup();
    // A stream of unknown length may be any.
    const bytes = this.#total ?? POOL_PAYS;
    const workers =
      convert.workers ?? (bytes < POOL_PAYS ? 1 : (await import("node:os")).availableParallelism());
    return workers === 1 ? poolOfOne(setup) : poolOf(setup, workers);
  }

  async #convertUnit(
    unit: Unit,
    plan: UnitPlan,
    pool: Pool,
    manifest: LazyManifest | undefined,
  ): Promise<void> {
    const { destination, data, convert } = this.#options;
    const parts = this.#partsOf(unit);
    const states = new Map<number, SourceState>();
    const total = noCounts();
    try {
      for await (const [pieces, first] of inOrder(this.#tasksOf(unit, plan), pool.workers + 1, (task) =>
        task.some(isOpened) ? deferred(task) : pool.run(task),
      )) {
        convert.signal?.throwIfAborted();
        const take = (groups: TableGroups): Promise<void> => parts.append(groups);
        let result = await this.#withClocks(pieces, first, plan, pool);
        if (result.pieces[0]?.deferred) result = await this.#runHere(pieces[0]!, take);
        for (const groups of result.tables) await take(groups);
        addCounts(total, result.counters);
        this.#rejects += sum(Object.values(result.counters.rejects));
        for (const piece of result.pieces) {
          total.time.back += this.#addPiece(piece, states);
          if (piece.buffer !== undefined) this.#buffers?.give(piece.buffer);
        }
      }
      const reports = [...states].map(([source, state]) => this.#reportOf(source, state));
      if (!this.#isUsable(unit, states)) {
        await parts.abort();
        return;
      }
      this.#usable = true;
      if (parts.tables.length === 0 || destination.kind === "file") {
        const only = this.#onlyTable(unit);
        if (only !== undefined) await parts.open(only);
      }
      const finished = await parts.finish((table, columns) =>
        provenanceJson(table, columns, data, { sources: reports, counts: total }),
      );
      convert.signal?.throwIfAborted();
      await this.#removeStale(finished);
      // A folder with parts and no manifest would be taken for somebody else's, were the run killed now.
      await manifest?.begin();
      const files = await parts.commit();
      this.#outputs.push(...files);
      addCounts(this.#counters, total);
      await manifest?.unit({
        unit: unit.index,
        files: files.map(({ path, bytes }) => ({ path: this.#inDataset(path), bytes: bytes ?? 0 })),
        sources: reports,
        counts: countsOf(total),
      });
    } catch (error) {
      await parts.abort();
      throw error;
    }
  }

  // -- Tasks and their results -----------------------------------------------------------------------------------

  async *#tasksOf(unit: Unit, { rangeBytes }: UnitPlan): AsyncGenerator<readonly Piece[]> {
    const { sources, convert } = this.#options;
    for (const work of unit.work) {
      convert.signal?.throwIfAborted();
      if ("pieces" in work) {
        yield work.pieces;
        continue;
      }
      const { stream } = work;
      const reader = await unlessAborted(convert.signal, () =>
        openSource(sources[stream]!, openOptions(this.#options.data)),
      ).catch(inputFailure);
      if (reader instanceof Failure) {
        this.#fail(stream, reader.message);
        continue;
      }
      const abortable = unlessStopped(reader, convert.signal);
      // Where codes end frames there may be no cut in it at all, and a range would be as long as the source.
      if (reader.containers.length > 0 || this.#options.data.dialect.frameEnd === "repeat") {
        yield [{ source: stream, range: { opened: abortable } }];
        continue;
      }
      try {
        const bytes = Math.min(rangeBytes, STREAM_RANGE_BYTES);
        this.#buffers ??= new RangeBuffers(bytes);
        for await (const { fault, ...range } of rangesOf(abortable, bytes, this.#buffers)) {
          yield [{ source: stream, range }];
          if (fault === undefined) continue;
          if (!(fault instanceof Failure) || fault.kind !== "input") throw fault;
          this.#fail(stream, fault.message);
        }
      } finally {
        await abortable.close();
      }
    }
  }

  /**
   * A range whose first times lack the date is decoded again once the bytes before it have told it. Only the ranges
   * of one source come one to a task, so a task has at most one such piece.
   */
  async #withClocks(
    pieces: readonly Piece[],
    result: TaskResult,
    plan: UnitPlan,
    pool: Pool,
  ): Promise<TaskResult> {
    const [piece] = pieces;
    const [first] = result.pieces;
    if (
      piece === undefined ||
      first === undefined ||
      pieces.length > 1 ||
      "name" in piece.range ||
      "opened" in piece.range
    )
      return result;
    const state = this.#states[piece.source]!;
    if (first.undatedTimes > 0 && !state.clockKnown) {
      state.clock = await this.#clockBefore(piece, plan, pool);
    }
    state.clockKnown = true;
    let final = result;
    if (first.undatedTimes > 0 && state.clock !== undefined) {
      const range =
        first.buffer !== undefined && "bytes" in piece.range
          ? { ...piece.range, bytes: first.buffer }
          : piece.range;
      final = await pool.run([{ ...piece, range, clock: state.clock }]);
    }
    state.clock = final.pieces[0]?.clock ?? state.clock;
    return final;
  }

  /** Decodes a range that has no cut for very long in this thread, its row groups written as they come. */
  async #runHere(piece: Piece, take: (groups: TableGroups) => Promise<void>): Promise<TaskResult> {
    const state = this.#states[piece.source]!;
    const runner = await TaskRunner.create(this.#setup());
    const result = await runner.run([{ ...piece, clock: state.clock }], take);
    state.clock = result.pieces[0]?.clock ?? state.clock;
    return result;
  }

  /** The clock of a file's bytes before a range, when they were decoded by another run: they are read once more. */
  async #clockBefore({ source, range }: Piece, plan: UnitPlan, pool: Pool): Promise<Clock | undefined> {
    if (!("path" in range)) return undefined;
    let clock: Clock | undefined;
    for (let from = 0; from < range.from; from += plan.rangeBytes) {
      const before = { ...range, from, to: from + plan.rangeBytes };
      const { pieces } = await pool.run([{ source, range: before, clock }]);
      clock = pieces[0]?.clock ?? clock;
    }
    return clock;
  }

  /** Answers the steps back in time from the unit's piece of that source before. */
  #addPiece(piece: PieceResult, unitStates: Map<number, SourceState>): number {
    const state = this.#states[piece.source]!;
    const unitState = unitStates.get(piece.source) ?? newState();
    unitStates.set(piece.source, unitState);
    const back = stepsBetween(unitState.span, piece.span);
    unitState.span = piece.span ?? unitState.span;
    for (const one of [state, unitState]) {
      addBytes(one.bytes, piece.bytes);
      one.frames += piece.frames;
      one.begun ||= piece.begins;
      one.head ??= piece.head;
      one.error ??= piece.failure;
      if (piece.containers.length > 0) one.containers = piece.containers;
      one.seen = true;
    }
    if (piece.failure !== undefined) this.#failures.push(new Failure("input", piece.failure));
    unitState.error ??= state.error;
    this.#bytes += piece.bytes.total;
    const { onProgress } = this.#options.convert;
    onProgress?.({
      bytes: this.#bytes,
      total: this.#total,
      rejects: this.#rejects,
      source: piece.source + 1,
      sources: this.#states.length,
    });
    return back;
  }

  #fail(source: number, message: string): void {
    const state = this.#states[source]!;
    state.error = message;
    state.seen = true;
    this.#failures.push(new Failure("input", message));
  }

  /** A unit counts unless all of its sources are whole in it and none of them is a log. */
  #isUsable(unit: Unit, states: ReadonlyMap<number, SourceState>): boolean {
    const { sources } = this.#options;
    const cut = new Set(
      unit.work
        .flatMap((work) => ("pieces" in work ? work.pieces.filter(isCut) : []))
        .map(({ source }) => source),
    );
    let usable = false;
    for (const [source, { bytes, frames, begun, head, error }] of states) {
      const whole = begun && !cut.has(source);
      if (frames > 0 || !whole || (bytes.total === 0 && error === undefined)) usable = true;
      const state = this.#states[source]!;
      if (bytes.total > 0 && frames === 0 && whole && state.error === undefined) {
        this.#fail(source, noFrame(sources[source]!.name, bytes.total, Buffer.from(head ?? [])).message);
      }
      if (bytes.total === 0 && state.error === undefined)
        this.#notes.push(`${sources[source]!.name} is empty`);
    }
    return usable;
  }

  #reportOf(source: number, { bytes, frames, containers, error }: SourceState): SourceReport {
    const { name } = this.#options.sources[source]!;
    return { name, ...containerOf(containers), bytes, frames, ...(error !== undefined && { error }) };
  }

  #addEarlier({ files, sources, counts }: ManifestUnit): void {
    const { destination } = this.#options;
    this.#usable = true;
    addCounts(this.#counters, { skipped: 0, filtered: 0, ...counts });
    for (const { path, bytes } of files)
      this.#outputs.push({ path: join(destination.path, path), bytes, earlier: true });
    const byName = new Map(this.#options.sources.map(({ name }, i) => [name, i]));
    for (const { name, container, bytes, frames, error } of sources) {
      const state = this.#states[byName.get(name) ?? -1];
      if (state === undefined) continue;
      addBytes(state.bytes, bytes);
      state.frames += frames;
      state.seen = true;
      if (container !== undefined) state.containers = container.split("+") as Container[];
      state.error ??= error;
      if (error !== undefined) this.#failures.push(new Failure("input", error));
    }
  }

  // -- Files -----------------------------------------------------------------------------------------------------

  #partsOf(unit: Unit): UnitParts {
    const { destination, data, convert, folders } = this.#options;
    const inFolder = destination.kind === "folder";
    return new UnitParts({
      plan: this.#plan,
      places: placesOf(destination, convert.rejects, unit.fileName),
      index: unit.index,
      partition: convert.partition,
      // In a dataset of ours a part that is there is one that an earlier run did not record.
      force: inFolder || (convert.force ?? false),
      folders: inFolder ? folders : undefined,
      timezone: data.timezone?.name,
      partSize: convert.partSize ?? PART_SIZE,
    });
  }

  /** The table that an output has even without rows. */
  #onlyTable(unit: Unit): string | undefined {
    const { kind, layout } = this.#options.destination;
    if (layout === "record") return kind === "folder" ? undefined : this.#plan.rowTables[0]?.name;
    return layout === "long" || kind !== "folder" || unit.fileName !== undefined ? layout : undefined;
  }

  /** Before the first new file has its name, and after it is on disk: the last moment for the old ones. */
  async #removeStale(files: readonly OutputReport[]): Promise<void> {
    const { destination, convert } = this.#options;
    const kept = new Set(files.map(({ path }) => path)).add(manifestPath(destination.path, convert.shard));
    const gone = this.#stale.filter((path) => !kept.has(path));
    this.#stale = [];
    await removeFiles(gone);
    await removeEmptyFolders(gone);
  }

  #inDataset(path: string): string {
    return relative(this.#options.destination.path, path).split(sep).join("/");
  }
}

const newState = (): SourceState => ({
  bytes: noCounts().bytes,
  frames: 0,
  clock: undefined,
  clockKnown: false,
  span: undefined,
  begun: false,
  head: undefined,
  containers: [],
  error: undefined,
  seen: false,
});

const isEndless = (units: readonly Unit[], sources: readonly Source[]): boolean =>
  units.some(({ work }) => work.some((one) => "stream" in one && sources[one.stream]?.size === undefined));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

const isOpened = ({ range }: Piece): boolean => "opened" in range;

/** A source whose reads are given up on when the signal is aborted: a pipe may stay silent for ever. */
const unlessStopped = (reader: OpenSource, signal: AbortSignal | undefined): OpenSource => ({
  compression: reader.compression,
  containers: reader.containers,
  get places() {
    return reader.places;
  },
  get arrival() {
    return reader.arrival;
  },
  read: (target) => unlessAborted(signal, () => reader.read(target)),
  close: () => closeReader(reader, signal),
});

/** What cannot go to a worker is run in this thread. */
const deferred = async (pieces: readonly Piece[]): Promise<TaskResult> => ({
  tables: [],
  pieces: pieces.map(({ source }) => deferredPiece(source)),
  counters: noCounts(),
});

/** A range that ends before its source does. */
const isCut = ({ range }: Piece): boolean => "path" in range && range.to < range.size;

function inputFailure(error: unknown): Failure {
  if (error instanceof Failure && error.kind === "input") return error;
  throw error;
}
