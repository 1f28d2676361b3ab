/** Bytes as pairs of hexadecimal digits, and the same bytes as text beside them. */

const isBlank = (byte: number | undefined): boolean => byte === 32 || byte === 9;
const isLineEnd = (byte: number | undefined): boolean => byte === 10 || byte === 13;
const COMMA = 44;
const COLON = 58;
const DASH = 45;
const BAR = 124;
const GREATER = 62;
const isParting = (byte: number | undefined): boolean =>
  isBlank(byte) || byte === COMMA || byte === COLON || byte === DASH;

/** The value of a hexadecimal digit, or -1. */
function digit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** Behind the digits from `from` on. */
export function digitsFrom(line: Uint8Array, from: number): number {
  let at = from;
  while (digit(line[at]) >= 0) at++;
  return at;
}

export const valueAt = (line: Uint8Array, at: number): number => digit(line[at]) * 16 + digit(line[at + 1]);

/** What may stand between and behind pairs. */
export interface PairLayout {
  /** Commas, colons, dashes and `0x` part pairs too; only blanks otherwise. */
  readonly signs: boolean;
  /** Two blanks end the pairs whatever stands behind them, as xxd has it. */
  readonly blanksEnd: boolean;
}

/** Places of the pairs from `from` to the end of the line; undefined when anything else stands there. */
export function pairsFrom(
  line: Uint8Array,
  from: number,
  { signs, blanksEnd }: PairLayout,
): number[] | undefined {
  const pairs: number[] = [];
  for (let at = from; ; ) {
    const before = at;
    while (signs ? isParting(line[at]) : isBlank(line[at])) at++;
    if (at >= line.length || isLineEnd(line[at])) return pairs;
    const apart = at - before > 1;
    if (pairs.length > 0) {
      if (blanksEnd && apart) return pairs;
      if (!blanksEnd && (line[at] === BAR || line[at] === GREATER)) return pairs;
      // Text may look like more digits: it is told by being the text of the bytes before it.
      if (apart && reads(line, at, pairs)) return pairs;
    }
    if (signs && line[at] === 48 && ((line[at + 1] ?? 0) | 32) === 120) at += 2;
    const end = digitsFrom(line, at);
    if (end === at || (end - at) % 2 === 1) return undefined;
    for (; at < end; at += 2) pairs.push(at);
  }
}

/** Whether the rest of the line is the text of the pairs, a character a byte, maybe with a blank in its middle. */
function reads(line: Uint8Array, from: number, pairs: readonly number[]): boolean {
  let end = line.length;
  while (end > from && isLineEnd(line[end - 1])) end--;
  const isText = (gap: number): boolean => {
    let at = from;
    for (const [i, pair] of pairs.entries()) {
      if (i === gap) {
        if (line[at] !== 32) return false;
        at++;
      }
      const byte = valueAt(line, pair);
      // Blanks at the end of the line may have been taken off.
      if (at >= end && byte === 32) continue;
      if (at >= end) return false;
      const shown = line[at]!;
      if (byte > 32 && byte < 127 ? shown !== byte : isLineEnd(shown)) return false;
      at++;
    }
    while (isBlank(line[at])) at++;
    return at >= end;
  };
  return isText(-1) || (pairs.length > 8 && isText(8));
}
