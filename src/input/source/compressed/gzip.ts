/** Gzip, any number of members one after the other, as `cat a.gz b.gz` makes them. */
import { createGunzip } from "node:zlib";
import type { Decompressor } from "./decompress.js";
import { type ZlibStream, zlibDecompressor } from "./zlib.js";

/** Output comes in chunks of this size; a chunk in which the data turns out corrupt is lost. */
const CHUNK = 65_536;

export const isGzip = (head: Uint8Array) => head[0] === 0x1f && head[1] === 0x8b;

export const gzipDecompressor = (): Decompressor =>
  zlibDecompressor("gzip", () => createGunzip({ chunkSize: CHUNK }) as unknown as ZlibStream);
