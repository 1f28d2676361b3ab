/**
 * What a log holds, gathered in one pass from the batches of layout `long`: what each code sends, and the rows, times
 * and rhythm of each record. Memory depends on the codes and the rhythms that occur, not on the log's length.
 */

import { Rhythm } from "../../columns/rhythm.js";
import type { ColumnData, TableBatch } from "../../kernel/batch.js";
import { bytesOf, columnNamed, numbersOf } from "../../kernel/cells.js";
import { CODE_LIMIT, type Code, parseCode, recordOf } from "../../wits/catalog/code.js";
import { isVendorCode } from "../../wits/catalog/layout.js";
import type { Catalog } from "../../wits/catalog/overlay.js";

export interface CodeSurvey {
  readonly code: Code;
  /** Whether it is in the catalog, or in the map. */
  readonly mapped: boolean;
  values: number;
  nulls: number;
  /** Of numbers alone. */
  min: number | undefined;
  max: number | undefined;
  /** The first value. */
  example: number | string | undefined;
}

/** What was seen of a record. */
export interface RecordSurvey {
  readonly record: number;
  /** Its rows in layout `record`: frames that hold an item of it; of a record that has no table there, of its own. */
  readonly rows: number;
  /** Milliseconds since 1970. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** Median milliseconds from one of its frames to the next. */
  readonly interval: number | undefined;
  /** Rows that are earlier than the one before them. */
  readonly stepsBack: number;
}

/** Whoever wants to see the values themselves. */
export interface ValueObserver {
  number(code: Code, value: number): void;
  text(code: Code, text: () => string): void;
}

const MOST_VENDORS = 100;

export class Survey {
  readonly #catalog: Catalog;
  readonly #codes: (CodeSurvey | undefined)[] = Array.from({ length: CODE_LIMIT });
  readonly #rhythms: (Rhythm | undefined)[] = Array.from({ length: 100 });
  readonly #vendors = new Set<string>();
  #dictionary: readonly string[] = [];
  #codeOf: readonly Code[] = [];
  /** The open frame: where it is, the times of its records, and its vendor lines. */
  #frame = -1;
  readonly #times = new Map<number, number | undefined>();
  readonly #identity = new Map<Code, string>();
  /** A line of another record than 19, and a line of 19 that is no vendor's. */
  #others = false;
  #nineteen = false;
  readonly #observer: ValueObserver | undefined;

  constructor(catalog: Catalog, observer?: ValueObserver) {
    this.#catalog = catalog;
    this.#observer = observer;
  }

  startSource(): void {
    for (const rhythm of this.#rhythms) rhythm?.startSource();
  }

  endSource(): void {
    this.#closeFrame();
    this.#frame = -1;
  }

  /** Codes that occur, ascending. */
  get codes(): readonly CodeSurvey[] {
    return this.#codes.filter((code) => code !== undefined);
  }

  /** Records that occur, ascending. */
  get records(): readonly RecordSurvey[] {
    return this.#rhythms.flatMap((rhythm, record) => {
      if (rhythm === undefined) return [];
      const { rows, first, last, interval, stepsBack } = rhythm;
      return [{ record, rows, first, last, interval, stepsBack }];
    });
  }

  get vendors(): readonly string[] {
    return [...this.#vendors];
  }

  /** Takes a batch of the long table of one source. */
  add(batch: TableBatch): void {
    const column = (name: string): ColumnData => columnNamed(batch, name);
    const codes = column("code");
    if (codes.dictionary !== this.#dictionary) {
      this.#dictionary = codes.dictionary ?? [];
      this.#codeOf = this.#dictionary.map((text) => parseCode(text)!);
    }
    const indices = codes.values as Int32Array;
    const offsets = column("offset").values as BigInt64Array;
    const numberAt = numbersOf(column("value"));
    const textAt = textsOf(column("text"));
    const timeAt = numbersOf(column("timestamp"));
    for (let row = 0; row < batch.rows; row++) {
      const code = this.#codeOf[indices[row]!]!;
      const offset = Number(offsets[row]);
      if (offset !== this.#frame) {
        this.#closeFrame();
        this.#frame = offset;
      }
      const survey = this.#codes[code] ?? emptyCode(code, this.#catalog);
      this.#codes[code] = survey;
      this.#line(survey, timeAt, row);
      const number = numberAt(row);
      if (number !== undefined) this.#number(survey, number);
      else this.#text(survey, textAt(row));
    }
  }

  #line({ code, mapped }: CodeSurvey, timeAt: (row: number) => number | undefined, row: number): void {
    const record = recordOf(code);
    // Items that are not in the catalog make no row of their record's table.
    const makesRow = mapped || this.#catalog.itemsOfRecord(record).length === 0;
    if (makesRow && !this.#times.has(record)) this.#times.set(record, timeAt(row));
    if (record !== VENDOR_RECORD) this.#others = true;
    else if (!isVendorCode(code)) this.#nineteen = true;
  }

  #number(survey: CodeSurvey, value: number): void {
    survey.values++;
    survey.example ??= value;
    this.#observer?.number(survey.code, value);
    if (survey.min === undefined || value < survey.min) survey.min = value;
    if (survey.max === undefined || value > survey.max) survey.max = value;
  }

  #text(survey: CodeSurvey, text: (() => string) | undefined): void {
    if (text === undefined) {
      survey.nulls++;
      return;
    }
    survey.values++;
    survey.example ??= text();
    this.#observer?.text(survey.code, text);
    if (isVendorCode(survey.code)) this.#identity.set(survey.code, text());
  }

  /** Vendor lines beside those of other records name the frame's vendor, and make no row of record 19. */
  #closeFrame(): void {
    for (const [record, time] of this.#times) {
      if (record === VENDOR_RECORD && this.#others && !this.#nineteen) continue;
      const rhythm = this.#rhythms[record] ?? new Rhythm();
      this.#rhythms[record] = rhythm;
      rhythm.row(time);
    }
    if (this.#others && this.#identity.size > 0 && this.#vendors.size < MOST_VENDORS) {
      const texts = [...this.#identity].sort(([a], [b]) => a - b).map(([, text]) => text);
      this.#vendors.add(texts.join(", "));
    }
    this.#times.clear();
    this.#identity.clear();
    this.#others = false;
    this.#nineteen = false;
  }
}

const VENDOR_RECORD = 19;

const emptyCode = (code: Code, catalog: Catalog): CodeSurvey => ({
  code,
  mapped: catalog.itemByCode(code) !== undefined,
  values: 0,
  nulls: 0,
  min: undefined,
  max: undefined,
  example: undefined,
});

/** A text is made when it is asked for: most never are. */
function textsOf(column: ColumnData): (row: number) => (() => string) | undefined {
  const bytesAt = bytesOf(column);
  return (row) => {
    const bytes = bytesAt(row);
    return bytes && (() => Buffer.from(bytes).toString("utf8"));
  };
}
