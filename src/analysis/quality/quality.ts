/**
 * How good the data of a log or a dataset is: each record by its rows, and the items that are not in the catalog by their
 * values. Memory depends on the items that occur, not on the rows.
 */
import { columnOf, picked, type SourcePage, selected } from "../../columns/page.js";
import { type Code, parseCode, recordOf } from "../../wits/catalog/code.js";
import type { Measure } from "../measure.js";
import { type ItemField, isItem } from "./item-field.js";
import { ItemMeasure, type ItemQuality } from "./item-quality.js";
import { RecordMeasure, type RecordQuality } from "./record-quality.js";
import { overallScore } from "./score.js";

/** How good data are, record by record and item by item. */
export interface Quality {
  /** From 0 to 1: the mean of the records' scores, weighted by their rows; undefined when there is no row. */
  readonly score: number | undefined;
  /** Ascending. */
  readonly records: readonly RecordQuality[];
  /** Those that had a value, ascending. */
  readonly items: readonly ItemQuality[];
}

export const quality = (): Measure<Quality> => new QualityMeasure();

/** Values of items that are not in the catalog, a row a value. */
interface LooseItem {
  readonly item: ItemMeasure;
  sent: number;
  source: string;
}

class QualityMeasure implements Measure<Quality> {
  readonly name = "quality";
  readonly needs = "every item";
  readonly #records = new Map<number, RecordMeasure>();
  readonly #loose = new Map<Code, LooseItem>();

  add(page: SourcePage): void {
    if (page.rows === 0) return;
    if (page.table === "unmapped") this.#addUnmapped(page);
    else if (page.record !== undefined) this.#recordOf(page.record).add(page);
    else this.#addFrames(page);
    this.#addUnnamed(page);
  }

  end(): Quality {
    for (const record of this.#records.values()) record.endSource();
    const measures = [...this.#records.values()].sort((a, b) => a.record - b.record);
    const records = measures.map((record) => record.result());
    const items = measures.flatMap(({ record, rhythm: { rows }, items }) =>
      items.map((item) => item.result(record, rows)),
    );
    const loose = [...this.#loose].flatMap(([code, { item, sent }]) => {
      if (item.presence.values === 0) return [];
      const record = recordOf(code);
      return [item.result(record, this.#records.get(record)?.rhythm.rows ?? sent)];
    });
    return {
      score: overallScore(records),
      records,
      items: [...items, ...loose].sort((a, b) => a.code - b.code),
    };
  }

  #recordOf(number: number): RecordMeasure {
    const record = this.#records.get(number) ?? new RecordMeasure(number);
    this.#records.set(number, record);
    return record;
  }

  /** Columns of items that are not in the catalog: they make no row of their record. */
  #addUnnamed({ source, times, fields, values }: SourcePage): void {
    for (const [i, field] of fields.entries()) {
      const own = values[i];
      if (!isItem(field) || field.mnemonic !== undefined || !(own instanceof Float64Array)) continue;
      const rows = [...own.keys()].filter((row) => !Number.isNaN(own[row]!));
      this.#addLoose(source, field.code, picked(times, rows), picked(own, rows));
    }
  }

  /** A row of a frame is one of every record that has a value in it. */
  #addFrames(page: SourcePage): void {
    const places = new Map<number, number[]>();
    for (const [i, field] of page.fields.entries()) {
      if (!isItem(field) || field.mnemonic === undefined) continue;
      const record = recordOf(field.code);
      places.set(record, [...(places.get(record) ?? []), i]);
    }
    for (const [record, own] of places) {
      const values = own.map((i) => page.values[i]);
      const has = (row: number): boolean =>
        values.some((one) =>
          one instanceof Float64Array ? !Number.isNaN(one[row]!) : one?.[row] !== undefined,
        );
      const rows = selected({ ...page, record, fields: own.map((i) => page.fields[i]!), values }, has);
      if (rows.rows > 0) this.#recordOf(record).add(rows);
    }
  }

  #addUnmapped(page: SourcePage): void {
    const codes = columnOf(page, "code") ?? [];
    const numbers = columnOf(page, "value");
    const rowsOf = new Map<Code, number[]>();
    for (let row = 0; row < page.rows; row++) {
      const code = parseCode(String(codes[row])) ?? 0;
      const rows = rowsOf.get(code);
      if (rows === undefined) rowsOf.set(code, [row]);
      else rows.push(row);
    }
    for (const [code, rows] of rowsOf) {
      const own = numbers instanceof Float64Array ? picked(numbers, rows) : nothing(rows.length);
      this.#addLoose(page.source, code, picked(page.times, rows), own);
    }
  }

  #addLoose(source: string, code: Code, times: Float64Array, numbers: Float64Array): void {
    if (numbers.length === 0) return;
    const field = looseField(code);
    const loose = this.#loose.get(code) ?? { item: new ItemMeasure(field), sent: 0, source };
    this.#loose.set(code, loose);
    if (loose.source !== source) loose.item.startSource();
    loose.source = source;
    loose.sent += numbers.length;
    // When its record began is not known here: its gaps lie between its values.
    loose.item.add(times, { field, values: numbers }, Number.NaN);
  }
}

const nothing = (rows: number): Float64Array => new Float64Array(rows).fill(Number.NaN);

const looseField = (code: Code): ItemField => ({
  name: "",
  type: "number",
  utc: false,
  code,
  mnemonic: undefined,
  meaning: "",
  unit: undefined,
});
