/** One client's line, whatever it is made of: what a mock rig writes to and hears from. */
import { once } from "node:events";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { addressText } from "../../../network/address.js";

export interface Wire {
  /** Who is at the other end, for people. */
  readonly peer: string;
  /** What is written goes as packets that may be lost, and breaks with none. */
  readonly datagrams: boolean;
  /** Resolves when the system has taken the bytes; rejects where it never will, when the line is gone. */
  write(bytes: Uint8Array): Promise<void>;
  /** What the other end sends. One listener. */
  hear(take: (bytes: Uint8Array) => void): void;
  /** Aborted when the line is no more, whoever ended it. */
  readonly gone: AbortSignal;
  /** Aborted when the other end has said its last word; it may hear on, or be gone without a sign of it. */
  readonly silent: AbortSignal;
  /** Ends in order: all that was written arrives. */
  end(): void;
  /** Breaks off. */
  destroy(): void;
}

/** Takes a client's line; answers, when it is no more, whether the client got all there is to send. */
export type TakeWire = (wire: Wire) => Promise<"complete" | "broken">;

/** Where wires come from. */
export interface Port {
  /** What a client is given to reach it. */
  readonly url: string;
  /** All that was to be sent is sent; of a listener, never before it is closed. */
  readonly done: Promise<void>;
  /** A listener turns newcomers away until it listens again, on the same port. */
  refuse(): Promise<void>;
  listen(): Promise<void>;
  close(): Promise<void>;
  /** In PEM, of a port with TLS. */
  readonly certificate?: string | undefined;
}

/** Of a socket, or of a device that behaves like one. `close` breaks it off; what streams have for that, unless told. */
export function duplexWire(
  duplex: Duplex,
  peer: string,
  close: () => void = () => void duplex.destroy(),
): Wire {
  const [gone, silent] = [new AbortController(), new AbortController()];
  duplex.on("close", () => gone.abort());
  // A line that breaks closes too: that is all there is to know.
  duplex.on("error", () => {});
  duplex.on("end", () => silent.abort());
  duplex.resume();
  return {
    peer,
    datagrams: false,
    write: (bytes) =>
      new Promise((resolve, reject) => {
        duplex.write(bytes, (error) => {
          if (!error) resolve();
          else if (gone.signal.aborted) reject(error);
          else gone.signal.addEventListener("abort", () => reject(error), { once: true });
        });
      }),
    hear(take) {
      duplex.on("data", take);
    },
    gone: gone.signal,
    silent: silent.signal,
    end: () => duplex.end(),
    destroy() {
      // The event comes later, and nothing is to be sent until then.
      gone.abort();
      close();
    },
  };
}

export const socketWire = (socket: Socket): Wire =>
  duplexWire(socket.setNoDelay(true), addressText(socket.remoteAddress ?? "unknown", socket.remotePort ?? 0));

/** Resolves when the line is no more. */
export async function untilGone({ gone }: Wire): Promise<void> {
  if (!gone.aborted) await once(gone, "abort");
}

/** Resolves when nobody is known to be there any more: where nothing is to be sent, that is who has nothing to say. */
export async function untilLeft({ gone, silent }: Wire): Promise<void> {
  const left = AbortSignal.any([gone, silent]);
  if (!left.aborted) await once(left, "abort");
}
