/**
 * A reader over a compressed reader. Logs are often cut off in the middle of an upload, so a stream that ends early
 * or turns out corrupt first gives all that could be decoded, and only then fails.
 */
import { Failure } from "../../../failure/failure.js";
import type { ByteReader } from "../../bytes/source.js";

export interface Decompressor {
  /** The format's name, for messages. */
  readonly format: string;
  /** Takes the next piece, which it may keep, and delivers what that yields. Throws on corrupt data, and what `deliver` throws. */
  push(piece: Uint8Array, deliver: (bytes: Uint8Array) => void): Promise<void> | void;
  /** No more pieces come. Throws when the stream is not complete. */
  finish(deliver: (bytes: Uint8Array) => void): Promise<void> | void;
  /** At the end: what people should know, although all was read. */
  readonly remark?: string | undefined;
}

/** What of the data has a checksum of its own: a gzip member, a zstd frame. */
export interface Checked {
  readonly what: string;
  /** The compressed byte at which it begins. */
  readonly start: number;
  /** Where in the decompressed data what came of it begins and ends. */
  readonly from: number;
  readonly to: number;
}

/** What was decoded is not what had been packed. */
export class Unfit extends Error {
  readonly checked: Checked;

  constructor(checked: Checked) {
    super(`the checksum of its ${checked.what} does not fit`);
    this.checked = checked;
  }
}

/** The data may be sound, and cannot be unpacked here. The message is a whole clause, with what to do. */
export class Refused extends Error {}

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
  const { format } = decompressor;
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

  /** Why the data cannot be read on; `otherwise` says it where the fault is none of those that say it themselves. */
  function failureOf(error: unknown, otherwise: typeof corrupt): Failure {
    if (error instanceof Expansion) return expands(name, format, taken, maxExpansion);
    if (error instanceof Unfit) return unfit(name, error);
    if (error instanceof Refused) {
      return new Failure("input-refused", `${name} cannot be unpacked: ${error.message}`, {
        cause: error,
        place: { file: name },
      });
    }
    return otherwise(name, format, consumed, error);
  }

  async function decodePiece(): Promise<void> {
    const piece = await readPiece(input);
    taken += piece.length;
    try {
      if (piece.length > 0) await decompressor.push(piece, deliver);
      consumed += piece.length;
    } catch (error) {
      failure = failureOf(error, corrupt);
      return;
    }
    if (piece.length === PIECE) return;
    finished = true;
    try {
      await decompressor.finish(deliver);
    } catch (error) {
      failure = failureOf(error, endsEarly);
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
    get remark() {
      return decompressor.remark;
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

const number = (value: number): string => value.toLocaleString("en-US");

/** What to say of bytes behind the end of the compressed data, as gzip says it: they are left out. */
export const trailing = (format: string, end: number, bytes: number): string =>
  `${number(bytes)} bytes behind the end of its ${format} data, from byte ${number(end)} of the file on, are no ${format} data, ` +
  "and were left out; all before them was read";

const expands = (name: string, format: string, compressed: number, maxExpansion: number) =>
  new Failure(
    "input-refused",
    `${name} expands beyond all measure: ${number(compressed)} bytes of its ${format} data give more than ` +
      `${number(maxExpansion)} times as many. What came before was read; if it is to be trusted, give a ` +
      "larger --max-expansion",
    { place: { file: name, byte: compressed } },
  );

function unfit(name: string, error: Unfit): Failure {
  const { what, start, from, to } = error.checked;
  const sound = from === 0 ? "" : ` What came before byte ${number(from)} is sound.`;
  return new Failure(
    "input-damaged",
    `${name} is damaged: the checksum of its ${what} at compressed byte ${number(start)} does not fit the ` +
      `${number(to - from)} bytes that came of it. What was read of bytes ${number(from)} to ${number(to)} of the unpacked log ` +
      `(see the column offset) may be wrong, and is kept.${sound} Copy the file again from where it came`,
    { cause: error, place: { file: name, byte: start } },
  );
}

const endsEarly = (name: string, format: string, offset: number, cause: unknown) =>
  new Failure(
    "input-cut",
    `${name} ends early: its ${format} data breaks off at compressed byte ${offset}. ` +
      "What came before was read; copy the file again from where it came, to have the rest",
    { cause, place: { file: name, byte: offset } },
  );

const corrupt = (name: string, format: string, offset: number, cause: unknown) =>
  new Failure(
    "input-damaged",
    `${name} is damaged: its ${format} data cannot be decoded after compressed byte ${offset} ` +
      `(${cause instanceof Error ? cause.message : cause}). ` +
      "What came before was read; copy the file again from where it came, to have the rest",
    { cause, place: { file: name, byte: offset } },
  );
