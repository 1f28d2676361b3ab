/** Opens the bytes of a piece, wherever they are. */
import { closeSync, openSync, readSync } from "node:fs";
import { arriving } from "../input/bytes/arrivals.js";
import { cutShort, openFile, openRandomAccess, type RandomAccess } from "../input/bytes/file.js";
import { cutBehind } from "../input/bytes/frame-cut.js";
import { readerOf } from "../input/bytes/memory.js";
import type { ByteReader } from "../input/bytes/source.js";
import { isPlainLog, type OpenOptions, type OpenSource, openSource } from "../input/source/open.js";
import type { Piece } from "./piece.js";
import { openSegment } from "./segment-range.js";

/** A reader of a range's bytes, where they begin in the source, and at most how many they are. */
export interface OpenRange {
  readonly reader: ByteReader & Partial<Pick<OpenSource, "places" | "containers">>;
  readonly offset: number;
  readonly length: number;
}

export async function openRange({ name, range }: Piece, options: OpenOptions): Promise<OpenRange> {
  if ("bytes" in range) {
    const { bytes, offset, arrivals } = range;
    return { reader: arriving(readerOf(bytes), arrivals, offset), offset, length: bytes.length };
  }
  if ("opened" in range)
    return { reader: range.opened, offset: range.offset ?? 0, length: Number.POSITIVE_INFINITY };
  if ("whole" in range) {
    const { size, sidecar, place = name } = range;
    const small = sidecar === undefined ? openSmall(place, size, options) : undefined;
    if (small !== undefined) return { reader: small, offset: 0, length: Number.POSITIVE_INFINITY };
    const reader = await openSource({ name, ...range, path: place }, options);
    // What has come behind since it was found is for the next run: the manifest says how much this one has of it.
    const length = reader.asStored && size !== undefined ? size : Number.POSITIVE_INFINITY;
    return { reader, offset: 0, length };
  }
  if ("segment" in range) {
    return { ...(await openSegment(range, options)), length: Number.POSITIVE_INFINITY };
  }
  const { path, from, to, size, cut = false } = range;
  const probe = await openRandomAccess(path);
  let begin: number;
  let end: number;
  try {
    const file = unlessCutShort(probe, path, size);
    begin = cut ? from : await cutBehind(file, from, size, to);
    // Where the file ends before that by now, its reader says so behind the last byte.
    end = begin >= to || to >= size ? size : await cutBehind(file, to, size).catch(() => size);
    // No frame starts between the nominal ends: the range before goes on beyond this one.
    if (begin >= to) begin = end;
  } finally {
    await probe.close();
  }
  return { reader: await openFile(path, begin, size), offset: begin, length: end - begin };
}

/** A file that had `size` bytes: one that has fewer by now has lost the ranges behind. */
const unlessCutShort = (file: RandomAccess, name: string, size: number): Pick<RandomAccess, "read"> => ({
  async read(target, position) {
    const length = await file.read(target, position);
    if (position + length < Math.min(size, position + target.length))
      throw cutShort(name, size, position + length);
    return length;
  },
});

const small = new Uint8Array(1 << 20);

/** Bytes that tell a log from anything else. */
const SNIFFED = 1024;

/**
 * A small plain file, read in one go: of a hundred thousand such files, opening and closing takes most of the time,
 * and four calls that wait take six times as long as three that do not. Its bytes stand in `small` until the next one
 * is opened. Anything else is left to `openSource`.
 */
function openSmall(name: string, size: number | undefined, options: OpenOptions): ByteReader | undefined {
  if (/\.zip\//i.test(name) || (size ?? 0) >= small.length) return undefined;
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
  if (bytes.length === small.length || bytes.length < (size ?? 0)) return undefined;
  const head = bytes.subarray(0, SNIFFED);
  if (!isPlainLog(head, bytes, bytes.length <= SNIFFED, options)) return undefined;
  return readerOf(size === undefined ? bytes : bytes.subarray(0, size));
}
