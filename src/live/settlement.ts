/**
 * What a sender that waits for acknowledgements is still owed. When a link ends, what was taken shall be acknowledged
 * before the connection is closed, or the sender sends it all again.
 */
export class Settlement {
  /** Handed to whoever takes. */
  readonly settle: () => void;
  #owed = false;
  #onSettled: (() => void) | undefined;

  constructor(acknowledge: () => void) {
    this.settle = () => {
      this.#owed = false;
      acknowledge();
      this.#onSettled?.();
    };
  }

  /** Something was given and is not on disk yet. */
  owe(): void {
    this.#owed = true;
  }

  /** Resolves when nothing is owed any more, or after so many milliseconds. */
  async settled(most: number): Promise<void> {
    if (!this.#owed) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, most);
      this.#onSettled = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
