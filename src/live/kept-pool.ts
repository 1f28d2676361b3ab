/**
 * The worker that makes parts of segments, kept from one unit to the next: where links bring much, units follow within a second, and
 * to start a worker takes a good part of one.
 */
import { type Pool, poolOf, poolOfOne } from "../bulk/pool.js";
import type { TaskSetup } from "../bulk/task.js";

/** Less text than this is decoded in this thread: that takes a few hundredths of a second, and a worker more to start. */
const WORKER_PAYS = 4 << 20;

/** Milliseconds without a unit after which a worker ends: it has tens of megabytes. */
const IDLE = 30_000;

export class KeptPool {
  readonly #setup: TaskSetup;
  #worker: Pool | undefined;
  #ending: NodeJS.Timeout | undefined;

  constructor(setup: TaskSetup) {
    this.#setup = setup;
  }

  /**
   * Does something with a pool that so many bytes are worth, one such thing at a time. A worker in which something has failed is
   * not used again.
   */
  async with<Result>(bytes: number, act: (pool: Pool) => Promise<Result>): Promise<Result> {
    if (bytes < WORKER_PAYS) return withPoolOfOne(this.#setup, act);
    clearTimeout(this.#ending);
    this.#worker ??= await poolOf(this.#setup, 1);
    try {
      const result = await act(this.#worker);
      this.#ending = setTimeout(() => void this.close(), IDLE).unref();
      return result;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Ends the worker; another one is made when there is need of it. */
  async close(): Promise<void> {
    clearTimeout(this.#ending);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.close();
  }
}

async function withPoolOfOne<Result>(
  setup: TaskSetup,
  act: (pool: Pool) => Promise<Result>,
): Promise<Result> {
  const pool = poolOfOne(setup);
  try {
    return await act(pool);
  } finally {
    await pool.close();
  }
}
