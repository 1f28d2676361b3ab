/**
 * Whether a row follows those before it. Clocks of rigs are set, and a sender may get a date wrong once: a single time that
 * is far too early is left out; when more of them follow, the rows that they contradict go.
 */

/** Milliseconds: records of one moment come in any order. */
const NEAR = 60_000;
/** Times in a row that are too early, before they are believed. */
const BELIEVED = 10;

/** `early`: to be left out. `cut`: rows after this time go. */
export type Order = "next" | "early" | { readonly cut: number };

export class TimeOrder {
  #latest = Number.NEGATIVE_INFINITY;
  #early: number[] = [];

  judge(time: number): Order {
    if (time >= this.#latest - NEAR) {
      this.#latest = Math.max(this.#latest, time);
      this.#early = [];
      return "next";
    }
    this.#early.push(time);
    if (this.#early.length < BELIEVED) return "early";
    const cut = Math.min(...this.#early);
    this.#latest = time;
    this.#early = [];
    return { cut };
  }
}
