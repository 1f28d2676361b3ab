/** Work that takes a processor for a while: so much of it at a time, and who would wait too long is told to come again. */
import { said } from "../words/refusal.js";
import { Problem } from "./problem.js";

export interface Turns {
  /** Throws Problem where too many wait already, and what `work` throws. `signal` is of who asks: one that has gone waits no longer. */
  take<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result>;
}

export function turns({
  atOnce,
  waiting: most,
  refused,
}: {
  readonly atOnce: number;
  readonly waiting: number;
  /** What whoever is told to come again reads first. */
  readonly refused: "busy" | "papers-busy" | "lists-busy";
}): Turns {
  let running = 0;
  const waiting: (() => void)[] = [];
  return {
    async take(signal, work) {
      signal.throwIfAborted();
      if (running >= atOnce) {
        if (waiting.length >= most)
          throw new Problem("unavailable", said(refused), {
            headers: { "retry-after": "5" },
          });
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else running++;
      try {
        signal.throwIfAborted();
        return await work();
      } finally {
        // Whoever waited has the turn of who is done.
        const next = waiting.shift();
        if (next === undefined) running--;
        else next();
      }
    },
  };
}

/** Answers that go on for as long as somebody reads them: so many at a time. */
export interface Streams {
  /** Throws Problem where there are too many; what is given back is called at the end. */
  begin(): () => void;
}

export function streams(most: number): Streams {
  let open = 0;
  return {
    begin() {
      if (open >= most)
        throw new Problem("unavailable", said("too-many-answers", { most }), {
          headers: { "retry-after": "5" },
        });
      open++;
      let isOpen = true;
      return () => {
        if (isOpen) open--;
        isOpen = false;
      };
    },
  };
}
