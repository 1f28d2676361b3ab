/** What a file is packed in, by its first bytes. */
import { isGzip } from "./gzip.js";
import { isZstd } from "./zstd.js";

export function compressionOf(head: Uint8Array): "plain" | "gzip" | "zstd" {
  if (isGzip(head)) return "gzip";
  return isZstd(head) ? "zstd" : "plain";
}
