/**
 * A task: some ranges of sources to encoded row groups. It is the unit of work of a pool, and the same function runs
 * in the main thread when a pool is not worth its start; what it makes depends on the ranges alone.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { fixedColumns, type Plan, type PlanOptions, planOf } from "../catalog/layout.js";
import type { Column } from "../catalog/table.js";
import { timezoneNamed } from "../catalog/timezone.js";
import type { Container } from "../container/kind.js";
import { Failure } from "../failure.js";
import type { TableBatch } from "../kernel/batch.js";
import {
  addCounts,
  type ByteCounts,
  type Counters,
  isConserved,
  noCounts,
  type Span,
} from "../kernel/counters.js";
import { type Clock, Decoder } from "../kernel/decoder.js";
import type { DecodeOptions } from "../kernel/options.js";
import { type Compression, loadCompression } from "../parquet/compression.js";
import { type EncodedRowGroup, RowGroupEncoder } from "../parquet/row-group.js";
import { RowGroupBuilder, rowGroupCapacity } from "../parquet/row-group-builder.js";
import { type Arrival, arriving } from "../source/arrivals.js";
import { openFile, openRandomAccess } from "../source/file.js";
import { readerOf } from "../source/memory.js";
import { isPlainLog, type OpenOptions, type OpenSource, openSource } from "../source/open.js";
import type { ByteReader } from "../source/source.js";
import { type Partition, type Run, runsByDay, tableOf } from "./partition.js";
import { cutBehind } from "./ranges.js";
import { openSegment, type SegmentRange } from "./segment-range.js";

/** What all tasks of a run share, as plain data that can go to a worker. */
export interface TaskSetup {
  readonly plan: PlanOptions;
  readonly decode: Omit<DecodeOptions, "plan" | "toUtc" | "toLocal">;
  readonly tz: string | undefined;
  readonly compression: Compression;
  readonly rowGroup: { readonly rows: number; readonly bytes: number };
  readonly partition: Partition | undefined;
}

/** A range of a source: of a plain file between two nominal places, bytes that are at hand, or all of a small source. */
export interface Piece {
  /** Index among `setup.decode.sources`. */
  readonly source: number;
  readonly range: FileRange | BytesAtHand | WholeSource | OpenedSource | SegmentRange;
  /** The clock of the bytes before; undefined when they are of no account, or not known yet. */
  readonly clock?: Clock | undefined;
  /** The bytes before are those of the piece before, whose clock goes on. */
  readonly goesOn?: boolean | undefined;
}

export interface FileRange {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly size: number;
}

export interface BytesAtHand {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly offset: number;
  /** When they arrived, their places being those in the source. */
  readonly arrivals?: readonly Arrival[] | undefined;
}

export interface WholeSource {
  readonly name: string;
  readonly sidecar?: string;
  /** It gives too many row groups to be handed over together. */
  readonly long?: boolean;
}

/** A source that is open already, and can be read only once and in one go. It cannot go to a worker. */
export interface OpenedSource {
  readonly opened: OpenSource;
}

export interface PieceResult {
  readonly source: number;
  readonly bytes: ByteCounts;
  readonly frames: number;
  readonly clock: Clock | undefined;
  readonly span: Span | undefined;
  /** Times that a date before the range would have completed. */
  readonly undatedTimes: number;
  /** The piece has the source's first bytes, or the source has none. */
  readonly begins: boolean;
  /** Its first bytes, when it begins and has no frame. */
  readonly head: Uint8Array | undefined;
  /** What wrapped the source's frames. */
  readonly containers: readonly Container[];
  /** What made the source unreadable, or ended it before its end. What came before it is decoded. */
  readonly failure: string | undefined;
  /** The bytes at hand, given back: they may be decoded again when a date becomes known, and their buffer is used again. */
  readonly buffer: Uint8Array<ArrayBuffer> | undefined;
  /** Nothing was decoded, since the range has no cut for too long. */
  readonly deferred?: true;
}

/** A range that has not been decoded: it is to be run again where its row groups can be taken as they come. */
export const deferredPiece = (source: number): PieceResult => ({
  source,
  bytes: noCounts().bytes,
  frames: 0,
  clock: undefined,
  span: undefined,
  undatedTimes: 0,
  begins: false,
  head: undefined,
  containers: [],
  failure: undefined,
  buffer: undefined,
  deferred: true,
});

