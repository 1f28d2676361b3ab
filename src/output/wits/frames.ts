/**
 * Rows of several tables back in their frames. They come in steps: whatever table has a row of a frame gives it before any table
 * gives one of a frame behind all those that have been begun. So what waits is a step, and never a source.
 */
import { Failure } from "../../failure/failure.js";
import type { FrameParts } from "./rows.js";

interface Waiting {
  /** The order of the tables in a frame. */
  readonly place: number;
  readonly parts: FrameParts;
  at: number;
}

export interface FrameText {
  readonly vendor: string | undefined;
  /** Without vendor and marks. */
  readonly lines: string;
}

export class Frames {
  readonly #lineEnd: string;
  #waiting: Waiting[] = [];
  #last = -1;
  /** Below this all frames are through. */
  #done = -1;

  constructor(lineEnd: string) {
    this.#lineEnd = lineEnd;
  }

  /** Answers the frames that are whole by now: they are to be taken before anything else is done. */
  *add(place: number, parts: FrameParts, name: string): Generator<FrameText> {
    const { offsets, lines, inPieces } = parts;
    if (lines.length === 0) return;
    let before = this.#done;
    for (const [row, offset] of offsets.subarray(0, lines.length).entries()) {
      if (offset < before || (offset === before && !(inPieces && row > 0))) throw outOfOrder(name);
      before = offset;
    }
    if (offsets[0]! > this.#last) yield* this.rest();
    this.#waiting.push({ place, parts, at: 0 });
    this.#last = Math.max(before, this.#last);
  }

  /** What waits still. */
  *rest(): Generator<FrameText> {
    const waiting = this.#waiting.sort((a, b) => a.place - b.place);
    this.#waiting = [];
    this.#done = this.#last;
    const [only] = waiting;
    if (waiting.length === 1 && !only!.parts.inPieces) {
      const { lines, vendors } = only!.parts;
      for (let row = 0; row < lines.length; row++) yield { vendor: vendors?.[row], lines: lines[row]! };
      return;
    }
    for (;;) {
      let next: number | undefined;
      for (const { parts, at } of waiting) {
        if (at === parts.lines.length) continue;
        const offset = parts.offsets[at]!;
        if (next === undefined || offset < next) next = offset;
      }
      if (next === undefined) return;
      yield this.#frameAt(next, waiting);
    }
  }

  #frameAt(offset: number, waiting: readonly Waiting[]): FrameText {
    let vendor: string | undefined;
    let lines = "";
    let pieces = false;
    for (const one of waiting) {
      const { parts } = one;
      while (one.at < parts.lines.length && parts.offsets[one.at] === offset) {
        lines += parts.lines[one.at]!;
        vendor ??= parts.vendors?.[one.at];
        pieces ||= parts.inPieces;
        one.at++;
      }
    }
    return { vendor, lines: pieces ? this.#byCode(lines) : lines };
  }

  /** Values that are of no column stand among the items of their record. */
  #byCode(text: string): string {
    const end = this.#lineEnd;
    const lines = text.split(end);
    lines.pop();
    const code = (line: string): string => line.slice(0, 4);
    lines.sort((a, b) => (code(a) < code(b) ? -1 : code(a) > code(b) ? 1 : 0));
    return lines.map((line) => line + end).join("");
  }
}

const outOfOrder = (table: string): Failure =>
  new Failure(
    "input-unsuited",
    `the rows of ${table} are not in the order of their frames, as compact --sort or another program may have left them, and frames ` +
      "cannot be put together again; export the dataset as it was, or the logs",
  );
