/** The frames of a link as they come, each sender's by itself, for `witskit decode`. */

import { type Frame, FrameReader } from "../../../frame/frame-reader.js";
import { type DataOptions, frameOptions, openOptions } from "../../../input/feed/options.js";
import type { LinkSettings } from "../../../input/link/links.js";
import { openLink, type StreamPart } from "../../../stream/link-stream.js";
import { merged } from "../../../stream/merged.js";
import type { DecodePage } from "../../page/decode.js";

const PIECE = 65_536;

interface Shown {
  readonly frames: readonly Frame[];
  readonly name: string;
}

/** Shows frames until the page is full or the link ends; one that breaks is not opened again. */
export async function showLink(
  url: string,
  settings: LinkSettings,
  data: DataOptions,
  page: DecodePage,
  signal: AbortSignal,
): Promise<void> {
  const link = await openLink(url, settings);
  const framesOf = async function* ({ name, open }: StreamPart): AsyncGenerator<Shown> {
    const frames = new FrameReader({ ...frameOptions(data), sources: [name] });
    const reader = await open(openOptions(data));
    const piece = new Uint8Array(PIECE);
    frames.start(0, reader.places);
    for (;;) {
      const length = await reader.read(piece);
      frames.arrival = reader.arrival;
      yield { name, frames: length === 0 ? frames.end() : frames.push(piece.subarray(0, length)) };
      if (length === 0) return;
    }
  };
  for await (const { frames, name } of merged(link, framesOf, signal)) {
    await page.show(frames, { name, size: undefined });
    if (page.full) return;
    // What comes slowly is to be seen at once.
    await page.flush();
  }
}
