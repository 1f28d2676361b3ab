/** Where tasks run: in a pool of worker threads, or, for one worker or little work, in this thread. */
import { type FailureNote, failureOf } from "../failure.js";
import { packageFile } from "../package.js";
import { isHeapKeptSmall } from "../small-heap.js";
import type { Piece } from "./piece.js";
import { type TaskResult, TaskRunner, type TaskSetup } from "./task.js";

export interface Pool {
  /** Tasks that can run at the same time. */
  readonly workers: number;
  run(pieces: readonly Piece[]): Promise<TaskResult>;
  close(): Promise<void>;
}

/** Runs tasks in this thread, one after the other. */
export function poolOfOne(setup: TaskSetup): Pool {
  const runner = TaskRunner.create(setup);
  let last: Promise<unknown> = runner;
  return {
    workers: 1,
    run(pieces) {
      const result = last.then(async () => (await runner).run(pieces));
      last = result.catch(() => undefined);
      return result;
    },
    async close() {
      await last.catch(() => undefined);
    },
  };
}

export interface WorkerData {
  readonly setup: TaskSetup;
  readonly smallHeap: boolean;
}

/** An error that crosses threads loses its class, and all that is not its message: a failure comes as its note. */
export interface FailedTask {
  readonly failed: FailureNote;
}

/**
 * MiB that a worker may have for short-lived objects, of which it makes few unless its sources are small. V8 would take up to
 * 48, in which 100,000 small sources were converted no faster.
 */
const YOUNG_HEAP = 6;

export async function poolOf(setup: TaskSetup, workers: number): Promise<Pool> {
  const { Piscina } = await import("piscina");
  const pool = new Piscina({
    filename: packageFile("dist/bulk/worker.js").href,
    name: "runTask",
    minThreads: workers,
    maxThreads: workers,
    workerData: { setup, smallHeap: isHeapKeptSmall() } satisfies WorkerData,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_HEAP },
  });
  return {
    workers,
    async run(pieces) {
      const owned = pieces.flatMap(({ range }) =>
        "bytes" in range ? [range.bytes.buffer as ArrayBuffer] : [],
      );
      const result = (await pool.run(pieces, { transferList: owned })) as TaskResult | FailedTask;
      if ("failed" in result) throw failureOf(result.failed);
      return result;
    },
    close: () => pool.destroy(),
  };
}
