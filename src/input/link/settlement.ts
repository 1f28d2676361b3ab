/**
 * What senders that wait for acknowledgements are still owed. When a link ends, what was taken shall be acknowledged before
 * it is closed, or it is sent all again.
 */
export class Settlement {
  #owed = 0;
  #onSettled: (() => void) | undefined;

  /** Something was given and is not on disk yet; answers what is to be called when it is. */
  owe(acknowledge: () => void): () => void {
    this.#owed++;
    let settled = false;
    return () => {
      if (settled) return;
      settled = true;
      acknowledge();
      this.#owed--;
      if (this.#owed === 0) this.#onSettled?.();
    };
  }

  /** Resolves when nothing is owed any more, or after so many milliseconds. */
  async settled(most: number): Promise<void> {
    if (this.#owed === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, most);
      this.#onSettled = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
