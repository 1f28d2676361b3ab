/**
 * Lines with something before them that a terminal's logger put there. What it is, is found in the head of the source, by
 * what its lines have before `&&`, `!!` or a code.
 */

import { momentIn, type ToOutput } from "../bytes/moment.js";
import type { Container } from "./container.js";
import { goesOn, isCode } from "./line-start.js";
import type { Output } from "./output.js";
import { isBlank, LONGEST, type Prefix, prefixEnd, run, type Shape, shapeOf } from "./prefix.js";
import { sideOf, writeHarmless } from "./side.js";
import { endOfLine, type UnitReader } from "./units.js";

const AMPERSAND = 38;

/** What may be the prefix of a line: all before a `&&` with nothing behind it but an item. */
export function candidate(line: Uint8Array): Shape | undefined {
  const to = Math.min(line.length, LONGEST);
  for (let at = 1; at + 1 < to; at++) {
    if (line[at] !== AMPERSAND || line[at + 1] !== AMPERSAND) continue;
    const next = run(line, at + 2, line.length, isBlank);
    const ends = next === line.length || line[next] === 10 || line[next] === 13;
    if (!ends && !isCode(line, next)) return undefined;
    return run(line, 0, at, isBlank) === at ? undefined : shapeOf(line, at);
  }
  return undefined;
}

export class Prefixed implements UnitReader {
  readonly #prefix: Prefix;
  readonly #toOutput: ToOutput;

  constructor(prefix: Prefix, toOutput: ToOutput) {
    this.#prefix = prefix;
    this.#toOutput = toOutput;
  }

  endOf(bytes: Uint8Array, _from: number, searched: number, last: boolean): number | undefined {
    return endOfLine(bytes, searched, last);
  }

  read(line: Uint8Array, at: number, output: Output): boolean {
    const end = prefixEnd(line, this.#prefix);
    if (end === undefined) return false;
    if (!this.#prefix.oursToo && sideOf(line, end) === "ours") {
      writeHarmless(line, at, output);
      return true;
    }
    // Only a frame that opens has a time, so that reads are not cut at every line.
    if (hasFrameStart(line, end)) {
      const text = Buffer.from(line.buffer, line.byteOffset, end).toString("latin1");
      const moment = momentIn(text, this.#toOutput);
      if (moment !== undefined) output.tell(moment);
    }
    output.copy(line.subarray(end), at + end);
    return true;
  }
}

function hasFrameStart(line: Uint8Array, from: number): boolean {
  const at = line.indexOf(AMPERSAND, from);
  return at >= 0 && line[at + 1] === AMPERSAND;
}

export const prefixed: Container = {
  words: "a prefix before each line",
  cuts: "frame-line",
  recognise({ bytes }) {
    const shape = candidate(bytes);
    if (shape === undefined) return undefined;
    return {
      shape,
      found: (oursToo) => ({ reader: (toUtc) => new Prefixed({ ...shape, oursToo }, toUtc) }),
      shows: (another) => {
        const end = prefixEnd(another, shape);
        return end !== undefined && goesOn(another, end);
      },
      sure: false,
    };
  },
};
