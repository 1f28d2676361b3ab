/**
 * Where a log that still grows can be cut: behind its last closed frame, or where its last frame starts. What stands
 * before the cut gives what it would give in the whole stream, whatever comes behind it.
 */
import type { Dialect } from "../../wits/dialect/dialect.js";
import { lastCutIn } from "../../wits/framing/marks.js";
import { cutsOf } from "./registry.js";

/** Reads bytes [from, from + length) of what is to be cut. */
export type ReadAt = (from: number, length: number) => Promise<Uint8Array>;

/** What of a dialect tells where frames start. */
export type CutDialect = Pick<Dialect, "input" | "markers" | "sevenBit" | "frameEnd" | "maxFrame">;

/** Bytes that are looked at first; more, twice as many each time, where no frame starts in them. */
const WINDOW = 65_536;

/** The last cut of the first `size` bytes: 0 when there is none. */
export async function lastCut(read: ReadAt, size: number, dialect: CutDialect): Promise<number> {
  const find = finderFor(dialect);
  // Bytes that hold no start of a frame for longer than a frame can be are no part of one.
  const reach = 2 * dialect.maxFrame;
  for (let window = WINDOW; ; window *= 2) {
    const from = Math.max(0, size - Math.min(window, reach));
    const bytes = Buffer.from(await read(from, size - from));
    const text = signsOf(bytes, dialect);
    const cut = find(text);
    if (cut > 0) return from + cut;
    if (from === 0) return 0;
    if (window >= reach) return from + lastLine(text);
  }
}

/** Bytes as text, a sign each: without their eighth bit where that is parity. */
export const signsOf = (bytes: Buffer, { sevenBit }: Pick<Dialect, "sevenBit">): string =>
  bytes.toString(sevenBit ? "ascii" : "latin1");

/** Finds the last cut in bytes of which it is not known how they begin; 0 or less where there is none. */
export type FindCut = (text: string) => number;

export function finderFor({ input, markers, frameEnd }: CutDialect): FindCut {
  if (markers !== undefined) return (text) => text.lastIndexOf(markers[0]);
  switch (cutsOf(input)) {
    case "line":
      return lastLine;
    case "frame-line":
      return (text) => text.lastIndexOf("\n", text.lastIndexOf("&&")) + 1;
    // What connects ends cuts.
    case "nowhere":
      return () => 0;
    case "frame":
      return frameEnd === "repeat" ? (text) => Math.max(lastCutIn(text), lastRepeat(text)) : lastCutIn;
  }
}

/** Whether there are cuts at all: no byte of a hex dump, of escapes or of UTF-16 tells by itself what it stands for. */
export const hasCuts = ({ input, markers }: CutDialect): boolean =>
  markers !== undefined || cutsOf(input) !== "nowhere";

/** The start of the last line of the code that the first whole line has: frames of a feed without markers begin alike. */
function lastRepeat(text: string): number {
  const first = /(?:^|[\r\n])(\d{4})/.exec(text)?.[1];
  if (first === undefined) return 0;
  return Math.max(text.lastIndexOf(`\n${first}`), text.lastIndexOf(`\r${first}`)) + 1;
}

const lastLine = (text: string): number => text.lastIndexOf("\n") + 1;
