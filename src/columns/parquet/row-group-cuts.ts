/**
 * Cuts fragments of a table into row groups. Where a row group ends depends on the rows alone, never on how they were cut into
 * fragments: so do the bytes of the file.
 */
import type { ColumnFragment, Fragment, FragmentCut } from "../../kernel/fragment.js";
import { plainBytesOf, valuesBefore } from "../../kernel/fragment-values.js";

export interface RowGroupLimits {
  /** Rows of a full row group. */
  readonly rows: number;
  /** A row group ends before the row that would take its values past this, as they are before they are encoded. */
  readonly bytes: number;
  /** The same of the texts of one column. */
  readonly textBytes: number;
}

/** Values of a row group so far: of all columns, and the texts of each by its name. */
interface Weight {
  bytes: number;
  readonly texts: Map<string, number>;
}

/** Bytes of a value of a list of texts. */
const LISTED = 4;

export class RowGroupCuts {
  readonly #limits: RowGroupLimits;
  #waiting: FragmentCut[] = [];
  #rows = 0;
  #weight: Weight = { bytes: 0, texts: new Map() };

  constructor(limits: RowGroupLimits) {
    this.#limits = limits;
  }

  /** Takes a fragment; returns the row groups that are full, each as its rows. */
  push(fragment: Fragment): (readonly FragmentCut[])[] {
    const full: (readonly FragmentCut[])[] = [];
    for (let from = 0; from < fragment.rows; ) {
      const most = Math.min(fragment.rows, from + this.#limits.rows - this.#rows);
      const to = this.#fittingEnd(fragment, from, most);
      if (to > from) {
        this.#waiting.push({ fragment, from, to });
        this.#rows += to - from;
        this.#weight = this.#weightWith(fragment, from, to);
      }
      if (to < fragment.rows || this.#rows === this.#limits.rows) full.push(this.#end());
      from = to;
    }
    return full;
  }

  /** The rows that are left, as the last row group; undefined when there are none. */
  flush(): readonly FragmentCut[] | undefined {
    return this.#rows > 0 ? this.#end() : undefined;
  }

  #end(): readonly FragmentCut[] {
    const cuts = this.#waiting;
    this.#waiting = [];
    this.#rows = 0;
    this.#weight = { bytes: 0, texts: new Map() };
    return cuts;
  }

  /** The greatest end up to `most` at which the row group stays within its bytes; an empty one takes a row. */
  #fittingEnd(fragment: Fragment, from: number, most: number): number {
    if (this.#fits(fragment, from, most)) return most;
    let fits = from;
    let passes = most;
    while (passes - fits > 1) {
      const middle = (fits + passes) >> 1;
      if (this.#fits(fragment, from, middle)) fits = middle;
      else passes = middle;
    }
    return fits === from && this.#rows === 0 ? from + 1 : fits;
  }

  #fits(fragment: Fragment, from: number, to: number): boolean {
    const { bytes, texts } = this.#weightWith(fragment, from, to);
    if (bytes > this.#limits.bytes) return false;
    for (const text of texts.values()) if (text > this.#limits.textBytes) return false;
    return true;
  }

  #weightWith({ rows, bytes, columns }: Fragment, from: number, to: number): Weight {
    let sum = this.#weight.bytes;
    const texts = new Map(this.#weight.texts);
    for (const data of columns) {
      const first = valuesBefore(data, bytes, from);
      const last = to === rows ? data.valid : valuesBefore(data, bytes, to);
      const { name, type } = data.column;
      const plain = plainBytesOf(data, bytes, last) - plainBytesOf(data, bytes, first);
      sum += type === "dictionary" ? (last - first) * LISTED : plain;
      if (isText(data)) texts.set(name, (texts.get(name) ?? 0) + plain - (last - first) * LENGTH);
    }
    return { bytes: sum, texts };
  }
}

/** Bytes of a text's length. */
const LENGTH = 4;

const isText = ({ column: { type } }: ColumnFragment): boolean =>
  type === "utf8" || type === "binary" || type === "dictionary";
