/** Whole frames on their way to subscribers, in the forms that they ask for: each is made once, and only if one does. */
import type { RecordBatch, Schema } from "apache-arrow";
import { frameDocument } from "../../frame/frame-document.js";
import type { Frame } from "../../frame/frame-reader.js";
import type { DataOptions } from "../../input/feed/options.js";
import { type Catalog, catalogOf } from "../../wits/catalog/overlay.js";
import type { BatchesOfStreams } from "./batches-of-streams.js";
import { FramesOfStreams } from "./frames-of-streams.js";
import type { WholeFrames } from "./whole-frames.js";

/** What all subscribers of a run share. */
export class Decoding {
  readonly options: DataOptions;
  readonly catalog: Catalog;
  /** Says what went wrong; undefined: it is over. */
  readonly onTrouble: (trouble: string | undefined) => void;
  #frames: FramesOfStreams | undefined;
  #batches: Promise<BatchesOfStreams> | undefined;

  constructor(options: DataOptions, onTrouble: (trouble: string | undefined) => void = () => {}) {
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
    return Buffer.from(lines.join(""));
  }
}
