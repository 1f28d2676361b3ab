/** The rows of a record and a well on their way into logs: those that have a place by the index, in documents of so many rows. */
import { Rising, type RowIndex } from "../../columns/rising.js";
import { Failure } from "../../failure/failure.js";
import type { TableBatch } from "../../kernel/batch.js";
import { numbersOf } from "../../kernel/cells.js";
import { version as ofPackage } from "../../runtime/package.js";
import { numberText } from "../../text/number-text.js";
import type { Column } from "../../wits/catalog/table.js";
import type { Log, LogWriter } from "../../witsml/log.js";
import { type Scale, scaled } from "../../witsml/uom.js";
import { instants } from "../cell.js";
import { LONGEST_INSTANT, putInstants } from "../instant-bytes.js";
import { LONGEST_NUMBER, putAscii, putNumber } from "../number-bytes.js";
import type { SinkOptions, SinkTable } from "../sink.js";
import type { Tally } from "../tally.js";
import { curveOf, curvesOf, TIME_CURVE } from "./curves.js";
import type { Documents } from "./documents.js";
import { HeldRows, type RowIndexText } from "./held-rows.js";
import { MAX_DATA_NODES, type WitsmlOptions } from "./options.js";

/** Values that wait for their document, at most: of a table with very many columns a document has fewer rows. */
const MOST_VALUES = 4_000_000;

export interface LogTableOptions {
  readonly options: WitsmlOptions;
  readonly sink: SinkOptions;
  readonly documents: Documents;
  readonly writer: LogWriter;
  readonly column: Column;
}

export class LogTable {
  readonly #table: SinkTable;
  readonly #tally: Tally;
  readonly #of: LogTableOptions;
  readonly #index: RowIndex;
  readonly #scale: Scale | undefined;
  readonly #rising: Rising;
  readonly #held: HeldRows;
  readonly #log: Log;
  /** Of the rows that are held. */
  readonly #places: Float64Array;
  readonly #capacity: number;
  readonly #timeText = instants(true);
  readonly #rows: RowIndexText;
  #made: number | undefined;
  #parts = 0;

