/** How much comes a second, over the last seconds: what a link's rate is told by. */

/** Whole seconds that are counted: long enough that a frame a second reads as 1.0, short enough to see a stall. */
const SECONDS = 10;

export class Rate {
  readonly #counts = new Float64Array(SECONDS + 1);
  #second = Number.NEGATIVE_INFINITY;
  #first = Number.NaN;

  /** `time` is in milliseconds, of a clock that does not go back; what is older than the last is counted with the last. */
  add(count: number, time: number): void {
    this.#moveTo(time);
    if (Number.isNaN(this.#first)) this.#first = this.#second;
    this.#counts[this.#second % this.#counts.length]! += count;
  }

  /** Of the whole seconds before `time`; of the one that runs while there is no other. */
  perSecond(time: number): number {
    if (Number.isNaN(this.#first)) return 0;
    this.#moveTo(time);
    const running = this.#counts[this.#second % this.#counts.length]!;
    const seconds = Math.min(SECONDS, this.#second - this.#first);
    if (seconds === 0) return running;
    return (this.#counts.reduce((sum, one) => sum + one, 0) - running) / seconds;
  }

  #moveTo(time: number): void {
    const second = Math.floor(time / 1000);
    if (second <= this.#second) return;
    const from = Math.max(this.#second + 1, second - SECONDS);
    for (let passed = from; passed <= second; passed++) this.#counts[passed % this.#counts.length] = 0;
    this.#second = second;
  }
}
