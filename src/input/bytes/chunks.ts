/** Chunks of any size, as Node's streams give them, as a reader gives bytes. */
import type { ByteReader } from "./source.js";

export interface ChunksOptions {
  /** What is thrown where the chunks break off. */
  readonly failure: (error: unknown) => Error;
  readonly close: () => void;
}

export function readerOfChunks(
  chunks: AsyncIterator<Uint8Array>,
  { failure, close }: ChunksOptions,
): ByteReader {
  let rest: Uint8Array = new Uint8Array(0);
  return {
    async read(target) {
      while (rest.length === 0) {
        const next = await chunks.next().catch((error: unknown) => {
          throw failure(error);
        });
        if (next.done) return 0;
        rest = next.value;
      }
      const taken = rest.subarray(0, target.length);
      target.set(taken);
      rest = rest.subarray(taken.length);
      return taken.length;
    },
    async close() {
      close();
    },
  };
}
