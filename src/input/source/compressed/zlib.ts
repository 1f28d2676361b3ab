/**
 * A decompressor from one of `node:zlib`'s streams.
 *
 * Those end at the end of a member or frame when other bytes follow it in the same write, and say so only by ending:
 * `bytesWritten` then tells where. The rest is given to a new stream, zero padding between them left out.
 */
import type { Transform } from "node:stream";
import type { Decompressor } from "./decompress.js";

export interface ZlibStream extends Transform {
  /** Compressed bytes that were taken in. */
  readonly bytesWritten: number;
}

export function zlibDecompressor(format: string, create: () => ZlibStream): Decompressor {
  let stream: ZlibStream | undefined;
  /** Resolves with true when the stream is done, whatever the action; rejects on corrupt data. */
  let done: Promise<true>;

  function start(deliver: (bytes: Uint8Array) => void): ZlibStream {
    const created = create();
    created.on("data", (bytes: Uint8Array) => {
      try {
        deliver(bytes);
      } catch (error) {
        created.destroy(error as Error);
      }
    });
    done = new Promise((resolve, reject) => {
      created.once("end", () => resolve(true));
      created.once("error", reject);
    });
    // A fault may come when nobody is waiting; whoever waits next is told.
    done.catch(() => {});
    return created;
  }

  return {
    format,
    async push(piece, deliver) {
      for (let rest = piece; rest.length > 0; ) {
        if (stream === undefined) {
          const zeros = rest.findIndex((byte) => byte !== 0);
          if (zeros === -1) return;
          rest = rest.subarray(zeros);
          stream = start(deliver);
        }
        const current: ZlibStream = stream;
        const before = current.bytesWritten;
        const written = new Promise<false>((resolve, reject) => {
          current.write(rest, (error) => (error ? reject(error) : resolve(false)));
        });
        written.catch(() => {});
        const ended = await Promise.race([done!, written]);
        if (!ended) return;
        rest = rest.subarray(current.bytesWritten - before);
        current.destroy();
        stream = undefined;
      }
    },
    async finish() {
      if (stream === undefined) return;
      stream.end();
      await done!;
    },
  };
}
