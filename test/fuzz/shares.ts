/** Who runs which seeds, and how far everybody is: a board in memory that all threads share. */
import type { Seeds } from "./run.js";
import { BLOCK } from "./way.js";

export interface Shares extends Seeds {
  readonly workers: number;
}

/** The seeds of a share, [first, end); undefined when there are fewer shares. Shares of long runs are whole blocks. */
export function shareOf({ first, end, workers }: Shares, index: number): [number, number] | undefined {
  const size = Math.min(BLOCK, Math.ceil((end - first) / workers));
  const from = size < BLOCK ? first : Math.floor(first / BLOCK) * BLOCK;
  const start = Math.max(first, from + index * size);
  return start < end ? [start, Math.min(end, from + (index + 1) * size)] : undefined;
}

export const MOST_WORKERS = 64;
/** Seeds, inputs done, slowest input and time of the last start, for each worker. */
const FIELDS = 4;

export class Board {
  readonly memory: SharedArrayBuffer;
  readonly #counters: Int32Array;
  readonly #fields: Float64Array;

  constructor(memory = new SharedArrayBuffer(64 + MOST_WORKERS * FIELDS * 8)) {
    this.memory = memory;
    this.#counters = new Int32Array(memory, 0, 2);
    this.#fields = new Float64Array(memory, 64);
  }

  nextShare(): number {
    return Atomics.add(this.#counters, 0, 1);
  }

  stop(): void {
    Atomics.store(this.#counters, 1, 1);
  }

  get stopped(): boolean {
    return Atomics.load(this.#counters, 1) === 1;
  }

  /** A worker begins a seed. False when it should not, because the run is over. */
  start(worker: number, seed: number): boolean {
    const at = worker * FIELDS;
    const now = Date.now();
    this.#note(at, now);
    this.#fields[at] = seed;
    this.#fields[at + 1] = this.#fields[at + 1]! + 1;
    this.#fields[at + 3] = now;
    return !this.stopped;
  }

  /** A worker is between seeds. */
  pause(worker: number): void {
    this.#note(worker * FIELDS, Date.now());
    this.#fields[worker * FIELDS + 3] = 0;
  }

  #note(at: number, now: number): void {
    const since = this.#fields[at + 3]!;
    if (since !== 0) this.#fields[at + 2] = Math.max(this.#fields[at + 2]!, now - since);
  }

  all(workers: number) {
    return Array.from({ length: workers }, (_, worker) => this.of(worker));
  }

  /** Seed that a worker is at, inputs that it has begun, its slowest one so far and this one, milliseconds. */
  of(worker: number): { seed: number; inputs: number; slowest: number; lasting: number } {
    const [seed = 0, inputs = 0, slowest = 0, since = 0] = this.#fields.subarray(worker * FIELDS);
    return { seed, inputs, slowest, lasting: since === 0 ? 0 : Date.now() - since };
  }
}
