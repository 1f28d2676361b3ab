/**
 * Opens a source: finds out by its first bytes, not by its name, whether it is compressed, and refuses what is
 * plainly no log. No byte that was looked at is lost.
 */
import { Failure } from "../failure.js";
import { decompressed } from "./decompress.js";
import { openFile } from "./file.js";
import { gzipDecompressor, isGzip } from "./gzip.js";
import { type Peeked, peek } from "./peek.js";
import { notALog } from "./sniff.js";
import { type ByteReader, type Source, STDIN } from "./source.js";
import { openStdin } from "./stdin.js";
import { isZstd, zstdDecompressor } from "./zstd.js";

/** How a source is stored. Only a plain file can be read from the middle. */
export type Compression = "plain" | "gzip" | "zstd";

export interface OpenSource extends ByteReader {
  readonly compression: Compression;
}

export async function openSource(source: Pick<Source, "name">): Promise<OpenSource> {
  const { name } = source;
  const raw = name === STDIN ? openStdin() : await openFile(name);
  try {
    const outer = await peek(raw);
    const compression = compressionOf(outer.head);
    const { head, reader } = await inner(name, compression, outer);
    const reason = notALog(head);
    if (reason !== undefined) throw new Failure("input", `${shownName(name)} is not a WITS log: ${reason}`);
    return { compression, read: (target) => reader.read(target), close: () => reader.close() };
  } catch (error) {
    await raw.close();
    throw error;
  }
}

/** Whether bytes that begin so are neither compressed nor plainly no log. */
export const isPlainLog = (head: Uint8Array): boolean =>
  compressionOf(head) === "plain" && notALog(head) === undefined;

function compressionOf(head: Uint8Array): Compression {
  if (isGzip(head)) return "gzip";
  return isZstd(head) ? "zstd" : "plain";
}

async function inner(name: string, compression: Compression, outer: Peeked): Promise<Peeked> {
  if (compression === "plain") return outer;
  const decompressor = compression === "gzip" ? gzipDecompressor() : await zstdDecompressor();
  return peek(decompressed(shownName(name), outer.reader, decompressor));
}

/** What messages call a source. */
export const shownName = (name: string) => (name === STDIN ? "standard input" : name);
