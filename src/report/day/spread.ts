/** Least, mean over time and greatest of a value. */

export class Running {
  least = Number.POSITIVE_INFINITY;
  greatest = Number.NEGATIVE_INFINITY;
  values = 0;
  first = Number.NaN;
  last = Number.NaN;
  #sum = 0;
  #weight = 0;
  #plain = 0;

  /** A value, and how long it stood: 0 where nobody knows. */
  add(value: number, milliseconds: number): void {
    if (value < this.least) this.least = value;
    if (value > this.greatest) this.greatest = value;
    if (this.values === 0) this.first = value;
    this.last = value;
    this.values++;
    this.#plain += value;
    this.#sum += value * milliseconds;
    this.#weight += milliseconds;
  }

  /** Over time; of values that stood for no time the plain mean. Undefined of none. */
  get mean(): number | undefined {
    if (this.values === 0) return undefined;
    return this.#weight > 0 ? this.#sum / this.#weight : this.#plain / this.values;
  }

  take(other: Running): void {
    if (other.values === 0) return;
    this.least = Math.min(this.least, other.least);
    this.greatest = Math.max(this.greatest, other.greatest);
    if (this.values === 0) this.first = other.first;
    this.last = other.last;
    this.values += other.values;
    this.#plain += other.#plain;
    this.#sum += other.#sum;
    this.#weight += other.#weight;
  }
}
