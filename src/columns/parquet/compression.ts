/** The page compressions on offer, and Parquet's names for them. */
import { gzipSync } from "node:zlib";
import type { CompressionCodec } from "hyparquet";
import type { PageCompression } from "../../kernel/encoder-chunk.js";

export const compressions = ["snappy", "zstd", "gzip", "none"] as const;
/** How pages of Parquet are compressed: one of `compressions`. */
export type Compression = (typeof compressions)[number];

export const CODECS: Readonly<Record<Compression, CompressionCodec>> = {
  snappy: "SNAPPY",
  zstd: "ZSTD",
  gzip: "GZIP",
  none: "UNCOMPRESSED",
};

let zstd: PageCompression | undefined;

/**
 * Loads what a compression needs; to be awaited before `pageCompression`. Zstandard comes from a library on every
 * version of Node, those with their own included, so that all of them write the same bytes.
 */
export async function loadCompression(compression: Compression): Promise<void> {
  if (compression !== "zstd" || zstd !== undefined) return;
  const { Zstd } = await import("@hpcc-js/wasm-zstd");
  const library = await Zstd.load();
  zstd = (body) => library.compress(body);
}

/** How the encoder compresses a page. */
export function pageCompression(compression: Compression): PageCompression {
  if (compression === "gzip") return gzip;
  if (compression !== "zstd") return compression;
  if (zstd === undefined) throw new Error("zstd is not loaded: await loadCompression first");
  return zstd;
}

/** Byte 9 of a gzip header names the operating system; 255, unknown, gives the same file on each of them. */
function gzip(body: Uint8Array): Uint8Array {
  const compressed = gzipSync(body);
  compressed[9] = 255;
  return compressed;
}
