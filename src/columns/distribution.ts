/**
 * How often each number occurs, in bounded memory: exactly while the numbers that differ are few, then in steps of one
 * percent. So a median is exact for what has a rhythm or a coarse sensor, and within half a percent for the rest.
 */
const LOG_STEP = Math.log(1.01);
/** Below this all are zero. */
const LEAST = 1e-9;

export class Distribution {
  readonly #exactLimit: number;
  #isExact = true;
  /** By the number itself while exact, then by its bucket. */
  #counts = new Map<number, number>();
  total = 0;

  constructor(exactLimit = 1024) {
    this.#exactLimit = exactLimit;
  }

  add(value: number): void {
    this.total++;
    const key = this.#isExact ? value : bucketOf(value);
    const count = this.#counts.get(key);
    this.#counts.set(key, (count ?? 0) + 1);
    if (count === undefined && this.#isExact && this.#counts.size > this.#exactLimit) this.#coarsen();
  }

  get isExact(): boolean {
    return this.#isExact;
  }

  /** The lower one of two in the middle; undefined of nothing. */
  get median(): number | undefined {
    let left = this.total / 2;
    for (const [value, count] of this.#sorted()) {
      left -= count;
      if (left <= 0) return value;
    }
    return undefined;
  }

  /** How many are greater, and their sum. */
  above(bound: number): { count: number; sum: number } {
    const found = { count: 0, sum: 0 };
    for (const [value, count] of this.#sorted()) {
      if (value <= bound) continue;
      found.count += count;
      found.sum += value * count;
    }
    return found;
  }

  #sorted(): [value: number, count: number][] {
    const keys = [...this.#counts].sort(([a], [b]) => a - b);
    return this.#isExact ? keys : keys.map(([bucket, count]) => [middleOf(bucket), count]);
  }

  #coarsen(): void {
    const exact = this.#counts;
    this.#counts = new Map();
    this.#isExact = false;
    for (const [value, count] of exact) {
      const bucket = bucketOf(value);
      this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + count);
    }
  }
}

/** Buckets have the order of their numbers, which lies around 0 and is symmetric. */
function bucketOf(value: number): number {
  const magnitude = Math.abs(value);
  if (magnitude < LEAST) return 0;
  const bucket = 1 + Math.floor(Math.log(magnitude / LEAST) / LOG_STEP);
  return value < 0 ? -bucket : bucket;
}

function middleOf(bucket: number): number {
  if (bucket === 0) return 0;
  const magnitude = LEAST * Math.exp((Math.abs(bucket) - 0.5) * LOG_STEP);
  return bucket < 0 ? -magnitude : magnitude;
}
