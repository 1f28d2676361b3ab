/** A place in the data that clients take over from each other: the frames behind it. */
export class Cursor {
  readonly #frames: AsyncGenerator<Uint8Array, void, undefined>;
  #returned: Uint8Array | undefined;

  constructor(frames: AsyncGenerator<Uint8Array, void, undefined>) {
    this.#frames = frames;
  }

  /** Undefined at the end. */
  async next(): Promise<Uint8Array | undefined> {
    const returned = this.#returned;
    this.#returned = undefined;
    return returned ?? (await this.#frames.next()).value ?? undefined;
  }

  /** The last frame was not sent: it is the next one again. */
  giveBack(frame: Uint8Array): void {
    this.#returned = frame;
  }

  async close(): Promise<void> {
    await this.#frames.return();
  }
}
