/** How often a signal read what, lately: in bins that grow with it, older readings fading. Tells whether it has two levels. */
const BINS = 96;
/** Readings after which all count half. */
const FADE = 40_000;
/** Readings before it is heard, and the share of them that a level has at least. */
const ENOUGH = 240;
const LEAST_SHARE = 0.01;
/** The lower level of two is at most this part of the higher one. */
const MOST_RATIO = 0.75;
/** A valley between two levels holds at most this share of what the lower of them does, bin by bin. */
const VALLEY = 0.35;

export class Histogram {
  readonly #counts = new Float64Array(BINS);
  #width = 0;
  #total = 0;

  learn(values: Float64Array, from: number, to: number): void {
    for (let at = from; at < to; at++) this.#add(values[at]!);
  }

  #add(value: number): void {
    if (!(value >= 0) || value === Number.POSITIVE_INFINITY) return;
    if (this.#width === 0) {
      if (value === 0) return;
      this.#width = (2 * value) / BINS;
    }
    let bin = (value / this.#width) | 0;
    // A reading that is no hookload does not make all others fall into one bin.
    if (bin >= 8 * BINS) return;
    while (bin >= BINS) {
      this.#widen();
      bin = (value / this.#width) | 0;
    }
    this.#counts[bin]!++;
    this.#total++;
    if (this.#total < FADE) return;
    this.#total = 0;
    for (let at = 0; at < BINS; at++) {
      this.#counts[at]! /= 2;
      this.#total += this.#counts[at]!;
    }
  }

  #widen(): void {
    const counts = this.#counts;
    for (let at = 0; at < BINS; at++) {
      counts[at] = 2 * at < BINS ? counts[2 * at]! + counts[2 * at + 1]! : 0;
    }
    this.#width *= 2;
  }

  /** The place between two levels that parts them best, after Otsu; undefined where there is no valley. */
  parted(): { low: number; high: number; between: number } | undefined {
    const counts = this.#counts;
    if (this.#total < ENOUGH) return undefined;
    let [all, sum] = [0, 0];
    for (let at = 0; at < BINS; at++) {
      all += counts[at]!;
      sum += at * counts[at]!;
    }
    let [below, sumBelow, best, cut] = [0, 0, -1, -1];
    for (let at = 0; at < BINS - 1; at++) {
      below += counts[at]!;
      sumBelow += at * counts[at]!;
      if (below < LEAST_SHARE * all || all - below < LEAST_SHARE * all) continue;
      const apart = sumBelow / below - (sum - sumBelow) / (all - below);
      const between = below * (all - below) * apart * apart;
      if (between > best) [best, cut] = [between, at];
    }
    if (cut < 0) return undefined;
    const low = mode(counts, 0, cut);
    const high = mode(counts, cut + 1, BINS - 1);
    if (high - low < 3 || low + 0.5 > MOST_RATIO * (high + 0.5)) return undefined;
    let [least, from, to] = [Number.POSITIVE_INFINITY, low, low];
    for (let at = low + 1; at < high; at++) {
      if (counts[at]! < least) [least, from, to] = [counts[at]!, at, at];
      else if (counts[at] === least && to === at - 1) to = at;
    }
    if (least > VALLEY * Math.min(counts[low]!, counts[high]!)) return undefined;
    const width = this.#width;
    // Nearer to the lower level: a string that is slacked off lies between, and hangs.
    return {
      low: (low + 0.5) * width,
      high: (high + 0.5) * width,
      between: Math.min((from + 0.35 * (to - from) + 0.5) * width, (low + 0.5 + 0.45 * (high - low)) * width),
    };
  }
}

function mode(counts: Float64Array, from: number, to: number): number {
  let best = from;
  for (let at = from; at <= to; at++) if (counts[at]! > counts[best]!) best = at;
  return best;
}
