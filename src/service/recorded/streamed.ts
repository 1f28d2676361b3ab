/**
 * Bytes on their way to who asked, as fast as they are taken: whoever reads slowly slows down who writes, and nothing piles up. Where the
 * other side has gone, what writes is told so at its next write; where writing fails, the answer breaks off and is not taken for whole.
 */
import type { Output } from "../../durable/output.js";

/** Bytes that wait to be taken, at most, beside the piece that is being written. */
const WAITING = 256 * 1024;

class Gone extends Error {
  override readonly name = "Gone";
}

/** Whether writing ended since nobody reads any more. */
export const isGone = (error: unknown): boolean => error instanceof Gone;

/**
 * `write` is called once, when the first byte is asked for; `end`, which does not fail, once, when all is over, whatever became of it. `signal` is aborted when
 * whoever asked has gone, also before the first byte.
 */
export function streamed(
  write: (output: Output) => Promise<void>,
  end: () => Promise<void>,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  let taken: (() => void) | undefined;
  let hasLeft = false;
  let begun: Promise<void> | undefined;
  const gone = async (): Promise<void> => {
    if (hasLeft) return;
    hasLeft = true;
    taken?.();
    begun ??= end();
    await begun;
  };
  const run = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    try {
      await write({
        name: "the answer",
        async write(bytes) {
          if (hasLeft) throw new Gone("nobody reads the answer any more");
          if (bytes.length === 0) return;
          // The bytes are their writer's again when this is done. A slice of a Buffer is no copy.
          controller.enqueue(new Uint8Array(bytes));
          if ((controller.desiredSize ?? 0) > 0) return;
          await new Promise<void>((resolve) => {
            taken = resolve;
          });
          if (hasLeft) throw new Gone("nobody reads the answer any more");
        },
        async finish() {},
        async commit() {},
        async abort() {},
      });
      controller.close();
    } catch (error) {
      if (!isGone(error)) controller.error(error);
    } finally {
      signal.removeEventListener("abort", gone);
      await end();
    }
  };
  signal.addEventListener("abort", gone, { once: true });
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (hasLeft) return;
        begun ??= run(controller);
        taken?.();
        taken = undefined;
      },
      cancel: gone,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: WAITING }),
  );
}
