/** Whole frames without what wraps them, in one piece, and where their bytes stood in the stream. */

import { readerOf } from "../../input/bytes/memory.js";
import { placesBehind } from "../../input/bytes/places.js";
import { openContainer } from "../../input/container/open.js";
import type { OpenOptions } from "../../input/source/open.js";
import type { Places } from "../../wits/decoding/places.js";
import type { WholeFrames } from "./whole-frames.js";

export interface Unwrapped {
  readonly bytes: Uint8Array;
  /** Where the bytes begin, for a decoder to start at; 0 with `places`, which know. */
  readonly offset: number;
  readonly places: Places | undefined;
}

const PIECE = 65_536;

export async function unwrappedOf(whole: WholeFrames, options: OpenOptions): Promise<Unwrapped> {
  const { bytes, offset, input } = whole;
  const { markers, sevenBit = false } = options;
  if (input === "plain" && markers === undefined && !sevenBit) return { bytes, offset, places: undefined };
  const { reader } = await openContainer(readerOf(bytes), { ...options, input });
  const pieces: Uint8Array[] = [];
  for (;;) {
    const piece = new Uint8Array(PIECE);
    const length = await reader.read(piece);
    if (length === 0) break;
    pieces.push(piece.subarray(0, length));
  }
  const plain = Buffer.concat(pieces);
  if (reader.places === undefined) return { bytes: plain, offset, places: undefined };
  return { bytes: plain, offset: 0, places: placesBehind(reader.places, offset) };
}
