/**
 * What has come and was not asked for yet, between an emitter that pushes and a reader who pulls. It tells the emitter
 * when to pause and when to go on; what it holds is given before its end or its fault is.
 */

export interface InboxOptions<Item> {
  /** What an item counts towards `most`: its bytes, or 1. */
  readonly sizeOf: (item: Item) => number;
  /** The size from which on the emitter is asked to pause. */
  readonly most: number;
  readonly pause?: () => void;
  readonly resume?: () => void;
}

/** Items are let go so many at a time. */
const STEP = 64;

export class Inbox<Item> {
  readonly #options: InboxOptions<Item>;
  #items: (Item | undefined)[] = [];
  /** The items before this one were given. */
  #first = 0;
  #size = 0;
  #paused = false;
  #ended = false;
  #fault: Error | undefined;
  #waiting: ((answer: Promise<Item | undefined> | undefined) => void) | undefined;

  constructor(options: InboxOptions<Item>) {
    this.#options = options;
  }

  get full(): boolean {
    return this.#size >= this.#options.most;
  }

  get empty(): boolean {
    return this.#first === this.#items.length;
  }

  /** What comes after the end is dropped. */
  push(item: Item): void {
    if (this.#ended) return;
    if (this.#waiting !== undefined) {
      this.#answer(Promise.resolve(item));
      return;
    }
    this.#items.push(item);
    this.#size += this.#options.sizeOf(item);
    if (!this.full || this.#paused) return;
    this.#paused = true;
    this.#options.pause?.();
  }

  /** Nothing follows. A fault is thrown to the reader once, behind the last item. */
  end(fault?: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#waiting === undefined) this.#fault = fault;
    else this.#answer(fault === undefined ? undefined : Promise.reject(fault));
  }

  /** The next item; undefined at the end. One call at a time. */
  async next(): Promise<Item | undefined> {
    if (this.#first < this.#items.length) return this.#take();
    const fault = this.#fault;
    this.#fault = undefined;
    if (fault !== undefined) throw fault;
    if (this.#ended) return undefined;
    if (this.#waiting !== undefined) throw new Error("an inbox is asked for one item at a time");
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item> {
    for (;;) {
      const item = await this.next();
      if (item === undefined) return;
      yield item;
    }
  }

  #take(): Item {
    const item = this.#items[this.#first]!;
    // What was given is not to be kept by the list: 64 chunks of each of 256 links are a gigabyte.
    this.#items[this.#first++] = undefined;
    if (this.#first === this.#items.length || this.#first === STEP) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    this.#size -= this.#options.sizeOf(item);
    // Half empty, so that an emitter that is slow to start again does not leave the reader without work.
    if (this.#paused && this.#size <= this.#options.most / 2) {
      this.#paused = false;
      this.#options.resume?.();
    }
    return item;
  }

  #answer(answer: Promise<Item | undefined> | undefined): void {
    const waiting = this.#waiting!;
    this.#waiting = undefined;
    waiting(answer);
  }
}
