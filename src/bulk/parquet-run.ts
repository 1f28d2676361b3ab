/**
 * Units of work to Parquet: they go through a pool of workers, their row groups into one file a table, and the files of a unit
 * get their names together. In a dataset each unit is recorded when it is done.
 */

import { join, relative, sep } from "node:path";
import { sum } from "../arrays/sum.js";
import type { LazyManifest } from "../dataset/lazy-manifest.js";
import { MANIFEST_FOLDER, type ManifestUnit, waitingPath } from "../dataset/manifest.js";
import { type DatasetMetadata, metadataOf } from "../dataset/metadata.js";
import { briefJson, provenanceJson, toldJson } from "../dataset/provenance.js";
import { countsOf, type OutputReport } from "../dataset/report.js";
import { type Failure, failureOf } from "../failure/failure.js";
import type { Source } from "../input/bytes/source.js";
import { planOptions } from "../input/feed/options.js";
import { noFrame } from "../input/feed/read.js";
import { type Plan, planOf } from "../wits/catalog/layout.js";
import { addCounts, noCounts } from "../wits/decoding/counters.js";
import { PART_SIZE } from "./convert-options.js";
import { onlyTable, placesOf } from "./destination.js";
import { inOrder } from "./in-order.js";
import { makeWay } from "./making-way.js";
import { deferredPiece, type Piece, type PieceResult } from "./piece.js";
import type { WorkUnit } from "./plan.js";
import { type Pool, poolOf, poolOfOne } from "./pool.js";
import { poolBeside } from "./pool-beside.js";
import { RangeClocks } from "./range-clocks.js";
import { RangeBuffers, STREAM_RANGE_BYTES } from "./ranges.js";
import type { Done, RunOptions } from "./run.js";
import { SourceLedger } from "./source-ledger.js";
import type { TableFragments } from "./table-rows.js";
import { type TaskResult, TaskRunner, type TaskSetup } from "./task.js";
import { taskSetup } from "./task-setup.js";
import { UnitParts } from "./unit-parts.js";
import { type TaskSources, tasksOf } from "./unit-tasks.js";
import { usualWorkers } from "./usual-workers.js";

/** Less work than this is done before a pool has started. */
const POOL_PAYS = 8 << 20;

/** What is to be made, and where it is noted. */
export interface Job {
  readonly units: readonly WorkUnit[];
  /** What large files are cut into. */
  readonly rangeBytes: number;
  /** Undefined where there is none: of one file. */
  readonly manifest: LazyManifest | undefined;
}

export class ParquetRun {
  readonly #options: RunOptions;
  readonly #setup: TaskSetup;
  readonly #job: Job;
  readonly #plans: readonly Plan[];
  readonly #metadata: DatasetMetadata;
  readonly #ledger: SourceLedger;
  readonly #counters = noCounts();
  readonly #outputs: OutputReport[] = [];
  readonly #failures: Failure[] = [];
  readonly #notes: string[] = [];
  /** Of units of which no source is a log: what is to be known of them. */
  readonly #unusable: ManifestUnit[] = [];
  #stale: readonly string[];
  #bytes = 0;
  #rejects = 0;
  /** For progress. */
  #total: number | undefined;
  #usable = false;
  /** The unit whose bytes follow on those of the last one. */
  #next = 0;