export interface TableGroups {
  /** The table's name, and behind it the partition's: `record=01`, `record=01/day=2016-09-29`. */
  readonly table: string;
  /** All columns that turned up. */
  readonly columns: readonly Column[];
  readonly groups: readonly EncodedRowGroup[];
}

export interface TaskResult {
  readonly tables: readonly TableGroups[];
  readonly pieces: readonly PieceResult[];
  /** Of all pieces. */
  readonly counters: Counters;
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
  readonly #plan: Plan;
  readonly #decoder: Decoder;
  readonly #open: OpenOptions;
  readonly #encoder: RowGroupEncoder;

  static async create(setup: TaskSetup): Promise<TaskRunner> {
    await loadCompression(setup.compression);
    return new TaskRunner(setup);
  }

  private constructor(setup: TaskSetup) {
    this.#setup = setup;
    const timezone = setup.tz === undefined ? undefined : timezoneNamed(setup.tz);
    this.#plan = planOf(setup.plan);
    this.#open = { ...setup.decode, toUtc: timezone?.toUtc };
    this.#decoder = new Decoder({
      ...setup.decode,
      plan: this.#plan,
      toUtc: timezone?.toUtc,
      toLocal: timezone?.toLocal,
    });
    const { compression, rowGroup } = setup;
    this.#encoder = new RowGroupEncoder({ capacity: rowGroupCapacity(rowGroup), compression });
  }

  /**
   * With `deliver`, row groups are handed out as they are made, and a range may be of any length. Without, the result
   * has them all, and a range that is too long for that is deferred.
   */
  async run(pieces: readonly Piece[], deliver?: (groups: TableGroups) => Promise<void>): Promise<TaskResult> {
    const tables = new Map<string, OpenTable>();
    this.#decoder.forgetColumns();
    const results: PieceResult[] = [];
    const counters = noCounts();
    for (const piece of pieces) {
      const clock = piece.goesOn ? results.at(-1)?.clock : piece.clock;
      results.push(await this.#decode({ ...piece, clock }, tables, counters, deliver));
    }
    for (const batch of this.#decoder.flush("all")) this.#take(batch, tables);
    const done = [...tables].map(([table, { builder, groups, columns }]) => {
      const last = builder.flush();
      return { table, columns, groups: last === undefined ? groups : [...groups, last] };
    });
    return { tables: done, pieces: results, counters };
  }

  async #decode(
    { source, range, clock }: Piece,
    tables: Map<string, OpenTable>,
    total: Counters,
    deliver: ((groups: TableGroups) => Promise<void>) | undefined,
  ): Promise<PieceResult> {
    const decoder = this.#decoder;
    const take = (batches: readonly TableBatch[]): void => {
      for (const batch of batches) this.#take(batch, tables);
    };
    let head: Uint8Array | undefined;
    let failure: string | undefined;
    let started = false;
    let begins = true;
    let containers: readonly Container[] = [];
    if (deliver === undefined && "name" in range && range.long) return deferredPiece(source);
    try {
      const { reader, offset, length } = await open(range, this.#open);
      containers = reader.containers ?? [];
      if (deliver === undefined && "path" in range && length > LONGEST_RANGE) {
        await reader.close();
        return deferredPiece(source);
      }
      decoder.start(source, { offset, clock, places: reader.places });
      started = true;
      begins = offset === 0;
      try {
        for (let left = length; left > 0; ) {
          const window = decoder.window().subarray(0, left);
          const read = await reader.read(window);
          if (read === 0) break;
          if (begins) head ??= window.slice(0, Math.min(read, HEAD));
          left -= read;
          decoder.arrival = reader.arrival;
          decoder.advance(read);
          while (decoder.full) take(decoder.flush("full"));
          if (deliver !== undefined) await handOut(tables, deliver);
        }
      } finally {
        await reader.close();
      }
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== "input") throw error;
      failure = error.message;
    }
    if (!started) decoder.start(source);
    decoder.end();
    while (decoder.full) take(decoder.flush("full"));
    const counters = decoder.counters();
    if (!decoder.ended || !isConserved(counters.bytes)) {
      const name = this.#setup.decode.sources[source];
      throw new Error(`bytes of ${name} are not accounted for: ${JSON.stringify(counters.bytes)}`);
    }
    const undatedTimes = decoder.undatedTimes();
    addCounts(total, counters);
    const buffer = "bytes" in range ? range.bytes : undefined;
    if (counters.frames > 0) head = undefined;
    return {
      source,
      bytes: counters.bytes,
      frames: counters.frames,
      clock: decoder.clock(),
      span: decoder.span(),
      undatedTimes,
      begins,
      head,
      containers,
      failure,
      buffer,
    };
  }

  #take(batch: TableBatch, tables: Map<string, OpenTable>): void {
    const { name } = batch.table;
    const { partition } = this.#setup;
    for (const { folder, from, to } of partition === "day" ? runsByDay(batch) : [wholeOf(batch)]) {
      const table = this.#opened(folder === "" ? name : `${name}/${folder}`, tables);
      if (batch.columns.length > table.columns.length) table.columns = batch.table.columns;
      table.groups.push(...table.builder.push(batch, from, to));
    }
  }

  #opened(name: string, tables: Map<string, OpenTable>): OpenTable {
    let table = tables.get(name);
    if (table === undefined) {
      const columns = fixedColumns(this.#plan, tableOf(name));
      const builder = new RowGroupBuilder(this.#encoder, { columns, ...this.#setup.rowGroup });
      table = { builder, groups: [], columns };
      tables.set(name, table);
    }
    return table;
  }
}

