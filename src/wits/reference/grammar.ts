/**
 * The grammar of lines, one small question a function. Positions are indices into the bytes of a whole source.
 */

export const AND_AND = "&&";
export const BANG_BANG = "!!";

/** How far past a `!!` a text value is searched for the next frame, bytes. */
const LOOKAHEAD = 256;

const CR = 13;
const LF = 10;

export const isBlank = (byte: number | undefined): boolean => byte === 32 || byte === 9 || byte === 0;
export const isLineEnd = (byte: number | undefined): boolean => byte === CR || byte === LF;

export function skipBlank(bytes: Uint8Array, at: number, end = bytes.length): number {
  let p = at;
  while (p < end && isBlank(bytes[p])) p++;
  return p;
}

export function isMarker(bytes: Uint8Array, at: number, marker: string): boolean {
  return bytes[at] === marker.charCodeAt(0) && bytes[at + 1] === marker.charCodeAt(1);
}

/** The position past the line end at `at`: CR LF, LF, CR, or the end of the source. */
export function pastLineEnd(bytes: Uint8Array, at: number): number {
  if (at >= bytes.length) return bytes.length;
  return bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : at + 1;
}

/** The first line end from `at` on, or the end of the source. */
export function lineEnd(bytes: Uint8Array, at: number): number {
  let p = at;
  while (p < bytes.length && !isLineEnd(bytes[p])) p++;
  return p;
}

/** Where a line that is no text ends: at its line end, or at the first marker in it. */
export function plainEnd(bytes: Uint8Array, at: number, wholeLines: boolean): number {
  if (wholeLines) return lineEnd(bytes, at);
  let p = at;
  while (p < bytes.length && !isLineEnd(bytes[p])) {
    if (isMarker(bytes, p, AND_AND) || isMarker(bytes, p, BANG_BANG)) return p;
    p++;
  }
  return p;
}

/** Where a text value ends: at its line end, or at a marker that what follows shows to be none of the text. */
export function textEnd(bytes: Uint8Array, at: number, wholeLines: boolean): number {
  if (wholeLines) return lineEnd(bytes, at);
  let p = at;
  while (p < bytes.length && !isLineEnd(bytes[p])) {
    if (isMarker(bytes, p, BANG_BANG) && endsFrame(bytes, p + 2)) return p;
    if (isMarker(bytes, p, AND_AND) && endsLine(bytes, p + 2)) return p;
    p++;
  }
  return p;
}

/** Nothing but blanks up to the line end or the end of the source. */
function endsLine(bytes: Uint8Array, at: number): boolean {
  const p = skipBlank(bytes, at, Math.min(bytes.length, at + LOOKAHEAD));
  return p === bytes.length || isLineEnd(bytes[p]);
}

/** Nothing but blanks up to the line end and nothing but blank lines up to `&&` or the end of the source. */
function endsFrame(bytes: Uint8Array, at: number): boolean {
  let p = skipBlank(bytes, at, Math.min(bytes.length, at + LOOKAHEAD));
  if (p === at + LOOKAHEAD || isMarker(bytes, p, AND_AND)) return true;
  if (p < bytes.length && !isLineEnd(bytes[p])) return false;
  while (p < bytes.length && p < at + LOOKAHEAD) {
    if (!isBlank(bytes[p]) && !isLineEnd(bytes[p])) return isMarker(bytes, p, AND_AND);
    p++;
  }
  return true;
}

/** The code whose four digits stand at `at`, or undefined. Record and item are never 00. */
export function codeAt(bytes: Uint8Array, at: number): number | undefined {
  if (at + 4 > bytes.length) return undefined;
  let code = 0;
  for (const byte of bytes.subarray(at, at + 4)) {
    if (byte < 48 || byte > 57) return undefined;
    code = code * 10 + (byte - 48);
  }
  return code >= 100 && code % 100 > 0 ? code : undefined;
}

/** Whether four digits stand at `at`, a code or not. */
export function hasDigits(bytes: Uint8Array, at: number): boolean {
  return at + 4 <= bytes.length && bytes.subarray(at, at + 4).every((byte) => byte >= 48 && byte <= 57);
}

/** The value in [from, to): behind blanks, `=` and `:`, before blanks. */
export function valueRange(bytes: Uint8Array, from: number, to: number): [first: number, last: number] {
  let first = from;
  while (first < to && (isBlank(bytes[first]) || bytes[first] === 61 || bytes[first] === 58)) first++;
  let last = to;
  while (last > first && isBlank(bytes[last - 1])) last--;
  return [first, last];
}

/**
 * Where junk outside a frame is followed by the `&&` of one, at its line's start, or before a line end or an item; and the byte that
 * decides it.
 */
export function frameAhead(
  bytes: Uint8Array,
  from: number,
  to: number,
): { readonly marker: number; readonly decided: number } | undefined {
  const start = skipBlank(bytes, from);
  for (let p = start; p < to; p++) {
    if (!isMarker(bytes, p, AND_AND)) continue;
    if (p === start) return { marker: p, decided: p + 1 };
    const next = skipBlank(bytes, p + 2, Math.min(bytes.length, p + 2 + LOOKAHEAD));
    if (next === bytes.length) return { marker: p, decided: next - 1 };
    if (isLineEnd(bytes[next])) return { marker: p, decided: next };
    if (hasDigits(bytes, next)) return { marker: p, decided: next + 3 };
  }
  return undefined;
}
