/**
 * Rounds: every contender has its turn in each of them, so that what slows the machine for a while slows all alike. The
 * first rounds warm up and do not count.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Bench } from "tinybench";

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {number} bytes Of log text that a turn deals with.
 * @property {() => number | void | Promise<number | void>} turn Does the work; returns its milliseconds when something
 *   else than the whole turn is to be counted.
 *
 * @typedef {object} Speed
 * @property {string} name
 * @property {number[]} rounds MB/s of log text.
 * @property {number} median
 * @property {number} least
 * @property {number} most
 */

/** Enough for the JIT; whole processes start cold each time and need one, for the disk. */
const WARM_UP = 2;

setFlagsFromString("--expose-gc");
/** @type {() => void} */
const collectGarbage = runInNewContext("gc");

/**
 * @param {readonly Contender[]} contenders
 * @param {number} rounds
 * @param {number} [warmUp]
 * @returns {Promise<Speed[]>}
 */
export async function race(contenders, rounds, warmUp = WARM_UP) {
  const bench = new Bench({ iterations: 1, time: 0, warmup: false, retainSamples: true, throws: true });
  for (const { name, turn } of contenders) {
    bench.add(name, async () => {
      const milliseconds = await turn();
      return milliseconds === undefined ? undefined : { overriddenDuration: milliseconds };
    });
  }
  const speeds = contenders.map(({ name, bytes }) => ({ name, bytes, rounds: /** @type {number[]} */ ([]) }));
  for (let round = -warmUp; round < rounds; round++) {
    for (const { name, bytes, rounds: measured } of speeds) {
      const task = bench.getTask(name);
      task?.reset(false);
      // Nobody pays for what the one before left behind.
      collectGarbage();
      await task?.run();
      if (task?.result.state !== "completed") throw new Error(`${name} did not complete`);
      if (round >= 0) measured.push(bytes / 1000 / task.result.latency.mean);
    }
  }
  return speeds.map(({ name, rounds: measured }) => ({
    name,
    rounds: measured,
    median: median(measured),
    least: Math.min(...measured),
    most: Math.max(...measured),
  }));
}

/** @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/**
 * How many times as fast one was as the other: the median of the rounds, each of which saw both under the same load.
 * @param {Speed} speed
 * @param {Speed} other
 */
export const ratio = (speed, other) =>
  median(speed.rounds.map((ours, round) => ours / (other.rounds[round] ?? Number.NaN)));
