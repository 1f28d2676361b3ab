/**
 * What other records sent of some channels, as of a row: the last value before it in the source, unless that is too old. Values
 * wait here in the order of their offsets until the rows after them come.
 */
/** Milliseconds for which a value of another record holds. */
const HOLDS = 600_000;

export class Joined {
  #offsets = new Float64Array(64);
  #times = new Float64Array(64);
  #values = new Float64Array(64);
  #from = 0;
  #to = 0;
  /** Of what came behind later ones and is not in order yet; infinite where all is. */
  #least = Number.POSITIVE_INFINITY;
  #value = Number.NaN;
  #time = Number.NaN;

  add(offset: number, time: number, value: number): void {
    if (this.#to === this.#offsets.length) this.#makeRoom();
    const at = this.#to++;
    // Records come in pages of their own: one may come after another that was sent later. Each is put in order when rows ask: value
    // by value, pages of thousands would be moved for each of them.
    if (at > this.#from && this.#offsets[at - 1]! > offset) this.#least = Math.min(this.#least, offset);
    this.#offsets[at] = offset;
    this.#times[at] = time;
    this.#values[at] = value;
  }

  get isEmpty(): boolean {
    return this.#to === this.#from && Number.isNaN(this.#value);
  }

  /** Fills the rows of `column` that have no value of their own. */
  fill(column: Float64Array, times: Float64Array, offsets: Float64Array, from: number, to: number): void {
    if (this.#least < Number.POSITIVE_INFINITY) this.#putInOrder();
    for (let row = from; row < to; row++) {
      const offset = offsets[row]!;
      while (this.#from < this.#to && this.#offsets[this.#from]! <= offset) {
        this.#value = this.#values[this.#from]!;
        this.#time = this.#times[this.#from]!;
        this.#from++;
      }
      if (Number.isNaN(column[row]!) && times[row]! - this.#time <= HOLDS) column[row] = this.#value;
    }
    if (this.#from === this.#to) {
      this.#from = 0;
      this.#to = 0;
    }
  }

  /** By offset; of the same offset, as they came. */
  #putInOrder(): void {
    const [offsets, times, values] = [this.#offsets, this.#times, this.#values];
    let from = this.#from;
    while (offsets[from]! <= this.#least && from < this.#to) from++;
    const order = Uint32Array.from({ length: this.#to - from }, (_, place) => from + place);
    order.sort((one, other) => offsets[one]! - offsets[other]! || one - other);
    for (const column of [times, values, offsets])
      column.set(
        Float64Array.from(order, (at) => column[at]!),
        from,
      );
    this.#least = Number.POSITIVE_INFINITY;
  }

  #makeRoom(): void {
    const held = this.#to - this.#from;
    const larger = held > this.#offsets.length / 2;
    const moved = (old: Float64Array<ArrayBuffer>) => {
      const fresh = larger ? new Float64Array(2 * old.length) : old;
      fresh.set(old.subarray(this.#from, this.#to));
      return fresh;
    };
    this.#offsets = moved(this.#offsets);
    this.#times = moved(this.#times);
    this.#values = moved(this.#values);
    this.#from = 0;
    this.#to = held;
  }
}
