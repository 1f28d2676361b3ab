/**
 * Where bytes come from while they are sent. A transport delivers bytes and knows nothing of frames; whether to open it
 * again when it breaks is for the link that uses it.
 */

import type { FilePlace } from "../../bytes/file-place.js";

/** Where bytes stand that can be read again. */
export interface ChunkPlace extends FilePlace {
  /** What stands right before them is what came before: a frame may go on from one to the other. */
  readonly joined: boolean;
}

/** Bytes as they came, in one piece. */
export interface Chunk {
  readonly bytes: Uint8Array;
  /** Milliseconds since 1970, UTC. */
  readonly arrival: number;
  /** The sender waits to hear that these bytes are on disk, and forgets them then. */
  readonly settle?: (() => void) | undefined;
  /** Of a file, or of another recorder's journal. */
  readonly place?: ChunkPlace | undefined;
}

/** The bytes of one sender, in order. */
export interface Connection {
  /** Who sends: `10.0.0.5:41234`, a topic, a device's path. */
  readonly peer: string;
  /**
   * Tells this sender from others of the same transport: its host, its topic. Undefined where a transport has one
   * sender. Two connections may have the same one.
   */
  readonly sender?: string | undefined;
  /** What the sender, who records itself, calls the stream. */
  readonly source?: string | undefined;
  /**
   * The next bytes, which hold until it is called again; undefined when the sender has ended. Nothing is read ahead without bound: a caller who does not ask
   * holds the sender up where the transport can, and elsewhere what is dropped counts in `lost`. One call at a time.
   * Throws Failure("network") where the connection breaks off.
   */
  next(): Promise<Chunk | undefined>;
  /** Answers the sender; undefined where the transport goes one way. Throws Failure("network"). */
  readonly send?: ((bytes: Uint8Array) => Promise<void>) | undefined;
  /** Bytes that are known to have been lost before they came here. */
  readonly lost: number;
  /** Ends the reading: what has come already is still given by `next`, and then the end. */
  close(): Promise<void>;
}

/** A transport that is open. */
export interface Opened {
  /**
   * Of one that was dialled, its one connection. Of a listener, a datagram port or a subscription, one for each sender
   * or topic as they turn up. Throws Failure("network") where the whole breaks off.
   */
  readonly connections: AsyncIterable<Connection>;
  /** The URL as it is open, where it says more than the transport's: a port that the system chose. */
  readonly shown?: string | undefined;
  /** Bytes that were lost before anyone could say of whose; those of a sender count with its connection. */
  readonly lost?: number | undefined;
  /** Closes its connections too. */
  close(): Promise<void>;
}

/** Delivers the bytes of a link. */
export interface Transport {
  /** The URL with its secrets masked: what people see. */
  readonly shown: string;
  /** Whether its end is the end, as of a file; the sender of any other may come back. */
  readonly finite?: boolean | undefined;
  /** Milliseconds of silence after which a connection is most likely dead; undefined where silence is usual. */
  readonly idleTimeout?: number | undefined;
  /** Chunks tell where they stand in the journal of who recorded them. */
  readonly tellsPlaces?: boolean | undefined;
  /** Called with a sentence that people should know, though all goes on. */
  onRemark?: ((remark: string) => void) | undefined;
  /** Before it is opened: goes on at a place to which an earlier run has read. Undefined where nothing can be read again. */
  readonly resume?: ((place: FilePlace) => void) | undefined;
  /** Throws Failure("network") when it cannot be opened in time, Failure("usage") when it never can. */
  open(signal: AbortSignal): Promise<Opened>;
}

/** What was dialled: its one connection. */
export function oneConnection(connection: Connection): Opened {
  return {
    connections: (async function* () {
      yield connection;
    })(),
    close: () => connection.close(),
  };
}
