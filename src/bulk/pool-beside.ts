/**
 * This thread as one of the workers: it would have little to do, and a worker more costs the start of one, and its own compiling of
 * what all of them run. Of 1 GB with two workers, two threads beside this one took 4.3 s of processor time, one takes 4.1.
 */
import type { Pool } from "./pool.js";

/** Runs work in this thread and in others. Work begins in the order in which it comes. */
export function poolBeside(here: Pool, threads: Pool): Pool {
  const waiting: ((pool: Pool) => void)[] = [];
  let isBusyHere = false;
  let inThreads = 0;
  const free = (): Pool | undefined => {
    if (inThreads < threads.workers) return threads;
    if (!isBusyHere) return here;
    // The next one begins there although this thread is in the middle of its own.
    return inThreads < threads.inHand ? threads : undefined;
  };
  const take = (pool: Pool): Pool => {
    if (pool === here) isBusyHere = true;
    else inThreads++;
    return pool;
  };
  const giveBack = (pool: Pool): void => {
    if (pool === here) isBusyHere = false;
    else inThreads--;
    const next = waiting[0] && free();
    if (next !== undefined) waiting.shift()!(take(next));
  };
  const turn = async <Result>(act: (pool: Pool) => Promise<Result>): Promise<Result> => {
    const now = waiting.length === 0 ? free() : undefined;
    const pool = now === undefined ? await new Promise<Pool>((resolve) => waiting.push(resolve)) : take(now);
    try {
      return await act(pool);
    } finally {
      giveBack(pool);
    }
  };
  return {
    workers: threads.workers + 1,
    inHand: threads.inHand + 1,
    run: (pieces) => turn((pool) => pool.run(pieces)),
    encode: (job) => turn((pool) => pool.encode(job)),
    // What this thread has made goes round in it; its own fragments are encoded in others as well.
    reuse: (bytes) => threads.reuse(bytes),
    async close() {
      await Promise.all([here.close(), threads.close()]);
    },
  };
}
