/** An output whose bytes are packed by gzip on their way: the same bytes in give the same bytes out, with no time and no name in its head. */
import { once } from "node:events";
import { createGzip } from "node:zlib";
import type { Output } from "./output.js";

export function gzipOutput(output: Output): Output {
  const gzip = createGzip();
  let written: Promise<void> = Promise.resolve();
  let failure: { readonly error: unknown } | undefined;
  // A chunk is on its way before the next is packed: what waits is one of each.
  gzip.on("data", (bytes: Buffer) => {
    gzip.pause();
    written = output.write(bytes).then(
      () => void gzip.resume(),
      (error: unknown) => {
        failure ??= { error };
        gzip.resume();
      },
    );
  });
  const ended = once(gzip, "end");
  ended.catch(() => {});
  const settle = async (): Promise<void> => {
    await written;
    if (failure !== undefined) throw failure.error;
  };
  return {
    name: output.name,
    async write(bytes) {
      // Packed when this is done, so that the bytes belong to the caller again.
      await new Promise<void>((resolve, reject) =>
        gzip.write(bytes, (error) => (error ? reject(error) : resolve())),
      );
      await settle();
    },
    async finish() {
      gzip.end();
      await ended;
      await settle();
      await output.finish();
    },
    commit: () => output.commit(),
    async abort() {
      gzip.destroy();
      await output.abort();
    },
  };
}
