/**
 * Damage of the kinds that wires, loggers and vendors do: bytes flipped, lost, doubled; markers and line ends where
 * none belong; lines repeated, cut, swapped, spliced; codes and values replaced by hard ones.
 */

import type { Random } from "../../src/samples/random.js";
import type { Arrival } from "../../src/wits/decoding/arrival.js";
import { snippets, wrappingSnippets } from "./snippets.js";
import { someCode, someEnd, someFrame, someItem, someMarker, valueFor } from "./tokens.js";

const NOTHING = new Uint8Array();

/** Of a text with a byte in each character. */
function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function splice(bytes: Uint8Array, at: number, remove: number, insert: Uint8Array): Uint8Array {
  const out = new Uint8Array(at + insert.length + Math.max(0, bytes.length - at - remove));
  out.set(bytes.subarray(0, at));
  out.set(insert, at);
  out.set(bytes.subarray(at + remove), at + insert.length);
  return out;
}

const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13;

/** A line of the log, its line end included. */
function someLine(random: Random, bytes: Uint8Array): [start: number, end: number] {
  let start = random.below(bytes.length + 1);
  while (start > 0 && !isLineEnd(bytes[start - 1])) start--;
  let end = start;
  while (end < bytes.length && !isLineEnd(bytes[end])) end++;
  if (end < bytes.length) end += bytes[end] === 13 && bytes[end + 1] === 10 ? 2 : 1;
  return [start, end];
}

/** A piece of a log, of at most `most` bytes, that begins where a line does. */
export function someLines(random: Random, log: Uint8Array, most: number): Uint8Array {
  const first = log.length > most ? someLine(random, log.subarray(0, log.length - most))[0] : 0;
  return log.slice(first, first + most);
}

type Fault = (random: Random, bytes: Uint8Array, other: Uint8Array) => Uint8Array;

const place = (random: Random, bytes: Uint8Array): number => random.below(bytes.length + 1);
const snippet = (random: Random): Uint8Array => snippets[random.below(snippets.length)]!;

const faults: readonly Fault[] = [
  (random, bytes) => splice(bytes, place(random, bytes), 0, snippet(random)),
  (random, bytes) => {
    const insert = snippet(random);
    return splice(bytes, place(random, bytes), insert.length, insert);
  },
  (random, bytes) => splice(bytes, place(random, bytes), 1 + random.below(5), NOTHING),
  (random, bytes) => splice(bytes, place(random, bytes), 1, Uint8Array.of(random.below(256))),
  (random, bytes) =>
    splice(bytes, place(random, bytes), random.below(2), Uint8Array.of(128 + random.below(128))),
  // A line twice, there or elsewhere.
  (random, bytes) => {
    const [start, end] = someLine(random, bytes);
    const line = bytes.slice(start, end);
    return splice(bytes, random.below(2) === 0 ? end : someLine(random, bytes)[0], 0, line);
  },
  // A line lost.
  (random, bytes) => {
    const [start, end] = someLine(random, bytes);
    return splice(bytes, start, end - start, NOTHING);
  },
  // Two lines swapped.
  (random, bytes) => {
    const [start, end] = someLine(random, bytes);
    const line = bytes.slice(start, end);
    const without = splice(bytes, start, end - start, NOTHING);
    return splice(without, someLine(random, without)[0], 0, line);
  },
  // A hard value behind the code of a line.
  (random, bytes) => {
    const [start, end] = someLine(random, bytes);
    return splice(bytes, Math.min(start + 4, end), Math.max(0, end - start - 6), snippet(random));
  },
  (random, bytes) => {
    const [start, end] = someLine(random, bytes);
    const code = String.fromCharCode(...bytes.subarray(start, start + 4));
    const value = bytesOf(valueFor(random, code));
    return splice(bytes, Math.min(start + 4, end), Math.max(0, end - start - 5 - random.below(2)), value);
  },
  // Another code before the value of a line.
  (random, bytes) => splice(bytes, someLine(random, bytes)[0], 4, bytesOf(someCode(random))),
  // Another line end.
  (random, bytes) => {
    const [, end] = someLine(random, bytes);
    const back = end > 1 && bytes[end - 2] === 13 ? 2 : 1;
    return splice(bytes, Math.max(0, end - back), back, bytesOf(someEnd(random)));
  },
  // A line, a marker, a frame where a line begins.
  (random, bytes) => splice(bytes, someLine(random, bytes)[0], 0, snippet(random)),
  (random, bytes) => splice(bytes, someLine(random, bytes)[0], 0, bytesOf(someItem(random))),
  (random, bytes) => splice(bytes, someLine(random, bytes)[0], 0, bytesOf(someMarker(random))),
  (random, bytes) => splice(bytes, someLine(random, bytes)[0], 0, bytesOf(someFrame(random))),
  // Lines of another log.
  (random, bytes, other) =>
    splice(
      bytes,
      someLine(random, bytes)[0],
      random.below(40),
      someLines(random, other, 1 + random.below(80)),
    ),
  // A piece of the log once more, wherever it lands.
  (random, bytes) => {
    const at = place(random, bytes);
    return splice(bytes, place(random, bytes), 0, bytes.slice(at, at + random.below(60)));
  },
  // Cut short.
  (random, bytes) => (random.below(3) === 0 ? bytes.slice(0, place(random, bytes)) : bytes),
];

/** A damaged piece of a log: at most about `most` bytes of it, with one to six faults, some with lines of another log. */
export function mutate(random: Random, log: Uint8Array, most = 1500, other = log): Uint8Array {
  let bytes = someLines(random, log, most);
  for (let left = 1 + random.below(6); left > 0; left--) {
    bytes = faults[random.below(faults.length)]!(random, bytes, other);
  }
  return bytes;
}

/** A log with up to three faults more, of the kinds that break what wraps it. */
export function mutateWrapping(random: Random, log: Uint8Array): Uint8Array {
  let bytes = log;
  for (let left = random.below(4); left > 0; left--) {
    const insert = wrappingSnippets[random.below(wrappingSnippets.length)]!;
    bytes = splice(bytes, place(random, bytes), random.below(4), insert);
  }
  return bytes;
}

/** Up to eleven places at which bytes of another arrival begin, the times of some unknown. */
export function someArrivals(random: Random, length: number): Arrival[] {
  const offsets = Array.from({ length: 2 + random.below(10) }, () => random.below(length + 1));
  return [...new Set(offsets)]
    .sort((a, b) => a - b)
    .map((offset, i) => ({
      offset,
      time: random.below(8) === 0 ? undefined : Date.UTC(2024, 5, 12) + i * 60_000,
    }));
}
