/**
 * Tables of a dataset read side by side, so that who joins them has of the other records all that the rig had sent before a row.
 * The longest table leads. The others follow it source by source, by the offsets of frames; a row of theirs that comes early does no
 * harm, one that comes late would be missed.
 */
import type { SourcePage } from "./page.js";

/** `Rows` are what the rows of a table are asked of: its files, or who reads them. */
export interface Steps<Rows> {
  /** `bare` pages say whose rows they are, and nothing else. */
  pages(rows: Rows, bare?: "bare"): AsyncGenerator<SourcePage>;
  add(page: SourcePage): Promise<void>;
  /** Every row of the source whose frame begins before this byte has come; infinity, of one that is over before another begins. */
  reached(source: string, offset: number): void;
}

export interface StepTable<Rows> {
  readonly name: string;
  readonly rows: Rows;
}

/** The record that rigs send at every tick. */
const LEADING = ["record=01", "frame"];

export async function inStep<Rows>(tables: readonly StepTable<Rows>[], steps: Steps<Rows>): Promise<void> {
  const leading = tables.find(({ name }) => LEADING.includes(name)) ?? tables[0];
  if (leading === undefined) return;
  const sources = new SourceRows(leading.rows, steps);
  const followers = tables
    .filter((table) => table !== leading)
    .map(({ rows }) => new Follower(rows, steps, sources));
  try {
    const open = new Set<string>();
    const close = async (source: string): Promise<void> => {
      open.delete(source);
      for (const follower of followers) await follower.until(source, Number.POSITIVE_INFINITY);
      steps.reached(source, Number.POSITIVE_INFINITY);
    };
    for await (const page of steps.pages(leading.rows)) {
      if (page.rows === 0) continue;
      if (!open.has(page.source)) {
        for (const source of [...open]) if ((await sources.left(source)) <= 0) await close(source);
        open.add(page.source);
      }
      const end = page.offsets[page.rows - 1]! + 1;
      for (const follower of followers) await follower.until(page.source, end);
      sources.passed(page);
      await steps.add(page);
      steps.reached(page.source, end);
    }
    for (const follower of followers) await follower.rest();
  } finally {
    for (const follower of followers) await follower.close();
  }
}

/** How many rows of each source are still to come in a table: counted when a source does not come where it is looked for. */
class SourceRows<Rows> {
  readonly #rows: Rows;
  readonly #steps: Steps<Rows>;
  readonly #passed = new Map<string, number>();
  #all: Map<string, number> | undefined;

  constructor(rows: Rows, steps: Steps<Rows>) {
    this.#rows = rows;
    this.#steps = steps;
  }

  passed({ source, rows }: SourcePage): void {
    this.#passed.set(source, (this.#passed.get(source) ?? 0) + rows);
  }

  has(source: string): boolean {
    return this.#passed.has(source);
  }

  async left(source: string): Promise<number> {
    this.#all ??= await this.#count();
    return (this.#all.get(source) ?? 0) - (this.#passed.get(source) ?? 0);
  }

  async #count(): Promise<Map<string, number>> {
    const all = new Map<string, number>();
    for await (const { source, rows } of this.#steps.pages(this.#rows, "bare"))
      all.set(source, (all.get(source) ?? 0) + rows);
    return all;
  }
}

class Follower<Rows> {
  readonly #pages: AsyncGenerator<SourcePage>;
  readonly #steps: Steps<Rows>;
  readonly #leading: SourceRows<Rows>;
  readonly #own: SourceRows<Rows>;
  #head: SourcePage | undefined;
  #ended = false;

  constructor(rows: Rows, steps: Steps<Rows>, leading: SourceRows<Rows>) {
    this.#pages = steps.pages(rows);
    this.#steps = steps;
    this.#leading = leading;
    this.#own = new SourceRows(rows, steps);
  }

  /** Gives the rows of a source whose frames begin before this byte, and what stands before them. */
  async until(source: string, end: number): Promise<void> {
    for (let head = await this.#next(); head !== undefined; head = await this.#next()) {
      if (head.source === source) {
        if (head.offsets[0]! >= end) return;
      } else if ((await this.#own.left(source)) <= 0) return;
      // A source that the leading table has not begun is waited for, unless what is looked for stands behind it.
      else if (
        !this.#leading.has(head.source) &&
        (await this.#leading.left(head.source)) > 0 &&
        this.#own.has(source)
      )
        return;
      await this.#give(head);
    }
  }

  async rest(): Promise<void> {
    for (let head = await this.#next(); head !== undefined; head = await this.#next()) await this.#give(head);
  }

  /** Lets go of what it reads, wherever it stands. */
  async close(): Promise<void> {
    await this.#pages.return(undefined);
  }

  async #next(): Promise<SourcePage | undefined> {
    while (this.#head === undefined && !this.#ended) {
      const next = await this.#pages.next();
      this.#ended = next.done === true;
      if (!next.done && next.value.rows > 0) this.#head = next.value;
    }
    return this.#head;
  }

  async #give(page: SourcePage): Promise<void> {
    this.#head = undefined;
    this.#own.passed(page);
    await this.#steps.add(page);
  }
}
