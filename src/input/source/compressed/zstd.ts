/**
 * Zstandard, any number of frames. Node has it in zlib from 22.15 on; elsewhere fzstd takes its place: plain
 * JavaScript, a quarter slower on a log, and without a check of checksums.
 */
import zlib from "node:zlib";
import type { Decompressor } from "./decompress.js";
import { type ZlibStream, zlibDecompressor } from "./zlib.js";

const CHUNK = 65_536;

/** Frames begin with 0xFD2FB528; skippable ones, which pzstd writes first, with 0x184D2A50 to 5F (RFC 8878, 3.1). */
export function isZstd(head: Uint8Array): boolean {
  const [a = 0, b, c, d] = head;
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return true;
  return a >> 4 === 5 && b === 0x2a && c === 0x4d && d === 0x18;
}

/** Missing in the types of Node 20, and in Node 20. */
const { createZstdDecompress } = zlib as unknown as {
  createZstdDecompress?: (options: { chunkSize: number }) => ZlibStream;
};

export async function zstdDecompressor(): Promise<Decompressor> {
  if (createZstdDecompress === undefined) return portableZstdDecompressor();
  return zlibDecompressor("zstd", () => createZstdDecompress({ chunkSize: CHUNK }));
}

export async function portableZstdDecompressor(): Promise<Decompressor> {
  const { Decompress } = await import("fzstd");
  const stream = new Decompress();
  return {
    format: "zstd",
    push(piece, deliver) {
      stream.ondata = deliver;
      stream.push(piece);
    },
    finish(deliver) {
      stream.ondata = deliver;
      stream.push(new Uint8Array(0), true);
    },
  };
}
