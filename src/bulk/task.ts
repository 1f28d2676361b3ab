/**
 * A task: some ranges of sources to fragments of tables. It is the unit of work of a pool, and the same function runs
 * in the main thread when a pool is not worth its start; what it makes depends on the ranges alone.
 */

import { crc32 } from "node:zlib";
import { type Compression, loadCompression } from "../columns/parquet/compression.js";
import { FragmentBuilder } from "../columns/parquet/fragment-builder.js";
import { type EncodedRowGroup, RowGroupEncoder } from "../columns/parquet/row-group.js";
import { type RowGroupSize, rowGroupCapacity } from "../columns/parquet/row-group-builder.js";
import { Slabs } from "../columns/parquet/slabs.js";
import { type Partition, type Run, runsByDay, tableOf } from "../dataset/partition.js";
import { type FailureNote, isFailure, noteOf } from "../failure/failure.js";
import type { ContainerKind } from "../input/container/registry.js";
import type { OpenOptions } from "../input/source/open.js";
import { MESSAGE_HEAD } from "../input/source/text-shape.js";
import type { TableBatch } from "../kernel/batch.js";
import { Decoder } from "../kernel/decoder.js";
import type { Fragment } from "../kernel/fragment.js";
import { columnsOfAll, type Plan, type PlanOptions, planOf } from "../wits/catalog/layout.js";
import type { Column } from "../wits/catalog/table.js";
import { timezoneNamed } from "../wits/catalog/timezone.js";
import { addCounts, type Counters, isConserved, noCounts } from "../wits/decoding/counters.js";
import type { DecodeOptions } from "../wits/decoding/options.js";
import { openRange } from "./open-range.js";
import { deferredPiece, type Piece, type PieceResult } from "./piece.js";
import { RangeInput } from "./range-input.js";
import type { RowGroupJob, TableFragments } from "./table-rows.js";

/** How some of a run's sources are read. */
export interface TaskReading {
  readonly plan: PlanOptions;
  readonly decode: Omit<DecodeOptions, "plan" | "sources" | "toUtc" | "toLocal" | "turns">;
  readonly tz: string | undefined;
}

/** What all tasks of a run share, as plain data that can go to a worker. */
export interface TaskSetup {
  /** At least one. All pieces of a task have the same one. */
  readonly readings: readonly TaskReading[];
  readonly compression: Compression;
  readonly rowGroup: RowGroupSize;
  readonly partition: Partition | undefined;
  /** Of the bytes of each piece a checksum is kept. On 545 MB of the Volve log it took 1.45 s of user time to 1.66, so it is for who asks. */
  readonly checksums: boolean;
}

export interface TaskResult {
  readonly tables: readonly TableFragments[];
  readonly pieces: readonly PieceResult[];
  /** Of all pieces. */
  readonly counters: Counters;
}

/** Bytes of a range whose fragments are gathered before any is handed over. */
const LONGEST_RANGE = 64 << 20;

/**
 * Bytes of rows that a table keeps, as they are, until they become a fragment. With 24 MiB, as many as a row group may take, seven tables of
 * WITSML took 189 MB of memory instead of 164, and a log 170 instead of 158, and neither was converted sooner.
 */
const FRAGMENT_BYTES = 4 << 20;

type Deliver = (fragments: TableFragments) => Promise<void>;

interface OpenTable {
  readonly builder: FragmentBuilder;
  readonly fragments: Fragment[];
  columns: readonly Column[];
}

interface Reader {
  readonly decoder: Decoder;
  readonly open: OpenOptions;
}

/** Each has memory of its own; more rigs than these are seldom beside each other. */
const MOST_READERS = 4;

/** Runs tasks one after the other with one decoder and one encoder. */
export class TaskRunner {
  readonly #setup: TaskSetup;
  readonly #plans: readonly Plan[];
  /** Those that were needed last, by their reading. */
  readonly #readers = new Map<number, Reader>();
  readonly #encoder: RowGroupEncoder;
  readonly #slabs = new Slabs();

