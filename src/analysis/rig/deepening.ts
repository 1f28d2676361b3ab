/**
 * How a hole gets deeper, by depths as they are sent: a slip of the sender makes no hole, nor does a depth that is set anew after a
 * gap. A hole that is drilled on from far above its bottom is another one: a side track.
 */

/** About a stand: a depth that leaps by more was set, not drilled. */
const STAND = { metres: 30, feet: 100 } as const;
/** So much must be drilled above the bottom before it counts as another hole. */
const ANOTHER = { metres: 1, feet: 3 } as const;

export class Deepening {
  /** The deepest so far; NaN before the first depth. */
  at = Number.NaN;
  readonly #stand: number;
  readonly #another: number;
  /** A depth far from the last, until the next one bears it out. */
  #told = Number.NaN;
  /** Where drilling far above the bottom began. */
  #above = Number.NaN;

  constructor(unit: string | undefined) {
    const length = unit === "F" ? "feet" : "metres";
    this.#stand = STAND[length];
    this.#another = ANOTHER[length];
  }

  /** From which depth on hole was made, down to `at`; NaN where none was. */
  take(depth: number): number {
    if (Number.isNaN(depth)) return Number.NaN;
    const before = this.at;
    if (Number.isNaN(before)) {
      this.at = depth;
      return Number.NaN;
    }
    if (Math.abs(depth - before) <= this.#stand) {
      this.#told = Number.NaN;
      this.#above = Number.NaN;
      if (depth <= before) return Number.NaN;
      this.at = depth;
      return before;
    }
    if (depth < before) return Number.NaN;
    if (Math.abs(depth - this.#told) <= this.#stand) {
      this.#told = Number.NaN;
      this.at = depth;
    } else this.#told = depth;
    return Number.NaN;
  }

  /** Whether this depth, while drilling, is one of another hole. The caller begins anew with it. */
  isAnother(depth: number): boolean {
    if (!(depth < this.at - this.#stand)) return false;
    if (!(Math.abs(depth - this.#above) <= this.#stand)) this.#above = depth;
    return depth - this.#above >= this.#another;
  }
}

/** Nothing drills faster than this, m/s: a hole that gets deeper faster was told a depth. */
const FASTEST = 0.15;

/** Whether so much hole, in the unit of depth, was drilled in that time: what is told in slips, or of a time that nobody knows, was set by a person. */
export const isDrilled = (
  made: number,
  unit: string | undefined,
  seconds: number,
  inSlips: boolean,
): boolean => made > 0 && !inSlips && (unit === "F" ? made * 0.3048 : made) <= FASTEST * seconds;
