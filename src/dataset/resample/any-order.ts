/**
 * The bins of rows whose clock goes back, as when it is set or an hour occurs twice: a bin is whole when all rows are read, and its
 * rows are all that lie in it. What does not fit into memory waits in a file, in runs that are put together at the end.
 */
import { deserialize, serialize } from "node:v8";
import type { Saved } from "../../columns/bins/accumulator.js";
import { type Bins, EMPTY, ROWS_AT_ONCE } from "../../columns/bins/bins.js";
import { startsBetween } from "../../columns/bins/in-order.js";
import type { Steps } from "../../columns/bins/steps.js";
import type { Page, Values } from "../../columns/page.js";
import { Scratch } from "../../durable/scratch.js";

/** Cells of bins that are in memory: some 24 bytes each. */
const MOST_CELLS = 1 << 20;

export interface AnyOrderOptions {
  readonly bins: Bins;
  readonly steps: Steps;
  readonly refusal: (value: number | undefined) => string | undefined;
  readonly leaveOut: (group: number, why: string) => void;
  readonly fill: boolean;
  /** Told of gaps that are too long to be filled. */
  readonly longGap: (group: number) => void;
  readonly mostCells?: number | undefined;
}

/** A bin that was put aside: its group, where it begins, what its columns have. */
type Aside = readonly [group: number, start: number, saved: readonly (Saved | undefined)[]];

export interface GroupPage {
  readonly group: number;
  readonly page: Page;
}

export class BinsInAnyOrder {
  readonly #options: AnyOrderOptions;
  readonly #most: number;
  /** By group and by where they begin. */
  readonly #open = new Map<number, Map<number, number>>();
  #bins = 0;
  readonly #scratch = new Scratch();
  /** Where each run ends in the scratch. */
  readonly #runs: number[] = [];

  constructor(options: AnyOrderOptions) {
    this.#options = options;
    this.#most = Math.max(
      16,
      Math.floor((options.mostCells ?? MOST_CELLS) / Math.max(1, options.bins.fields.length)),
    );
  }

  async push(
    group: number,
    rows: number,
    values: readonly (Values | undefined)[],
    index: Float64Array | undefined,
  ): Promise<void> {
    const { bins } = this.#options;
    for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
      const to = Math.min(rows, from + ROWS_AT_ONCE);
      const own = this.#open.get(group) ?? new Map<number, number>();
      this.#open.set(group, own);
      for (let row = from; row < to; row++) bins.slots[row - from] = this.#slotOf(group, own, index?.[row]);
      bins.add(values, from, to);
      if (this.#bins >= this.#most) await this.#putAside();
    }
  }

  #slotOf(group: number, own: Map<number, number>, value: number | undefined): number {
    const { bins, steps, refusal, leaveOut } = this.#options;
    const why = refusal(value);
    if (why !== undefined) {
      leaveOut(group, why);
      return -1;
    }
    const start = steps.startOf(value!);
    let slot = own.get(start);
    if (slot === undefined) {
      slot = bins.take();
      own.set(start, slot);
      this.#bins++;
    }
    return slot;
  }

  /** All bins, by group and by where they begin. */
  async *end(): AsyncGenerator<GroupPage> {
    if (this.#runs.length === 0) {
      for (const [group, start, slot] of this.#sorted()) yield* this.#closed(group, start, slot);
    } else {
      await this.#putAside();
      const { bins } = this.#options;
      for await (const [group, start, pieces] of merged(this.#runsOf())) {
        const slot = bins.take();
        for (const saved of pieces) bins.restore(slot, saved);
        yield* this.#closed(group, start, slot);
      }
    }
    yield* this.#closedPage();
  }

  remove(): Promise<void> {
    return this.#scratch.remove();
  }

  *#sorted(): Generator<readonly [group: number, start: number, slot: number]> {
    for (const group of [...this.#open.keys()].sort((a, b) => a - b)) {
      const own = this.#open.get(group)!;
      for (const start of [...own.keys()].sort((a, b) => a - b)) yield [group, start, own.get(start)!];
    }
  }

  async #putAside(): Promise<void> {
    const { bins } = this.#options;
    for (const [group, start, slot] of this.#sorted()) {
      const bytes = serialize([group, start, bins.save(slot)] satisfies Aside);
      const framed = Buffer.allocUnsafe(4 + bytes.length);
      framed.writeUInt32LE(bytes.length);
      framed.set(bytes, 4);
      await this.#scratch.write(framed);
    }
    this.#open.clear();
    this.#bins = 0;
    this.#runs.push(await this.#scratch.flush());
  }

  #runsOf(): AsyncGenerator<Aside>[] {
    return this.#runs.map((end, i) => asidesIn(this.#scratch.stretch(i === 0 ? 0 : this.#runs[i - 1]!, end)));
  }

  // -- What is closed, in pages of one group each --------------------------------------------------------------------

  #group = 0;
  #slots: number[] = [];
  #starts: number[] = [];

  *#closed(group: number, start: number, slot: number): Generator<GroupPage> {
    if (group !== this.#group || this.#slots.length >= ROWS_AT_ONCE) {
      const before = group === this.#group ? this.#starts.at(-1) : undefined;
      yield* this.#closedPage();
      this.#group = group;
      this.#fillFrom(before, start);
    } else this.#fillFrom(this.#starts.at(-1), start);
    this.#slots.push(slot);
    this.#starts.push(start);
  }

  #fillFrom(before: number | undefined, start: number): void {
    const { fill, steps, longGap } = this.#options;
    if (!fill || before === undefined) return;
    const missing = startsBetween(before, start, steps);
    if (missing === undefined) longGap(this.#group);
    for (const at of missing ?? []) {
      this.#slots.push(EMPTY);
      this.#starts.push(at);
    }
  }

  *#closedPage(): Generator<GroupPage> {
    const [slots, starts] = [this.#slots, this.#starts];
    if (slots.length === 0) return;
    this.#slots = [];
    this.#starts = [];
    const { bins } = this.#options;
    yield {
      group: this.#group,
      page: { rows: slots.length, fields: bins.fields, values: bins.close(slots, starts) },
    };
  }
}

async function* asidesIn(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Aside> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of bytes) {
    rest = Buffer.concat([rest, piece]);
    let at = 0;
    while (rest.length - at >= 4) {
      const end = at + 4 + rest.readUInt32LE(at);
      if (end > rest.length) break;
      yield deserialize(rest.subarray(at + 4, end)) as Aside;
      at = end;
    }
    rest = rest.subarray(at);
  }
}

/** The bins of runs that are each in order, what several have of one together, in the order of the runs. */
async function* merged(
  runs: readonly AsyncGenerator<Aside>[],
): AsyncGenerator<readonly [group: number, start: number, pieces: Aside[2][]]> {
  const next = await Promise.all(runs.map((run) => run.next()));
  for (;;) {
    let least: Aside | undefined;
    for (const { done, value } of next) {
      if (done || (least !== undefined && !isBefore(value, least))) continue;
      least = value;
    }
    if (least === undefined) return;
    const pieces: Aside[2][] = [];
    for (const [i, { done, value }] of next.entries()) {
      if (done || value[0] !== least[0] || value[1] !== least[1]) continue;
      pieces.push(value[2]);
      next[i] = await runs[i]!.next();
    }
    yield [least[0], least[1], pieces];
  }
}

const isBefore = (one: Aside, other: Aside): boolean =>
  one[0] < other[0] || (one[0] === other[0] && one[1] < other[1]);
