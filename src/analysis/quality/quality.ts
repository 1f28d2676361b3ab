/**
 * What is measured of a log or a dataset: each record by its rows, and the items that are not in the catalog by their
 * values. Memory depends on the items that occur, not on the rows.
 */
import { type Code, recordOf } from "../../wits/catalog/code.js";
import { ItemQuality } from "./item-quality.js";
import { RecordQuality } from "./record-quality.js";
import type { RowBatch } from "./row-batch.js";

/** Values of items that are not in the catalog, a row a value; of one source. */
export interface LooseValues {
  readonly codes: ArrayLike<Code>;
  readonly times: Float64Array;
  /** Null is NaN. */
  readonly numbers: Float64Array;
}

export interface MeasuredItem {
  readonly item: ItemQuality;
  readonly record: number;
  /** Rows of its record; where that has none, how often the item was sent. */
  readonly rows: number;
}

interface LooseItem {
  readonly item: ItemQuality;
  sent: number;
  source: string;
}

export class Quality {
  readonly #records = new Map<number, RecordQuality>();
  readonly #loose = new Map<Code, LooseItem>();

  add(source: string, batch: RowBatch): void {
    if (batch.rows === 0) return;
    const record = this.#records.get(batch.record) ?? new RecordQuality(batch.record);
    this.#records.set(batch.record, record);
    record.add(source, batch);
  }

  addLoose(source: string, { codes, times, numbers }: LooseValues): void {
    const rowsOf = new Map<Code, number[]>();
    for (let row = 0; row < numbers.length; row++) {
      const code = codes[row]!;
      const rows = rowsOf.get(code);
      if (rows === undefined) rowsOf.set(code, [row]);
      else rows.push(row);
    }
    for (const [code, rows] of rowsOf) {
      const meaning = {
        code,
        mnemonic: undefined,
        name: undefined,
        unit: undefined,
        kind: "measurement",
      } as const;
      const loose = this.#loose.get(code) ?? { item: new ItemQuality(meaning), sent: 0, source };
      this.#loose.set(code, loose);
      if (loose.source !== source) loose.item.startSource();
      loose.source = source;
      loose.sent += rows.length;
      const own = Float64Array.from(rows, (row) => numbers[row]!);
      // When its record began is not known here: its gaps lie between its values.
      loose.item.add(
        Float64Array.from(rows, (row) => times[row]!),
        { item: meaning, numbers: own },
        Number.NaN,
      );
    }
  }

  /** No more rows follow. */
  end(): void {
    for (const record of this.#records.values()) record.endSource();
  }

  /** Ascending. */
  get records(): readonly RecordQuality[] {
    return [...this.#records.values()].sort((a, b) => a.record - b.record);
  }

  /** Those that had a value, ascending. */
  get items(): readonly MeasuredItem[] {
    const items = this.records.flatMap(({ record, rhythm, items }) =>
      items.map((item) => ({ item, record, rows: rhythm.rows })),
    );
    const loose = [...this.#loose].flatMap(([code, { item, sent }]) => {
      if (item.presence.values === 0) return [];
      const record = recordOf(code);
      return [{ item, record, rows: this.#records.get(record)?.rhythm.rows ?? sent }];
    });
    return [...items, ...loose].sort((a, b) => a.item.meaning.code - b.item.meaning.code);
  }
}
