/**
 * The program for many command lines, one process for all of a file's tests: where what is claimed is what comes of each, not that it starts or
 * ends. Three times as fast as a process each.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import { afterAll } from "vitest";
import { BINARY, type Ran, type RunOptions, witskit } from "./binary.js";

/** Milliseconds; no command line that is asked for here takes a second. */
const PATIENCE = 60_000;

interface Kept {
  /** The program ends with it. */
  readonly worker: Worker;
  /** For what it writes. */
  readonly folder: string;
  ran(words: readonly string[], cwd: string): Ran;
}

let kept: Kept | undefined;
afterAll(async () => {
  if (kept === undefined) return;
  await kept.worker.terminate();
  rmSync(kept.folder, { recursive: true, force: true });
});

/** As `witskit`. One that reads standard input, or has an environment of its own, has a process of its own. */
export function keptWitskit(line: string | readonly string[], options: RunOptions): Ran {
  if (options.input !== undefined || options.env !== undefined) return witskit(line, options);
  kept ??= begin();
  return kept.ran(typeof line === "string" ? line.split(" ") : line, options.cwd);
}

function begin(): Kept {
  const { port1: port, port2 } = new MessageChannel();
  const folder = mkdtempSync(join(tmpdir(), "witskit-kept-"));
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL("kept-worker.mjs", import.meta.url), {
    workerData: { port: port2, answered, folder, binary: BINARY },
    transferList: [port2],
  });
  port.unref();
  worker.unref();
  return {
    worker,
    folder,
    ran(words, cwd) {
      Atomics.store(answered, 0, 0);
      port.postMessage({ cwd, words });
      if (Atomics.wait(answered, 0, 0, PATIENCE) === "timed-out")
        throw new Error(`witskit ${words.join(" ")} did not end within ${PATIENCE / 1000} s`);
      return receiveMessageOnPort(port)!.message as Ran;
    },
  };
}
