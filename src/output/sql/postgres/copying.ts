/**
 * One COPY of the rows of many pages: while the server takes what has been sent, the next page is read and written. A COPY a page would
 * have each of both wait for the other.
 */
import type { Client } from "pg";
import type { CopyStreamQuery } from "pg-copy-streams";
import type { Page } from "../../../columns/page.js";
import { columnsOf, type SqlTable } from "../tables.js";
import { CopyPieces, END, type Remarks, SIGNATURE } from "./copy-rows.js";
import { quoted } from "./names.js";

export class Copying {
  readonly table: SqlTable;
  /** Those that are sent; the others have no value in any row. */
  readonly columns: ReadonlySet<string>;
  readonly #stream: CopyStreamQuery;
  readonly #pieces: CopyPieces;
  /** Rejects with what the server says, or the network. */
  readonly #failed: Promise<never>;
  #isOver = false;

  private constructor(
    table: SqlTable,
    columns: ReadonlySet<string>,
    stream: CopyStreamQuery,
    remarks: Remarks,
  ) {
    this.table = table;
    this.columns = columns;
    this.#stream = stream;
    this.#pieces = new CopyPieces(remarks);
    this.#failed = new Promise((_, reject) => {
      stream.once("error", (error) => {
        this.#isOver = true;
        reject(error as Error);
      });
    });
    // Who writes hears of it.
    this.#failed.catch(() => {});
  }

  /** Columns without a value in this page are not sent, unless the COPY `before` this one sent them. */
  static async begin(
    client: Client,
    target: string,
    {
      table,
      page,
      remarks,
      before,
    }: {
      readonly table: SqlTable;
      readonly page: Page;
      readonly remarks: Remarks;
      readonly before?: Copying | undefined;
    },
  ): Promise<Copying> {
    const sent = before?.table.name === table.name ? before.columns : new Set<string>();
    const columns = new Set(
      page.fields.flatMap(({ name }, i) => (page.values[i] !== undefined || sent.has(name) ? [name] : [])),
    );
    const { from } = await import("pg-copy-streams");
    const names = [...columns].map(quoted).join(", ");
    const stream = client.query(from(`COPY ${target} (${names}) FROM STDIN (FORMAT binary)`));
    const copying = new Copying(table, columns, stream, remarks);
    await copying.#send(SIGNATURE);
    return copying;
  }

  /** Whether rows of this page can go on in it. */
  takes(table: SqlTable, { fields, values }: Page): boolean {
    return (
      table.name === this.table.name &&
      fields.every(({ name }, i) => values[i] === undefined || this.columns.has(name)) &&
      [...this.columns].every((column) => fields.some(({ name }) => name === column))
    );
  }

  async write(page: Page): Promise<void> {
    const byName = new Map(columnsOf(this.table, page).map((column) => [column.name, column]));
    const columns = [...this.columns].map((name) => byName.get(name)!);
    for (const piece of this.#pieces.of(page, columns)) await this.#send(piece);
  }

  /** Done when the server has all rows; may be called again. */
  async end(): Promise<void> {
    if (this.#isOver) return;
    this.#isOver = true;
    await this.#send(END);
    await Promise.race([new Promise<void>((done) => this.#stream.end(done)), this.#failed]);
  }

  /** The server drops what has come of it, and the transaction with it. */
  async abort(error: unknown): Promise<void> {
    if (this.#isOver) return;
    const stream = this.#stream;
    await new Promise<void>((done) => {
      stream.once("error", () => done());
      stream.once("close", () => done());
      stream.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  }

  /** Done when the system has taken the piece, so that its buffer is free. */
  #send(piece: Buffer): Promise<void> {
    const sent = new Promise<void>((done, fail) => {
      this.#stream.write(piece, (error) => (error ? fail(error) : done()));
    });
    return Promise.race([sent, this.#failed]);
  }
}
