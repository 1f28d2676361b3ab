/**
 * Where the bytes of a sink go: a file that appears whole or not at all, or standard output.
 *
 * Ending takes two steps, so that many outputs appear together: all are finished, which may fail for want of space,
 * before the first is committed, which hardly can.
 */
export interface Output {
  /** As the user gave it, for messages. */
  readonly name: string;
  /** Of all bytes that are written; undefined of what is no file. */
  readonly crc32?: number;
  /**
   * The bytes belong to the caller again when the promise resolves, and no more may be written before: that is the
   * back-pressure. Throws Failure("output"), or BrokenPipe when nobody reads any more.
   */
  write(bytes: Uint8Array): Promise<void>;
  /** Flushes and syncs. Nothing may be written afterwards. */
  finish(): Promise<void>;
  /** After `finish`: gives the file its name. */
  commit(): Promise<void>;
  /** Removes what was written, unless it was committed. May be called at any time, and again. */
  abort(): Promise<void>;
}

export interface OutputOptions {
  /** Replace a file that is there. */
  readonly force?: boolean | undefined;
}

/** Finishes all, then commits all. When one cannot be finished, none appears and all are removed. */
export async function commitOutputs(outputs: readonly Output[]): Promise<void> {
  try {
    await allOf(outputs.map((output) => output.finish()));
    await allOf(outputs.map((output) => output.commit()));
  } catch (error) {
    await Promise.all(outputs.map((output) => output.abort()));
    throw error;
  }
}

/**
 * What all promise, once the last of them has settled; throws the first failure then, and not while others are still at
 * work. Each waits for the disk, which does better with all of them at once.
 */
export async function allOf<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(promises);
  return settled.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}
