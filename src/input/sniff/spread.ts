/**
 * How the values of each code lie: their median and upper end, whether they are whole, whether they ever change, and how
 * often a value occurs that may stand for "no value". Memory depends on the codes, not on the number of values.
 */
import { CODE_LIMIT, type Code } from "../../wits/catalog/code.js";
import type { ValueObserver } from "./survey.js";

/** Values that some senders use for "no value", and that others send as values. */
export const SUSPECTS: readonly number[] = [
  -999, 999.25, -9999.25, -99_999, 9999, 99_999, 999_999, -32_768, 32_767, -1, 0,
];

/** Values kept of a code, evenly spaced: when there are more, every other one is dropped. */
const KEPT = 4096;

export class Spread {
  count = 0;
  whole = true;
  /** The only value so far; undefined when there are several. */
  constant: number | undefined;
  readonly suspects = new Float64Array(SUSPECTS.length);
  #kept: number[] = [];
  #every = 1;

  add(value: number): void {
    if (this.count === 0) this.constant = value;
    else if (value !== this.constant) this.constant = undefined;
    if (this.count % this.#every === 0) this.#keep(value);
    this.count++;
    this.whole &&= Number.isInteger(value);
    const suspect = suspectAt.get(value);
    if (suspect !== undefined) this.suspects[suspect]!++;
  }

  #keep(value: number): void {
    this.#kept.push(value);
    if (this.#kept.length < KEPT) return;
    this.#kept = this.#kept.filter((_, i) => i % 2 === 0);
    this.#every *= 2;
  }

  /** In the order in which they came, some left out when there are many. */
  get values(): readonly number[] {
    return this.#kept;
  }
}

const suspectAt = new Map(SUSPECTS.map((value, i) => [value, i]));

/** The value below which that share of the values lies; of none, NaN. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted.length === 0 ? Number.NaN : sorted[Math.round(share * (sorted.length - 1))]!;
}

export class Spreads implements ValueObserver {
  readonly #spreads: (Spread | undefined)[] = Array.from({ length: CODE_LIMIT });

  number(code: Code, value: number): void {
    let spread = this.#spreads[code];
    if (spread === undefined) {
      spread = new Spread();
      this.#spreads[code] = spread;
    }
    spread.add(value);
  }

  text(): void {}

  of(code: Code): Spread | undefined {
    return this.#spreads[code];
  }
}