  constructor(table: SinkTable, tally: Tally, of: LogTableOptions) {
    const { options, sink, writer, column } = of;
    this.#table = table;
    this.#tally = tally;
    this.#of = of;
    this.#index = sink.index ?? "time";
    this.#rising = new Rising(this.#index);
    const { columns } = table.table;
    const { curves, remarks } = curvesOf(columns, {
      version: options.version,
      index: this.#index,
      indexColumn: column,
      longestMnemonic: writer.longestMnemonic,
      utc: sink.timezone !== undefined,
    });
    for (const remark of remarks) tally.note(remark);
    const most = Math.max(1, Math.floor(MOST_VALUES / Math.max(1, curves.length)));
    this.#capacity = Math.min(options.maxDataNodes ?? MAX_DATA_NODES, most);
    this.#places = new Float64Array(this.#capacity);
    this.#held = new HeldRows(curves, writer.rows, this.#capacity, (text) => tally.note(text));
    this.#rows = this.#rowIndex(writer.rows.aroundTime);
    const own = curveOf(column, options.version);
    this.#scale = this.#index === "time" ? undefined : own.scale;
    if (this.#index === "depth" && own.curve.uom === undefined) throw noUnit(table, column);
    this.#log = {
      names: options.namesOf(table.well),
      name: nameOf(table),
      title: table.title,
      key: table.table.name,
      index: { kind: this.#index, curve: this.#index === "time" ? TIME_CURVE : own.curve },
      serviceCompany: options.serviceCompany,
      program: `witskit ${ofPackage}`,
    };
  }

  async write(batch: TableBatch): Promise<void> {
    const column = batch.columns.find((one) => one.column.name === this.#of.column.name);
    const placeAt = column === undefined ? () => undefined : numbersOf(column);
    const time = batch.columns.find((one) => one.column.type === "timestamp");
    const timeAt = time === undefined ? () => undefined : numbersOf(time);
    const kept = new Int32Array(Math.min(batch.rows, this.#capacity));
    let keeping = 0;
    const push = (): void => {
      this.#held.push(batch, kept.subarray(0, keeping));
      keeping = 0;
    };
    for (let row = 0; row < batch.rows; row++) {
      const place = placeAt(row);
      const refusal =
        place !== undefined && !Number.isFinite(place) ? NOT_FINITE : this.#rising.refusal(place);
      if (refusal !== undefined) {
        this.#tally.leaveOut(refusal);
        continue;
      }
      this.#made = timeAt(row) ?? this.#made;
      if (this.#made === undefined && this.#of.options.version.startsWith("2.")) {
        this.#tally.leaveOut("have no time, which WITSML 2.x asks for");
        continue;
      }
      this.#places[this.#held.rows + keeping] = place!;
      kept[keeping++] = row;
      if (this.#held.rows + keeping < this.#capacity && keeping < kept.length) continue;
      push();
      if (this.#held.isFull) await this.#flush();
    }
    if (keeping > 0) push();
  }

  async end(): Promise<void> {
    await this.#flush();
  }

  async #flush(): Promise<void> {
    const held = this.#held;
    const made = this.#made === undefined ? undefined : this.#timeText(this.#made);
    for (let from = 0; from < held.rows; ) {
      const { bytes, curves, first, last, rows, empty, delimiter, nullValue, end } = held.render(
        from,
        this.#rows,
      );
      for (let i = 0; i < empty; i++) this.#tally.leaveOut("have no value but their index");
      from = end;
      if (rows === 0) continue;
      this.#parts++;
      const { documents, writer } = this.#of;
      const part = {
        log: this.#log,
        number: this.#parts,
        first: this.#placeText(first),
        last: this.#placeText(last),
        made,
        curves,
        delimiter,
        nullValue,
      };
      await documents.write({
        kind: "log",
        stem: `${this.#table.name}${this.#parts === 1 ? "" : `_${String(this.#parts).padStart(4, "0")}`}`,
        well: this.#table.well,
        ...writer.around(part),
        pieces: [bytes],
      });
    }
    held.clear();
  }

  /** In the unit of the log. */
  #depth(row: number): number {
    const place = this.#places[row]!;
    return this.#scale === undefined ? place : scaled(place, this.#scale);
  }

  #placeText(row: number): string {
    return this.#index === "time" ? this.#timeText(this.#places[row]!) : numberText(this.#depth(row));
  }

  /** As the rows have it: times in what stands around them. */
  #rowIndex(quote: string): RowIndexText {
    const text = (row: number): string => this.#placeText(row);
    if (this.#index === "depth")
      return {
        longest: LONGEST_NUMBER,
        text,
        put: (bytes, at, row) => putNumber(bytes, at, this.#depth(row)),
      };
    const put = putInstants();
    return {
      longest: LONGEST_INSTANT + 2 * quote.length,
      text,
      put: (bytes, at, row) =>
        putAscii(bytes, put(bytes, putAscii(bytes, at, quote), this.#places[row]!), quote),
    };
  }
}

const NOT_FINITE = "have an index that is no finite number";

/** `WITS record 01`; of a table that is none of a record its own name. */
const nameOf = ({ table, name }: SinkTable): string => {
  const record = /^record=(\d\d)$/.exec(table.name)?.[1];
  return record === undefined ? `WITS ${name}` : `WITS record ${record}`;
};

const noUnit = ({ title }: SinkTable, { name, unit }: Column): Failure =>
  new Failure(
    "units-undeclared",
    unit === undefined
      ? `${title}: WITSML tells every depth with its unit, and nobody told that of ${name}; say --units, such as --units metric, or --index time`
      : `${title}: WITSML has no unit ${unit}, in which ${name} is; --index time needs none`,
  );
