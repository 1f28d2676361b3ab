/** Where decoded bytes stood in their source, when what wraps them was taken off: what decoders ask of whoever did. */

export interface Places {
  /** The byte of the source at which the decoded byte at `offset` stood; behind the last one, where that ended. */
  sourceOffset(offset: number): number;
  /** Where the bytes of the source end that the decoded byte before `offset` stood for. */
  sourceEnd(offset: number): number;
  /** Bytes of the source so far that are no part of the decoded text: they count as framing. */
  readonly wrapping: number;
  /** Of lines that are longer than what they stand for, by how much; undefined where none is. */
  readonly excess?: Excess | undefined;
  /** Codes and values were told apart by the wrapping: no marker stands within a line, whatever a value holds. */
  readonly wholeLines: boolean;
  /** Whether places kept before `offset`, up to which all is decoded, crowd: then rows are taken, and it is time to forget. */
  crowded(offset: number): boolean;
  /** No byte before `offset` will be asked for by this view; all before `decoded` has been taken in. */
  forget(offset: number, decoded: number): void;
  /** No byte will be asked for by this view. */
  close(): void;
  /** A view of the same places for another decoder of the same bytes. */
  another(): Places;
}

/**
 * Bytes that lines have beyond those of the source that they stand for: a code before a value that had none. They belong to the count
 * of items and of rejects, and are taken off there.
 */
export interface Excess {
  /** Of all lines so far that are no framing. */
  readonly all: number;
  /** Of those among the decoded bytes [from, to). */
  within(from: number, to: number): number;
}
