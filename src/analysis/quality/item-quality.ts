/** What is measured of one item. */
import { Extent } from "./extent.js";
import type { ItemMeaning } from "./item-meaning.js";
import { Outside, plausibleRange } from "./plausible.js";
import { Presence } from "./presence.js";
import type { ItemColumn } from "./row-batch.js";
import { Spikes } from "./spikes.js";
import { Stuck, shouldMove } from "./stuck.js";

export class ItemQuality {
  readonly meaning: ItemMeaning;
  readonly presence = new Presence();
  /** Of numbers. */
  readonly extent: Extent | undefined;
  /** Undefined: not judged. */
  readonly stuck: Stuck | undefined;
  readonly spikes: Spikes | undefined;
  readonly outside: Outside | undefined;

  constructor(meaning: ItemMeaning) {
    this.meaning = meaning;
    if (meaning.kind === "text") return;
    this.extent = new Extent();
    if (shouldMove(meaning)) this.stuck = new Stuck();
    if (meaning.kind === "measurement") this.spikes = new Spikes();
    const range = plausibleRange(meaning);
    if (range !== undefined) this.outside = new Outside(range);
  }

  startSource(): void {
    this.presence.startSource();
    this.spikes?.startSource();
  }

  /** `start` is the time of the source's first row. */
  add(times: Float64Array, { numbers, texts }: ItemColumn, start: number): void {
    if (numbers === undefined) {
      this.presence.add(times, start, (row) => texts[row] !== undefined);
      return;
    }
    this.presence.add(times, start, (row) => !Number.isNaN(numbers[row]!));
    this.extent?.add(numbers);
    this.stuck?.add(times, numbers);
    this.spikes?.add(numbers);
    this.outside?.add(numbers);
  }

  endSource(start: number, end: number): void {
    this.presence.endSource(start, end);
    this.stuck?.endSource();
  }
}
