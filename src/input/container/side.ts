/** Whose the bytes are that a log of both directions of a link holds, by the words and arrows before them. */
import type { Output } from "./output.js";
import { tokenAt } from "./prefix.js";

/** Whose lines they are that come with a word or an arrow of their own. */
export type Side = "ours" | "theirs" | undefined;

const OURS =
  /^(tx|txd|send|sent|sending|out|output|outgoing|write|written|wrote|transmit|transmitted|request|w)$/i;
const THEIRS =
  /^(rx|rxd|recv|rcvd|recvd|received|receive|receiving|in|input|incoming|read|reading|response|r)$/i;

/** Whose the line is, by what stands before `end`. */
export function sideOf(line: Uint8Array, end: number): Side {
  for (let at = 0; at < end; ) {
    const [token, next] = tokenAt(line, at, end);
    if (token === "letters" || token === "arrow") {
      const text = Buffer.from(line.buffer, line.byteOffset + at, next - at).toString("latin1");
      if (OURS.test(text) || /^[-=]*>{2,}$|^[-=]+>$/.test(text)) return "ours";
      if (THEIRS.test(text) || /^<+[-=]*$/.test(text)) return "theirs";
    }
    at = next;
  }
  return undefined;
}

const AMPERSAND = 38;
const BANG = 33;

export const isMarker = (bytes: Uint8Array, at: number): boolean =>
  (bytes[at] === AMPERSAND || bytes[at] === BANG) && bytes[at + 1] === bytes[at];

/** A line that is kept apart opens and ends no frame: of two `&` or `!` one is written. */
export function writeHarmless(line: Uint8Array, at: number, output: Output): void {
  let from = 0;
  for (let i = 0; i + 1 < line.length; i++) {
    if (!isMarker(line, i)) continue;
    output.copy(line.subarray(from, i), at + from);
    from = i + 1;
  }
  output.copy(line.subarray(from), at + from);
}
