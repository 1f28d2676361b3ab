/**
 * What loggers put before a line: a time, a direction, a port. Its shape is seen where it stands before `&&`, and a line has it
 * where digits, letters and arrows stand in the same places, however many they are.
 */

/** Longest text before a line. */
export const LONGEST = 160;

/** What stands in a prefix: a run of digits, letters, blanks or arrows, or a character as it is. */
export type Token = "digits" | "letters" | "blanks" | "arrow" | number;

export interface Shape {
  readonly tokens: readonly Token[];
  /** Bytes of the last token: what follows may be more of the same kind, and is no part of the prefix. */
  readonly last: number;
}

export interface Prefix extends Shape {
  /** The lines that our own side sent are those with the data, since there are no others. */
  readonly oursToo: boolean;
}

export const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;
const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122));
export const isBlank = (byte: number | undefined): boolean => byte === 32 || byte === 9;
const isArrow = (byte: number | undefined): boolean => byte === 60 || byte === 62;
const POINT = 46;

export function run(
  bytes: Uint8Array,
  from: number,
  to: number,
  is: (byte: number | undefined) => boolean,
): number {
  let at = from;
  while (at < to && is(bytes[at])) at++;
  return at;
}

/** Digits, with a fraction or without: of a time that falls on a whole second, Python writes none. */
function digitsFrom(bytes: Uint8Array, at: number, to: number): number {
  const end = run(bytes, at, to, isDigit);
  return bytes[end] === POINT && end + 1 < to && isDigit(bytes[end + 1])
    ? run(bytes, end + 1, to, isDigit)
    : end;
}

/** The token at `at` and where it ends. */
export function tokenAt(bytes: Uint8Array, at: number, to: number): [Token, number] {
  const byte = bytes[at]!;
  if (isDigit(byte)) return ["digits", digitsFrom(bytes, at, to)];
  if (isLetter(byte)) return ["letters", run(bytes, at, to, isLetter)];
  if (isBlank(byte)) return ["blanks", run(bytes, at, to, isBlank)];
  const dashes = run(bytes, at, to, (one) => one === 45 || one === 61 || isArrow(one));
  if (isArrow(byte) || (dashes > at + 1 && isArrow(bytes[dashes - 1]))) return ["arrow", dashes];
  return [byte, at + 1];
}

/** The shape of the first `to` bytes of a line. */
export function shapeOf(bytes: Uint8Array, to: number): Shape {
  const tokens: Token[] = [];
  let last = 0;
  for (let at = 0; at < to; ) {
    const [token, end] = tokenAt(bytes, at, to);
    tokens.push(token);
    last = end - at;
    at = end;
  }
  return { tokens, last };
}

/** Where the prefix ends on a line; undefined when the line does not begin with it. */
export function prefixEnd(line: Uint8Array, { tokens, last }: Shape): number | undefined {
  const to = Math.min(line.length, LONGEST);
  let at = 0;
  for (const [i, wanted] of tokens.entries()) {
    if (at >= to) return undefined;
    const [token, end] = tokenAt(line, at, to);
    if (token !== wanted) return undefined;
    const isLast = i === tokens.length - 1;
    // Digits before a code would swallow it; the blanks of a text that goes on are its own.
    if (isLast && token === "digits" && end - at < last) return undefined;
    at = isLast && (token === "digits" || token === "blanks") ? Math.min(end, at + last) : end;
  }
  return at;
}
