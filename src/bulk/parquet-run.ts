/**
 * A conversion to Parquet: units of work go through a pool of workers, their row groups into one file a table, and
 * the files of a unit get their names together. In a dataset each unit is recorded when it is done; a run that was
 * stopped, in whatever way, goes on with the units that are missing.
 */

import { join, relative, sep } from "node:path";
import { ROW_GROUP_ROWS } from "../columns/parquet/row-group-builder.js";
import { manifestsFirst, removeEmptyFolders, removeFiles } from "../dataset/folder.js";
import { LazyManifest } from "../dataset/lazy-manifest.js";
import {
  changesBetween,
  headOf,
  MANIFEST_FOLDER,
  type ManifestHead,
  type ManifestUnit,
  manifestPath,
  waitingPath,
} from "../dataset/manifest.js";
import { type ManifestContent, ManifestWriter, readShard } from "../dataset/manifest-file.js";
import { provenanceJson, readingsJson, toldJson } from "../dataset/provenance.js";
import { removeReplaced, replaceFiles } from "../dataset/replaced.js";
import { countsOf, type OutputReport } from "../dataset/report.js";
import { Failure, failureOf, isFailure } from "../failure.js";
import type { ByteReader, Source } from "../input/bytes/source.js";
import type { ContainerKind } from "../input/container/registry.js";
import { closeReader, unlessAborted } from "../input/feed/inputs.js";
import { openOptions, planOptions } from "../input/feed/options.js";
import { noFrame } from "../input/feed/read.js";
import { type OpenSource, openSource } from "../input/source/open.js";
import { sum } from "../sum.js";
import { type Plan, planOf } from "../wits/catalog/layout.js";
import { addCounts, noCounts } from "../wits/decoding/counters.js";
import { PART_SIZE } from "./convert-options.js";
import { fileNames, onlyTable, placesOf } from "./destination.js";
import { inOrder } from "./in-order.js";
import { deferredPiece, type Piece, type PieceResult } from "./piece.js";
import { planUnits, type UnitPlan, type WorkUnit } from "./plan.js";
import { type Pool, poolOf, poolOfOne } from "./pool.js";
import { RangeClocks } from "./range-clocks.js";
import { RangeBuffers, rangesOf, STREAM_RANGE_BYTES } from "./ranges.js";
import { failsAsBefore } from "./retry.js";
import type { Done, RunOptions } from "./run.js";
import { SourceLedger } from "./source-ledger.js";
import { type TableGroups, type TaskResult, TaskRunner, type TaskSetup } from "./task.js";
import { taskSetup } from "./task-setup.js";
import { UnitParts } from "./unit-parts.js";

/** A partitioned unit waits in memory until it is whole, so it is smaller. */
const PARTITIONED_PART_SIZE = 32 << 20;

/** Tasks handed over for each worker, so that none waits while the results of another are written. */
const AHEAD = 2;

/** Less work than this is done before a pool has started. */
const POOL_PAYS = 8 << 20;

interface EarlierUnits {
  /** Of the manifest to be written; undefined when there is none to be. */
  readonly head: ManifestHead | undefined;
  /** The manifest that is gone on with. */
  readonly resume: Pick<ManifestContent, "length" | "complete"> | undefined;
  readonly done: ReadonlySet<number>;
  /** Units with inputs that could not be read to their end: they are tried again. */
  readonly failed: ReadonlyMap<number, ManifestUnit>;
}

export class ParquetRun {
  readonly #options: RunOptions;
  /** The manifest that stands in the folder, until it is taken into account. */
  #earlier: ManifestContent | undefined;
  readonly #plans: readonly Plan[];
  readonly #ledger: SourceLedger;
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
  /** The unit whose bytes follow on those of the last one. */
  #next = 0;
  /** Inputs that an earlier run could not read to their end. */
  #retried = 0;

