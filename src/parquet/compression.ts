/** The page compressions on offer, and Parquet's names for them. */
import * as zlib from "node:zlib";
import type { CompressionCodec } from "hyparquet";
import { Failure } from "../failure.js";
import type { PageCompression } from "../kernel/encoder-chunk.js";

export type Compression = "snappy" | "zstd" | "gzip" | "none";

export const CODECS: Readonly<Record<Compression, CompressionCodec>> = {
  snappy: "SNAPPY",
  zstd: "ZSTD",
  gzip: "GZIP",
  none: "UNCOMPRESSED",
};

/** How the encoder compresses a page. Throws when this Node cannot. */
export function pageCompression(compression: Compression): PageCompression {
  if (compression === "gzip") return gzip;
  if (compression !== "zstd") return compression;
  const { zstdCompressSync } = zlib as { zstdCompressSync?: (body: Uint8Array) => Uint8Array };
  if (zstdCompressSync === undefined) {
    throw new Failure(
      "usage",
      `compression zstd needs Node 22.15 or later, and this is Node ${process.versions.node}; ` +
        "use snappy or gzip, or a later Node",
    );
  }
  return (body) => zstdCompressSync(body);
}

/** Byte 9 of a gzip header names the operating system; 255, unknown, gives the same file on each of them. */
function gzip(body: Uint8Array): Uint8Array {
  const compressed = zlib.gzipSync(body);
  compressed[9] = 255;
  return compressed;
}
