/** The parts of a table in a unit: fragments become row groups as they fill up, and these go into files one behind the other. */
import type { EncodedRowGroup } from "../columns/parquet/row-group.js";
import { RowGroupCuts, type RowGroupLimits } from "../columns/parquet/row-group-cuts.js";
import type { FragmentCut } from "../kernel/fragment.js";
import type { Column } from "../wits/catalog/table.js";
import type { ParquetPart } from "./parquet-part.js";
import type { RowGroupJob, TableFragments } from "./table-rows.js";

export interface TablePartsOptions {
  readonly table: string;
  readonly limits: RowGroupLimits;
  /** Bytes at which a part is full; undefined where the table has one. */
  readonly full: number | undefined;
  encode(job: RowGroupJob): Promise<EncodedRowGroup>;
  /** Takes over the bytes of a row group that stands in its part. */
  reuse(bytes: Uint8Array<ArrayBuffer>): void;
  /** Opens the part behind so many others. */
  open(further: number): Promise<ParquetPart>;
}

export class TableParts {
  readonly parts: ParquetPart[] = [];
  readonly #options: TablePartsOptions;
  readonly #cuts: RowGroupCuts;
  /** That turned up in the rows that wait. */
  #columns: readonly Column[] = [];
  #last: Promise<void> = Promise.resolve();

  constructor(options: TablePartsOptions) {
    this.#options = options;
    this.#cuts = new RowGroupCuts(options.limits);
  }

  /** Answers the row groups that are full by that, each settled when it stands in its file. */
  append({ columns, fragments }: TableFragments): Promise<void>[] {
    return fragments.flatMap((fragment) => {
      this.#columns = columnsOfBoth(this.#columns, columns);
      const full = this.#cuts.push(fragment).map((cuts) => this.#write(cuts));
      if (full.length > 0) this.#columns = columns;
      return full;
    });
  }

  /** All rows stand in files then. */
  async end(): Promise<void> {
    const last = this.#cuts.flush();
    if (last !== undefined) this.#write(last);
    await this.#last;
  }

  /** No row group is on its way any more, whatever became of it. */
  async settled(): Promise<void> {
    await this.#last.catch(() => undefined);
  }

  /** The part that takes row groups: which one that is depends on those before alone. */
  async current(): Promise<ParquetPart> {
    const { full, open } = this.#options;
    const last = this.parts.at(-1);
    if (last !== undefined && (full === undefined || last.bytes < full)) return last;
    const next = await open(this.parts.length);
    this.parts.push(next);
    return next;
  }

  #write(cuts: readonly FragmentCut[]): Promise<void> {
    const { table, encode, reuse } = this.#options;
    const columns = this.#columns;
    const encoded = encode({ table, cuts });
    const written = this.#last.then(async () => {
      const group = await encoded;
      const part = await this.current();
      await part.append(group, columns);
      reuse(group.bytes);
    });
    // Whoever waits for the last one is told; until then a failure must not count as unhandled.
    encoded.catch(() => undefined);
    written.catch(() => undefined);
    this.#last = written;
    return written;
  }
}

/** The longer list has the shorter one's as a rule. */
function columnsOfBoth(some: readonly Column[], others: readonly Column[]): readonly Column[] {
  if (some.length === 0 || some === others) return others;
  const names = new Set(some.map(({ name }) => name));
  return [...some, ...others.filter(({ name }) => !names.has(name))];
}
