/** Bytes that are pushed by whoever has them, for whoever reads them. */
import type { ByteReader } from "./source.js";

export class PushedBytes implements ByteReader {
  arrival: number | undefined;
  #bytes: Uint8Array = new Uint8Array(0);
  #next: { readonly bytes: Uint8Array; readonly arrival: number } | undefined;
  #ended = false;
  /** Whoever waits for bytes, and whoever waits until they are asked for again. */
  #wake: () => void = () => {};
  #taken: (read: boolean) => void = () => {};

  /**
   * Resolves when these were read, and more are asked for; with false when nobody reads any more. One call at a time,
   * and the bytes must hold until then.
   */
  push(bytes: Uint8Array, arrival: number): Promise<boolean> {
    if (this.#ended) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#next = { bytes, arrival };
      this.#taken = resolve;
      this.#wake();
    });
  }

  /** Nothing is pushed any more; what was is still read. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async read(target: Uint8Array): Promise<number> {
    while (this.#bytes.length === 0) {
      if (this.#next === undefined) {
        this.#taken(true);
        if (this.#ended) return 0;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      } else {
        [this.#bytes, this.arrival] = [this.#next.bytes, this.#next.arrival];
        this.#next = undefined;
      }
    }
    const taken = this.#bytes.subarray(0, target.length);
    target.set(taken);
    this.#bytes = this.#bytes.subarray(taken.length);
    return taken.length;
  }

  /** What was not read is given up. */
  async close(): Promise<void> {
    this.#bytes = new Uint8Array(0);
    this.#next = undefined;
    this.end();
    this.#taken(false);
  }
}
