/**
 * WITS for programs: a log, a link or a text as frames, as Arrow, as numbers, as Parquet. Nothing is opened before it is
 * asked for, and what is opened is closed when its reader stops, however it stops.
 */

import type { RecordBatch, Table } from "apache-arrow";
import { analysis } from "../analysis/analysis.js";
import { drilled } from "../analysis/drilled/drilled.js";
import { neededBy } from "../analysis/measure.js";
import type { AnalysisSettings } from "../analysis/settings.js";
import { gathered } from "../bulk/analysis/analyze.js";
import { LiveAnalysis, type LiveEvent } from "../bulk/analysis/live-analysis.js";
import type { ConvertOptions } from "../bulk/convert-options.js";
import type { LogReport } from "../bulk/report/make.js";
import type { ReportOptions } from "../bulk/report/report.js";
import { DecodedPages } from "../columns/decoded-pages.js";
import type { Report } from "../dataset/report.js";
import { Failure } from "../failure/failure.js";
import { WitsFrame } from "../frame/frame.js";
import { FrameReader } from "../frame/frame-reader.js";
import { readerOf } from "../input/bytes/memory.js";
import { closeReader, unlessAborted } from "../input/feed/inputs.js";
import {
  type DataOptions,
  dataOptions,
  decodeOptions,
  frameOptions,
  openOptions,
  planOptions,
} from "../input/feed/options.js";
import { readSource } from "../input/feed/read.js";
import type { StreamOptions } from "../input/feed/stream-options.js";
import { filePath } from "../input/link/transport/follow.js";
import { openSource } from "../input/source/open.js";
import type { TableBatch } from "../kernel/batch.js";
import { Decoder } from "../kernel/decoder.js";
import { isLinkUrl, LinkUrl, truth } from "../network/link-url.js";
import { type Layout, type Plan, planOf } from "../wits/catalog/layout.js";
import { type Catalog, catalogOf } from "../wits/catalog/overlay.js";
import { addCounts, type Counters, noCounts } from "../wits/decoding/counters.js";
import { type Analysis, analysisOf } from "./analysis.js";
import {
  type LinkStreamOptions,
  linkName,
  type MqttOptions,
  mqttUrl,
  openLink,
  type SerialOptions,
  type StreamPart,
  serialUrl,
} from "./link-stream.js";
import { merged, type Parts } from "./merged.js";

export type { StreamOptions } from "../input/feed/stream-options.js";

/**
 * A log, a link or a text as frames, Arrow, numbers or Parquet. Nothing is opened before it is asked for, each reading opens anew, and what was
 * opened is closed when its reader stops, however it stops. `signal` ends a reading with the signal's reason.
 *
 * @example
 * ```ts
 * import { WitsStream } from "witskit";
 *
 * for await (const frame of WitsStream.fromFile("own.wits", { units: "metric" })) {
 *   if ((frame.rop ?? 0) > 23) console.log(frame.timestamp, frame.depth, frame.get("WOBA")?.value);
 * }
 * ```
 */
export class WitsStream implements AsyncIterable<WitsFrame>, AsyncDisposable {
  /** What the column `source` holds: the path, or the address. */
  readonly name: string;
  readonly #open: () => Promise<StreamPart | Parts<StreamPart>>;
  readonly #options: StreamOptions;
  readonly #kind: "file" | "text" | "link";
  readonly #disposal = new AbortController();
  /** Ends all readings. */
  readonly #signal: AbortSignal;

  private constructor(
    name: string,
    open: () => Promise<StreamPart | Parts<StreamPart>>,
    options: StreamOptions,
    kind: "file" | "text" | "link",
  ) {
    this.name = name;
    this.#open = open;
    this.#options = options;
    this.#kind = kind;
    const { signal: own } = this.#disposal;
    this.#signal = options.signal === undefined ? own : AbortSignal.any([options.signal, own]);
  }

  /** Ends all readings, with a `Failure` of kind `interrupted`, and closes what they had open; what `await using` calls. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposal.abort(new Failure("interrupted", `the stream of ${this.name} was disposed of`));
  }

  /**
   * A log, compressed or wrapped as `convert` takes it. It can be read as often as wanted, anew each time.
   * What cannot be read throws a `Failure` of kind `input` when it is first asked for.
   */
  static fromFile(path: string, options: StreamOptions = {}): WitsStream {
    const part: StreamPart = { name: path, open: (told) => openSource({ name: path }, told) };
    return new WitsStream(path, async () => part, options, "file");
  }

  /** A sender at `host:port`. Each reading is a connection of its own, and ends when the sender ends it. */
  static fromTcp(address: string, options: LinkStreamOptions = {}): WitsStream {
    return WitsStream.#fromLink(`tcp://${address}`, options);
  }

  /** A serial line: `/dev/ttyUSB0`, `COM3`. */
  static fromSerial(path: string, options: SerialOptions = {}): WitsStream {
    return WitsStream.#fromLink(serialUrl(path, options), options);
  }

