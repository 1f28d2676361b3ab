/** A depth over time, kept in as few points as tell it to a tolerance: what it was at any moment of years. */
import { firstPlace } from "../first-place.js";

export class Track {
  readonly #tolerance: number;
  #times = new Float64Array(1024);
  #values = new Float64Array(1024);
  #points = 0;
  /** Made when it is asked for. */
  #most = new Float64Array(0);
  /** The last value seen, which may not be a point of itself. */
  #lastTime = Number.NaN;
  #lastValue = Number.NaN;

  constructor(tolerance: number) {
    this.#tolerance = tolerance;
  }

  get last(): number | undefined {
    return Number.isNaN(this.#lastValue) ? undefined : this.#lastValue;
  }

  add(time: number, value: number): void {
    if (this.#points === 0 || Math.abs(value - this.#values[this.#points - 1]!) >= this.#tolerance) {
      this.#keep(time, value);
    }
    this.#lastTime = time;
    this.#lastValue = value;
  }

  /** Keeps the last value as it is: of a moment that will be asked for. */
  mark(): void {
    if (this.#points > 0 && this.#times[this.#points - 1]! < this.#lastTime) {
      this.#keep(this.#lastTime, this.#lastValue);
    }
  }

  /** The last that was told at or before a moment; undefined before the first. */
  at(time: number): number | undefined {
    if (this.#points === 0 || time < this.#times[0]!) return undefined;
    if (time >= this.#lastTime) return this.#lastValue;
    return this.#values[this.#placeOf(time)];
  }

  /** The first that was told at a moment or after it; after the last, the last. */
  next(time: number): number | undefined {
    if (this.#points === 0) return undefined;
    return time < this.#times[0]! ? this.#values[0] : this.at(time);
  }

  /** When a value that rises was first reached; undefined where it never was, or was before the first. */
  reached(value: number): number | undefined {
    if (this.#points === 0 || this.#values[0]! > value) return undefined;
    const most = this.#risen();
    const place = firstPlace(this.#points, (one) => most[one]! >= value);
    if (place < this.#points) return this.#times[place];
    return this.#lastValue >= value ? this.#lastTime : undefined;
  }

  /** By point, the greatest so far. */
  #risen(): Float64Array {
    if (this.#most.length === this.#points) return this.#most;
    this.#most = this.#values.slice(0, this.#points);
    for (let place = 1; place < this.#points; place++)
      this.#most[place] = Math.max(this.#most[place]!, this.#most[place - 1]!);
    return this.#most;
  }

  /** The last point that was told by a moment; the first where none was. */
  #placeOf(time: number): number {
    return Math.max(0, firstPlace(this.#points, (place) => this.#times[place]! > time) - 1);
  }

  #keep(time: number, value: number): void {
    if (this.#points === this.#times.length) {
      this.#times = grown(this.#times);
      this.#values = grown(this.#values);
    }
    this.#times[this.#points] = time;
    this.#values[this.#points] = value;
    this.#points++;
  }
}

function grown(numbers: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * numbers.length);
  larger.set(numbers);
  return larger;
}
