/** Where tasks run: in a pool of worker threads, or, for one worker or little work, in this thread. */
import type { EncodedRowGroup } from "../columns/parquet/row-group.js";
import { type FailureNote, failureOf } from "../failure/failure.js";
import { packageFile } from "../runtime/package.js";
import { isHeapKeptSmall } from "../runtime/small-heap.js";
import type { Piece } from "./piece.js";
import type { RowGroupJob } from "./table-rows.js";
import { type TaskResult, TaskRunner, type TaskSetup } from "./task.js";

export interface Pool {
  /** Tasks that can run at the same time. */
  readonly workers: number;
  /** Tasks that it is given at a time: as many as wait for a thread, too. What more are done before their turn waits in memory. */
  readonly inHand: number;
  run(pieces: readonly Piece[]): Promise<TaskResult>;
  /** Takes the fragments over. */
  encode(job: RowGroupJob): Promise<EncodedRowGroup>;
  /** Takes over the bytes of a row group that nobody refers to any more. */
  reuse(bytes: Uint8Array<ArrayBuffer>): void;
  close(): Promise<void>;
}

/** Runs tasks in this thread, one after the other. */
export function poolOfOne(setup: TaskSetup): Pool {
  const runner = TaskRunner.create(setup);
  let last: Promise<unknown> = runner;
  const next = <Result>(act: (runner: TaskRunner) => Result | Promise<Result>): Promise<Result> => {
    const result = last.then(async () => act(await runner));
    last = result.catch(() => undefined);
    return result;
  };
  return {
    workers: 1,
    // The next one is read while this one is decoded.
    inHand: 2,
    run: (pieces) => next((runner) => runner.run(pieces)),
    encode: (job) => next((runner) => runner.encode(job)),
    reuse: (bytes) => {
      next((runner) => runner.reuse(bytes)).catch(() => undefined);
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

/** A row group for a worker, and the bytes of others that stand in their files by now. */
export interface WorkerJob extends RowGroupJob {
  readonly spare: readonly Uint8Array<ArrayBuffer>[];
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

/** Tasks of a thread: one waits there while another runs. */
const IN_HAND = 2;

/** Runs tasks in as many threads beside this one. */
export async function poolOf(setup: TaskSetup, workers: number): Promise<Pool> {
  const { Piscina } = await import("piscina");
  const pool = new Piscina({
    filename: packageFile("dist/bulk/worker.js").href,
    name: "runTask",
    minThreads: workers,
    maxThreads: workers,
    concurrentTasksPerWorker: IN_HAND,
    workerData: { setup, smallHeap: isHeapKeptSmall() } satisfies WorkerData,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_HEAP },
  });
  let spare: Uint8Array<ArrayBuffer>[] = [];
  return {
    workers,
    inHand: IN_HAND * workers,
    async run(pieces) {
      const owned = pieces.flatMap(({ range }) =>
        "bytes" in range ? [range.bytes.buffer as ArrayBuffer] : [],
      );
      const result = (await pool.run(pieces, { transferList: owned })) as TaskResult | FailedTask;
      if ("failed" in result) throw failureOf(result.failed);
      return result;
    },
    encode({ table, cuts }) {
      // Of what is not all of a fragment the rest goes into another row group.
      const owned = cuts.map(({ fragment, from, to }) =>
        from === 0 && to === fragment.rows
          ? { fragment, from, to }
          : { fragment: { ...fragment, bytes: fragment.bytes.slice() }, from, to },
      );
      const work: WorkerJob = { table, cuts: owned, spare };
      spare = [];
      const transferList = [...owned.map(({ fragment }) => fragment.bytes), ...work.spare];
      return pool.run(work, {
        name: "encodeRowGroup",
        transferList: transferList.map(({ buffer }) => buffer),
      });
    },
    reuse: (bytes) => {
      spare.push(bytes);
    },
    close: () => pool.destroy(),
  };
}
