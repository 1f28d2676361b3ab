/**
 * A stream socket as a connection. Chunks are handed on as the system gave them, without a copy; a reader who does not
 * ask lets the socket pause, so that the sender's own window fills and it waits.
 */
import type { Socket } from "node:net";
import { Failure } from "../../../failure/failure.js";
import type { LinkUrl } from "../../../network/link-url.js";
import { networkReason, unreachable } from "../../../network/unreachable.js";
import { durationIn } from "../../../text/duration.js";
import { arrivalNow } from "../../bytes/arrival-clock.js";
import { Inbox } from "../../bytes/inbox.js";
import type { Chunk, Connection } from "./transport.js";

/** Bytes that have come and nobody took, from which on a socket pauses: with 256 links, 32 MiB in all. */
export const MOST_WAITING = 128 << 10;

/** Bytes read at a time: 4 MiB for 256 links. Four times as much reads no faster at 100 MB/s. */
const READ = 16_384;

/**
 * What a socket is made with so that it reads into one buffer, again and again. Buffers of their own for what 256 sockets
 * read at 100 MB/s together took 100 MB of memory, nearly all of it waiting for the garbage collector.
 */
export class ReadBuffer {
  take: (bytes: Uint8Array) => void = () => {};
  readonly onread: { readonly buffer: Uint8Array; callback(length: number, buffer: Uint8Array): boolean } = {
    buffer: new Uint8Array(READ),
    // Nothing more is read until the socket is told to go on.
    callback: (length, buffer) => {
      this.take(buffer.subarray(0, length));
      return false;
    },
  };
}

/** Of silence, after which the system asks whether the peer is there; where ten such probes, a second apart, get no answer it is gone. */
const KEEP_ALIVE = 10_000;

/** The parameter of a URL that says so, in milliseconds. */
export const keepAliveIn = (url: LinkUrl): number => url.parameter("keepAlive", durationIn) ?? KEEP_ALIVE;

export interface SocketConnectionOptions {
  readonly sender?: string;
  readonly reasonOf?: (error: unknown) => string;
  /** The one that the socket was made with: its bytes come there. */
  readonly buffer?: ReadBuffer | undefined;
  /** Milliseconds, see `keepAliveIn`. */
  readonly keepAlive?: number | undefined;
}

/** The socket is open; `peer` names it. */
export function socketConnection(
  socket: Socket,
  peer: string,
  { sender, reasonOf = networkReason, buffer, keepAlive = KEEP_ALIVE }: SocketConnectionOptions = {},
): Connection {
  const inbox = new Inbox<Chunk>({
    sizeOf: ({ bytes }) => bytes.length,
    // What is read into the buffer lies there until it was taken.
    most: buffer === undefined ? MOST_WAITING : 1,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
  });
  socket.setNoDelay(true);
  socket.setKeepAlive(true, keepAlive);
  const take = (bytes: Uint8Array): void => inbox.push({ bytes, arrival: arrivalNow() });
  if (buffer === undefined) socket.on("data", take);
  else buffer.take = take;
  socket.on("end", () => inbox.end());
  socket.on("error", (error) =>
    inbox.end(new Failure("connection-broken", `${peer} broke off: ${reasonOf(error)}`, { cause: error })),
  );
  socket.on("close", () => inbox.end());
  return {
    peer,
    sender,
    lost: 0,
    next() {
      // Only now is the buffer free.
      if (buffer !== undefined && inbox.empty) socket.resume();
      return inbox.next();
    },
    send: (bytes) =>
      new Promise((resolve, reject) => {
        socket.write(bytes, (error) => {
          if (error) reject(unreachable(`cannot answer ${peer}`, error));
          else resolve();
        });
      }),
    async close() {
      inbox.end();
      socket.destroy();
    },
  };
}

/** Waits for a socket to be open: for the event of that name. Destroys it when that fails, or takes too long. */
export async function opened(
  socket: Socket,
  event: "connect" | "secureConnect",
  options: { readonly timeout: number; readonly signal: AbortSignal },
): Promise<"open" | "late"> {
  const { timeout, signal } = options;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(() => resolve("late"), true), timeout);
    const stop = (): void => finish(() => reject(signal.reason), true);
    const fail = (error: unknown): void => finish(() => reject(error), true);
    const open = (): void => finish(() => resolve("open"), false);
    const finish = (answer: () => void, destroy: boolean): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      socket.off(event, open);
      socket.off("error", fail);
      // A destroyed socket may still report an error, which nobody else takes.
      if (destroy) socket.on("error", () => {}).destroy();
      answer();
    };
    if (signal.aborted) stop();
    else {
      signal.addEventListener("abort", stop, { once: true });
      socket.once(event, open);
      socket.once("error", fail);
    }
  });
}
