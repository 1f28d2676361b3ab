/** What rows go by, a time or a depth, and which of them have a place where that must rise. */
export const rowIndexes = ["time", "depth"] as const;
export type RowIndex = (typeof rowIndexes)[number];

const WORDS = {
  time: { what: "time", more: "later", less: "earlier" },
  depth: { what: "depth", more: "deeper", less: "shallower" },
} as const;

/** Which rows have a place: each whose index is greater than all before it, or with `same` equal to the greatest. */
export class Rising {
  readonly #words: (typeof WORDS)[RowIndex];
  readonly #same: boolean;
  #greatest = Number.NEGATIVE_INFINITY;

  constructor(index: RowIndex, { same = false }: { same?: boolean } = {}) {
    this.#words = WORDS[index];
    this.#same = same;
  }

  /** Why a row has no place, the end of a sentence; undefined where it has one. */
  refusal(value: number | undefined): string | undefined {
    const { what, more, less } = this.#words;
    if (value === undefined || Number.isNaN(value)) return `have no ${what}`;
    if (value > this.#greatest) {
      this.#greatest = value;
      return undefined;
    }
    if (value < this.#greatest) return `are ${less} than a row before them`;
    return this.#same ? undefined : `are no ${more} than the row before them`;
  }
}
