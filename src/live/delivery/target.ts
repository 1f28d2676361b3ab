/**
 * Somebody who is given all that a journal has, and says of each piece when he has it for good: a broker, say. What he did not
 * say that of is given again, in order, also by a later run. He is given one piece of a stream at a time.
 */

/** Bytes of a stream: whole frames, unless one is longer than a piece may be, or its connection broke off. */
export interface DeliveryPiece {
  readonly stream: string;
  /** Names the journal, for streams of two journals may have the same name and begin anew at 0. */
  readonly journal: string;
  /** The place of the first byte in the stream, as the column `offset` has it. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** When they arrived: milliseconds since 1970, UTC; the sizes add up to the bytes. */
  readonly arrivals: readonly Arrival[];
  /** A frame may go on from the piece before to this one. */
  readonly joined: boolean;
}

/** Bytes that arrived together. */
export interface Arrival {
  readonly at: number;
  readonly size: number;
}

/** A target that is open. */
export interface OpenTarget {
  /**
   * Resolves when the target has the bytes for good. Throws what stood in the way: then it is closed, opened again after a
   * while, and given the same place again, perhaps with more bytes.
   */
  deliver(piece: DeliveryPiece, signal: AbortSignal): Promise<void>;
  /** Resolves with why it cannot be given anything any more, also while it is given nothing. */
  readonly broken?: Promise<unknown> | undefined;
  /** May be called at any time, after a failure too. */
  close(): Promise<void>;
}

/** A target, and how it is opened. */
export interface DeliveryTarget {
  /** Names the file that keeps what it has: it must be the same in each run. */
  readonly name: string;
  /** As people may see it, without secrets. */
  readonly shown: string;
  /** Bytes that a piece may have at most. */
  readonly largest: number;
  /** Throws a Failure when it cannot be opened now. */
  open(signal: AbortSignal): Promise<OpenTarget>;
}
