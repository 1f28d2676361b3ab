/**
 * LAS 2.0, as the Canadian Well Logging Society defines it (https://www.cwls.org/wp-content/uploads/2017/02/Las2_Update_Feb2017.pdf):
 * one well, one index that never turns back, curves of numbers, a null value. A table of a record becomes one file.
 *
 * By time the index is the seconds since the first row, since LAS 2.0 has no dates; the parameter section says when that
 * was. By depth there is a row for each step of the hole: the first row that is deeper than all before it.
 */

import { Rising, type RowIndex } from "../../columns/rising.js";
import { Failure } from "../../failure/failure.js";
import type { TableBatch } from "../../kernel/batch.js";
import { bytesOf, numbersOf, wordsOf } from "../../kernel/cells.js";
import { instant } from "../../text/instant.js";
import type { Column } from "../../wits/catalog/table.js";
import { columnOfChannel } from "../channel-column.js";
import { filePerTable, type TableFile } from "../file-sink.js";
import { indexColumn, noIndex } from "../index-column.js";
import type { SinkOptions, SinkTable } from "../sink.js";
import type { Tally } from "../tally.js";
import { headerText, NULL, type Span } from "./header.js";
import { LasRows } from "./rows.js";

/** Header items that are no curves: the index, or the well section, says what they do. */
const NO_CURVES = new Set(["source", "offset", "vendor", "WID", "SKNO", "RID", "SQID", "DATE", "TIME"]);
const TEXTS = new Set(["utf8", "dictionary", "binary"]);
const LAS = "a LAS file";

export const las = filePerTable(async (output, table, options, tally) => {
  const file = new LasFile(table, options, tally);
  return {
    write: (batch) => file.write(batch),
    async end() {
      await output.write(Buffer.from(file.header()));
      for await (const bytes of file.rows()) await output.write(bytes);
      await file.release();
    },
    release: () => file.release(),
  } satisfies TableFile;
});

class LasFile {
  readonly #table: SinkTable;
  readonly #options: SinkOptions;
  readonly #tally: Tally;
  readonly #index: RowIndex;
  readonly #indexColumn: Column;
  readonly #curves: readonly Column[];
  readonly #rows = new LasRows();
  readonly #rising: Rising;
  #well: string | undefined;
  #first: number | undefined;
  #last = 0;
  #step: number | undefined;
  #even = true;
  #firstTime: string | undefined;

  constructor(table: SinkTable, options: SinkOptions, tally: Tally) {
    this.#table = table;
    this.#options = options;
    this.#tally = tally;
    this.#index = options.index ?? "time";
    this.#indexColumn = indexColumn(table, this.#index, LAS);
    this.#well = table.well;
    this.#rising = new Rising(this.#index);
    this.#curves = table.table.columns.filter(
      ({ name, type }) =>
        !TEXTS.has(type) && type !== "timestamp" && !NO_CURVES.has(name) && name !== this.#indexColumn.name,
    );
  }

  async write(batch: TableBatch): Promise<void> {
    const readers = new Map(batch.columns.map((data) => [data.column.name, data]));
    const numbersIn = ({ name }: Column) => numbersOf(readers.get(name)!);
    const indexAt = numbersIn(this.#indexColumn);
    const curves = this.#curves.map((curve) => [curve, numbersIn(curve)] as const);
    const time = batch.columns.find(({ column }) => column.type === "timestamp");
    const timeAt = time === undefined ? () => undefined : numbersOf(time);
    const wellAt = this.#wellsOf(batch);
    for (let row = 0; row < batch.rows; row++) {
      this.#name(wellAt(row));
      const value = indexAt(row);
      const refusal = this.#rising.refusal(value);
      if (refusal !== undefined) {
        this.#tally.leaveOut(refusal);
        continue;
      }
      this.#see(value!, timeAt(row));
      const place = this.#index === "time" ? (value! - this.#first!) / 1000 : value!;
      await this.#rows.push([place, ...curves.map(([curve, at]) => this.#seen(curve, at(row)))]);
    }
  }

  header(): string {
    const { columns } = this.#table.table;
    const { receipt } = this.#tally;
    return headerText({
      table: this.#table,
      index: this.#index,
      indexColumn: this.#indexColumn,
      curves: this.#curves,
      left: columns.filter(({ type, name }) => TEXTS.has(type) && !NO_CURVES.has(name)),
      log: this.#options.header ?? {},
      well: this.#well,
      span: this.#span(),
      wrapped: this.#rows.wrapped,
      remarks: [...receipt.leftOut].map(
        ([why, rows]) => `${rows} of ${receipt.rows + this.#tally.leftOut} rows ${why}, and are left out.`,
      ),
    });
  }

  rows(): AsyncGenerator<Uint8Array> {
    return this.#rows.read();
  }

  release(): Promise<void> {
    return this.#rows.remove();
  }

  #span(): Span {
    if (this.#first === undefined) throw noIndex(this.#table, this.#index, LAS);
    const step = this.#even ? (this.#step ?? 0) : 0;
    return { first: this.#first, last: this.#last, step, firstTime: this.#firstTime };
  }

  #see(value: number, time: number | undefined): void {
    if (time !== undefined) this.#firstTime ??= instant(time, this.#options.timezone !== undefined);
    if (this.#first === undefined) this.#first = value;
    else {
      const width = Number((value - this.#last).toFixed(6));
      this.#step ??= width;
      this.#even &&= width === this.#step;
    }
    this.#last = value;
  }

  #seen({ name }: Column, value: number | undefined): number | undefined {
    if (value === NULL) this.#tally.note(`values of ${name} that are ${NULL} read as null in a LAS file`);
    return value;
  }

  /** Of rows whose wells nobody has parted. */
  #wellsOf(batch: TableBatch): (row: number) => string | undefined {
    const column = columnOfChannel("well", this.#table.table.columns);
    const data = batch.columns.find((one) => one.column.name === column?.name);
    if (this.#table.well !== undefined || data === undefined) return () => undefined;
    if (data.column.type === "dictionary") return wordsOf(data);
    if (data.column.type !== "utf8") return () => undefined;
    const bytesAt = bytesOf(data);
    return (row) => {
      const bytes = bytesAt(row);
      return bytes && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
    };
  }

  #name(well: string | undefined): void {
    if (well === undefined || well === this.#well) return;
    if (this.#well !== undefined) {
      throw new Failure(
        "one-table-one-file",
        `a LAS file holds one well, and rows of ${this.#table.name} are of ${this.#well} and of ${well}; ask for one of them`,
      );
    }
    this.#well = well;
  }
}
