/**
 * Ranges of a live journal. A segment is a file of whole frames as they arrived, one of those that a stream's bytes are
 * in; what is decoded of it speaks of the bytes of the stream.
 */
import { existsSync } from "node:fs";
import { openFile } from "../input/bytes/file.js";
import { placesBehind } from "../input/bytes/places.js";
import { sidecarOf, withSidecar } from "../input/bytes/sidecar.js";
import type { ByteReader } from "../input/bytes/source.js";
import { openContainer } from "../input/container/open.js";
import type { OpenOptions } from "../input/source/open.js";
import type { Places } from "../wits/decoding/places.js";

export interface SegmentRange {
  readonly segment: string;
  /** The place of the segment's first byte in its stream. */
  readonly base: number;
  /** Bytes [from, to) of the segment. */
  readonly from: number;
  readonly to: number;
}

export interface OpenSegment {
  readonly reader: ByteReader & { readonly places?: Places | undefined };
  /** Of the first byte that the reader gives, in the stream; the places tell it where there are some. */
  readonly offset: number;
}

/** Whether frames must be unwrapped before they are read: then a segment is read as a whole. A feed is plain unless told. */
export const isWrapped = ({ input = "auto", markers, sevenBit = false }: OpenOptions): boolean =>
  (input !== "auto" && input !== "plain") || markers !== undefined || sevenBit;

export async function openSegment(
  { segment, base, from, to }: SegmentRange,
  options: OpenOptions,
): Promise<OpenSegment> {
  const file = buffered(await openFile(segment, from), to - from);
  const sidecar = sidecarOf(segment);
  const raw = existsSync(sidecar) ? withSidecar(file, sidecar, options.toUtc, from) : file;
  if (!isWrapped(options)) return { reader: raw, offset: base + from };
  const { input = "auto" } = options;
  const kind = input === "auto" ? "plain" : input;
  const { reader } = await openContainer(raw, { ...options, input: kind }).catch(async (error: unknown) => {
    await raw.close();
    throw error;
  });
  const { places } = reader;
  if (places === undefined) return { reader, offset: base + from };
  return {
    reader: {
      read: (target) => reader.read(target),
      get arrival() {
        return reader.arrival;
      },
      places: placesBehind(places, base + from),
      close: () => reader.close(),
    },
    offset: 0,
  };
}

/** Bytes that are read at once: a read ends where an arrival does, after a few KiB perhaps, and the system is not asked for each. */
const AHEAD = 1 << 18;

/** The first `length` bytes of a reader. */
function buffered(reader: ByteReader, length: number): ByteReader {
  const buffer = new Uint8Array(Math.min(AHEAD, length));
  let held = buffer.subarray(0, 0);
  let left = length;
  return {
    async read(target) {
      if (held.length === 0 && left > 0) {
        held = buffer.subarray(0, await reader.read(buffer.subarray(0, left)));
        left = held.length === 0 ? 0 : left - held.length;
      }
      const given = held.subarray(0, target.length);
      target.set(given);
      held = held.subarray(given.length);
      return given.length;
    },
    close: () => reader.close(),
  };
}
