/**
 * `npm run fuzz`: shares the seeds among threads, watches over them, and says what came of it. Fails when an input is read
 * in two ways, loses a byte, throws, takes too long, or when memory grows without bound.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { corpus } from "./corpus.js";
import { kinds } from "./input.js";
import { inputOf } from "./run.js";
import { Board, MOST_WORKERS, type Shares } from "./shares.js";

const USAGE = `npm run fuzz -- [--inputs N] [--seed S] [--seconds T] [--workers W] [--only KIND]

  --inputs N    seeds to run, one an input (default 100000)
  --seed S      the first of them (default 1); what fails says its seed: --seed S --inputs 1 runs it again
  --seconds T   stop after this time, whatever is left
  --workers W   threads (default one a processor)
  --only KIND   of these seeds those that try: kernel, the decoders alone; containers, what takes off wrapping`;

/** An input takes less than a millisecond. One that takes so long has not come back. */
const LONGEST_MS = 20_000;
/** Of the process; it holds two decoders for each of 24 ways for each worker, and as many that wait to be collected. */
const MOST_MEMORY = (workers: number) => (400 + 800 * workers) * 2 ** 20;
/** Of a worker's JavaScript. */
const HEAP_MB = 512;
const TELL_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 200;

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

interface Options extends Shares {
  readonly seconds: number;
}

function optionsIn(words: string[]): Options | undefined {
  const { values } = parseArgs({
    args: words,
    options: {
      inputs: { type: "string", default: "100000" },
      seed: { type: "string", default: "1" },
      seconds: { type: "string", default: "Infinity" },
      only: { type: "string" },
      workers: { type: "string", default: String(availableParallelism()) },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return undefined;
  const [inputs, first, seconds, workers] = [values.inputs, values.seed, values.seconds, values.workers].map(
    Number,
  );
  const only = kinds.find((kind) => kind === values.only);
  if (values.only !== undefined && only === undefined) return undefined;
  if (!(inputs! > 0 && first! >= 0 && seconds! > 0 && workers! > 0 && workers! <= MOST_WORKERS))
    return undefined;
  return { first: first!, end: first! + inputs!, seconds: seconds!, workers: workers!, only };
}

async function fuzz({ seconds, ...shares }: Options): Promise<boolean> {
  const { first, end, workers } = shares;
  const board = new Board();
  const found = corpus();
  console.log(
    `seeds ${whole.format(first)} to ${whole.format(end - 1)}, ${workers} workers, on ` +
      `${found.cases.length + found.wrappedCases.length} cases, ${found.logs.length} logs`,
  );
  const started = Date.now();
  let told = started;
  let memory = 0;
  const inputs = () => board.all(workers).reduce((sum, one) => sum + one.inputs, 0);
  const rate = () => `${whole.format((inputs() * 1000) / (Date.now() - started))} a second`;
  const threads = Array.from({ length: workers }, (_, worker) =>
    threadOf({ shares, memory: board.memory, worker }),
  );
  const watch = new Promise<string>((resolve) => {
    const timer = setInterval(() => {
      memory = Math.max(memory, process.memoryUsage.rss());
      if (memory > MOST_MEMORY(workers)) resolve(`memory has grown to ${whole.format(memory / 2 ** 20)} MiB`);
      const stuck = board.all(workers).find(({ lasting }) => lasting > LONGEST_MS);
      if (stuck !== undefined) {
        inputOf(found, stuck.seed).then((input) =>
          resolve(`seed ${stuck.seed} has not come back in ${LONGEST_MS / 1000} s: ${input}`),
        );
      }
      if (Date.now() - started > seconds * 1000) board.stop();
      if (Date.now() - told > TELL_EVERY_MS) {
        told = Date.now();
        console.log(
          `${whole.format(inputs())} inputs, ${rate()}, ${whole.format(memory / 2 ** 20)} MiB at most`,
        );
      }
    }, LOOK_EVERY_MS);
    timer.unref();
  });
  const failures = threads.map(({ outcome }) =>
    outcome.then((text) => (text === "done" ? new Promise<string>(() => {}) : text)),
  );
  const done = Promise.all(threads.map(({ outcome }) => outcome)).then(() => undefined);
  const failure = await Promise.race([watch, ...failures, done]);
  board.stop();
  const slowest = Math.max(...board.all(workers).map((one) => one.slowest));
  const line =
    `${whole.format(inputs())} inputs in ${whole.format((Date.now() - started) / 1000)} s, ${rate()}; the slowest took ` +
    `${whole.format(slowest)} ms; ${whole.format(memory / 2 ** 20)} MiB at most`;
  for (const { thread } of threads) void thread.terminate();
  if (failure === undefined) {
    console.log(`${line}\nall decoders agree, and every byte is counted`);
    return true;
  }
  console.log(`${line}\n\n${failure}`);
  return false;
}

/** Ends with "done" or what failed. */
function threadOf(workerData: { shares: Shares; memory: SharedArrayBuffer; worker: number }) {
  // The loader of TypeScript is not there yet in a new thread, whatever the process says.
  const { WITSKIT_TEST_HOOKS: _, ...env } = process.env;
  const thread = new Worker(new URL("./thread.mjs", import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    env,
  });
  const board = new Board(workerData.memory);
  const outcome = new Promise<string>((resolve) => {
    thread.on("message", resolve);
    thread.on("error", (error) => {
      resolve(`seed ${board.of(workerData.worker).seed}: ${error.stack ?? error.message}`);
    });
  });
  return { thread, outcome };
}

const options = optionsIn(process.argv.slice(2));
if (options === undefined) {
  console.log(USAGE);
  process.exitCode = 2;
} else process.exitCode = (await fuzz(options)) ? 0 : 1;
