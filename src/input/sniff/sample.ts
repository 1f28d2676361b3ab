/**
 * What `sniff` reads of a source: all of it when it is small, and otherwise its beginning, some places in the middle and
 * its end. A plain file is read where the pieces lie; what is compressed or wrapped can only be read from its beginning.
 */

import { type Failure, isFailure } from "../../failure/failure.js";
import { openRandomAccess, type RandomAccess } from "../bytes/file.js";
import { cutBehind, frameLine } from "../bytes/frame-cut.js";
import type { Source } from "../bytes/source.js";
import { unlessAborted } from "../feed/inputs.js";
import type { OpenSource } from "../source/open.js";

/** Bytes of WITS text, beginning and ending where frames do as far as frames can be seen. */
export interface Piece {
  /** Where it lies in the source, bytes. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** When the bytes from an index on arrived, milliseconds since 1970; empty where nothing tells it. */
  readonly arrivals: readonly Arrival[];
  /** No marker stands within a line: codes and values were told apart by what wrapped them. */
  readonly wholeLines: boolean;
}

export interface Arrival {
  readonly from: number;
  readonly time: number | undefined;
}

export interface Sample {
  readonly pieces: readonly Piece[];
  /** Bytes of all pieces. */
  readonly read: number;
  readonly whole: boolean;
  /** Says in words what was read. */
  readonly places: string;
  /** What ended the source before its end. */
  readonly failure: Failure | undefined;
}

/** Sources up to this size are read as a whole. */
export const SMALL = 8 << 20;
/** Of a larger one: its beginning, and pieces at even distances, of which the last ends where the source does. */
const BEGINNING = 3 << 20;
const PIECE = 512 << 10;
const PIECES = 8;
/** How far behind a nominal cut a frame must begin, before any line end will do. */
const NEAR = 64 << 10;

/** Reads the sample. The reader, which is at its beginning, is read on, and stays open. */
export async function sampleOf(
  source: Source,
  reader: OpenSource,
  seekable: boolean,
  signal: AbortSignal,
): Promise<Sample> {
  const { size } = source;
  if (!seekable || size === undefined || size <= SMALL) return fromBeginning(reader, signal);
  const file = await openRandomAccess(source.name);
  try {
    return await fromPlaces(file, size);
  } finally {
    await file.close();
  }
}

async function fromBeginning(reader: OpenSource, signal: AbortSignal): Promise<Sample> {
  let buffer = new Uint8Array(PIECE);
  let length = 0;
  let failure: Failure | undefined;
  let whole = false;
  const arrivals: Arrival[] = [];
  while (length < SMALL + 1) {
    if (length === buffer.length) buffer = grown(buffer);
    const target = buffer.subarray(length, Math.min(buffer.length, SMALL + 1));
    const read = await unlessAborted(signal, () => reader.read(target)).catch((error: unknown) => {
      if (!isFailure(error, "input")) throw error;
      failure = error;
      return 0;
    });
    if (read > 0 && reader.arrival !== arrivals.at(-1)?.time) {
      arrivals.push({ from: length, time: reader.arrival });
    }
    length += read;
    if (read === 0) {
      whole = true;
      break;
    }
  }
  const bytes = buffer.subarray(0, whole ? length : lastCut(buffer.subarray(0, length)));
  return {
    pieces:
      length === 0 ? [] : [{ offset: 0, bytes, arrivals, wholeLines: reader.places?.wholeLines ?? false }],
    read: bytes.length,
    whole: whole && failure === undefined,
    places: "its beginning",
    failure,
  };
}

function grown(buffer: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(buffer.length * 2);
  larger.set(buffer);
  return larger;
}

const PLAIN = { arrivals: [], wholeLines: false } as const;

async function fromPlaces(file: RandomAccess, size: number): Promise<Sample> {
  const distance = (size - BEGINNING - PIECE) / (PIECES - 1);
  const nominal = [
    { from: 0, to: BEGINNING },
    ...Array.from({ length: PIECES }, (_, i) => {
      const from = Math.floor(BEGINNING + i * distance);
      return { from, to: i === PIECES - 1 ? size : from + PIECE };
    }),
  ];
  const pieces: Piece[] = [];
  for (const { from, to } of nominal) {
    const start = Math.max(await cutNear(file, from, size), endOf(pieces.at(-1)));
    const end = to === size ? size : await cutNear(file, to, size);
    if (end <= start) continue;
    const bytes = new Uint8Array(end - start);
    const length = await fill(file, bytes, start);
    if (length > 0) pieces.push({ ...PLAIN, offset: start, bytes: bytes.subarray(0, length) });
  }
  return {
    pieces,
    read: pieces.reduce((sum, { bytes }) => sum + bytes.length, 0),
    whole: false,
    places: `its beginning, ${PIECES - 1} places behind it and its end`,
    failure: undefined,
  };
}

const endOf = (piece: Piece | undefined): number =>
  piece === undefined ? 0 : piece.offset + piece.bytes.length;

/** Where a frame begins behind `nominal`, or a line where frames do not show. */
async function cutNear(file: RandomAccess, nominal: number, size: number): Promise<number> {
  const limit = Math.min(nominal + NEAR, size);
  const cut = await cutBehind(file, nominal, size, limit);
  if (cut < size || nominal >= size) return cut;
  const buffer = new Uint8Array(limit - nominal);
  const length = await file.read(buffer, nominal);
  const lineEnd = buffer.subarray(0, length).findIndex((byte) => byte === 10 || byte === 13);
  return lineEnd < 0 ? nominal : nominal + lineEnd + 1;
}

async function fill(file: RandomAccess, target: Uint8Array, position: number): Promise<number> {
  let filled = 0;
  while (filled < target.length) {
    const read = await file.read(target.subarray(filled), position + filled);
    if (read === 0) break;
    filled += read;
  }
  return filled;
}

/** The last place where a frame begins, if that leaves most of the bytes, or a line. */
function lastCut(bytes: Uint8Array): number {
  const from = Math.max(1, bytes.length - NEAR);
  let last = -1;
  for (let at = frameLine(bytes, from); at >= 0; at = frameLine(bytes, at + 1)) last = at;
  if (last > 0) return last;
  const lineEnd = Math.max(bytes.lastIndexOf(10), bytes.lastIndexOf(13));
  return lineEnd > 0 ? lineEnd + 1 : bytes.length;
}
