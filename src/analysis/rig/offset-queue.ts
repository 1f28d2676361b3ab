/**
 * What other records sent, in the order of the source: a page of theirs may come before rows that stand before it, and waits for them. So what a stage
 * makes of both does not depend on how rows are cut into pages.
 */

/** More wait only where no rows of record 01 come at all: then there is nothing to wait for. */
const MOST = 65_536;

export class OffsetQueue<Item extends { readonly offset: number }> {
  readonly #take: (item: Item) => void;
  #waiting: Item[] = [];
  #from = 0;

  constructor(take: (item: Item) => void) {
    this.#take = take;
  }

  add(item: Item): void {
    let at = this.#waiting.length;
    while (at > this.#from && this.#waiting[at - 1]!.offset > item.offset) at--;
    if (at === this.#waiting.length) this.#waiting.push(item);
    else this.#waiting.splice(at, 0, item);
    if (this.#waiting.length - this.#from > MOST) this.reach(this.#waiting[this.#from + MOST / 2]!.offset);
  }

  /** Gives out those that stand before this byte. */
  reach(offset: number): void {
    while (this.#from < this.#waiting.length && this.#waiting[this.#from]!.offset < offset) {
      this.#take(this.#waiting[this.#from++]!);
    }
    if (this.#from > 1024 || this.#from === this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#from);
      this.#from = 0;
    }
  }
}
