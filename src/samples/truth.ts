/**
 * What a generated log holds, counted while it is written: tests compare a decoder's answer with it and need no
 * second decoder to do so. Sums are float64 sums in the order of the log.
 */
import { CODE_LIMIT, type Code, formatCode, itemOf, recordOf } from "../wits/catalog/code.js";

export type NullKind = "empty" | "-999.25" | "-9999" | "-8888";
export const NULL_KINDS: readonly NullKind[] = ["empty", "-999.25", "-9999", "-8888"];

/** What a decoder must find in a log: the form of `samples/*.expected.json`. */
export interface Outcome {
  readonly frames: number;
  /** By record in two digits, and `unmapped`: rows in layout `record`. Only what occurs. */
  readonly rows: Readonly<Record<string, number>>;
  /** Values that are no null. */
  readonly values: number;
  readonly nulls: Readonly<Record<NullKind, number>>;
  /** By reason; only what occurs. */
  readonly rejects: Readonly<Record<string, number>>;
  readonly bytes: {
    readonly total: number;
    readonly framing: number;
    readonly items: number;
    readonly blank: number;
    readonly rejected: number;
  };
}

export interface CodeTruth {
  values: number;
  nulls: number;
  /** Of the values; 0 for text. */
  sum: number;
  /** Infinity and -Infinity while there is no number. */
  min: number;
  max: number;
}

/** The last item of each predefined record 1-25, spares included, as the specification numbers them. */
const LAST_ITEM = [
  0, 45, 36, 26, 39, 23, 34, 26, 55, 29, 33, 35, 28, 48, 29, 59, 46, 38, 31, 94, 65, 49, 10, 37, 64, 52,
];
const IDENTITY_RECORD = 19;
const isIdentity = (code: Code): boolean => code >= 1984 && code <= 1989;

export class LogTruth {
  frames = 0;
  values = 0;
  unmapped = 0;
  framingBytes = 0;
  itemBytes = 0;
  readonly nulls: Record<NullKind, number> = { empty: 0, "-999.25": 0, "-9999": 0, "-8888": 0 };
  readonly #rows = new Float64Array(LAST_ITEM.length);
  readonly #codes: (CodeTruth | undefined)[] = new Array(CODE_LIMIT).fill(undefined);
  /** Bit `r` is set when the open frame holds an item of predefined record `r`. */
  #records = 0;
  #identity = false;
  #others = false;

  number(code: Code, value: number, bytes: number): void {
    const truth = this.#line(code, bytes);
    this.values++;
    truth.values++;
    truth.sum += value;
    if (value < truth.min) truth.min = value;
    if (value > truth.max) truth.max = value;
  }

  text(code: Code, bytes: number): void {
    this.#line(code, bytes).values++;
    this.values++;
  }

  null(code: Code, kind: NullKind, bytes: number): void {
    this.#line(code, bytes).nulls++;
    this.nulls[kind]++;
  }

  framing(bytes: number): void {
    this.framingBytes += bytes;
  }

  endFrame(): void {
    this.frames++;
    if (this.#identity && !this.#others) this.#records |= 1 << IDENTITY_RECORD;
    for (let record = 1; record < LAST_ITEM.length; record++) {
      if ((this.#records & (1 << record)) !== 0) this.#rows[record]!++;
    }
    this.#records = 0;
    this.#identity = false;
    this.#others = false;
  }

  /** By code, ascending. */
  codes(): Map<Code, CodeTruth> {
    const found = new Map<Code, CodeTruth>();
    this.#codes.forEach((truth, code) => {
      if (truth !== undefined) found.set(code, truth);
    });
    return found;
  }

  outcome(): Outcome {
    const rows: Record<string, number> = {};
    this.#rows.forEach((count, record) => {
      if (count > 0) rows[formatCode(record).slice(2)] = count;
    });
    if (this.unmapped > 0) rows.unmapped = this.unmapped;
    const { frames, values, framingBytes: framing, itemBytes: items } = this;
    const bytes = { total: framing + items, framing, items, blank: 0, rejected: 0 };
    return { frames, rows, values, nulls: { ...this.nulls }, rejects: {}, bytes };
  }

  #line(code: Code, bytes: number): CodeTruth {
    this.itemBytes += bytes;
    this.#place(code);
    const known = this.#codes[code];
    if (known !== undefined) return known;
    const truth = { values: 0, nulls: 0, sum: 0, min: Infinity, max: -Infinity };
    this.#codes[code] = truth;
    return truth;
  }

  /** A vendor's identity stands beside items of any record and makes a row of its own record only when alone. */
  #place(code: Code): void {
    if (isIdentity(code)) {
      this.#identity = true;
      return;
    }
    const record = recordOf(code);
    const predefined = itemOf(code) <= (LAST_ITEM[record] ?? 0);
    if (record !== IDENTITY_RECORD) this.#others = true;
    if (predefined) this.#records |= 1 << record;
    else this.unmapped++;
  }
}
