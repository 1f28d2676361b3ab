/**
 * Zstandard, any number of frames. Node has it in zlib from 22.15 on; elsewhere fzstd takes its place: plain
 * JavaScript, a quarter slower on a log, and without a look at checksums. So those are verified here, with xxhash-wasm (XXH64
 * in 3 kB of WASM, 5 GB/s, as streams need it; hash-wasm does the same at ten times the size), and frames are told apart
 * here: whatever Node it is, the same frames are refused, for the same reasons.
 */
import zlib from "node:zlib";
import { type Checked, type Decompressor, trailing, Unfit } from "./decompress.js";
import { type OneStream, type ZlibStream, zlibStream } from "./zlib.js";
import { type FrameHeader, ZstdFrames } from "./zstd-frames.js";

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

/** A decoder of one frame. */
type OpenFrame = (deliver: (bytes: Uint8Array) => void) => OneStream;

export async function zstdDecompressor(): Promise<Decompressor> {
  if (createZstdDecompress === undefined) return portableZstdDecompressor();
  return decompressorOf((deliver) => zlibStream(createZstdDecompress({ chunkSize: CHUNK }), deliver));
}

export async function portableZstdDecompressor(): Promise<Decompressor> {
  const { Decompress } = await import("fzstd");
  return decompressorOf((deliver) => {
    const stream = new Decompress(deliver);
    return {
      async push(bytes) {
        stream.push(bytes);
        return undefined;
      },
      async finish() {
        stream.push(new Uint8Array(0), true);
      },
    };
  });
}

async function decompressorOf(openFrame: OpenFrame): Promise<Decompressor> {
  const { create64 } = await (await import("xxhash-wasm")).default();
  let deliver: (bytes: Uint8Array) => void = () => {};
  let header: FrameHeader;
  let stream: OneStream;
  let hash = create64();
  let frames = 0;
  /** Bytes that came of it all, and of the frames before this one. */
  let given = 0;
  let from = 0;
  let first: Uint8Array | undefined;
  const walked = new ZstdFrames({
    begin(begun) {
      header = begun;
      first = begun.bytes;
      hash = create64();
      from = given;
      frames++;
      stream = openFrame((bytes) => {
        given += bytes.length;
        hash.update(bytes);
        deliver(bytes);
      });
    },
    async blocks(bytes) {
      if (first !== undefined) await stream.push(first);
      first = undefined;
      if (bytes.length > 0) await stream.push(bytes);
    },
    async end(checksum) {
      await stream.finish();
      const isWhole = header.contentSize === undefined || header.contentSize === given - from;
      const isSound = checksum === undefined || Number(hash.digest() & 0xffff_ffffn) === checksum;
      if (isWhole && isSound) return;
      const checked: Checked = { what: `zstd frame ${frames}`, start: header.start, from, to: given };
      throw new Unfit(checked);
    },
  });
  return {
    format: "zstd",
    async push(piece, take) {
      deliver = take;
      await walked.push(piece);
    },
    finish: () => walked.finish(),
    get remark() {
      const { end, bytes } = walked.trailing;
      return bytes === 0 ? undefined : trailing("zstd", end, bytes);
    },
  };
}
