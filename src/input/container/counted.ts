/**
 * `socat -v`: before each chunk a line with its direction, time and length, and then its text, in which line feeds stand as they
 * are and other control characters written out. A chunk that ends within a line has the next one's head behind it on that line:
 * its length tells where.
 */

import { momentIn, type ToOutput } from "../bytes/moment.js";
import { Chunks } from "./chunks.js";
import type { Output } from "./output.js";
import { backslash } from "./signs.js";
import { endOfLine, type UnitReader } from "./units.js";

const HEAD =
  /^([<>]) (\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2}(?:\.\d+)?) {1,2}length=(\d{1,9}) from=\d{1,20} to=\d{1,20}\r?\n?$/;
/** Longest head, bytes. */
const LONGEST = 120;
const LF = 10;

export interface Head {
  readonly arrow: string;
  readonly time: string;
  readonly length: number;
}

/** The head of a chunk that stands at `from` on a line. */
export function headAt(line: Uint8Array, from: number): Head | undefined {
  if (line.length - from > LONGEST) return undefined;
  const [, arrow, time, length] =
    HEAD.exec(Buffer.from(line.buffer, line.byteOffset + from, line.length - from).toString("latin1")) ?? [];
  return arrow === undefined ? undefined : { arrow, time: time!, length: Number(length) };
}

/** Bytes of a chunk that stand on a line: where each sign ends, up to the end of the chunk or of the line. */
export function chunkEnd(line: Uint8Array, length: number): { to: number; bytes: number } {
  let to = 0;
  let bytes = 0;
  for (; to < line.length && bytes < length; bytes++) {
    to = line[to] === LF ? to + 1 : (backslash.signAt(line, to, line.length)?.end ?? to + 1);
  }
  return { to, bytes };
}

export class Counted implements UnitReader {
  /** Of the side that sends frames. */
  readonly #arrow: string;
  readonly #toOutput: ToOutput;
  readonly #chunks = new Chunks();
  #head: Head | undefined;
  /** Bytes of the chunk that are still to come. */
  #left = 0;

  constructor(arrow: string, toOutput: ToOutput) {
    this.#arrow = arrow;
    this.#toOutput = toOutput;
  }

  endOf(bytes: Uint8Array, _from: number, searched: number, last: boolean): number | undefined {
    // Carriage returns are written out: those of the link end no line here.
    const lineFeed = bytes.indexOf(LF, searched);
    if (lineFeed >= 0) return lineFeed + 1;
    return last ? endOfLine(bytes, bytes.length, true) : undefined;
  }

  read(line: Uint8Array, at: number, output: Output): boolean {
    const { to, bytes } = chunkEnd(line, this.#left);
    this.#left -= bytes;
    const text = line.subarray(0, to);
    if (this.#head?.arrow === this.#arrow) this.#write(text, at, output);
    else if (to > 0) this.#chunks.apart(text, at, output);
    if (to === line.length) return true;
    const head = headAt(line, to);
    if (head === undefined) {
      this.#chunks.foreign(line.subarray(to), at + to, output);
      return true;
    }
    this.#head = head;
    this.#left = head.length;
    if (head.arrow === this.#arrow) output.tell(momentIn(head.time, this.#toOutput));
    return true;
  }

  #write(text: Uint8Array, at: number, output: Output): void {
    let run = 0;
    for (let next = 0; next < text.length; ) {
      const sign = backslash.signAt(text, next, text.length);
      if (sign === undefined) {
        next++;
        continue;
      }
      this.#chunks.copy(text.subarray(run, next), at + run, output);
      this.#chunks.put(sign.byte, at + next, sign.end - next, output);
      next = sign.end;
      run = next;
    }
    this.#chunks.copy(text.subarray(run), at + run, output);
  }
}
