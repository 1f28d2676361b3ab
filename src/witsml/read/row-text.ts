/** Text of rows in which XML writes signs otherwise than they are: entities, CDATA, comments. Each byte keeps the place where it stood. */
import { indexOfText, latin1 } from "./bytes.js";
import { pointOf } from "./entities.js";
import type { Stretch } from "./taker.js";

const LESS = 60;
const AMPERSAND = 38;

/** Behind a comment, CDATA or an instruction at `less`; 0 where it does not end. */
export function innerEnd(bytes: Uint8Array, less: number, length: number): number {
  const beginning = latin1(bytes, less, Math.min(length, less + 9));
  const closing = beginning.startsWith("<?") ? "?>" : beginning === "<![CDATA[" ? "]]>" : "-->";
  const end = indexOfText(bytes, closing, less + 2, length);
  return end < 0 ? 0 : end + closing.length;
}

/** Text with its entities and CDATA resolved and its comments left out. */
export function resolved(
  bytes: Uint8Array,
  from: number,
  to: number,
  base: number,
  start: number,
  end: number,
): Stretch {
  // No entity is shorter than the sign that it stands for.
  const text = new Uint8Array(to - from);
  const places = new Float64Array(to - from);
  let length = 0;
  const put = (byte: number, at: number): void => {
    text[length] = byte;
    places[length++] = base + at;
  };
  const copy = (at: number, until: number): void => {
    for (let i = at; i < until; i++) put(bytes[i]!, i);
  };
  for (let at = from; at < to; ) {
    const byte = bytes[at]!;
    if (byte === LESS) {
      const behind = innerEnd(bytes, at, to) || to;
      if (latin1(bytes, at, Math.min(to, at + 9)) === "<![CDATA[") copy(at + 9, Math.max(at + 9, behind - 3));
      at = behind;
      continue;
    }
    const semicolon = byte === AMPERSAND ? bytes.subarray(at, Math.min(to, at + 12)).indexOf(59) : -1;
    const point = semicolon < 0 ? undefined : pointOf(latin1(bytes, at + 1, at + semicolon));
    if (point === undefined) {
      copy(at, at + 1);
      at++;
      continue;
    }
    for (const byte of Buffer.from(String.fromCodePoint(point))) put(byte, at);
    at += semicolon + 1;
  }
  return {
    bytes: text.subarray(0, length),
    from: 0,
    to: length,
    base: 0,
    places: places.subarray(0, length),
    start,
    end,
  };
}
