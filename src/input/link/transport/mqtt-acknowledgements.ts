/**
 * Which messages of quality 1 a broker may forget. Many are under way at a time, as the broker lets them; they are
 * acknowledged when they are settled, in the order in which they came (MQTT 5.0, 4.6.0-2).
 *
 * What was not acknowledged when a connection broke comes again, marked as such and under its number. What was taken of
 * that before is known here, and is acknowledged without being taken twice.
 */
import { createHash } from "node:crypto";

/** A message that was taken. */
export interface Owed {
  readonly id: number;
  /** It is on disk. */
  settled: boolean;
}

export interface Message {
  readonly id: number;
  readonly topic: string;
  readonly payload: Uint8Array;
  /** Whether the broker sends it again. */
  readonly again: boolean;
}

/** Messages that are remembered; brokers have some tens under way, a thousand at most. */
const REMEMBERED = 4096;

export class Acknowledgements {
  /** Taken in this connection and not acknowledged, in the order in which they came. */
  #waiting: Owed[] = [];
  /** By number and content, the oldest first. */
  readonly #known = new Map<string, Owed>();
  #acknowledge: (id: number) => void = () => {};

  /** A connection begins. What the last one left is acknowledged when it comes again. */
  begin(acknowledge: (id: number) => void): void {
    this.#waiting = [];
    this.#acknowledge = acknowledge;
  }

  /** Notes a message that came; undefined where it was taken before. */
  note({ id, topic, payload, again }: Message): Owed | undefined {
    const key = `${id} ${createHash("sha1").update(topic).update("\0").update(payload).digest("base64")}`;
    const known = again ? this.#known.get(key) : undefined;
    const owed = known ?? { id, settled: false };
    this.#known.delete(key);
    this.#known.set(key, owed);
    if (this.#known.size > REMEMBERED) this.#known.delete(this.#known.keys().next().value!);
    this.#waiting.push(owed);
    if (known === undefined) return owed;
    this.#flush();
    return undefined;
  }

  /** It is on disk. */
  settle(owed: Owed): void {
    owed.settled = true;
    this.#flush();
  }

  #flush(): void {
    let first = 0;
    while (this.#waiting[first]?.settled) this.#acknowledge(this.#waiting[first++]!.id);
    this.#waiting.splice(0, first);
  }
}
