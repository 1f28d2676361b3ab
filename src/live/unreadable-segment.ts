/** A segment of the journal that cannot be read: its stream waits for it, and no other does. */
import { Failure, type FailureNote } from "../failure/failure.js";
import { unreadable } from "../input/bytes/unreadable.js";
import type { StoredSegment } from "./journal/segment.js";

export class UnreadableSegment extends Failure {
  readonly segment: Pick<StoredSegment, "stream" | "first">;

  constructor(segment: StoredSegment, { code, message, place }: FailureNote, options?: ErrorOptions) {
    super(code, message, { ...options, place });
    this.segment = segment;
  }
}

/** A stream that is recorded, and held up on its way into the dataset. */
export interface HeldStream {
  readonly stream: string;
  /** Bytes that wait. */
  readonly bytes: number;
  /** A sentence. */
  readonly why: string;
}

/** What the system says of a segment that is read; anything else is no fault of the segment. */
export function unreadableSegment(segment: StoredSegment, error: unknown): unknown {
  const failure = unreadable(segment.path, error);
  if (failure.kind !== "input" || !(error instanceof Error)) return error;
  const known = error instanceof Failure || "syscall" in error;
  return known ? new UnreadableSegment(segment, failure, { cause: error }) : error;
}
