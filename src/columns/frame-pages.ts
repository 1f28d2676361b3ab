/**
 * Frames of a link as pages: what came since they were asked for last, a page for each record and source. The same rows
 * as a decoder's tables have, so that what is measured live is what would be measured later.
 */
import type { Code } from "../wits/catalog/code.js";
import { parseCode, recordOf } from "../wits/catalog/code.js";
import { isVendorCode } from "../wits/catalog/layout.js";
import type { Catalog } from "../wits/catalog/overlay.js";
import type { Field } from "./field.js";
import type { SourcePage, Values } from "./page.js";

/** A frame as programs are given it. */
export interface SentFrame {
  readonly source: string;
  readonly offset: number;
  readonly timestamp: Date | undefined;
  readonly items: readonly {
    readonly code: string;
    readonly unit: string | undefined;
    readonly value: number | string | null;
  }[];
}

export interface FramePagesOptions {
  readonly catalog: Catalog;
  readonly wants?: ((field: Field) => boolean) | undefined;
}

type Cell = number | string;

interface Gathered {
  readonly record: number;
  readonly source: string;
  readonly times: number[];
  readonly offsets: number[];
  /** By code, then by row; holes where a row has no value. */
  readonly cells: Map<Code, Cell[]>;
}

export class FramePages {
  readonly #catalog: Catalog;
  readonly #wants: (field: Field) => boolean;
  /** Undefined: of no use to whoever asked. */
  readonly #fields = new Map<Code, Field | undefined>();
  /** By record: the same array until another item comes. */
  readonly #ofRecord = new Map<number, readonly Field[]>();
  #gathered: Gathered[] = [];

  constructor({ catalog, wants = () => true }: FramePagesOptions) {
    this.#catalog = catalog;
    this.#wants = wants;
  }

  /** Items that are not in the catalog make no row, nor do vendor lines beside items of other records. */
  add({ source, offset, timestamp, items }: SentFrame): void {
    const codes = items.map(({ code }) => parseCode(code) ?? 0);
    const isIdentity = codes.some((code) => recordOf(code) !== VENDOR_RECORD);
    const rows = new Map<number, Gathered>();
    for (const [i, { unit, value }] of items.entries()) {
      const code = codes[i]!;
      if (this.#catalog.itemByCode(code) === undefined || (isIdentity && isVendorCode(code))) continue;
      const record = recordOf(code);
      let row = rows.get(record);
      if (row === undefined) {
        row = this.#begin(record, source, timestamp?.getTime() ?? Number.NaN, offset);
        rows.set(record, row);
      }
      if (value === null || this.#fieldOf(code, unit) === undefined) continue;
      const cells = row.cells.get(code) ?? [];
      row.cells.set(code, cells);
      cells[row.times.length - 1] = value;
    }
  }

  /** In the order in which their first rows came; they are the receiver's. */
  take(): SourcePage[] {
    const gathered = this.#gathered;
    this.#gathered = [];
    return gathered.map(({ record, source, times, offsets, cells }) => {
      const fields = this.#ofRecord.get(record) ?? [];
      return {
        table: `record=${String(record).padStart(2, "0")}`,
        record,
        source,
        rows: times.length,
        fields,
        values: fields.map((field) => valuesOf(field, cells.get(field.code!), times.length)),
        times: Float64Array.from(times),
        offsets: Float64Array.from(offsets),
      };
    });
  }

  #begin(record: number, source: string, time: number, offset: number): Gathered {
    let rows = this.#gathered.findLast((one) => one.record === record);
    if (rows?.source !== source) {
      rows = { record, source, times: [], offsets: [], cells: new Map() };
      this.#gathered.push(rows);
    }
    rows.times.push(time);
    rows.offsets.push(offset);
    return rows;
  }

  #fieldOf(code: Code, unit: string | undefined): Field | undefined {
    if (this.#fields.has(code)) return this.#fields.get(code);
    const item = this.#catalog.itemByCode(code)!;
    const kind = this.#catalog.kindOf(code);
    const field: Field = {
      name: item.mnemonic,
      type: kind === "text" ? "text" : kind === "float64" ? "number" : "integer",
      utc: false,
      code,
      mnemonic: item.mnemonic,
      meaning: item.name,
      unit,
    };
    const wanted = this.#wants(field) ? field : undefined;
    this.#fields.set(code, wanted);
    if (wanted !== undefined) {
      const own = [...(this.#ofRecord.get(recordOf(code)) ?? []), wanted];
      this.#ofRecord.set(
        recordOf(code),
        own.sort((a, b) => a.code! - b.code!),
      );
    }
    return wanted;
  }
}

const VENDOR_RECORD = 19;

function valuesOf({ type }: Field, cells: readonly Cell[] | undefined, rows: number): Values | undefined {
  if (cells === undefined) return undefined;
  if (type === "text") return Array.from({ length: rows }, (_, row) => cells[row]?.toString());
  return Float64Array.from({ length: rows }, (_, row) => Number(cells[row] ?? Number.NaN));
}
