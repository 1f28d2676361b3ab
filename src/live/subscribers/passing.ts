/** Whole frames on their way to subscribers, in the forms that they ask for: each is made once, and only if one does. */
import type { RecordBatch, Schema } from "apache-arrow";
import type { LiveEvent } from "../../bulk/analysis/live-analysis.js";
import { frameDocument } from "../../frame/frame-document.js";
import type { Frame } from "../../frame/frame-reader.js";
import type { DataOptions } from "../../input/feed/options.js";
import { type Catalog, catalogOf } from "../../wits/catalog/overlay.js";
import type { RigWatch } from "../analysis/rig-watch.js";
import type { BatchesOfStreams } from "./batches-of-streams.js";
import { FramesOfStreams } from "./frames-of-streams.js";
import type { WholeFrames } from "./whole-frames.js";

/** What all subscribers of a run share. */
export class Decoding {
  readonly options: DataOptions;
  readonly catalog: Catalog;
  /** Says what went wrong; undefined: it is over. */
  readonly onTrouble: (trouble: string | undefined) => void;
  /** What the rigs do, where somebody asks; it is given all frames that pass. */
  readonly watch: RigWatch | undefined;
  #frames: FramesOfStreams | undefined;
  #batches: Promise<BatchesOfStreams> | undefined;

  constructor(
    options: DataOptions,
    onTrouble: (trouble: string | undefined) => void = () => {},
    watch?: RigWatch | undefined,
  ) {
    this.watch = watch;
    this.options = options;
    this.onTrouble = onTrouble;
    this.catalog = catalogOf(options.map);
  }

  frames(whole: WholeFrames): Promise<Frame[]> {
    this.#frames ??= new FramesOfStreams(this.options);
    return this.#frames.decode(whole);
  }

  async batches(whole: WholeFrames): Promise<RecordBatch[]> {
    return (await this.#batchDecoder()).decode(whole);
  }

  async schema(): Promise<Schema> {
    return (await this.#batchDecoder()).schema;
  }

  #batchDecoder(): Promise<BatchesOfStreams> {
    this.#batches ??= import("./batches-of-streams.js").then(
      (module) => new module.BatchesOfStreams(this.options),
    );
    return this.#batches;
  }
}

export class Passing {
  readonly whole: WholeFrames;
  readonly #decoding: Decoding;
  #found: Promise<readonly LiveEvent[]> | undefined;
  #frames: Promise<Frame[]> | undefined;
  #batches: Promise<RecordBatch[]> | undefined;
  #lines: Promise<Uint8Array> | undefined;

  constructor(whole: WholeFrames, decoding: Decoding) {
    this.whole = whole;
    this.#decoding = decoding;
  }

  frames(): Promise<Frame[]> {
    this.#frames ??= this.#decoding.frames(this.whole);
    return this.#frames;
  }

  batches(): Promise<RecordBatch[]> {
    this.#batches ??= this.#decoding.batches(this.whole);
    return this.#batches;
  }

  /** What began and ended with these frames, by the analysis, where there is one. */
  found(): Promise<readonly LiveEvent[]> {
    this.#found ??= this.#watched();
    return this.#found;
  }

  async #watched(): Promise<readonly LiveEvent[]> {
    return this.#decoding.watch?.take(this.whole.stream, await this.frames()) ?? [];
  }

  /** As `decode --json` writes them, with when they arrived. */
  lines(): Promise<Uint8Array> {
    this.#lines ??= this.#written();
    return this.#lines;
  }

  async #written(): Promise<Uint8Array> {
    const { catalog, options } = this.#decoding;
    const { stream, arrival } = this.whole;
    const style = { catalog, utc: options.timezone !== undefined };
    const arrived = new Date(arrival).toISOString();
    const lines = (await this.frames()).map(
      (frame) => `${JSON.stringify({ ...frameDocument(frame, stream, style), arrival: arrived })}\n`,
    );
    const events = (await this.found()).map((event) => `${JSON.stringify(event)}\n`);
    return Buffer.from([...lines, ...events].join(""));
  }
}
