/**
 * Buffers of what has been read, for what is read next: a folder of documents takes a few for each. V8 counts bytes outside of its heap, and
 * with fresh ones it collected all garbage for every 1.5 MB of WITSML, which was a fifth of the processor's time; until it did, they stood in memory.
 */
import { grownTo } from "./growing.js";

/** Bytes that are kept: those of a few documents at a time. */
const KEPT = 4 << 20;

/** A buffer serves what takes at least a part of it. */
const LEAST_USE = 8;

const spare: Uint8Array<ArrayBuffer>[] = [];
let kept = 0;

/** At least so many bytes, with anything in them. */
export function takeBytes(length: number): Uint8Array<ArrayBuffer> {
  const found = spare.findIndex((one) => one.length >= length && one.length <= LEAST_USE * length);
  if (found < 0) return new Uint8Array(length);
  const [bytes] = spare.splice(found, 1) as [Uint8Array<ArrayBuffer>];
  kept -= bytes.length;
  return bytes;
}

/** Takes over a whole buffer that nobody refers to any more. */
export function giveBytes(bytes: Uint8Array<ArrayBuffer>): void {
  if (bytes.length === 0 || kept + bytes.length > KEPT) return;
  spare.push(bytes);
  kept += bytes.length;
}

/** This buffer, whose first `used` bytes count, or one with room for `needed` that takes its place; where there is none yet, of at least `least`. */
export function roomIn(
  bytes: Uint8Array<ArrayBuffer>,
  used: number,
  needed: number,
  least: number,
): Uint8Array<ArrayBuffer> {
  if (needed <= bytes.length) return bytes;
  const larger = bytes.length === 0 ? takeBytes(Math.max(least, needed)) : grownTo(bytes, used, needed);
  giveBytes(bytes);
  return larger;
}