  static async create(setup: TaskSetup): Promise<TaskRunner> {
    await loadCompression(setup.compression);
    return new TaskRunner(setup);
  }

  private constructor(setup: TaskSetup) {
    this.#setup = setup;
    this.#plans = setup.readings.map(({ plan }) => planOf(plan));
    const { compression, rowGroup } = setup;
    this.#encoder = new RowGroupEncoder({ capacity: rowGroupCapacity(rowGroup), compression });
  }

  /**
   * With `deliver`, fragments are handed out as they are made, and a range may be of any length. Without, the result
   * has them all, and a range that is too long for that is deferred.
   */
  async run(pieces: readonly Piece[], deliver?: Deliver): Promise<TaskResult> {
    const tables = new Map<string, OpenTable>();
    const sources = new TaskSources(pieces);
    const reader = this.#reader(pieces[0]?.reading ?? 0);
    reader.decoder.renew(sources.names);
    const results: PieceResult[] = [];
    const counters = noCounts();
    for (const piece of pieces) {
      const clock = piece.goesOn ? results.at(-1)?.clock : piece.clock;
      results.push(
        await this.#decode(reader, { ...piece, clock }, sources.indexOf(piece), tables, counters, deliver),
      );
    }
    reader.decoder.lend("all", (batch) => this.#take(batch, tables));
    const done = [...tables].map(([table, { builder, fragments, columns }]) => {
      const last = builder.flush();
      return { table, columns, fragments: last === undefined ? fragments : [...fragments, last] };
    });
    return { tables: done, pieces: results, counters };
  }

  #reader(reading: number): Reader {
    const known = this.#readers.get(reading);
    const { decode, tz, plan } = this.#setup.readings[reading]!;
    const timezone = tz === undefined ? undefined : timezoneNamed(tz);
    const reader = known ?? {
      open: { ...decode, toUtc: timezone?.toUtc, map: plan.map },
      decoder: new Decoder({
        ...decode,
        plan: this.#plans[reading]!,
        sources: [],
        toUtc: timezone?.toUtc,
        toLocal: timezone?.toLocal,
        turns: timezone?.turns,
      }),
    };
    this.#readers.delete(reading);
    const [oldest] = this.#readers.keys();
    if (this.#readers.size === MOST_READERS) this.#readers.delete(oldest!);
    this.#readers.set(reading, reader);
    return reader;
  }

  async #decode(
    { decoder, open }: Reader,
    piece: Piece,
    index: number,
    tables: Map<string, OpenTable>,
    total: Counters,
    deliver: Deliver | undefined,
  ): Promise<PieceResult> {
    const { source, name, range, clock } = piece;
    const take = (batch: TableBatch): void => this.#take(batch, tables);
    let head: Uint8Array | undefined;
    let failure: FailureNote | undefined;
    let warning: string | undefined;
    let started = false;
    let begins = true;
    let checksum = this.#setup.checksums ? 0 : undefined;
    let offset = 0;
    let containers: readonly ContainerKind[] = [];
    if (deliver === undefined && "whole" in range && range.long) return deferredPiece(source);
    try {
      const opened = await openRange(piece, open);
      const { reader, length } = opened;
      offset = opened.offset;
      containers = reader.containers ?? [];
      if (deliver === undefined && "path" in range && length > LONGEST_RANGE) {
        await reader.close();
        return deferredPiece(source);
      }
      decoder.start(index, { offset, clock, places: reader.places });
      started = true;
      begins = offset === 0;
      const input = new RangeInput(reader, decoder, { length, ahead: "path" in range });
      try {
        while (true) {
          const bytes = await input.read();
          if (bytes.length === 0) break;
          if (begins) head ??= bytes.slice(0, MESSAGE_HEAD);
          if (checksum !== undefined) checksum = crc32(bytes, checksum);
          decoder.arrival = reader.arrival;
          input.decode(bytes);
          while (decoder.full) decoder.lend("full", take);
          if (deliver !== undefined) await handOut(tables, deliver);
        }
        warning = reader.remark;
      } finally {
        await input.close();
      }
    } catch (error) {
      if (!isFailure(error, "input")) throw error;
      failure = noteOf(error);
    }
    if (!started) decoder.start(index);
    decoder.end();
    while (decoder.full) decoder.lend("full", take);
    const counters = decoder.counters();
    if (!decoder.ended || !isConserved(counters.bytes)) {
      throw new Error(`bytes of ${name} are not accounted for: ${JSON.stringify(counters.bytes)}`);
    }
    addCounts(total, counters);
    const { bytes, frames } = counters;
    const isWhole = "whole" in range || ("opened" in range && range.offset === undefined);
    const carries = counters.time.carried + counters.time.twice > 0;
    return {
      source,
      bytes,
      frames,
      begins,
      ...(started && offset > 0 && { from: offset }),
      ...(carries && { carries: true as const }),
      ...((!isWhole || carries) && timesOf(decoder)),
      ...(head !== undefined && frames === 0 && { head }),
      ...(containers.length > 0 && { containers }),
      ...(failure !== undefined && { failure }),
      ...(warning !== undefined && { warning }),
      ...(checksum !== undefined && { crc32: checksum }),
      ...("bytes" in range && { buffer: range.bytes }),
    };
  }

