/**
 * One row for each step of time or depth, of the rows within it: the mean of a reading, the greatest of what is a greatest, the
 * least of what is a least, and the last of what counts, names or stands somewhere. A step in which a channel has no value
 * is null in it, and nothing is drawn between. By depth only rows at which the hole became deeper count.
 */
import type { Field } from "../../columns/field.js";
import type { Page, Values } from "../../columns/page.js";
import { Rising, type RowIndex } from "../../columns/rising.js";

export const manners = ["mean", "last", "min", "max"] as const;
export type Manner = (typeof manners)[number];

/** Units of depths, positions and directions: a mean of them lags behind, or turns the wrong way round north. */
const POSITIONS = new Set(["M", "F", "DEG"]);
/** Words of the catalog for what counts up, or names. */
const COUNTS = /\b(cum|cumulative|pumped|strokes|count|number|code|depth|azimuth|hours)\b|\bNo\./i;

/** How the values of a channel in a step become one. */
export function mannerOf({ type, meaning, unit }: Pick<Field, "type" | "meaning" | "unit">): Manner {
  if (type !== "number") return "last";
  if (/\bmax\b/i.test(meaning)) return "max";
  if (/\bmin\b/i.test(meaning)) return "min";
  return POSITIONS.has(unit ?? "") || COUNTS.test(meaning) ? "last" : "mean";
}

/** Steps without a row that are filled with nulls, so that the spacing stays the same. A longer gap is left as one. */
const LONGEST_GAP = 100_000;
/** Rows of a page. */
const ROWS = 8192;

export interface ResampleOptions {
  readonly fields: readonly Field[];
  /** What the steps are of, among the fields. */
  readonly index: Field;
  readonly by: RowIndex;
  /** Milliseconds, or a length in the unit of the index. */
  readonly step: number;
  /** Told of rows that have no place in any step. */
  readonly leaveOut: (why: string) => void;
}

export class Resampler {
  readonly #options: ResampleOptions;
  readonly #rising: Rising;
  readonly #steps: Step[];
  readonly #indexAt: number;
  /** The number of the step that is open. */
  #open: number | undefined;
  #done: (number | string | undefined)[][] = [];

  constructor(options: ResampleOptions) {
    this.#options = options;
    this.#rising = new Rising(options.by, { same: options.by === "time" });
    this.#steps = options.fields.map((field) => new Step(mannerOf(field)));
    this.#indexAt = options.fields.indexOf(options.index);
  }

  /** The steps that are over. */
  *push({ rows, values }: Page): Generator<Page> {
    const { step, leaveOut } = this.#options;
    const indices = values[this.#indexAt] as Float64Array | undefined;
    for (let row = 0; row < rows; row++) {
      const value = indices?.[row];
      const refusal = this.#rising.refusal(value);
      if (refusal !== undefined) {
        leaveOut(refusal);
        continue;
      }
      const number = Math.floor(value! / step + 1e-9);
      if (number !== this.#open) {
        this.#close(number);
        this.#open = number;
      }
      for (let i = 0; i < values.length; i++) this.#steps[i]!.take(values[i], row);
      if (this.#done.length >= ROWS) yield this.#page();
    }
  }

  /** What is left. */
  *end(): Generator<Page> {
    if (this.#open !== undefined) this.#close(undefined);
    if (this.#done.length > 0) yield this.#page();
  }

  #close(next: number | undefined): void {
    const open = this.#open;
    if (open === undefined) return;
    this.#done.push(
      this.#rowAt(
        open,
        this.#steps.map((step) => step.close()),
      ),
    );
    if (next === undefined || next - open - 1 > LONGEST_GAP) return;
    for (let number = open + 1; number < next; number++) this.#done.push(this.#rowAt(number, []));
  }

  #rowAt(number: number, values: (number | string | undefined)[]): (number | string | undefined)[] {
    values[this.#indexAt] = Number((number * this.#options.step).toFixed(6));
    return values;
  }

  #page(): Page {
    const rows = this.#done;
    this.#done = [];
    const values = this.#options.fields.map(
      ({ type }, i): Values =>
        type === "text"
          ? rows.map((row) => row[i] as string | undefined)
          : Float64Array.from(rows, (row) => (row[i] as number | undefined) ?? Number.NaN),
    );
    return { rows: rows.length, fields: this.#options.fields, values };
  }
}

/** The values of a channel in the step that is open. */
class Step {
  readonly #manner: Manner;
  #count = 0;
  #value: number | string | undefined;

  constructor(manner: Manner) {
    this.#manner = manner;
  }

  take(values: Values | undefined, row: number): void {
    const value = values?.[row];
    if (value === undefined || Number.isNaN(value)) return;
    this.#count++;
    const before = this.#value as number | undefined;
    if (before === undefined || this.#manner === "last") this.#value = value;
    else if (this.#manner === "max") this.#value = Math.max(before, value as number);
    else if (this.#manner === "min") this.#value = Math.min(before, value as number);
    // Never a sum that grows: the mean of equal values is that value.
    else this.#value = before + ((value as number) - before) / this.#count;
  }

  close(): number | string | undefined {
    const value = this.#value;
    this.#value = undefined;
    this.#count = 0;
    return value;
  }
}
