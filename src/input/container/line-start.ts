/** What a line of frames begins with: a marker or a code, and what is neither though it has digits. */
import { isBlank, isDigit, LONGEST, run } from "./prefix.js";
import { isMarker } from "./side.js";

/** Whether four digits of a code stand at `at`. */
export function isCode(bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < 4; i++) if (!isDigit(bytes[at + i])) return false;
  const zeros = (from: number) => bytes[from] === 48 && bytes[from + 1] === 48;
  return !zeros(at) && !zeros(at + 2);
}

/** Whether a line goes on with a marker or a code from `at` on. */
export const goesOn = (line: Uint8Array, at: number): boolean => isMarker(line, at) || isCode(line, at);

/** A date or a time of day at the start of a line. */
const LEADING_TIME = /^\s*(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.:])\d{1,2}\2\d{1,4})\D/;

/**
 * Whether a line may have a number or a time before its code or marker: then its first digits are none of a code, however
 * many there are.
 */
export function isLedByNumber(line: Uint8Array): boolean {
  const head = Buffer.from(line.buffer, line.byteOffset, Math.min(line.length, 24)).toString("latin1");
  if (LEADING_TIME.test(head)) return true;
  const from = run(line, 0, LONGEST, isBlank);
  const end = run(line, from, LONGEST, isDigit);
  if (end === from || (end - from === 4 && isCode(line, from))) return false;
  const next = run(line, end, LONGEST, (byte) => isBlank(byte) || byte === 44 || byte === 59 || byte === 58);
  return next > end && goesOn(line, next);
}