const wholeOf = (batch: TableBatch): Run => ({ folder: "", from: 0, to: batch.rows });

async function handOut(
  tables: Map<string, OpenTable>,
  deliver: (groups: TableGroups) => Promise<void>,
): Promise<void> {
  for (const [table, { columns, groups }] of tables) {
    if (groups.length > 0) await deliver({ table, columns, groups: groups.splice(0) });
  }
}

/** A reader of a range's bytes, where they begin in the source, and at most how many they are. */
interface OpenRange {
  readonly reader: ByteReader & Partial<Pick<OpenSource, "places" | "containers">>;
  readonly offset: number;
  readonly length: number;
}

async function open(range: Piece["range"], options: OpenOptions): Promise<OpenRange> {
  if ("bytes" in range) {
    const { bytes, offset, arrivals } = range;
    return { reader: arriving(readerOf(bytes), arrivals, offset), offset, length: bytes.length };
  }
  if ("opened" in range) return { reader: range.opened, offset: 0, length: Number.POSITIVE_INFINITY };
  if ("name" in range) {
    return {
      reader:
        (range.sidecar === undefined ? openSmall(range.name, options) : undefined) ??
        (await openSource(range, options)),
      offset: 0,
      length: Number.POSITIVE_INFINITY,
    };
  }
  if ("segment" in range) {
    return { ...(await openSegment(range, options)), length: Number.POSITIVE_INFINITY };
  }
  const { path, from, to, size } = range;
  const probe = await openRandomAccess(path);
  let begin: number;
  let end: number;
  try {
    begin = await cutBehind(probe, from, size, to);
    end = begin >= to || to >= size ? size : await cutBehind(probe, to, size);
    // No frame starts between the nominal ends: the range before goes on beyond this one.
    if (begin >= to) begin = end;
  } finally {
    await probe.close();
  }
  return { reader: await openFile(path, begin), offset: begin, length: end - begin };
}

/** Bytes of a range whose row groups are gathered before any is handed over. */
const LONGEST_RANGE = 256 << 20;

const small = new Uint8Array(1 << 20);

/** Bytes that tell a log from anything else. */
const SNIFFED = 1024;

/**
 * A small plain file, read in one go: of a hundred thousand such files, opening and closing takes most of the time,
 * and four calls that wait take six times as long as three that do not. Its bytes stand in `small` until the next one
 * is opened. Anything else is left to `openSource`.
 */
function openSmall(name: string, options: OpenOptions): ByteReader | undefined {
  let bytes: Uint8Array;
  try {
    const file = openSync(name, "r");
    try {
      bytes = small.subarray(0, readSync(file, small));
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined; // it will say why
  }
  if (bytes.length === small.length) return undefined;
  const head = bytes.subarray(0, SNIFFED);
  return isPlainLog(head, bytes.length <= SNIFFED, options) ? readerOf(bytes) : undefined;
}
