/** Waits for a promise, or throws the signal's reason as soon as it is aborted; leaves nothing behind at the signal. */
export async function abortable<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  // Given up on, it may still fail, and nobody is left to be told.
  work.catch(() => {});
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    work.finally(() => signal.removeEventListener("abort", stop)).then(resolve, reject);
  });
}
