/**
 * One compressed stream through one of `node:zlib`'s. Those do not say where a stream ends but by how much of a write
 * they have taken in: what they leave is what stands behind it.
 */
import type { Transform } from "node:stream";

export interface ZlibStream extends Transform {
  /** Compressed bytes that were taken in. */
  readonly bytesWritten: number;
}

/** One compressed stream, from its first byte to its last. */
export interface OneStream {
  /**
   * Takes the next bytes, which it may keep. Answers how many of them were the stream's where it has ended, undefined while
   * more may come. Throws on corrupt data.
   */
  push(bytes: Uint8Array): Promise<number | undefined>;
  /** No more bytes come. Throws when the stream is not complete. */
  finish(): Promise<void>;
}

export function zlibStream(stream: ZlibStream, deliver: (bytes: Uint8Array) => void): OneStream {
  stream.on("data", (bytes: Uint8Array) => {
    try {
      deliver(bytes);
    } catch (error) {
      stream.destroy(error as Error);
    }
  });
  const done = new Promise<void>((resolve, reject) => {
    stream.once("end", resolve);
    stream.once("error", reject);
  });
  // A fault may come when nobody is waiting; whoever waits next is told.
  done.catch(() => {});
  return {
    async push(bytes) {
      const before = stream.bytesWritten;
      const written = new Promise<void>((resolve, reject) => {
        stream.write(bytes, (error) => (error ? reject(error) : resolve()));
      });
      written.catch(() => {});
      // One that ends may never answer the write; one that fails does not either.
      await Promise.race([written, done]);
      const taken = stream.bytesWritten - before;
      if (taken === bytes.length) return undefined;
      await done;
      stream.destroy();
      return taken;
    },
    async finish() {
      stream.end();
      await done;
    },
  };
}
