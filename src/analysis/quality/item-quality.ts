/** What is measured of one item. */

import type { Interruption } from "../../columns/rhythm.js";
import type { Code } from "../../wits/catalog/code.js";
import { Extent } from "./extent.js";
import type { ItemColumn, ItemField } from "./item-field.js";
import { Outside, type PlausibleRange, plausibleRange } from "./plausible.js";
import { Presence } from "./presence.js";
import { Spikes } from "./spikes.js";
import { Stuck, type StuckRun, shouldMove } from "./stuck.js";

/** Of one item of one record; what was not judged is undefined. */
export interface ItemQuality {
  readonly code: Code;
  readonly record: number;
  /** Undefined when neither catalog nor map has it. */
  readonly mnemonic: string | undefined;
  readonly name: string | undefined;
  readonly unit: string | undefined;
  /** Rows of its record; where that has none, how often the item was sent. */
  readonly rows: number;
  readonly values: number;
  /** The longest time without a value, within the rows of its record. */
  readonly longestGap: Interruption | undefined;
  /** Values in runs of one value, of what should move. */
  readonly stuck: { readonly values: number; readonly longest: StuckRun | undefined } | undefined;
  readonly spikes: number | undefined;
  /** Values that cannot be on a rig. */
  readonly outside: { readonly values: number; readonly range: PlausibleRange } | undefined;
  readonly min: number | undefined;
  readonly median: number | undefined;
  /** Whether the median is one of the values, and not within half a percent of it. */
  readonly medianIsExact: boolean;
  readonly max: number | undefined;
}

export class ItemMeasure {
  readonly field: ItemField;
  readonly presence = new Presence();
  /** Of numbers. */
  readonly #extent: Extent | undefined;
  /** Undefined: not judged. */
  readonly stuck: Stuck | undefined;
  readonly spikes: Spikes | undefined;
  readonly outside: Outside | undefined;

  constructor(field: ItemField) {
    this.field = field;
    if (field.type === "text") return;
    this.#extent = new Extent();
    if (shouldMove(field)) this.stuck = new Stuck();
    if (field.type === "number") this.spikes = new Spikes();
    const range = plausibleRange(field);
    if (range !== undefined) this.outside = new Outside(range);
  }

  startSource(): void {
    this.presence.startSource();
    this.spikes?.startSource();
  }

  /** `start` is the time of the source's first row. */
  add(times: Float64Array, { values }: ItemColumn, start: number): void {
    if (!(values instanceof Float64Array)) {
      this.presence.add(times, start, (row) => values[row] !== undefined);
      return;
    }
    this.presence.add(times, start, (row) => !Number.isNaN(values[row]!));
    this.#extent?.add(values);
    this.stuck?.add(times, values);
    this.spikes?.add(values);
    this.outside?.add(values);
  }

  endSource(start: number, end: number): void {
    this.presence.endSource(start, end);
    this.stuck?.endSource();
  }

  result(record: number, rows: number): ItemQuality {
    const { code, mnemonic, meaning, unit } = this.field;
    const { stuck, spikes, outside } = this;
    return {
      code,
      record,
      mnemonic,
      name: mnemonic === undefined ? undefined : meaning,
      unit,
      rows,
      values: this.presence.values,
      longestGap: this.presence.longest,
      stuck: stuck && { values: stuck.stuck, longest: stuck.longest },
      spikes: spikes === undefined || spikes.judged === 0 ? undefined : spikes.spikes,
      outside: outside && { values: outside.outside, range: outside.range },
      min: this.#extent?.min,
      median: this.#extent?.median,
      medianIsExact: this.#extent?.isExact ?? false,
      max: this.#extent?.max,
    };
  }
}
