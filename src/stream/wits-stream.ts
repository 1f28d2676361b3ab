/**
 * WITS for programs: a log, a link or a text as frames, as Arrow, as numbers, as Parquet. Nothing is opened before it is
 * asked for, and what is opened is closed when its reader stops, however it stops.
 */
import type { RecordBatch, Table } from "apache-arrow";
import { closeReader, unlessAborted } from "../bulk/inputs.js";
import { type ConvertOptions, dataOptions, planOptions } from "../bulk/options.js";
import { readSource } from "../bulk/read.js";
import type { Report } from "../bulk/report.js";
import { type Layout, planOf } from "../catalog/layout.js";
import { catalogOf } from "../catalog/overlay.js";
import { Failure } from "../failure.js";
import type { TableBatch } from "../kernel/batch.js";
import type { Counters } from "../kernel/counters.js";
import { Decoder } from "../kernel/decoder.js";
import type { Places } from "../kernel/places.js";
import type { LinkSettings } from "../live/links.js";
import { LinkUrl } from "../source/link-url.js";
import { readerOf } from "../source/memory.js";
import { openSource } from "../source/open.js";
import type { ByteReader } from "../source/source.js";
import { isLinkUrl, schemes, unknownScheme } from "../source/transports.js";
import { type Analysis, Analyst } from "./analysis.js";
import { WitsFrame } from "./frame.js";
import { FrameReader } from "./frame-reader.js";

/** What a stream is told of its feed: as `convert` takes it. */
export interface StreamOptions
  extends Omit<
    ConvertOptions,
    | "inputs"
    | "output"
    | "format"
    | "layout"
    | "compression"
    | "workers"
    | "partition"
    | "shard"
    | "partSize"
    | "rowGroupRows"
    | "rejects"
    | "force"
    | "onProgress"
    | "prune"
  > {} // prettier-ignore

type Open = () => Promise<ByteReader & { readonly places?: Places | undefined }>;

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
export class WitsStream implements AsyncIterable<WitsFrame> {
  /** What the column `source` holds: the path, or the address. */
  readonly name: string;
  readonly #open: Open;
  readonly #options: StreamOptions;
  readonly #isFile: boolean;

  private constructor(name: string, open: Open, options: StreamOptions, isFile: boolean) {
    this.name = name;
    this.#open = open;
    this.#options = options;
    this.#isFile = isFile;
  }

  /**
   * A log, compressed or wrapped as `convert` takes it. It can be read as often as wanted, anew each time.
   * What cannot be read throws a `Failure` of kind `input` when it is first asked for.
   */
  static fromFile(path: string, options: StreamOptions = {}): WitsStream {
    const { tz: _, ...dialect } = options;
    return new WitsStream(path, () => openSource({ name: path }, dialect), options, true);
  }

  /** A sender at `host:port`. Each reading is a connection of its own, and ends when the sender ends it. */
  static fromTcp(address: string, options: StreamOptions & LinkSettings = {}): WitsStream {
    return WitsStream.#fromLink(`tcp://${address}`, options);
  }

  /** `tcp://host:port`, `file:///path`, a path, or `-` for standard input. */
  static from(url: string, options: StreamOptions & LinkSettings = {}): WitsStream {
    if (!isLinkUrl(url)) return WitsStream.fromFile(url, options);
    const { scheme, path } = new LinkUrl(url);
    return scheme === "file" ? WitsStream.fromFile(path, options) : WitsStream.#fromLink(url, options);
  }

