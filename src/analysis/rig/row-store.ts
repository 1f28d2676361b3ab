/**
 * Rows of one rig from when they come until they are given out: a column a channel, all as long as each other. Rows leave at
 * the front when they are decided; what is left moves to the front now and then, so that nothing is allocated while rows flow.
 */
const LEAST_CAPACITY = 4096;

export class RowStore {
  /** Where the rows stand that are held: `from` is the first of them, `to` the place after the last. */
  from = 0;
  to = 0;
  /** The number of the row that stands, or stood, at place 0: rows of a rig count from 0 for ever. */
  base = 0;
  times = new Float64Array(0);
  offsets = new Float64Array(0);
  /** When the row's state began, if it is another one than that of the row before. */
  began = new Float64Array(0);
  states = new Uint8Array(0);
  gapBefore = new Uint8Array(0);
  inSlips = new Uint8Array(0);
  pumping = new Uint8Array(0);
  rotating = new Uint8Array(0);
  onBottom = new Uint8Array(0);
  makingHole = new Uint8Array(0);
  moving = new Uint8Array(0);
  /** Whether bit and block told of this row that the string hangs or stays: see `Evidence`. */
  evidence = new Uint8Array(0);
  /** As long as the columns, without any value: in the place of a channel that no row has. */
  missing = new Float64Array(0);
  /** By channel; undefined until a row has a value of it. */
  readonly channels: (Float64Array | undefined)[];
  #capacity = 0;

  constructor(channels: number) {
    this.channels = new Array(channels).fill(undefined);
  }

  /** Makes room for more rows: rows may stand elsewhere afterwards, by the same number. */
  reserve(rows: number): void {
    if (this.to + rows <= this.#capacity) return;
    const held = this.to - this.from;
    if (held + rows <= this.#capacity / 2) this.#forward();
    else this.#grow(Math.max(LEAST_CAPACITY, 2 * (held + rows)));
  }

  /** The column of a channel, for writing. */
  column(channel: number): Float64Array {
    this.channels[channel] ??= new Float64Array(this.#capacity).fill(Number.NaN);
    return this.channels[channel];
  }

  #forward(): void {
    const { from, to } = this;
    for (const column of this.#columns()) column.copyWithin(0, from, to);
    this.#shift(from);
  }

  #grow(capacity: number): void {
    const { from, to } = this;
    const numbers = (old: Float64Array) => {
      const fresh = new Float64Array(capacity);
      fresh.set(old.subarray(from, to));
      return fresh;
    };
    const bytes = (old: Uint8Array) => {
      const fresh = new Uint8Array(capacity);
      fresh.set(old.subarray(from, to));
      return fresh;
    };
    this.times = numbers(this.times);
    this.offsets = numbers(this.offsets);
    this.began = numbers(this.began);
    this.states = bytes(this.states);
    this.gapBefore = bytes(this.gapBefore);
    this.inSlips = bytes(this.inSlips);
    this.pumping = bytes(this.pumping);
    this.rotating = bytes(this.rotating);
    this.onBottom = bytes(this.onBottom);
    this.makingHole = bytes(this.makingHole);
    this.moving = bytes(this.moving);
    this.evidence = bytes(this.evidence);
    for (const [channel, column] of this.channels.entries()) {
      if (column !== undefined) this.channels[channel] = numbers(column);
    }
    this.missing = new Float64Array(capacity).fill(Number.NaN);
    this.#capacity = capacity;
    this.#shift(from);
  }

  #shift(by: number): void {
    this.from -= by;
    this.to -= by;
    this.base += by;
  }

  *#columns(): Generator<Float64Array | Uint8Array> {
    yield this.times;
    yield this.offsets;
    yield this.began;
    yield this.states;
    yield this.gapBefore;
    yield this.inSlips;
    yield this.pumping;
    yield this.rotating;
    yield this.onBottom;
    yield this.makingHole;
    yield this.moving;
    yield this.evidence;
    for (const column of this.channels) if (column !== undefined) yield column;
  }
}
