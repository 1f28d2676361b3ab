/** A thread that takes one share of seeds after the other, until one fails or there are no more. */
import { parentPort, workerData } from "node:worker_threads";
import { corpus } from "./corpus.js";
import { run } from "./run.js";
import { Board, type Shares, shareOf } from "./shares.js";

const { shares, memory, worker } = workerData as {
  shares: Shares;
  memory: SharedArrayBuffer;
  worker: number;
};
const board = new Board(memory);
const found = corpus();

async function work(): Promise<string | undefined> {
  for (;;) {
    const share = shareOf(shares, board.nextShare());
    if (share === undefined || board.stopped) return undefined;
    const failure = await run(found, { first: share[0], end: share[1], only: shares.only }, (seed) =>
      board.start(worker, seed),
    );
    board.pause(worker);
    if (failure !== undefined) return failure;
  }
}

parentPort!.postMessage((await work()) ?? "done");
