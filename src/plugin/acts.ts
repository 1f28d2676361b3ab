/** What a reader of a container does to its output, as numbers that cross threads: the kind, and up to three words behind it. */

/** Numbers of one act. */
export const ACT_LENGTH = 4;

export const ACT = {
  /** at, length */
  copy: 1,
  /** byte, at, width */
  put: 2,
  /** from, to */
  open: 3,
  /** to */
  close: 4,
  /** at, to */
  endLine: 5,
  /** at, and 1 where a unit ends there */
  settle: 6,
} as const;
