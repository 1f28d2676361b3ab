/** Item 04, with which a sender numbers the rows of a record: where numbers are missing, rows are. */
export class Sequence {
  /** Steps from one number to the next. */
  steps = 0;
  #byOne = 0;
  #gaps = 0;
  #missing = 0;
  #previous = Number.NaN;

  startSource(): void {
    this.#previous = Number.NaN;
  }

  add(numbers: Float64Array): void {
    for (let row = 0; row < numbers.length; row++) {
      const number = numbers[row]!;
      if (Number.isNaN(number)) continue;
      const step = number - this.#previous;
      this.#previous = number;
      if (Number.isNaN(step)) continue;
      this.steps++;
      if (step === 1) this.#byOne++;
      else if (step > 1) {
        this.#gaps++;
        this.#missing += step - 1;
      }
    }
  }

  /** Undefined when the item is no count of rows: fewer than half of its steps are by one. */
  get result(): { gaps: number; missing: number } | undefined {
    const counts = this.steps > 0 && this.#byOne * 2 > this.steps;
    return counts ? { gaps: this.#gaps, missing: this.#missing } : undefined;
  }
}
