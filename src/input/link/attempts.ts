/**
 * When a link that broke is opened again: after a wait that grows, by half of it at random so that many links do not come back
 * all at once; after a row of fruitless attempts, one at a time after a rest (a circuit breaker).
 */
import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  halfJitterGenerator,
  handleWhenResult,
} from "cockatiel";
import type { Failure } from "../../failure/failure.js";
import type { ToldLink } from "./link-options.js";

/** How an attempt ended. */
export interface Outcome {
  /** What it failed or broke with; undefined where the sender ended it. */
  readonly fault: Failure | undefined;
  /** Whether bytes came, or might have for long: then the next attempt is soon, and the first of a new row. */
  readonly fruitful: boolean;
}

export interface Pause {
  /** Milliseconds. */
  readonly wait: number;
  /** Whether it is the rest after a row of fruitless attempts. */
  readonly resting: boolean;
}

type AttemptsOptions = Pick<ToldLink, "breakerFailures" | "breakerWait" | "firstWait" | "longestWait">;

export class Attempts {
  readonly #breaker;
  readonly #breakerWait: number;
  readonly #waits;
  #wait: ReturnType<ExponentialBackoff<number>["next"]> | undefined;

  constructor({ breakerFailures, breakerWait, firstWait, longestWait }: AttemptsOptions) {
    // When to try again is for the link, whose timers go by a clock that nobody sets; the breaker's does not.
    this.#breaker = circuitBreaker(
      handleWhenResult((outcome) => !(outcome as Outcome).fruitful),
      { breaker: new ConsecutiveBreaker(breakerFailures), halfOpenAfter: Number.NEGATIVE_INFINITY },
    );
    this.#breakerWait = breakerWait;
    this.#waits = new ExponentialBackoff({
      generator: halfJitterGenerator,
      initialDelay: firstWait,
      maxDelay: longestWait,
    });
  }

  /** One attempt, and how long to wait before the next. Throws what it throws. */
  async make(attempt: () => Promise<Outcome>): Promise<Outcome & Pause> {
    const outcome = await this.#breaker.execute(attempt);
    const resting = this.#breaker.state === CircuitState.Open;
    const before = outcome.fruitful ? undefined : this.#wait;
    this.#wait = before === undefined ? this.#waits.next() : before.next(undefined);
    return { ...outcome, resting, wait: resting ? this.#breakerWait : this.#wait.duration };
  }
}
