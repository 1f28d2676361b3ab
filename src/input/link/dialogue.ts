/**
 * A connection that is spoken to: the handshake goes out in its time, and what comes back of it is taken out of what
 * the sender sends.
 */
import { setTimeout as delay } from "node:timers/promises";
import { Failure } from "../../failure/failure.js";
import { Echoes } from "./echoes.js";
import type { Handshake } from "./handshake.js";
import type { Chunk, Connection } from "./transport/transport.js";

/**
 * Replies are at least so far apart. Senders that answer one frame with several would get as many answers back, and the
 * two would talk ever faster.
 */
const REPLY_DISTANCE = 250;
/** How long bytes are held back that may be the beginning of an echo. */
const HOLD = 1000;

export interface Dialogue extends Connection {
  /** Bytes of our own frames that came back. */
  readonly echoed: number;
}

/** Speaks until the connection is closed or has ended. Throws Failure("usage") where a transport goes one way. */
export function spokenTo(connection: Connection, handshake: Handshake): Dialogue {
  const { send } = connection;
  if (send === undefined) {
    throw new Failure(
      "conflicting-options",
      `${connection.peer} cannot be answered, so there is no handshake with it; leave it out`,
    );
  }
  const { frame, interval, mode } = handshake;
  const echoes = new Echoes(frame);
  const ends = new FrameEnds();
  let timer: NodeJS.Timeout | undefined;
  let sending = false;
  let lastSent = Number.NEGATIVE_INFINITY;
  let over = false;
  let fault: unknown;

  const speakIn = (milliseconds: number): void => {
    clearTimeout(timer);
    if (!over) timer = setTimeout(() => void speak(), milliseconds);
  };
  /** Where the last frame has not left yet, the sender reads nothing, and a further one would not help. */
  const speak = async (): Promise<void> => {
    speakIn(interval);
    if (sending) return;
    sending = true;
    lastSent = performance.now();
    echoes.expect();
    try {
      await send.call(connection, frame);
    } catch (error) {
      fault = error;
      stop();
      await connection.close();
    } finally {
      sending = false;
    }
  };
  const stop = (): void => {
    over = true;
    clearTimeout(timer);
  };

  const ready: Chunk[] = [];
  let pending: Promise<Chunk | undefined> | undefined;
  /** The next chunk as it came; undefined when it was waited for long enough to let go what is held back. */
  const arrived = async (): Promise<{ chunk: Chunk | undefined } | undefined> => {
    if (pending === undefined) {
      pending = connection.next();
      // Thrown where it is waited for: here, in this call or a later one.
      pending.catch(() => {});
    }
    const late = echoes.holding ? [delay(HOLD, undefined)] : [];
    const came = pending.then((chunk) => ({ chunk }));
    const first = await Promise.race([came, ...late]);
    if (first !== undefined) pending = undefined;
    return first;
  };

  void speak();
  return {
    peer: connection.peer,
    sender: connection.sender,
    send: send.bind(connection),
    get lost() {
      return connection.lost;
    },
    get echoed() {
      return echoes.bytes;
    },
    async next() {
      while (ready.length === 0) {
        const came = await arrived().catch((error: unknown) => {
          ready.push(...echoes.release());
          fault ??= error;
          return { chunk: undefined };
        });
        if (came === undefined) ready.push(...echoes.release());
        else if (came.chunk === undefined) {
          stop();
          ready.push(...echoes.release());
          if (ready.length > 0) break;
          if (fault === undefined) return undefined;
          const thrown = fault;
          fault = undefined;
          throw thrown;
        } else {
          const passed = echoes.pass(came.chunk);
          if (mode === "reply" && ends.in(passed)) {
            speakIn(Math.max(0, REPLY_DISTANCE - (performance.now() - lastSent)));
          }
          ready.push(...passed);
        }
      }
      return ready.shift();
    },
    close() {
      stop();
      return connection.close();
    },
  };
}

/** Finds the marks that end frames, however the bytes are cut. */
class FrameEnds {
  #tail: Uint8Array = Buffer.from("\n");

  /** Whether a frame ends in these bytes. */
  in(chunks: readonly Chunk[]): boolean {
    let found = false;
    for (const { bytes } of chunks) {
      const seen = Buffer.concat([this.#tail, bytes]);
      found ||= END.test(seen.toString("latin1"));
      // One byte less than what is looked for: no end is found twice.
      this.#tail = seen.subarray(Math.max(0, seen.length - 2));
    }
    return found;
  }
}

const END = /[\r\n]!!/;
