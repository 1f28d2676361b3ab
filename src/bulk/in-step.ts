/**
 * Tables of a dataset read side by side, so that who joins them has of the other records all that the rig had sent before a row.
 * The longest table leads. The others follow it source by source, by the offsets of frames; a row of theirs that comes early does no
 * harm, one that comes late would be missed.
 */
import type { SourcePage } from "../columns/page.js";

type Files = readonly string[];

export interface Steps {
  /** `bare` pages say whose rows they are, and nothing else. */
  pages(files: Files, bare?: "bare"): AsyncGenerator<SourcePage>;
  add(page: SourcePage): Promise<void>;
  /** Every row of the source whose frame begins before this byte has come; infinity, of one that is over before another begins. */
  reached(source: string, offset: number): void;
}

interface Table {
  readonly name: string;
  readonly files: Files;
}

/** The record that rigs send at every tick. */
const LEADING = ["record=01", "frame"];

export async function inStep(tables: readonly Table[], steps: Steps): Promise<void> {
  const wanted = tables.filter(({ name }) => name !== "rejects" && name !== "unmapped");
  const leading = wanted.find(({ name }) => LEADING.includes(name)) ?? wanted[0];
  if (leading === undefined) return;
  const sources = new SourceRows(leading.files, steps);
  const followers = wanted
    .filter((table) => table !== leading)
    .map(({ files }) => new Follower(files, steps, sources));
  const open = new Set<string>();
  const close = async (source: string): Promise<void> => {
    open.delete(source);
    for (const follower of followers) await follower.until(source, Number.POSITIVE_INFINITY);
    steps.reached(source, Number.POSITIVE_INFINITY);
  };
  for await (const page of steps.pages(leading.files)) {
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
}

/** How many rows of each source are still to come in a table: counted when a source does not come where it is looked for. */
class SourceRows {
  readonly #files: Files;
  readonly #steps: Steps;
  readonly #passed = new Map<string, number>();
  #all: Map<string, number> | undefined;

  constructor(files: Files, steps: Steps) {
    this.#files = files;
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
    for await (const { source, rows } of this.#steps.pages(this.#files, "bare"))
      all.set(source, (all.get(source) ?? 0) + rows);
    return all;
  }
}

class Follower {
  readonly #pages: AsyncGenerator<SourcePage>;
  readonly #steps: Steps;
  readonly #leading: SourceRows;
  readonly #own: SourceRows;
  #head: SourcePage | undefined;
  #ended = false;

  constructor(files: Files, steps: Steps, leading: SourceRows) {
    this.#pages = steps.pages(files);
    this.#steps = steps;
    this.#leading = leading;
    this.#own = new SourceRows(files, steps);
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
