/**
 * A task: some ranges of sources to encoded row groups. It is the unit of work of a pool, and the same function runs
 * in the main thread when a pool is not worth its start; what it makes depends on the ranges alone.
 */
import { open } from "node:fs/promises";
import { planOf, type PlanOptions } from "../catalog/layout.js";
import type { Column } from "../catalog/table.js";
import { timezoneNamed } from "../catalog/timezone.js";
import type { TableBatch } from "../kernel/batch.js";
import { type Counters, isConserved } from "../kernel/counters.js";
import { type Clock, Decoder } from "../kernel/decoder.js";
import type { DecodeOptions } from "../kernel/options.js";
import type { Compression } from "../parquet/compression.js";
import { type EncodedRowGroup, RowGroupEncoder } from "../parquet/row-group.js";
import { RowGroupBuilder, rowGroupCapacity } from "../parquet/row-group-builder.js";
import { unreadable } from "../source/unreadable.js";
import { cutBehind } from "./ranges.js";

/** What all tasks of a run share, as plain data that can go to a worker. */
export interface TaskSetup {
  readonly plan: PlanOptions;
  readonly decode: Omit<DecodeOptions, "plan" | "toUtc">;
  readonly tz: string | undefined;
  readonly compression: Compression;
  readonly rowGroup: { readonly rows: number; readonly bytes: number };
}

/** A range of a source: of a plain file between two nominal places, or bytes that are at hand. */
export interface Piece {
  /** Index among `setup.decode.sources`. */
  readonly source: number;
  readonly range: FileRange | BytesAtHand;
  /** The clock of the bytes before; undefined when they are of no account, or not known yet. */
  readonly clock?: Clock | undefined;
}

export interface FileRange {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly size: number;
}

export interface BytesAtHand {
  readonly bytes: Uint8Array;
  readonly offset: number;
}

export interface PieceResult {
  readonly source: number;
  readonly counters: Counters;
  readonly clock: Clock | undefined;
  /** Times that a date before the range would have completed. */
  readonly undatedTimes: number;
  /** The first bytes of the source, from the piece that has them. */
  readonly head: Uint8Array | undefined;
}

export interface TableGroups {
  readonly table: string;
  /** All columns that turned up. */
  readonly columns: readonly Column[];
  readonly groups: readonly EncodedRowGroup[];
}

export interface TaskResult {
  readonly tables: readonly TableGroups[];
  readonly pieces: readonly PieceResult[];
}

/** Bytes of a source's beginning that are kept for messages. */
export const HEAD = 48;

interface OpenTable {
  readonly builder: RowGroupBuilder;
  readonly groups: EncodedRowGroup[];
  columns: readonly Column[];
}

/** Runs tasks one after the other with one decoder and one encoder. */
export class TaskRunner {
  readonly #setup: TaskSetup;
  readonly #decoder: Decoder;
  readonly #encoder: RowGroupEncoder;

  constructor(setup: TaskSetup) {
    this.#setup = setup;
    const toUtc = setup.tz === undefined ? undefined : timezoneNamed(setup.tz).toUtc;
    this.#decoder = new Decoder({ ...setup.decode, plan: planOf(setup.plan), toUtc });
    const { compression, rowGroup } = setup;
    this.#encoder = new RowGroupEncoder({ capacity: rowGroupCapacity(rowGroup), compression });
  }

  async run(pieces: readonly Piece[]): Promise<TaskResult> {
    const tables = new Map<string, OpenTable>();
    this.#decoder.forgetColumns();
    const results: PieceResult[] = [];
    for (const piece of pieces) results.push(await this.#decode(piece, tables));
    const done = [...tables].map(([table, { builder, groups, columns }]) => {
      const last = builder.flush();
      return { table, columns, groups: last === undefined ? groups : [...groups, last] };
    });
    return { tables: done, pieces: results };
  }

  async #decode({ source, range, clock }: Piece, tables: Map<string, OpenTable>): Promise<PieceResult> {
    const decoder = this.#decoder;
    const take = (batches: readonly TableBatch[]): void => {
      for (const batch of batches) this.#take(batch, tables);
    };
    let head: Uint8Array | undefined;
    const advance = (length: number, window: Uint8Array, first: boolean): void => {
      if (first) head = window.slice(0, Math.min(length, HEAD));
      decoder.advance(length);
      while (decoder.full) take(decoder.flush("full"));
    };
    if ("bytes" in range) {
      const { bytes, offset } = range;
      decoder.start(source, { offset, clock });
      for (let at = 0; at < bytes.length; ) {
        const window = decoder.window();
        const piece = bytes.subarray(at, at + window.length);
        window.set(piece);
        advance(piece.length, window, offset + at === 0);
        at += piece.length;
      }
    } else {
      await this.#readFile(range, (offset) => decoder.start(source, { offset, clock }), advance);
    }
    decoder.end();
    while (decoder.full) take(decoder.flush("full"));
    take(decoder.flush("all"));
    const counters = decoder.counters();
    if (!decoder.ended || !isConserved(counters.bytes)) {
      const name = this.#setup.decode.sources[source];
      throw new Error(`bytes of ${name} are not accounted for: ${JSON.stringify(counters.bytes)}`);
    }
    return { source, counters, clock: decoder.clock(), undatedTimes: decoder.undatedTimes(), head };
  }

  /** Reads the range between the cuts behind its nominal ends, straight into the decoder's memory. */
  async #readFile(
    { path, from, to, size }: FileRange,
    start: (offset: number) => void,
    advance: (length: number, window: Uint8Array, first: boolean) => void,
  ): Promise<void> {
    const file = await open(path, "r").catch((error: unknown) => {
      throw unreadable(path, error);
    });
    const read = async (target: Uint8Array, position: number): Promise<number> => {
      try {
        return (await file.read(target, 0, target.length, position)).bytesRead;
      } catch (error) {
        throw unreadable(path, error);
      }
    };
    try {
      const begin = await cutBehind({ read }, from, size);
      const end = to >= size ? size : await cutBehind({ read }, to, size);
      start(begin);
      for (let at = begin; at < end; ) {
        const window = this.#decoder.window().subarray(0, end - at);
        const length = await read(window, at);
        if (length === 0) break; // the file has become shorter
        advance(length, window, at === 0);
        at += length;
      }
    } finally {
      await file.close();
    }
  }

  #take(batch: TableBatch, tables: Map<string, OpenTable>): void {
    const { name } = batch.table;
    let table = tables.get(name);
    if (table === undefined) {
      const columns = this.#decoder.fixedColumns(name);
      const builder = new RowGroupBuilder(this.#encoder, { columns, ...this.#setup.rowGroup });
      table = { builder, groups: [], columns };
      tables.set(name, table);
    }
    if (batch.columns.length > table.columns.length) table.columns = batch.table.columns;
    table.groups.push(...table.builder.push(batch));
  }
}
