/** The tags of rows that follow each other: those of one log are spelled alike, so that they are compared and not read. */

const SLASH = 47;
const BLANK = 32;

/** The tag of a row, as the bytes from `tag` to `text`. */
export interface RowTag {
  readonly tag: number;
  readonly text: number;
}

/** Where the end tag at `less` ends that is the row's tag with a slash; 0 where it is another one, or has not come whole. */
export function endTag(bytes: Uint8Array, less: number, length: number, { tag, text }: RowTag): number {
  const size = text - tag;
  const end = less + size + 1;
  if (bytes[less + 1] !== SLASH || end > length) return 0;
  for (let i = 1; i < size; i++) if (bytes[less + 1 + i] !== bytes[tag + i]) return 0;
  return end;
}

/** Where the next row's tag stands behind blanks, if it is the same as that of the one before; 0 where it is not, or has not come whole. */
export function nextTag(bytes: Uint8Array, from: number, length: number, { tag, text }: RowTag): number {
  const size = text - tag;
  let next = from;
  while (next < length && bytes[next]! <= BLANK) next++;
  if (next + size > length) return 0;
  for (let i = 0; i < size; i++) if (bytes[next + i] !== bytes[tag + i]) return 0;
  return next;
}