  constructor(options: RunOptions, job: Job) {
    this.#options = options;
    this.#setup = taskSetup(options.readings.all, options.convert, {
      checksums: options.checksums ?? false,
    });
    this.#job = job;
    this.#stale = options.stale;
    this.#plans = options.readings.all.map((data) => planOf(planOptions(data)));
    this.#metadata = metadataOf(options.readings, this.#plans);
    this.#ledger = new SourceLedger(0, options.sources.length);
  }

  async run(): Promise<Done> {
    const { sources } = this.#options;
    const { units, rangeBytes, manifest } = this.#job;
    this.#total = isEndless(units, sources) ? undefined : sum(units.map(({ bytes }) => bytes));
    const pool = await this.#pool();
    try {
      const clocks = new RangeClocks(pool, rangeBytes);
      const tasks = this.#taskSources(Math.min(rangeBytes, STREAM_RANGE_BYTES));
      for (const unit of units) await this.#convertUnit(unit, tasks, pool, clocks);
      // Where nothing at all is a log, there is no dataset.
      if (this.#usable || manifest?.begun) for (const unit of this.#unusable) await manifest?.unit(unit);
    } finally {
      await pool.close();
    }
    return {
      counters: this.#counters,
      decoded: this.#bytes,
      sources: this.#ledger.reports(sources, (source) => this.#told(source)),
      outputs: this.#outputs,
      failures: this.#failures,
      usable: this.#usable || units.length === 0,
      notes: this.#notes,
    };
  }

  /** What is told of a source otherwise than of the others. */
  #told(source: number): Record<string, unknown> | undefined {
    return toldJson(this.#options.readings, source);
  }

  async #pool(): Promise<Pool> {
    const { convert } = this.#options;
    const setup = this.#setup;
    // A stream of unknown length may be any.
    const bytes = this.#total ?? POOL_PAYS;
    const workers =
      convert.workers ??
      (bytes < POOL_PAYS ? 1 : usualWorkers(this.#options.sources, this.#options.readings));
    return workers === 1 ? poolOfOne(setup) : poolBeside(poolOfOne(setup), await poolOf(setup, workers - 1));
  }

  async #convertUnit(unit: WorkUnit, tasks: TaskSources, pool: Pool, clocks: RangeClocks): Promise<void> {
    const { destination, readings, convert } = this.#options;
    const { manifest } = this.#job;
    const { index, replaces } = unit;
    if (convert.partition !== undefined)
      await this.#options.folders.make(join(destination.path, MANIFEST_FOLDER));
    const parts = this.#partsOf(unit, pool);
    const ledger = new SourceLedger(unit.sources.first, unit.sources.end);
    if (unit.index !== this.#next) this.#ledger.forgetSpan();
    this.#next = unit.index + 1;
    const total = noCounts();
    try {
      for await (const [pieces, first] of inOrder(tasksOf(unit, tasks), pool.inHand, (task) =>
        task.some(isOpened) ? deferred(task) : pool.run(task),
      )) {
        convert.signal?.throwIfAborted();
        const take = (fragments: TableFragments): Promise<void> => parts.append(fragments);
        const result = first.pieces[0]?.deferred
          ? await this.#runHere(pieces[0]!, clocks, take)
          : await clocks.settle(pieces, first);
        for (const fragments of result.tables) await take(fragments);
        addCounts(total, result.counters);
        this.#rejects += sum(Object.values(result.counters.rejects));
        for (const piece of result.pieces) {
          total.time.back += this.#addPiece(piece, ledger);
          if (piece.buffer !== undefined) tasks.buffers.give(piece.buffer);
        }
      }
      const usable = this.#isUsable(unit, ledger) || replaces !== undefined;
      ledger.failAs(this.#ledger);
      const reports = ledger.reports(this.#options.sources, (source) => this.#told(source));
      if (!usable) {
        await parts.abort();
        this.#unusable.push({ unit: index, files: [], sources: [...reports], counts: countsOf() });
        return;
      }
      this.#usable = true;
      if ((parts.tables.length === 0 && unit.work.length > 0) || destination.kind === "file") {
        const only = onlyTable(this.#options.destination, this.#plans[0]!, unit.fileName);
        if (only !== undefined) await parts.open(only);
      }
      const finished = await parts.finish((table, columns) => ({
        witskit: provenanceJson(table, columns, readings, { sources: reports, counts: total }),
        // The manifest has the sources and the counts.
        brief: manifest !== undefined && table in this.#metadata.tables ? briefJson(table) : undefined,
      }));
      convert.signal?.throwIfAborted();
      const stale = this.#stale;
      this.#stale = [];
      await makeWay(this.#options, finished, manifest, stale);
      if (replaces !== undefined) await manifest?.coming(index);
      const files = await parts.commit();
      for (const { path, bytes, crc32 } of files)
        this.#outputs.push({ path, bytes, ...(crc32 !== undefined && { crc32 }) });
      addCounts(this.#counters, total);
      const clocksBehind = ledger.clocks(this.#options.sources);
      await manifest?.unit({
        unit: index,
        files: files.map((file) => ({ ...file, path: this.#inDataset(file.path) })),
        // Those of parts are the same whether or not there is a checksum.
        sources: ledger.reports(this.#options.sources, (source) => this.#told(source), { checksums: true }),
        counts: countsOf(total),
        ...(Object.keys(clocksBehind).length > 0 && { clocks: clocksBehind }),
        ...(replaces !== undefined && { replaces }),
      });
    } catch (error) {
      await parts.abort();
      throw error;
    }
  }

  #taskSources(streamBytes: number): TaskSources {
    const { sources, readings, convert } = this.#options;
    return {
      sources,
      readings,
      signal: convert.signal,
      streamBytes,
      buffers: new RangeBuffers(streamBytes),
      onFault: (source, failure) => this.#fail(source, failure),
      onRemark: (source, remark) => this.#ledger.warn(source, remark),
    };
  }

  /** Decodes a range that has no cut for very long in this thread, its rows written as they come. */
  async #runHere(
    piece: Piece,
    clocks: RangeClocks,
    take: (fragments: TableFragments) => Promise<void>,
  ): Promise<TaskResult> {
    const clock = await clocks.before(piece);
    const runner = await TaskRunner.create(this.#setup);
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
      // A document may tell of a log and have none of its rows.
      const given = ledger.headOf(source)?.length ?? 0;
      const holdsNone = (total === 0 || given === 0) && ledger.failureOf(source) === undefined;
      if (frames > 0 || !whole || holdsNone) usable = true;
      if (this.#ledger.failureOf(source) !== undefined) continue;
      const { name } = sources[source]!;
      if (total > 0 && frames === 0 && whole) {
        if (given === 0) this.#notes.push(`${name} has no rows`);
        else this.#fail(source, noFrame(name, total, Buffer.from(ledger.headOf(source)!)));
      }
      if (total === 0) this.#notes.push(`${name} is empty`);
    }
    return usable;
  }

  // -- Files -----------------------------------------------------------------------------------------------------

  #partsOf(unit: WorkUnit, pool: Pool): UnitParts {
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
      rowGroup: this.#setup.rowGroup,
      pool,
    });
  }

  #inDataset(path: string): string {
    return relative(this.#options.destination.path, path).split(sep).join("/");
  }
}

const isEndless = (units: readonly WorkUnit[], sources: readonly Source[]): boolean =>
  units.some(({ work }) => work.some((one) => "stream" in one && sources[one.stream]?.size === undefined));

const isOpened = ({ range }: Piece): boolean => "opened" in range;

/** What cannot go to a worker is run in this thread. */
const deferred = async (pieces: readonly Piece[]): Promise<TaskResult> => ({
  tables: [],
  pieces: pieces.map(({ source }) => deferredPiece(source)),
  counters: noCounts(),
});

/** A range that ends before its source does. */
const isCut = ({ range }: Piece): boolean => "path" in range && range.to < range.size;
