/** The bytes of one sender as frames: a decoder for each, so that what one sends never stands in another's frame. */

import { WitsFrame } from "../../frame/frame.js";
import { FrameReader } from "../../frame/frame-reader.js";
import { PushedBytes } from "../../input/bytes/pushed-bytes.js";
import { openContainer } from "../../input/container/open.js";
import { type DataOptions, frameOptions, openOptions } from "../../input/feed/options.js";
import { type Catalog, catalogOf } from "../../wits/catalog/overlay.js";

/** `arrival` is that of the bytes that completed the frame, milliseconds since 1970. */
export type TakeFrame = (frame: WitsFrame, arrival: number) => void;

/** Bytes decoded at a time. */
const PIECE = 65_536;

export class StreamDecoder {
  readonly #name: string;
  readonly #options: DataOptions;
  readonly #frames: FrameReader;
  readonly #catalog: Catalog;
  readonly #take: TakeFrame;
  #connection: number | undefined;
  #pushed: PushedBytes | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(name: string, options: DataOptions, take: TakeFrame) {
    this.#name = name;
    this.#options = options;
    this.#frames = new FrameReader({ ...frameOptions(options), sources: [name] });
    this.#catalog = catalogOf(options.map);
    this.#take = take;
  }

  /**
   * Resolves when the frames that these bytes complete were taken. Bytes of another `connection` do not follow those
   * before, whose open frame ends then.
   */
  async push(bytes: Uint8Array, arrival: number, connection: number): Promise<void> {
    if (this.#pushed === undefined || connection !== this.#connection) {
      await this.end();
      this.#connection = connection;
      this.#pushed = new PushedBytes();
      this.#work = this.#decode(this.#pushed);
    }
    await Promise.race([this.#pushed.push(bytes, arrival), this.#work]);
  }

  /** No byte follows: takes the frame that is open. Rejects with what the decoding failed with. */
  async end(): Promise<void> {
    this.#pushed?.end();
    this.#pushed = undefined;
    await this.#work;
  }

  async #decode(pushed: PushedBytes): Promise<void> {
    const { reader } = await openContainer(pushed, openOptions(this.#options));
    this.#frames.start(0, reader.places);
    const piece = new Uint8Array(PIECE);
    for (;;) {
      const length = await reader.read(piece);
      const arrival = reader.arrival ?? Date.now();
      this.#frames.arrival = arrival;
      const frames = length === 0 ? this.#frames.end() : this.#frames.push(piece.subarray(0, length));
      for (const frame of frames) this.#take(new WitsFrame(frame, this.#catalog, this.#name), arrival);
      if (length === 0) return;
    }
  }
}
