/** What is published to one topic, as a connection: a broker's client is held up while nobody takes it. */
import { arrivalNow } from "../../bytes/arrival-clock.js";
import { Inbox } from "../../bytes/inbox.js";
import { MOST_WAITING } from "./socket.js";
import type { Chunk, Connection } from "./transport.js";

export class Topic implements Connection {
  readonly peer: string;
  readonly sender: string | undefined;
  readonly lost = 0;
  readonly #inbox: Inbox<Chunk>;
  readonly #onClose: () => void;
  /** Lets the client go on, where it waits because nobody takes. */
  #waiting: (() => void) | undefined;

  /** `several`: whether others are heard too. */
  constructor(name: string, several: boolean, onClose: () => void) {
    this.#onClose = onClose;
    this.peer = name;
    this.sender = several ? name : undefined;
    this.#inbox = new Inbox({
      sizeOf: ({ bytes }) => bytes.length,
      most: MOST_WAITING,
      resume: () => {
        this.#waiting?.();
        this.#waiting = undefined;
      },
    });
  }

  /** A message; the client goes on when there is room for another. */
  give(bytes: Uint8Array, settle: (() => void) | undefined, goOn: () => void): void {
    this.#inbox.push({ bytes, arrival: arrivalNow(), settle });
    if (this.#inbox.full) this.#waiting = goOn;
    else goOn();
  }

  end(): void {
    this.#inbox.end();
  }

  next(): Promise<Chunk | undefined> {
    return this.#inbox.next();
  }

  async close(): Promise<void> {
    this.#onClose();
    this.#inbox.end();
  }
}
