/**
 * A reader over a compressed reader. Logs are often cut off in the middle of an upload, so a stream that ends early
 * or turns out corrupt first gives all that could be decoded, and only then fails.
 */
import { Failure } from "../../../failure.js";
import type { ByteReader } from "../../bytes/source.js";

export interface Decompressor {
  /** The format's name, for messages. */
  readonly format: string;
  /** Takes the next piece, which it may keep, and delivers what that yields. Throws on corrupt data, and what `deliver` throws. */
  push(piece: Uint8Array, deliver: (bytes: Uint8Array) => void): Promise<void> | void;
  /** No more pieces come. Throws when the stream is not complete. */
  finish(deliver: (bytes: Uint8Array) => void): Promise<void> | void;
}

/**
 * Pieces are always filled, so that what can be saved from a corrupt stream does not depend on how it was read.
 * Of 16, 64 and 256 KiB the last two were equally fast, and 64 holds less: one piece's output is in memory at a time.
 */
const PIECE = 65_536;

/** Bytes that may come of however few. */
const ALWAYS = 64 << 20;

/** What came of a compressed source is out of all proportion to it. */
class Expansion extends Error {}

/** `maxExpansion` is the most bytes that may come of a compressed one, beyond the first 64 MiB. */
export function decompressed(
  name: string,
  input: ByteReader,
  decompressor: Decompressor,
  maxExpansion = Number.POSITIVE_INFINITY,
): ByteReader {
  const decoded: Uint8Array[] = [];
  let consumed = 0;
  let taken = 0;
  let given = 0;
  const deliver = (bytes: Uint8Array) => {
    given += bytes.length;
    if (given > ALWAYS && given > maxExpansion * taken) throw new Expansion();
    if (bytes.length > 0) decoded.push(bytes);
  };
  let finished = false;
  let failure: unknown;

  async function decodePiece(): Promise<void> {
    const piece = await readPiece(input);
    taken += piece.length;
    try {
      if (piece.length > 0) await decompressor.push(piece, deliver);
      consumed += piece.length;
    } catch (error) {
      failure =
        error instanceof Expansion
          ? expands(name, decompressor.format, taken, maxExpansion)
          : corrupt(name, decompressor.format, consumed, error);
      return;
    }
    if (piece.length === PIECE) return;
    finished = true;
    try {
      await decompressor.finish(deliver);
    } catch (error) {
      failure =
        error instanceof Expansion
          ? expands(name, decompressor.format, taken, maxExpansion)
          : endsEarly(name, decompressor.format, consumed, error);
    }
  }

  return {
    async read(target) {
      while (decoded.length === 0) {
        if (failure !== undefined) throw failure;
        if (finished) return 0;
        await decodePiece();
      }
      let filled = 0;
      while (decoded.length > 0 && filled < target.length) {
        const bytes = decoded[0]!;
        const part = bytes.subarray(0, target.length - filled);
        target.set(part, filled);
        filled += part.length;
        if (part.length === bytes.length) decoded.shift();
        else decoded[0] = bytes.subarray(part.length);
      }
      return filled;
    },
    close: () => input.close(),
  };
}

async function readPiece(input: ByteReader): Promise<Uint8Array> {
  const piece = new Uint8Array(PIECE);
  let length = 0;
  while (length < PIECE) {
    const bytes = await input.read(piece.subarray(length));
    if (bytes === 0) break;
    length += bytes;
  }
  return piece.subarray(0, length);
}

const expands = (name: string, format: string, compressed: number, maxExpansion: number) =>
  new Failure(
    "input",
    `${name} expands beyond all measure: ${compressed.toLocaleString("en-US")} bytes of its ${format} data give more than ` +
      `${maxExpansion.toLocaleString("en-US")} times as many. What came before was read; if it is to be trusted, give a ` +
      "larger --max-expansion",
  );

const endsEarly = (name: string, format: string, offset: number, cause: unknown) =>
  new Failure(
    "input",
    `${name} ends early: its ${format} data breaks off at compressed byte ${offset}. ` +
      "What came before was read; copy the file again from where it came, to have the rest",
    { cause },
  );

const corrupt = (name: string, format: string, offset: number, cause: unknown) =>
  new Failure(
    "input",
    `${name} is damaged: its ${format} data cannot be decoded after compressed byte ${offset} ` +
      `(${cause instanceof Error ? cause.message : cause}). ` +
      "What came before was read; copy the file again from where it came, to have the rest",
    { cause },
  );
