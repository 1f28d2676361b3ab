/** Several sequences as one, as their items come: none waits for another, and all wait for whoever takes them. */

export interface Parts<Part> {
  /** As they turn up. */
  readonly parts: AsyncIterable<Part>;
  /** Ends all that the parts wait for. */
  close(): Promise<void>;
}

/** Throws what any part throws, or the signal's reason; when it is left, all parts are. */
export async function* merged<Part, Item>(
  { parts, close }: Parts<Part>,
  itemsOf: (part: Part) => AsyncIterable<Item>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Item> {
  // Each item waits until it is taken: that is the back-pressure.
  const { readable, writable } = new TransformStream<Item, Item>();
  const writer = writable.getWriter();
  const fail = (error: unknown): void => void writer.abort(error).catch(() => {});
  const abort = (): void => fail(signal!.reason);
  signal?.throwIfAborted();
  signal?.addEventListener("abort", abort, { once: true });
  const running = new Set<Promise<void>>();
  const pass = async (part: Part): Promise<void> => {
    for await (const item of itemsOf(part)) await writer.write(item);
  };
  const all = (async () => {
    for await (const part of parts) {
      const one = pass(part)
        .catch(fail)
        .finally(() => running.delete(one));
      running.add(one);
    }
    await Promise.all(running);
    await writer.close();
  })().catch(fail);
  try {
    for await (const item of readable) yield item;
  } finally {
    signal?.removeEventListener("abort", abort);
    await close();
    await all;
    await Promise.all(running);
  }
}
