/**
 * A link as readers, one for each connection, for who reads each stream of bytes from its beginning to its end. A sender is
 * held up while nobody reads; one that waits for acknowledgements gets them when the bytes behind are asked for.
 */
import { Inbox } from "../bytes/inbox.js";
import { PushedBytes } from "../bytes/pushed-bytes.js";
import type { ByteReader } from "../bytes/source.js";
import type { Link } from "./link.js";

export interface LinkConnection {
  /** As in `Arrived`. */
  readonly sender: string;
  readonly reader: ByteReader;
}

export interface LinkConnections {
  /** As they turn up. It ends when the link does, and throws what it broke with. */
  readonly connections: AsyncIterable<LinkConnection>;
  /** Ends the link, and all readers with it. */
  close(): Promise<void>;
}

/** Runs the link until it is closed. */
export function connectionsOf(link: Link): LinkConnections {
  const stop = new AbortController();
  const open = new Map<number, PushedBytes>();
  const connections = new Inbox<LinkConnection>({ sizeOf: () => 1, most: Number.POSITIVE_INFINITY });
  link.onEnd = (connection) => {
    open.get(connection)?.end();
    open.delete(connection);
  };
  const running = link
    .run(async ({ sender, connection, bytes, arrival }, settle) => {
      if (stop.signal.aborted) return;
      let reader = open.get(connection);
      if (reader === undefined) {
        reader = new PushedBytes();
        open.set(connection, reader);
        connections.push({ sender, reader });
      }
      if (await reader.push(bytes, arrival)) settle?.();
    }, stop.signal)
    .then(
      () => connections.end(),
      (error: Error) => connections.end(error),
    );
  return {
    connections,
    async close() {
      stop.abort();
      await Promise.all([...open.values()].map((reader) => reader.close()));
      await running;
    },
  };
}