  #take(batch: TableBatch, tables: Map<string, OpenTable>): void {
    const { name } = batch.table;
    const { partition } = this.#setup;
    for (const { folder, from, to } of partition === "day" ? runsByDay(batch) : [wholeOf(batch)]) {
      const table = this.#opened(folder === "" ? name : `${name}/${folder}`, tables);
      if (batch.columns.length > table.columns.length) table.columns = batch.table.columns;
      table.fragments.push(...table.builder.push(batch, from, to));
    }
  }

  /** A row group of fragments that tasks have made, of any thread. Those whose last rows it has are this runner's then. */
  encode({ table, cuts }: RowGroupJob): EncodedRowGroup {
    const group = this.#encoder.encode(this.#columnsOf(table), cuts);
    for (const { fragment, to } of cuts) if (to === fragment.rows) this.#encoder.reuse(fragment.bytes);
    return group;
  }

  /** Takes over the bytes of a row group that stands in its file, whichever thread has made it. */
  reuse(bytes: Uint8Array<ArrayBuffer>): void {
    this.#encoder.reuseGroup(bytes);
  }

  #columnsOf(table: string): readonly Column[] {
    return columnsOfAll(this.#plans, tableOf(table));
  }

  #opened(name: string, tables: Map<string, OpenTable>): OpenTable {
    let table = tables.get(name);
    if (table === undefined) {
      const { buffer } = this.#setup.rowGroup;
      const builder = new FragmentBuilder(this.#encoder, {
        buffer: Math.min(buffer, FRAGMENT_BYTES),
        slabs: this.#slabs,
      });
      table = { builder, fragments: [], columns: this.#columnsOf(name) };
      tables.set(name, table);
    }
    return table;
  }
}

/** The sources of a task: a run may have more than a worker should have to know. */
class TaskSources {
  readonly names: string[] = [];
  /** By their index among the run's. */
  readonly #indexes = new Map<number, number>();

  constructor(pieces: readonly Piece[]) {
    for (const { source, name } of pieces) {
      if (!this.#indexes.has(source)) this.#indexes.set(source, this.names.push(name) - 1);
    }
  }

  indexOf({ source }: Piece): number {
    return this.#indexes.get(source)!;
  }
}

const timesOf = (decoder: Decoder) => {
  const unsureTimes = decoder.unsureTimes();
  return { clock: decoder.clock(), span: decoder.span(), ...(unsureTimes > 0 && { unsureTimes }) };
};

const wholeOf = (batch: TableBatch): Run => ({ folder: "", from: 0, to: batch.rows });

async function handOut(tables: Map<string, OpenTable>, deliver: Deliver): Promise<void> {
  for (const [table, { columns, fragments }] of tables) {
    if (fragments.length > 0) await deliver({ table, columns, fragments: fragments.splice(0) });
  }
}
