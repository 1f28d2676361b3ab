/** Frames of any number of streams, by one reader: what a stream's frames take over from those before is kept beside it. */

import { type Frame, FrameReader } from "../../frame/frame-reader.js";
import { type DataOptions, frameOptions, openOptions } from "../../input/feed/options.js";
import type { Clock } from "../../kernel/decoder.js";
import { unwrappedOf } from "./unwrapped.js";
import type { WholeFrames } from "./whole-frames.js";

export class FramesOfStreams {
  readonly #options: DataOptions;
  readonly #reader: FrameReader;
  readonly #streams = new Map<string, { readonly clock: Clock | undefined; readonly frames: number }>();

  constructor(options: DataOptions) {
    this.#options = options;
    this.#reader = new FrameReader({ ...frameOptions(options), sources: [""] });
  }

  /** Counted from 1 in each stream, those apart that were left out. */
  async decode(whole: WholeFrames): Promise<Frame[]> {
    const { stream, arrival, gap } = whole;
    const known = this.#streams.get(stream);
    const { bytes, offset, places } = await unwrappedOf(whole, openOptions(this.#options));
    const reader = this.#reader;
    const before = known?.frames ?? 0;
    reader.start(0, places, { offset, clock: gap ? undefined : known?.clock });
    reader.arrival = arrival;
    const frames = [...reader.push(bytes), ...reader.end()];
    this.#streams.set(stream, { clock: reader.clock(), frames: before + reader.frames });
    return frames.map((frame) =>
      frame.number === undefined ? frame : { ...frame, number: frame.number + before },
    );
  }
}
