/**
 * A sensor that stands still: a load, pressure, flow or temperature that is alive is never the same for minutes, unless it
 * is 0, for off. Depths and positions rest while the rig does, and are not judged.
 */

import type { Interruption } from "../../columns/rhythm.js";
import { recordOf } from "../../wits/catalog/code.js";
import type { ItemField } from "./item-field.js";

/** Of records 01 and 11, which are sent by the clock. */
const MOVING = new Set("HKLA HKLX WOBA WOBX TQA TQX SPPA CHKP TVA TVT MFOA MFIA MTOA MTIA GASA".split(" "));
const TIMED_RECORDS = new Set([1, 11]);

export const shouldMove = ({ code, mnemonic, type }: ItemField): boolean =>
  type === "number" && TIMED_RECORDS.has(recordOf(code)) && MOVING.has(mnemonic ?? "");

/** A run counts from so many values on that take so long; where there is no clock, from so many values. */
const LEAST_VALUES = 10;
const LEAST_TIME = 600_000;
const LEAST_UNTIMED = 600;

/** A value that did not change for longer than its item usually stands still. */
export interface StuckRun extends Interruption {
  readonly values: number;
}

export class Stuck {
  judged = 0;
  /** Values in runs that count. */
  stuck = 0;
  /** The longest run that counts. */
  longest: StuckRun | undefined;
  #value = Number.NaN;
  #values = 0;
  #from = Number.NaN;
  #to = Number.NaN;

  add(times: Float64Array, numbers: Float64Array): void {
    for (let row = 0; row < numbers.length; row++) {
      const value = numbers[row]!;
      if (Number.isNaN(value)) continue;
      this.judged++;
      if (value !== this.#value) {
        this.#end();
        this.#value = value;
        this.#values = 0;
        this.#from = times[row]!;
      }
      this.#values++;
      this.#to = times[row]!;
    }
  }

  endSource(): void {
    this.#end();
    this.#value = Number.NaN;
    this.#values = 0;
  }

  #end(): void {
    if (this.#value === 0 || this.#values < LEAST_VALUES) return;
    const length = this.#to - this.#from;
    if (Number.isNaN(length) ? this.#values < LEAST_UNTIMED : length < LEAST_TIME) return;
    this.stuck += this.#values;
    const run = { length: Number.isNaN(length) ? 0 : length, from: this.#from, values: this.#values };
    if (this.longest === undefined || isLonger(run, this.longest)) this.longest = run;
  }
}

const isLonger = (one: StuckRun, other: StuckRun): boolean =>
  one.length === other.length ? one.values > other.values : one.length > other.length;
