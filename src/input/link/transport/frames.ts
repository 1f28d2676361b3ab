/** A log as its frames, and the time that a frame tells: for who sends it as a rig did. */

import { nextStartIn } from "../../../wits/framing/marks.js";

/** A longer piece without a frame's beginning is handed on as it is, so that no log has to fit in memory. */
const LONGEST = 1 << 20;
const AND = 0x26;

/** Cuts bytes at the beginnings of frames, wherever they were cut before. What stands before the first frame is a piece too. */
export class FrameCutter {
  #rest: Buffer = Buffer.alloc(0);

  /** Takes bytes that nobody changes later; answers the frames whose ends are known. */
  *push(bytes: Uint8Array): Generator<Uint8Array> {
    const all = Buffer.concat([this.#rest, bytes]);
    let start = 0;
    for (let at = nextStartIn(all, this.#begun(all)); at >= 0; at = nextStartIn(all, at + 2)) {
      yield all.subarray(start, at);
      start = at;
    }
    this.#rest = all.subarray(start);
    if (this.#rest.length > LONGEST) yield* this.end();
  }

  *end(): Generator<Uint8Array> {
    if (this.#rest.length > 0) yield this.#rest;
    this.#rest = Buffer.alloc(0);
  }

  /** Behind the `&&` with which the bytes begin, if they do. */
  #begun(all: Buffer): number {
    return all[0] === AND && all[1] === AND ? 2 : 1;
  }
}

const DATE = /^[ \t]*\d\d05[ \t]*(\d{2,4})[-/.]?(\d\d)[-/.]?(\d\d)[ \t]*$/m;
const TIME = /^[ \t]*\d\d06[ \t]*(\d{1,2})[:.]?(\d\d)[:.]?(\d\d)[ \t]*$/m;

/**
 * The clock of a frame in milliseconds, by items 05 and 06 of any record; undefined where it tells no time. Dates are
 * read as year, month, day whatever they are: differences mean something, the number itself need not.
 */
export function clockOf(frame: Uint8Array): number | undefined {
  const text = Buffer.from(frame.buffer, frame.byteOffset, frame.length)
    .toString("latin1")
    .replaceAll("\r", "\n");
  const time = TIME.exec(text);
  if (time === null) return undefined;
  const [, hours, minutes, seconds] = time.map(Number);
  const [, year = 70, month = 1, day = 1] = DATE.exec(text)?.map(Number) ?? [];
  return Date.UTC(year < 100 ? 2000 + year : year, month - 1, day, hours, minutes, seconds);
}
