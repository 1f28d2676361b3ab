/**
 * Bytes that say where they stand in another recorder's journal, held against what is here of it: what came before is left out, what
 * is missing stays a gap, so that rows have the places that they have where they were recorded.
 */
import type { FilePlace } from "../../input/bytes/file-place.js";

export interface Fit {
  /** How many of the first bytes are here already. */
  readonly known: number;
  /** The place in the stream of the first byte that is not. */
  readonly at: number;
  /** Bytes before it that are nowhere here. */
  readonly missing: number;
  /** They are of another journal than those before: the same name, recorded anew. */
  readonly another: boolean;
}

/** `expected` is where the next byte stands there, if it is known, and `position` its place here. */
export function fitOf(expected: FilePlace | undefined, position: number, place: FilePlace): Fit {
  const { offset } = place;
  if (expected === undefined) {
    // Nothing is here yet, and places can be the same.
    if (position === 0) return { known: 0, at: offset, missing: 0, another: false };
    return { known: 0, at: position, missing: 0, another: true };
  }
  if (expected.inode !== place.inode || expected.device !== place.device)
    return { known: 0, at: position, missing: 0, another: true };
  const ahead = offset - expected.offset;
  return {
    known: Math.max(-ahead, 0),
    at: position + Math.max(ahead, 0),
    missing: Math.max(ahead, 0),
    another: false,
  };
}
