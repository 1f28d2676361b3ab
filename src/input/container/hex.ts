/** Hexadecimal digits: a dump of lines, or of chunks with a line before each, or a chunk a line. */
import type { Container, HeadLine, Lead, Recognised } from "./container.js";
import { Dump, hexStyleOf, type Stamp, stampOf } from "./dump.js";
import { escapedIn } from "./escaped.js";
import { HexLines, hexLineIn } from "./hex-lines.js";
import { dumpSide } from "./talker.js";
import { endOfLine } from "./units.js";

export const hex: Container = {
  words: "a hex dump",
  cuts: "nowhere",
  outer: true,
  recognise: (line) => dumpIn(line) ?? leadIn(line),
};

function dumpIn({ bytes, head, from, last, said }: HeadLine): Recognised | "more" | undefined {
  const style = hexStyleOf(bytes, said);
  if (style === undefined) return undefined;
  const side = dumpSide(head, from, style, stampBefore(head, from), last);
  return side === undefined ? "more" : { reader: (toUtc) => new Dump({ style, ...side }, toUtc) };
}

/** What the lines before say last of who sent the chunk, and when. */
function stampBefore(head: Uint8Array, to: number): Stamp | undefined {
  let stamp: Stamp | undefined;
  for (let at = 0; at < to; ) {
    const end = endOfLine(head.subarray(0, to), at, true)!;
    stamp = stampOf(head.subarray(at, end), undefined) ?? stamp;
    at = end;
  }
  return stamp;
}

function leadIn({ bytes, said }: HeadLine): Lead | undefined {
  const shape = hexLineIn(bytes);
  // Frames that stand in the line as text are more than digits that may mean some.
  if (shape === undefined || (!said && escapedIn(bytes) !== undefined)) return undefined;
  return {
    shape,
    found: (oursToo) => ({ reader: (toUtc) => new HexLines({ ...shape, oursToo }, toUtc) }),
    shows: () => false,
    sure: true,
  };
}
