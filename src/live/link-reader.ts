/**
 * A link as a reader, for who reads one stream of bytes from its beginning to its end. The link is held up while nobody
 * reads; a sender that waits for acknowledgements gets them when the bytes behind are asked for.
 */
import type { ByteReader } from "../source/source.js";
import type { Arrived, Link } from "./link.js";

/** Runs the link until the reader is closed. `read` throws what the link breaks with. */
export function readLink(link: Link): ByteReader {
  const stop = new AbortController();
  let current: { readonly arrived: Arrived; at: number } | undefined;
  let taken: () => void = () => {};
  let arrival: number | undefined;
  let fault: { readonly error: unknown } | undefined;
  let ended = false;
  let wake: () => void = () => {};
  const running = link
    .run(async (arrived, settle) => {
      if (stop.signal.aborted) return;
      current = { arrived, at: 0 };
      wake();
      await new Promise<void>((resolve) => {
        taken = resolve;
      });
      if (!stop.signal.aborted) settle?.();
    }, stop.signal)
    .catch((error: unknown) => {
      fault = { error };
    })
    .finally(() => {
      ended = true;
      wake();
    });
  return {
    get arrival() {
      return arrival;
    },
    async read(target) {
      while (true) {
        if (current !== undefined && current.at < current.arrived.bytes.length) break;
        if (current !== undefined) {
          current = undefined;
          taken();
        }
        if (ended) break;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (current === undefined) {
        if (fault !== undefined) throw fault.error;
        return 0;
      }
      const { bytes } = current.arrived;
      const length = Math.min(target.length, bytes.length - current.at);
      target.set(bytes.subarray(current.at, current.at + length));
      current.at += length;
      arrival = current.arrived.arrival;
      return length;
    },
    async close() {
      stop.abort();
      taken();
      await running;
    },
  };
}
