/** What is published to one topic, as a connection: a broker's client is held up while nobody takes it. */
import { Inbox } from "../../bytes/inbox.js";
import { MOST_WAITING } from "./socket.js";
import type { Chunk, Connection } from "./transport.js";

export class Topic implements Connection {
  readonly peer: string;
  readonly sender: string | undefined;
  readonly source: string | undefined;
  readonly lost = 0;
  readonly #inbox: Inbox<Chunk>;
  readonly #onClose: () => void;
  /** Lets the client go on, where it waits because nobody takes. */
  #waiting: (() => void) | undefined;

  constructor({ peer, sender, source }: Pick<Connection, "peer" | "sender" | "source">, onClose: () => void) {
    this.#onClose = onClose;
    this.peer = peer;
    this.sender = sender;
    this.source = source;
    this.#inbox = new Inbox({
      sizeOf: ({ bytes }) => bytes.length,
      most: MOST_WAITING,
      resume: () => {
        this.#waiting?.();
        this.#waiting = undefined;
      },
    });
  }

  /** A message, in one piece or several; it is settled with the last. Resolves when there is room for another, never once it has ended. */
  give(chunks: readonly Omit<Chunk, "settle">[], settle: (() => void) | undefined): Promise<void> {
    for (const [i, chunk] of chunks.entries())
      this.#inbox.push(i === chunks.length - 1 ? { ...chunk, settle } : chunk);
    if (!this.#inbox.full) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
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
