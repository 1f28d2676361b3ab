/**
 * Values that leap out of their neighbours and back. Of eleven values in a row, the one in the middle is a spike when it
 * lies further from their median than ten times their spread: the median of their distances from that median, scaled to
 * the standard deviation of a normal distribution (Hampel's identifier). The spread is taken no smaller than is usual for the
 * item when it moves, so that a quiet moment does not make spikes of noise, and in a window of equal values no smaller
 * than a twentieth of them.
 */
const WINDOW = 11;
const MIDDLE = 5;
const THRESHOLD = 10;
/** The standard deviation of a normal distribution is so many times its median absolute deviation. */
const NORMAL = 1.4826;
const STILL = 1 / 20;

export class Spikes {
  judged = 0;
  spikes = 0;
  /** The last values, in the order in which they came, and the same in ascending order. */
  readonly #recent = new Float64Array(WINDOW);
  readonly #sorted = new Float64Array(WINDOW);
  #length = 0;
  #next = 0;
  readonly #usual = new RunningMedian();
  #sinceSpread = 0;

  startSource(): void {
    this.#length = 0;
    this.#next = 0;
  }

  add(numbers: Float64Array): void {
    for (let row = 0; row < numbers.length; row++) {
      const value = numbers[row]!;
      if (!Number.isNaN(value)) this.#value(value);
    }
  }

  #value(value: number): void {
    if (this.#length === WINDOW) this.#forget(this.#recent[this.#next]!);
    this.#insert(value);
    this.#recent[this.#next] = value;
    this.#next = this.#next === WINDOW - 1 ? 0 : this.#next + 1;
    if (this.#length < WINDOW) return;
    this.judged++;
    const median = this.#sorted[MIDDLE]!;
    // Windows that share no value tell what is usual.
    if (++this.#sinceSpread >= WINDOW) {
      this.#sinceSpread = 0;
      const spread = this.#spread(median);
      if (spread > 0) this.#usual.add(spread);
    }
    const distance = Math.abs(this.#recent[(this.#next + MIDDLE) % WINDOW]! - median);
    const usual = this.#usual.median;
    if (distance === 0 || distance <= THRESHOLD * usual) return;
    const own = this.#spread(median);
    const spread = Math.max(own === 0 ? Math.abs(median) * STILL : own, usual);
    if (spread > 0 && distance > THRESHOLD * spread) this.spikes++;
  }

  #insert(value: number): void {
    let at = this.#length++;
    while (at > 0 && this.#sorted[at - 1]! > value) {
      this.#sorted[at] = this.#sorted[at - 1]!;
      at--;
    }
    this.#sorted[at] = value;
  }

  #forget(value: number): void {
    const at = this.#sorted.indexOf(value);
    this.#sorted.copyWithin(at, at + 1, this.#length--);
  }

  /** Of the window: the sixth of the distances from the median, found from the middle outwards. */
  #spread(median: number): number {
    let below = MIDDLE;
    let above = MIDDLE;
    let distance = 0;
    for (let i = 0; i < MIDDLE; i++) {
      const under = below > 0 ? median - this.#sorted[below - 1]! : Number.POSITIVE_INFINITY;
      const over = above < WINDOW - 1 ? this.#sorted[above + 1]! - median : Number.POSITIVE_INFINITY;
      if (under <= over) {
        distance = under;
        below--;
      } else {
        distance = over;
        above++;
      }
    }
    return distance * NORMAL;
  }
}

/** The median of a stream of positive numbers, near enough for a scale: moved towards each of them by a twentieth. */
class RunningMedian {
  median = 0;

  add(value: number): void {
    if (this.median === 0) this.median = value;
    else this.median *= value > this.median ? 1.05 : 1 / 1.05;
  }
}
