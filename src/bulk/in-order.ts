/** Runs work ahead, several at a time, and gives the results in the order in which it was handed over. */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  ahead: number,
  run: (item: Item) => Promise<Result>,
): AsyncGenerator<[Item, Result]> {
  const waiting: [Item, Promise<Result>][] = [];
  const next = async (): Promise<[Item, Result]> => {
    const [item, result] = waiting.shift()!;
    return [item, await result];
  };
  try {
    for await (const item of items) {
      const result = run(item);
      // Whoever waits for it is told; until then a failure must not count as unhandled.
      result.catch(() => undefined);
      waiting.push([item, result]);
      if (waiting.length >= ahead) yield await next();
    }
    while (waiting.length > 0) yield await next();
  } finally {
    await Promise.allSettled(waiting.map(([, result]) => result));
  }
}
