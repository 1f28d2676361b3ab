/** One after the other: a connection has one transaction at a time, and who comes meanwhile waits for the turn. */

export interface Turns {
  take<Value>(work: () => Promise<Value>): Promise<Value>;
  /** When all that have come are done. */
  idle(): Promise<void>;
}

export function turns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(work) {
      const mine = last.then(work);
      last = mine.catch(() => {});
      return mine;
    },
    async idle() {
      await last;
    },
  };
}
