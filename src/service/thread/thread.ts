/** A thread that does one piece of work, says what came of it, and ends. */
import { parentPort, workerData } from "node:worker_threads";
import { Failure, noteOf } from "../../failure/failure.js";
import { keepHeapTight } from "../../runtime/small-heap.js";
import type { Answer, Asked } from "./in-thread.js";
import { works } from "./works.js";

// V8 forgets it in the whole process whenever a thread starts.
keepHeapTight();

const { work, words } = workerData as Asked;

/** What is no failure is a fault of ours: it is thrown, and ends the thread. */
async function answer(): Promise<Answer> {
  try {
    return { value: await (works[work] as (...words: readonly unknown[]) => Promise<unknown>)(...words) };
  } catch (error) {
    if (error instanceof Failure) return { failed: noteOf(error) };
    throw error;
  }
}

/** What a paper takes goes over without a copy, unless it lies in memory that others share. */
function bytesIn(told: Answer): ArrayBuffer[] {
  if (!("value" in told) || !(told.value instanceof Uint8Array)) return [];
  const { buffer, byteLength } = told.value;
  return buffer.byteLength === byteLength ? [buffer as ArrayBuffer] : [];
}

const told = await answer();
parentPort!.postMessage(told, bytesIn(told));
