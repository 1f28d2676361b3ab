/**
 * The last minutes of the numbers of a board, for lines as small as a word. All of them share their places, so that
 * what stands above each other happened at once; the places grow wider until they hold ten minutes, and move on then.
 */

/** Places of a trend. */
const LENGTH = 120;
const NARROWEST = 1000;
/** Milliseconds: ten minutes in all. */
const WIDEST = 5000;

export class Trends {
  readonly #numbers = new Map<string, Float64Array>();
  #first = Number.NaN;
  #width = NARROWEST;
  /** Places that have been reached. */
  #reached = 0;

  /** `time` is in milliseconds, and does not go back; of several numbers in a place the last one stays. */
  add(name: string, value: number, time: number): void {
    if (Number.isNaN(this.#first)) this.#first = time;
    const place = this.#placeOf(time);
    let numbers = this.#numbers.get(name);
    if (numbers === undefined) {
      numbers = new Float64Array(LENGTH).fill(Number.NaN);
      this.#numbers.set(name, numbers);
    }
    numbers[place] = value;
  }

  /** Milliseconds from the first place to the last that was reached by `time`. */
  span(time: number): number {
    if (Number.isNaN(this.#first)) return 0;
    this.#placeOf(time);
    return this.#reached * this.#width;
  }

  /**
   * What was reached by `time` in so many numbers at most, the last one now; NaN where there was none. A number holds
   * for `hold` milliseconds, unless another comes.
   */
  of(name: string, time: number, most: number, hold = 0): number[] {
    const numbers = this.#numbers.get(name);
    if (numbers === undefined || most <= 0) return [];
    this.#placeOf(time);
    const held = holding(numbers.subarray(0, this.#reached), Math.ceil(hold / this.#width));
    const each = Math.max(1, this.#reached / most);
    const length = Math.min(most, this.#reached);
    return Array.from({ length }, (_, i) =>
      mean(
        held.subarray(Math.floor(i * each), Math.max(Math.floor(i * each) + 1, Math.floor((i + 1) * each))),
      ),
    );
  }

  #placeOf(time: number): number {
    let place = Math.max(0, Math.floor((time - this.#first) / this.#width));
    while (place >= LENGTH && this.#width < WIDEST) {
      const wider = Math.min(WIDEST, this.#width * 2);
      this.#widen(wider);
      place = Math.floor((time - this.#first) / this.#width);
    }
    if (place >= LENGTH) {
      this.#forget(place - LENGTH + 1);
      place = LENGTH - 1;
    }
    this.#reached = Math.max(this.#reached, place + 1);
    return place;
  }

  #widen(width: number): void {
    const factor = width / this.#width;
    for (const numbers of this.#numbers.values()) {
      const wider = new Float64Array(LENGTH).fill(Number.NaN);
      numbers.forEach((value, i) => {
        if (!Number.isNaN(value)) wider[Math.floor(i / factor)] = value;
      });
      numbers.set(wider);
    }
    this.#width = width;
    this.#reached = Math.ceil(this.#reached / factor);
  }

  #forget(places: number): void {
    for (const numbers of this.#numbers.values()) {
      numbers.copyWithin(0, Math.min(places, LENGTH));
      numbers.fill(Number.NaN, Math.max(0, LENGTH - places));
    }
    this.#first += places * this.#width;
    this.#reached = Math.max(0, this.#reached - places);
  }
}

function mean(numbers: Float64Array): number {
  let [sum, count] = [0, 0];
  for (const value of numbers) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? Number.NaN : sum / count;
}

function holding(numbers: Float64Array, places: number): Float64Array {
  const held = numbers.slice();
  let last = Number.NEGATIVE_INFINITY;
  numbers.forEach((value, i) => {
    if (!Number.isNaN(value)) last = i;
    else if (i - last <= places) held[i] = numbers[last]!;
  });
  return held;
}