  static #fromLink(url: string, options: StreamOptions & LinkSettings): WitsStream {
    const { shown, scheme } = new LinkUrl(url);
    if (!schemes.includes(scheme)) throw unknownScheme(scheme);
    const open = async (): Promise<ByteReader> => {
      const [{ linkOf }, { readLink }] = await Promise.all([
        import("../live/links.js"),
        import("../live/link-reader.js"),
      ]);
      return readLink(await linkOf(url, { ...options, reconnect: options.reconnect ?? false }));
    };
    return new WitsStream(shown, open, options, false);
  }

  /** WITS text that is at hand. */
  static fromText(text: string | Uint8Array, options: StreamOptions = {}): WitsStream {
    const bytes = typeof text === "string" ? Buffer.from(text) : text;
    return new WitsStream("text", async () => readerOf(bytes), options, false);
  }

  /** The frames, in the order of the source; leaving the loop closes it. Throws a `Failure` where the source breaks off. */
  async *[Symbol.asyncIterator](): AsyncGenerator<WitsFrame> {
    const { options, catalog } = await this.#told("long");
    const frames = new FrameReader({ ...options, sources: [this.name] });
    const { signal } = this.#options;
    const reader = await unlessAborted(signal, this.#open);
    try {
      const piece = new Uint8Array(PIECE);
      frames.start(0, reader.places);
      for (;;) {
        const length = await unlessAborted(signal, () => reader.read(piece));
        if (length === 0) break;
        frames.arrival = reader.arrival;
        for (const frame of frames.push(piece.subarray(0, length))) yield new WitsFrame(frame, catalog);
      }
      for (const frame of frames.end()) yield new WitsFrame(frame, catalog);
    } finally {
      await closeReader(reader, signal);
    }
  }

  /**
   * Arrow record batches over the decoder's own copies: no value is copied again. Layout `frame`, unless told: a row a
   * frame. In layout `record` the batches of all records come as they fill; `schema.metadata.get("table")` names theirs.
   */
  async *batches({ layout = "frame" }: { layout?: Layout } = {}): AsyncGenerator<RecordBatch> {
    const [{ arrowSchema }, { recordBatch }] = await Promise.all([
      import("../arrow/schema.js"),
      import("../arrow/record-batch.js"),
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
    const { arrowSchema } = await import("../arrow/schema.js");
    const name = `record=${String(record).padStart(2, "0")}`;
    const batches: RecordBatch[] = [];
    for await (const batch of this.batches({ layout: "record" })) {
      if (batch.schema.metadata.get("table") === name) batches.push(batch);
    }
    if (batches.length > 0) return new ArrowTable(batches);
    const { plan } = await this.#told("record");
    const table = plan.rowTables.find((one) => one.name === name)?.table;
    if (table === undefined) throw new Failure("usage", `there is no record ${record}; they are 1 to 99`);
    return new ArrowTable(arrowSchema(table, { timezone: this.#options.tz }));
  }

  /** Reads the stream to its end and says how long, how deep and how fast. */
  async analyze(): Promise<Analysis> {
    const analyst = new Analyst();
    let counted: Counters | undefined;
    for await (const { batch, counters } of this.#decoded("record")) {
      if (batch?.table.name === "record=01") analyst.add(batch);
      counted = counters ?? counted;
    }
    return analyst.analysis(counted!);
  }

  /** Converts a file into Parquet: a folder gets a dataset, a name ending in `.parquet` a row a frame. Answers the report. */
  async toParquet(path: string, options: Pick<ConvertOptions, "force" | "workers"> = {}): Promise<Report> {
    if (!this.#isFile) {
      throw new Failure(
        "usage",
        `${this.name} is no file: write its batches as they come, or record it first`,
      );
    }
    const { convert } = await import("../bulk/convert.js");
    return convert({ ...this.#options, ...options, inputs: [this.name], output: path, format: "parquet" });
  }

  /** Batches as the decoder gives them, and at the end what it counted. */
  async *#decoded(layout: Layout): AsyncGenerator<{ batch?: TableBatch; counters?: Counters }> {
    const { options, plan } = await this.#told(layout);
    const { signal } = this.#options;
    const reader = await unlessAborted(signal, this.#open);
    // Each batch waits until it is taken: that is the back-pressure.
    const { readable, writable } = new TransformStream<TableBatch, TableBatch>();
    const writer = writable.getWriter();
    let counters: Counters | undefined;
    const work = readSource(new Decoder({ ...options, plan, sources: [this.name] }), 0, reader, {
      name: this.name,
      signal,
      prompt: !this.#isFile,
      async deliver(batches) {
        for (const batch of batches) await writer.write(batch);
      },
    }).then(async ({ counters: counted, failure }) => {
      counters = counted;
      if (failure !== undefined) throw failure;
      await writer.close();
    });
    work.catch((error: unknown) => writer.abort(error).catch(() => {}));
    try {
      for await (const batch of readable) yield { batch };
      await work;
      yield { counters: counters! };
    } finally {
      await closeReader(reader, signal);
    }
  }

  async #told(layout: Layout) {
    const data = await dataOptions(this.#options, layout);
    const { timezone, dialect, ...rest } = data;
    const plan = planOf({ ...planOptions(data), layout });
    return { options: { ...rest, ...dialect, toUtc: timezone?.toUtc }, plan, catalog: catalogOf(data.map) };
  }
}

/** Bytes read at a time. */
const PIECE = 65_536;

/**
 * A single frame of a text: the lines of one, with `&&` and `!!` or without. Throws a `Failure` of kind `data` when
 * there is none.
 */
export async function decode(text: string | Uint8Array, options: StreamOptions = {}): Promise<WitsFrame> {
  const given = typeof text === "string" ? text : Buffer.from(text).toString("latin1");
  const whole = given.includes("&&") ? text : `&&\r\n${given}\r\n!!\r\n`;
  for await (const frame of WitsStream.fromText(whole, options)) if (frame.number !== undefined) return frame;
  throw new Failure("data", "the text has no frame: it is empty, or none begins with &&");
}