  constructor(options: RunOptions, earlier: ManifestContent | undefined) {
    this.#options = options;
    this.#earlier = earlier;
    this.#stale = options.stale;
    this.#plans = options.readings.all.map((data) => planOf(planOptions(data)));
    this.#ledger = new SourceLedger(0, options.sources.length);
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
      readingOf: (source) => this.#options.readings.of(source),
      open: this.#options.readings.all.map(openOptions),
    });
    const { head, resume, done, failed } = await this.#earlierUnits(plan);
    const { shard } = convert;
    const missing = plan.units.filter(
      ({ index }) => !done.has(index) && (shard === undefined || index % shard.count === shard.index),
    );
    const manifest = head && new LazyManifest(() => this.#openManifest(head, resume));
    this.#total = isEndless(missing, sources) ? undefined : sum(missing.map(({ bytes }) => bytes));
    const pool = await this.#pool();
    try {
      const clocks = new RangeClocks(pool, plan.rangeBytes);
      for (const unit of missing)
        await this.#convertUnit(unit, plan, pool, clocks, manifest, failed.get(unit.index));
      if (resume?.complete !== true && (this.#usable || missing.length === 0)) await manifest?.complete();
    } finally {
      await pool.close();
      await manifest?.close();
    }
    if (this.#retried > 0) {
      const inputs = this.#retried === 1 ? "1 input" : `${this.#retried} inputs`;
      const again = failed.size === 0 ? "with the same end" : `and ${failed.size} of the units made anew`;
      this.#notes.push(`${inputs} that could not be read to the end before: tried again, ${again}`);
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
    return {
      counters: this.#counters,
      decoded: this.#bytes,
      sources: [...this.#ledger.reports(sources, (source) => this.#told(source))],
      outputs: this.#outputs,
      failures: this.#failures,
      usable: this.#usable || missing.length === 0,
      notes: this.#notes,
    };
  }

  /** Takes up what a manifest in the folder says was done already; throws when it is of another run. */
  async #earlierUnits(plan: UnitPlan): Promise<EarlierUnits> {
    const { convert, destination, sources } = this.#options;
    const done = new Set<number>();
    const failed = new Map<number, ManifestUnit>();
    if (destination.kind !== "folder") return { head: undefined, resume: undefined, done, failed };
    const { compression = "snappy", rowGroupRows = ROW_GROUP_ROWS, partSize = PART_SIZE, shard } = convert;
    const { partition } = convert;
    const shaping = {
      ...readingsJson(this.#options.readings),
      partition,
      compression,
      row_group_rows: rowGroupRows,
      part_size: partSize,
    };
    const head = await headOf(sources, shaping, plan.units.length);
    const known = this.#earlier ?? (shard && (await readShard(destination.path, shard)));
    this.#earlier = undefined;
    if (known === undefined || (convert.force ?? false)) return { head, resume: undefined, done, failed };
    const changes =
      head === undefined
        ? ["an input is a stream, which cannot be read again"]
        : changesBetween(known.head, head);
    if (changes.length > 0) {
      throw new Failure(
        "output-differs",
        `${destination.path} was begun by another run, and cannot be continued by this one: ${changes.slice(0, 5).join("; ")}` +
          `${changes.length > 5 ? `; and ${changes.length - 5} more changes` : ""}. Give --force to make it anew, or name another folder`,
      );
    }
    const indexes = new Map(sources.map(({ name }, i) => [name, i]));
    const mine = (unit: number): boolean => shard === undefined || unit % shard.count === shard.index;
    for (const unit of known.units) {
      if (mine(unit.unit) && (await this.#failsOtherwise(unit, indexes))) {
        failed.set(unit.unit, unit);
        continue;
      }
      done.add(unit.unit);
      this.#addEarlier(unit, indexes);
    }
    await removeReplaced(
      destination.path,
      new Set(known.units.flatMap(({ files }) => files.map(({ path }) => path))),
    );
    return { head, resume: { length: known.length, complete: known.complete }, done, failed };
  }

  /** Tries again what could not be read; false where nothing has changed, or nothing had failed. */
  async #failsOtherwise({ sources }: ManifestUnit, indexes: ReadonlyMap<string, number>): Promise<boolean> {
    const { readings, convert } = this.#options;
    for (const report of sources) {
      const index = indexes.get(report.name);
      if (report.error === undefined || index === undefined) continue;
      this.#retried++;
      const source = this.#options.sources[index]!;
      const data = readings.all[readings.of(index)]!;
      if (!(await failsAsBefore(source, report, data, convert.signal))) return true;
    }
    return false;
  }

  async #openManifest(head: ManifestHead, resume: EarlierUnits["resume"]): Promise<ManifestWriter> {
    const { path } = this.#options.destination;
    await this.#options.folders.make(join(path, MANIFEST_FOLDER));
    return ManifestWriter.open(path, head, { shard: this.#options.convert.shard, resume });
  }

  /** What is told of a source otherwise than of the others. */
  #told(source: number): Record<string, unknown> | undefined {
    return toldJson(this.#options.readings, source);
  }

  #setup(): TaskSetup {
    const { convert, readings } = this.#options;
    return taskSetup(readings.all, convert);
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
    unit: WorkUnit,
    plan: UnitPlan,
    pool: Pool,
    clocks: RangeClocks,
    manifest: LazyManifest | undefined,
    before: ManifestUnit | undefined,
  ): Promise<void> {
    const { destination, readings, convert } = this.#options;
    if (convert.partition !== undefined)
      await this.#options.folders.make(join(destination.path, MANIFEST_FOLDER));
    const parts = this.#partsOf(unit);
    const ledger = new SourceLedger(unit.sources.first, unit.sources.end);
    if (unit.index !== this.#next) this.#ledger.forgetSpan();
    this.#next = unit.index + 1;
    const total = noCounts();
    try {
      for await (const [pieces, first] of inOrder(this.#tasksOf(unit, plan), AHEAD * pool.workers, (task) =>
        task.some(isOpened) ? deferred(task) : pool.run(task),
      )) {
        convert.signal?.throwIfAborted();
        const take = (groups: TableGroups): Promise<void> => parts.append(groups);
        const result = first.pieces[0]?.deferred
          ? await this.#runHere(pieces[0]!, clocks, take)
          : await clocks.settle(pieces, first);
        for (const groups of result.tables) await take(groups);
        addCounts(total, result.counters);
        this.#rejects += sum(Object.values(result.counters.rejects));
        for (const piece of result.pieces) {
          total.time.back += this.#addPiece(piece, ledger);
          if (piece.buffer !== undefined) this.#buffers?.give(piece.buffer);
        }
      }
      const usable = this.#isUsable(unit, ledger);
      ledger.failAs(this.#ledger);
      const reports = ledger.reports(this.#options.sources, (source) => this.#told(source));
      if (!usable) {
        await parts.abort();
        return;
      }
      this.#usable = true;
      if (parts.tables.length === 0 || destination.kind === "file") {
        const only = onlyTable(this.#options.destination, this.#plans[0]!, unit.fileName);
        if (only !== undefined) await parts.open(only);
      }
      const finished = await parts.finish((table, columns) =>
        provenanceJson(table, columns, readings, { sources: reports, counts: total }),
      );
      convert.signal?.throwIfAborted();
      await this.#replace(finished, manifest, before);
      const files = await parts.commit();
      this.#outputs.push(...files);
      addCounts(this.#counters, total);
      await manifest?.unit({
        unit: unit.index,
        files: files.map(({ path, bytes, crc32 }) => ({
          path: this.#inDataset(path),
          bytes: bytes ?? 0,
          crc32,
        })),
        sources: reports,
        counts: countsOf(total),
      });
    } catch (error) {
      await parts.abort();
      throw error;
    }
  }

  // -- Tasks and their results -----------------------------------------------------------------------------------

  async *#tasksOf(unit: WorkUnit, { rangeBytes }: UnitPlan): AsyncGenerator<readonly Piece[]> {
    const { sources, convert } = this.#options;
    for (const work of unit.work) {
      convert.signal?.throwIfAborted();
      if ("small" in work) {
        yield sources.slice(work.small.first, work.small.end).map(({ name, size }, i) => ({
          source: work.small.first + i,
          name,
          reading: this.#options.readings.of(work.small.first + i),
          range: { whole: true, size },
        }));
        continue;
      }
      if ("piece" in work) {
        yield [work.piece];
        continue;
      }
      const { stream } = work;
      const { name } = sources[stream]!;
      const reading = this.#options.readings.of(stream);
      const data = this.#options.readings.all[reading]!;
      const reader = await unlessAborted(convert.signal, () =>
        openSource(sources[stream]!, openOptions(data)),
      ).catch(inputFailure);
      if (reader instanceof Failure) {
        this.#fail(stream, reader);
        continue;
      }
      const abortable = unlessStopped(reader, convert.signal);
      // Where codes end frames there may be no cut in it at all, and a range would be as long as the source.
      if (reader.containers.length > 0 || data.dialect.frameEnd === "repeat") {
        yield [{ source: stream, name, reading, range: { opened: abortable } }];
        continue;
      }
      let left = false;
      try {
        const bytes = Math.min(rangeBytes, STREAM_RANGE_BYTES);
        this.#buffers ??= new RangeBuffers(bytes);
        for await (const { fault, rest, ...range } of rangesOf(abortable, bytes, this.#buffers)) {
          if (rest !== undefined) {
            const { offset } = range;
            left = true;
            const opened: ByteReader = {
              read: (target) => rest.read(target),
              get arrival() {
                return rest.arrival;
              },
              close: () => abortable.close(),
            };
            yield [{ source: stream, name, reading, range: { opened, offset } }];
            continue;
          }
          yield [{ source: stream, name, reading, range }];
          if (fault === undefined) continue;
          if (!isFailure(fault, "input")) throw fault;
          this.#fail(stream, fault);
        }
        if (reader.remark !== undefined) this.#ledger.warn(stream, reader.remark);
      } finally {
        // What is left is read, and closed, when its turn has come.
        if (!left) await abortable.close();
      }
    }
  }

  /** Decodes a range that has no cut for very long in this thread, its row groups written as they come. */
  async #runHere(
    piece: Piece,
    clocks: RangeClocks,
    take: (groups: TableGroups) => Promise<void>,
  ): Promise<TaskResult> {
    const clock = await clocks.before(piece);
    const runner = await TaskRunner.create(this.#setup());
    const result = await runner.run([{ ...piece, clock }], take);
    clocks.reached(piece, result.pieces[0]?.clock ?? clock);
    return result;
  }

  /** Answers the steps back in time from the piece of that source before, whatever unit that is in. */
  #addPiece(piece: PieceResult, unit: SourceLedger): number {
    const { source, failure } = piece;
    const back = this.#ledger.addPiece(piece);
    unit.addPiece(piece);
    const known = this.#ledger.failureOf(source);
    if (known !== undefined) unit.fail(source, known);
    if (failure !== undefined) this.#failures.push(failureOf(failure));
    this.#bytes += piece.bytes.total;
    const { convert, sources } = this.#options;
    convert.onProgress?.({
      bytes: this.#bytes,
      total: this.#total,
      rejects: this.#rejects,
      source: source + 1,
      sources: sources.length,
    });
    return back;
  }

  #fail(source: number, failure: Failure): void {
    this.#ledger.fail(source, failure);
    this.#failures.push(failure);
  }

  /** A unit counts unless all of its sources are whole in it and none of them is a log. */
  #isUsable(unit: WorkUnit, ledger: SourceLedger): boolean {
    const { sources } = this.#options;
    const cut = new Set(
      unit.work.flatMap((work) => ("piece" in work && isCut(work.piece) ? [work.piece.source] : [])),
    );
    let usable = false;
    for (const source of ledger.seen()) {
      const { total } = ledger.bytesOf(source);
      const frames = ledger.framesOf(source);
      const whole = ledger.hasBegun(source) && !cut.has(source);
      if (frames > 0 || !whole || (total === 0 && ledger.failureOf(source) === undefined)) usable = true;
      if (this.#ledger.failureOf(source) !== undefined) continue;
      const { name } = sources[source]!;
      if (total > 0 && frames === 0 && whole) {
        this.#fail(source, noFrame(name, total, Buffer.from(ledger.headOf(source) ?? [])));
      }
      if (total === 0) this.#notes.push(`${name} is empty`);
    }
    return usable;
  }

  #addEarlier({ files, sources, counts }: ManifestUnit, indexes: ReadonlyMap<string, number>): void {
    const { destination } = this.#options;
    this.#usable = true;
    addCounts(this.#counters, { skipped: 0, filtered: 0, ...counts });
    for (const { path, bytes } of files)
      this.#outputs.push({ path: join(destination.path, path), bytes, earlier: true });
    for (const { name, container, bytes, frames, error, error_code, warning } of sources) {
      const source = indexes.get(name);
      if (source === undefined) continue;
      this.#ledger.add(source, { bytes, frames });
      if (container !== undefined) this.#ledger.wrapped(source, container.split("+") as ContainerKind[]);
      if (warning !== undefined) this.#ledger.warn(source, warning);
      if (error === undefined) continue;
      this.#fail(source, new Failure(error_code ?? "input-unreadable", error, { place: { file: name } }));
    }
  }

  // -- Files -----------------------------------------------------------------------------------------------------

  #partsOf(unit: WorkUnit): UnitParts {
    const { destination, data, convert, folders } = this.#options;
    const inFolder = destination.kind === "folder";
    return new UnitParts({
      plans: this.#plans,
      places: placesOf(destination, convert.rejects, unit.fileName),
      index: unit.index,
      partition: convert.partition,
      waiting: waitingPath(destination.path, unit.index),
      // In a dataset of ours a part that is there is one that an earlier run did not record.
      force: inFolder || (convert.force ?? false),
      folders: inFolder ? folders : undefined,
      timezone: data.timezone?.name,
      partSize: convert.partSize ?? PART_SIZE,
    });
  }

  /**
   * Before the first new file has its name, and after it is on disk: the last moment for the old ones. The manifest that has them
   * goes first, or a run that is killed now would leave one that says all is there.
   */
  async #replace(
    files: readonly OutputReport[],
    manifest: LazyManifest | undefined,
    before: ManifestUnit | undefined,
  ): Promise<void> {
    const { destination, convert } = this.#options;
    const { path: folder } = destination;
    const kept = new Set(files.map(({ path }) => path));
    // Those of a unit that is made again: its line says that it has to be, until a new one is there.
    const again = (before?.files ?? []).map(({ path }) => join(folder, path));
    const stale = this.#stale;
    this.#stale = [];
    const gone = [...again, ...stale].filter((path) => !kept.has(path));
    if (stale.length > 0 && manifest !== undefined) {
      await this.#options.folders.make(join(folder, MANIFEST_FOLDER));
      const own = manifestPath(folder, convert.shard);
      await replaceFiles(
        folder,
        gone.filter((path) => path !== own),
        () => manifest.begin(),
      );
      return;
    }
    // A folder with parts and no manifest would be taken for somebody else's, were the run killed now.
    await manifest?.begin();
    await removeFiles(manifestsFirst(gone));
    await removeEmptyFolders(gone);
  }

  #inDataset(path: string): string {
    return relative(this.#options.destination.path, path).split(sep).join("/");
  }
}

const isEndless = (units: readonly WorkUnit[], sources: readonly Source[]): boolean =>
  units.some(({ work }) => work.some((one) => "stream" in one && sources[one.stream]?.size === undefined));

const isOpened = ({ range }: Piece): boolean => "opened" in range;

/** A source whose reads are given up on when the signal is aborted: a pipe may stay silent for ever. */
const unlessStopped = (reader: OpenSource, signal: AbortSignal | undefined): OpenSource => ({
  compression: reader.compression,
  containers: reader.containers,
  asStored: reader.asStored,
  get places() {
    return reader.places;
  },
  get arrival() {
    return reader.arrival;
  },
  get remark() {
    return reader.remark;
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
  if (isFailure(error, "input")) return error;
  throw error;
}
