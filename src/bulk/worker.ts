/** A worker of the pool: one runner, made when the thread starts. */
import { workerData } from "node:worker_threads";
import { type Piece, type TaskResult, TaskRunner, type TaskSetup } from "./task.js";

const runner = await TaskRunner.create(workerData as TaskSetup);

export const runTask = (pieces: readonly Piece[]): Promise<TaskResult> => runner.run(pieces);