  /**
   * A broker's topic, `mqtt://broker/rigs/7/wits`, or with `+` and `#` several, whose frames come as they are published.
   * Each message is a piece of the stream of its topic. It is acknowledged when the loop asks for what follows.
   */
  static fromMqtt(url: string, options: MqttOptions = {}): WitsStream {
    return WitsStream.#fromLink(mqttUrl(url, options), options);
  }

  /** Any link by its URL, as commands take it; `file:///path`, a path, or `-` for standard input. */
  static from(url: string, options: LinkStreamOptions = {}): WitsStream {
    if (!isLinkUrl(url)) return WitsStream.fromFile(url, options);
    const parsed = new LinkUrl(url);
    if (parsed.scheme !== "file" || parsed.parameter("follow", truth)) {
      return WitsStream.#fromLink(url, options);
    }
    parsed.checkParameters();
    return WitsStream.fromFile(filePath(parsed), options);
  }

  static #fromLink(url: string, options: LinkStreamOptions): WitsStream {
    return new WitsStream(linkName(url, options), () => openLink(url, options), options, "link");
  }

  /** WITS text that is at hand. */
  static fromText(text: string | Uint8Array, options: StreamOptions = {}): WitsStream {
    const bytes = typeof text === "string" ? Buffer.from(text) : text;
    const part = { name: "text", open: async () => readerOf(bytes) };
    return new WitsStream("text", async () => part, options, "text");
  }

  /** The frames, in the order of each source; leaving the loop closes it. Throws a `Failure` where the source breaks off. */
  async *[Symbol.asyncIterator](): AsyncGenerator<WitsFrame> {
    const told = await this.#told("long");
    yield* this.#each((part) => this.#frames(part, told));
  }

  async *#frames({ name, open }: StreamPart, { data, catalog }: Told): AsyncGenerator<WitsFrame> {
    const frames = new FrameReader({ ...frameOptions(data), sources: [name] });
    const signal = this.#signal;
    const reader = await unlessAborted(signal, () => open(openOptions(data)));
    try {
      const piece = new Uint8Array(PIECE);
      frames.start(0, reader.places);
      for (;;) {
        const length = await unlessAborted(signal, () => reader.read(piece));
        if (length === 0) break;
        frames.arrival = reader.arrival;
        for (const frame of frames.push(piece.subarray(0, length))) yield new WitsFrame(frame, catalog, name);
      }
      for (const frame of frames.end()) yield new WitsFrame(frame, catalog, name);
    } finally {
      await closeReader(reader, signal);
    }
  }

  /** What each part gives, as it comes. */
  async *#each<Item>(itemsOf: (part: StreamPart) => AsyncGenerator<Item>): AsyncGenerator<Item> {
    const signal = this.#signal;
    const opened = await unlessAborted(signal, this.#open);
    if ("open" in opened) yield* itemsOf(opened);
    else yield* merged(opened, itemsOf, signal);
  }

  /**
   * Arrow record batches over the decoder's own copies: no value is copied again. Layout `frame`, unless told: a row a
   * frame. In layout `record` the batches of all records come as they fill; `schema.metadata.get("table")` names theirs.
   */
  async *batches({ layout = "frame" }: { layout?: Layout } = {}): AsyncGenerator<RecordBatch> {
    const [{ arrowSchema }, { recordBatch }] = await Promise.all([
      import("../columns/arrow/schema.js"),
      import("../columns/arrow/record-batch.js"),
    ]);
    const timezone = this.#options.tz;
    for await (const { batch } of this.#decoded(layout)) {
      if (batch === undefined || batch.table.name === "rejects") continue;
      const metadata = new Map([["table", batch.table.name]]);
      yield recordBatch(arrowSchema(batch.table, { timezone, metadata }), batch);
    }
  }

  /** One record as an Arrow table in memory, with the columns of all its items. */
  async table(record = 1): Promise<Table> {
    const { Table: ArrowTable } = await import("apache-arrow");
    const { arrowSchema } = await import("../columns/arrow/schema.js");
    const name = `record=${String(record).padStart(2, "0")}`;
    const batches: RecordBatch[] = [];
    for await (const batch of this.batches({ layout: "record" })) {
      if (batch.schema.metadata.get("table") === name) batches.push(batch);
    }
    if (batches.length > 0) return new ArrowTable(batches);
    const { plan } = await this.#told("record");
    const table = plan.rowTables.find((one) => one.name === name)?.table;
    if (table === undefined)
      throw new Failure("unknown-name", `there is no record ${record}; they are 1 to 99`);
    return new ArrowTable(arrowSchema(table, { timezone: this.#options.tz }));
  }

  /**
   * Reads the stream to its end and says how long, how deep and how fast, and what the rig did: the tables of `witskit analyze`, by
   * their names. `settings` is what is known of the rig and its well.
   */
  async analyze({ settings }: { readonly settings?: AnalysisSettings } = {}): Promise<Analysis> {
    const { catalog } = await this.#told("record");
    const tables = gathered();
    const measures = [
      drilled(),
      analysis({ finished: tables.finished, settings, goesOn: this.#kind === "file" }),
    ] as const;
    const [measure, rigs] = measures;
    const pages = new DecodedPages({ catalog, utc: false, wants: neededBy(measures) });
    const counted = noCounts();
    for await (const { batch, counters, reached } of this.#decoded("record", "together")) {
      if (batch !== undefined) {
        for (const page of pages.of(batch)) for (const one of measures) one.add(page);
      }
      if (reached !== undefined) rigs.reached?.(reached.source, reached.offset);
      if (counters !== undefined) addCounts(counted, counters);
    }
    rigs.end();
    return analysisOf(measure.end(), counted, tables.rows);
  }

  /**
   * What goes wrong at the rig, as frames come: each event when it begins, and again when it is over. Decided by what came before alone.
   * Advisory, not a well-control system.
   */
  async *events({ settings }: { readonly settings?: AnalysisSettings } = {}): AsyncGenerator<LiveEvent> {
    const { catalog } = await this.#told("long");
    const utc = this.#options.tz !== undefined;
    const files = this.#kind === "file";
    const live = new LiveAnalysis({ catalog, utc, settings, goesOn: files });
    let source: string | undefined;
    for await (const frame of this) {
      // Files follow each other, and senders of a link take turns.
      if (files && frame.source !== source) yield* live.sourcesEnded();
      source = frame.source;
      if (frame.number !== undefined) yield* live.take(source, [frame]);
    }
    yield* live.end();
  }

  /** The report of a day at the rig, as `witskit report` makes it of a file: `day` is a date, `last`, which holds unless told, or `all`. */
  async report(options: Omit<ReportOptions, keyof StreamOptions> = {}): Promise<LogReport> {
    if (this.#kind !== "file") {
      throw new Failure(
        "not-for-this-command",
        `${this.name} is no file, and a day is told when it is over: record it first, and report the recording`,
      );
    }
    const { report } = await import("../bulk/report/make.js");
    return report(this.name, { ...this.#options, ...options, signal: this.#signal });
  }

  /** Converts a file into Parquet: a folder gets a dataset, a name ending in `.parquet` a row a frame. Answers the report. */
  async toParquet(path: string, options: Pick<ConvertOptions, "force" | "workers"> = {}): Promise<Report> {
    if (this.#kind !== "file") {
      throw new Failure(
        "not-for-this-command",
        `${this.name} is no file: write its batches as they come, or record it first`,
      );
    }
    const { convert } = await import("../bulk/convert.js");
    const asked = { ...this.#options, ...options, signal: this.#signal };
    return convert({ ...asked, inputs: [this.name], output: path, format: "parquet" });
  }

  /** Batches as the decoder gives them, and at the end of each source what it counted. */
  async *#decoded(layout: Layout, pace?: "together"): AsyncGenerator<Decoded> {
    const told = await this.#told(layout);
    yield* this.#each((part) => this.#batchesOf(part, told, pace === "together"));
  }

  async *#batchesOf(
    { name, open }: StreamPart,
    { data, plan }: Told,
    together: boolean,
  ): AsyncGenerator<Decoded> {
    const signal = this.#signal;
    const reader = await unlessAborted(signal, () => open(openOptions(data)));
    // Each batch waits until it is taken: that is the back-pressure.
    const { readable, writable } = new TransformStream<Decoded, Decoded>();
    const writer = writable.getWriter();
    let counters: Counters | undefined;
    const work = readSource(new Decoder({ ...decodeOptions(data), plan, sources: [name] }), 0, reader, {
      name,
      signal,
      prompt: this.#kind !== "file",
      together,
      async deliver(batches) {
        let last = -1;
        for (const batch of batches) {
          last = Math.max(last, lastOffset(batch));
          await writer.write({ batch });
        }
        if (last >= 0) await writer.write({ reached: { source: name, offset: last + 1 } });
      },
    }).then(async ({ counters: counted, failure }) => {
      counters = counted;
      // A connection may break off before its first frame has ended; the next one may have some.
      if (failure !== undefined && this.#kind !== "link") throw failure;
      await writer.close();
    });
    work.catch((error: unknown) => writer.abort(error).catch(() => {}));
    try {
      yield* readable;
      await work;
      yield { counters: counters! };
    } finally {
      await closeReader(reader, signal);
    }
  }

  async #told(layout: Layout): Promise<Told> {
    const data = await dataOptions(this.#options, layout);
    return { data, plan: planOf(planOptions(data)), catalog: catalogOf(data.map) };
  }
}

interface Told {
  readonly data: DataOptions;
  readonly plan: Plan;
  readonly catalog: Catalog;
}

interface Decoded {
  readonly batch?: TableBatch;
  readonly counters?: Counters;
  /** Batches of all tables have come up to this byte. */
  readonly reached?: { readonly source: string; readonly offset: number };
}

/** Where the frame of its last row begins; -1 where rows have no such place. */
function lastOffset({ rows, columns }: TableBatch): number {
  const offsets = columns.find(({ column }) => column.name === "offset")?.values;
  return rows > 0 && offsets instanceof BigInt64Array ? Number(offsets[rows - 1]) : -1;
}

/** Bytes read at a time. */
const PIECE = 65_536;
