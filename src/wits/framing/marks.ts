/**
 * The marks of frames in bytes of which nothing is decoded yet, one a character: where a frame begins, and where one has ended for
 * good. A mark counts at the start of its line, behind blanks at most: within a line it may be part of a text.
 */

const isBlank = (sign: string | undefined): boolean => sign === " " || sign === "\t" || sign === "\0";
const isLineEnd = (sign: string | undefined): boolean => sign === "\n" || sign === "\r";

/** Where the line begins on which the last of these marks stands, behind the first line; -1 when none does. */
function lastLineOf(mark: string, text: string): number {
  for (let at = text.lastIndexOf(mark); at > 0; at = text.lastIndexOf(mark, at - 1)) {
    let line = at;
    while (line > 0 && isBlank(text[line - 1])) line--;
    if (line > 0 && isLineEnd(text[line - 1])) return line;
  }
  return -1;
}

/**
 * Behind the last `!!` and the blanks and the line end that are there; or where the line of the last `&&` begins; or between `!!`
 * and `&&` on a line. 0 where there is none. What comes later changes nothing of what stands before: a line end that belongs to a `!!` and
 * comes behind the cut is a blank line there.
 */
export function lastCutIn(text: string): number {
  const start = lastLineOf("&&", text);
  const end = lastLineOf("!!", text);
  if (end > start) return behindMark(text, end);
  if (start > 0) return start;
  const glued = text.lastIndexOf("!!&&");
  return glued > 0 ? glued + 2 : 0;
}

/** Behind the mark of a line that begins with blanks and the mark. */
function behindMark(text: string, line: number): number {
  let at = line;
  while (isBlank(text[at])) at++;
  at += 2;
  while (isBlank(text[at])) at++;
  if (text[at] === "\r") at++;
  if (text[at] === "\n") at++;
  return at;
}

/** Signs from which `endsWithFrame` can tell: a mark among blanks. */
export const MARK_REACH = 64;

/** Whether a text ends right behind a `!!` that ends a frame whatever comes, with blanks and a CR that may be a line end or half of one. */
export const endsWithFrame = (text: string): boolean => /[\r\n][ \t\0]*!![ \t\0]*\r?$/.test(text);

/** Where the next line begins with `&&`, blanks before it or not, at `from` or behind it; -1 when none does. Of bytes. */
export function nextStartIn(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf("&&", from); at >= 0; at = bytes.indexOf("&&", at + 2)) {
    let line = at;
    while (line > from && (bytes[line - 1] === 0x20 || bytes[line - 1] === 0x09)) line--;
    const before = bytes[line - 1];
    if (before === 0x0a || before === 0x0d) return line;
  }
  return -1;
}
