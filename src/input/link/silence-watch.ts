/**
 * Tells when nothing came for a while. What comes only notes the time: a feed of many chunks a second sets no timer for
 * each. Measured by the clock that nobody sets.
 */
export class SilenceWatch {
  readonly #after: number;
  readonly #onSilence: () => void;
  #last = 0;
  #timer: NodeJS.Timeout | undefined;
  /** How much of what came is being taken: its senders may be held up meanwhile, and are not silent. */
  busy = 0;

  /** `after` in milliseconds; 0 for never. `onSilence` is called once a silence. */
  constructor(after: number, onSilence: () => void) {
    this.#after = after;
    this.#onSilence = onSilence;
  }

  /** Something came, or may come from now on. */
  note(): void {
    this.#last = performance.now();
    if (this.#timer === undefined && this.#after > 0) this.#wait(this.#after);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(milliseconds: number): void {
    this.#timer = setTimeout(() => this.#look(), Math.min(Math.ceil(milliseconds), LONGEST));
  }

  #look(): void {
    this.#timer = undefined;
    if (this.busy > 0) this.#last = performance.now();
    const left = this.#after - (performance.now() - this.#last);
    if (left > 0) this.#wait(left);
    else this.#onSilence();
  }
}

/** The longest timer that Node sets. */
const LONGEST = 2 ** 31 - 1;
