/** Chunks of a link on a line each, as pairs of hexadecimal digits behind a time and a direction. */

import { momentIn, type ToOutput } from "../bytes/moment.js";
import { Chunks } from "./chunks.js";
import type { Output } from "./output.js";
import { digitsFrom, pairsFrom, valueAt } from "./pairs.js";
import { LONGEST, type Prefix, prefixEnd, type Shape, shapeOf } from "./prefix.js";
import { sideOf } from "./side.js";
import { endOfLine, type UnitReader } from "./units.js";

const AMPERSAND = 38;
const ANY = { signs: true, blanksEnd: false };

/** What stands before the pairs of a line of which the first two are `&&`, and the next a line end, a blank or a digit. */
export function hexLineIn(line: Uint8Array): Shape | undefined {
  const to = Math.min(line.length, LONGEST);
  for (let at = 1; at < to; at++) {
    if (line[at] !== 50 || line[at + 1] !== 54 || digitsFrom(line, at - 1) !== at - 1) continue;
    const pairs = pairsFrom(line, at, ANY);
    if (pairs === undefined) continue;
    const [first, second, third] = pairs.slice(0, 3).map((pair) => valueAt(line, pair));
    if (first !== AMPERSAND || second !== AMPERSAND) continue;
    if (third === undefined || [13, 10, 32, 9].includes(third) || (third >= 48 && third <= 57)) {
      return shapeOf(line, at);
    }
  }
  return undefined;
}

export class HexLines implements UnitReader {
  readonly #prefix: Prefix;
  readonly #toOutput: ToOutput;
  readonly #chunks = new Chunks();

  constructor(prefix: Prefix, toOutput: ToOutput) {
    this.#prefix = prefix;
    this.#toOutput = toOutput;
  }

  endOf(bytes: Uint8Array, _from: number, searched: number, last: boolean): number | undefined {
    return endOfLine(bytes, searched, last);
  }

  read(line: Uint8Array, at: number, output: Output): boolean {
    const end = prefixEnd(line, this.#prefix);
    const pairs = end === undefined ? undefined : pairsFrom(line, end, ANY);
    if (end === undefined || pairs === undefined) {
      this.#chunks.foreign(line, at, output);
      return true;
    }
    if (!this.#prefix.oursToo && sideOf(line, end) === "ours") {
      this.#chunks.apart(line, at, output);
      return true;
    }
    if (pairs.some((pair) => valueAt(line, pair) === AMPERSAND)) {
      const moment = momentIn(
        Buffer.from(line.buffer, line.byteOffset, end).toString("latin1"),
        this.#toOutput,
      );
      if (moment !== undefined) output.tell(moment);
    }
    for (const pair of pairs) this.#chunks.put(valueAt(line, pair), at + pair, 2, output);
    return true;
  }
}
