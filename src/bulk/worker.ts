/** A worker of the pool: one runner, made when the thread starts. */
import { workerData } from "node:worker_threads";
import { move, transferableSymbol, valueSymbol } from "piscina";
import { Failure, noteOf } from "../failure/failure.js";
import { keepHeapSmall } from "../runtime/small-heap.js";
import type { Piece } from "./piece.js";
import type { FailedTask, WorkerData, WorkerJob } from "./pool.js";
import { type TaskResult, TaskRunner } from "./task.js";

const { setup, smallHeap } = workerData as WorkerData;
if (smallHeap) keepHeapSmall();
const runner = await TaskRunner.create(setup);

let last: Promise<unknown> = Promise.resolve();

/** The runner does one thing after the other. */
function inTurn<Result>(act: () => Result | Promise<Result>): Promise<Result> {
  const result = last.then(act);
  last = result.catch(() => undefined);
  return result;
}

/** What a task has made goes back without a copy. */
export async function runTask(pieces: readonly Piece[]): Promise<unknown> {
  let result: TaskResult;
  try {
    result = await inTurn(() => runner.run(pieces));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { failed: noteOf(error) } satisfies FailedTask;
  }
  return move({ [transferableSymbol]: buffersOf(result), [valueSymbol]: result } as never);
}

export async function encodeRowGroup({ spare, ...job }: WorkerJob): Promise<unknown> {
  for (const bytes of spare) runner.reuse(bytes);
  const group = await inTurn(() => runner.encode(job));
  return move({ [transferableSymbol]: [group.bytes.buffer], [valueSymbol]: group } as never);
}

function buffersOf({ tables, pieces }: TaskResult): ArrayBuffer[] {
  const fragments = tables.flatMap((table) => table.fragments.map(({ bytes }) => bytes.buffer));
  return [...fragments, ...pieces.flatMap(({ buffer }) => (buffer === undefined ? [] : [buffer.buffer]))];
}
