/**
 * A database that follows the dataset of a stream: each part that a rotation has made goes there, in one transaction with its name in the
 * database's own ledger, so that it is there whole or not at all, whichever side is killed. So do the rows of its analysis. What a database that
 * is away does not have is in the dataset, and needs no place of its own.
 */
import { stat } from "node:fs/promises";
import { relative, sep } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { readManifest } from "../../dataset/manifest-file.js";
import { readTable } from "../../dataset/read.js";
import { sourcesIn } from "../../dataset/sources.js";
import { analysisTablesIn, type DatasetTable, tablesIn } from "../../dataset/tables.js";
import { AnalysisLoading } from "../../output/sql/load-analysis.js";
import type { Loader } from "../../output/sql/loader.js";
import { openLoader } from "../../output/sql/open.js";
import { sqlTable } from "../../output/sql/tables.js";
import { maskedUrl } from "../../text/secrets.js";
import { reasonIn } from "../lookers-on.js";
import { partsOf } from "../recorded-parts.js";
import type { DeliveryStatus } from "./delivery.js";

export interface DatabaseFollowerOptions {
  /** `postgres://`, `sqlite://`, ... */
  readonly address: string;
  readonly dataset: string;
  /** Names the dataset in the ledger. */
  readonly id: string;
  readonly onTrouble: (target: string, trouble: string | undefined) => void;
}

/** Milliseconds until a database is tried again, which doubles up to the longest. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;

interface Part {
  readonly table: DatasetTable;
  readonly path: string;
  /** In the ledger. */
  readonly name: string;
}

export class DatabaseFollower {
  readonly #options: DatabaseFollowerOptions;
  readonly #shown: string;
  readonly #stopping = new AbortController();
  /** Names of parts that the database has. */
  readonly #there = new Set<string>();
  #found = new AnalysisLoading();
  #loader: Loader | undefined;
  #due = true;
  #busy = false;
  #ending = false;
  #wake: (() => void) | undefined;
  #delivered = 0;
  #pending = 0;
  #trouble: string | undefined;
  #caughtUp = performance.now();
  #running: Promise<void> = Promise.resolve();

  constructor(options: DatabaseFollowerOptions) {
    this.#options = options;
    this.#shown = maskedUrl(options.address).replace(/\?.*$/s, "");
  }

  get status(): DeliveryStatus {
    return {
      target: this.#shown,
      open: this.#loader !== undefined,
      delivered: this.#delivered,
      skipped: 0,
      pendingBytes: this.#pending,
      lag: this.#due || this.#busy ? performance.now() - this.#caughtUp : 0,
      trouble: this.#trouble,
    };
  }

  start(): void {
    this.#running = this.#run();
  }

  /** There are parts that were not there before. */
  wake(): void {
    this.#due = true;
    this.#wake?.();
  }

  /** Loads what is there if that takes no longer than so many milliseconds; a later run goes on. */
  async end(limit: number): Promise<void> {
    this.#ending = true;
    this.wake();
    const late = setTimeout(() => this.#stop(), limit);
    if (this.#trouble !== undefined) this.#stop();
    await this.#running;
    clearTimeout(late);
  }

  #stop(): void {
    this.#stopping.abort();
    // What a transaction had begun is undone, and comes again whole.
    void this.#loader?.close().catch(() => undefined);
    this.#wake?.();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let wait = FIRST_WAIT;
    while (!signal.aborted) {
      if (!this.#due) {
        if (this.#ending) break;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      this.#due = false;
      this.#busy = true;
      try {
        await this.#load(signal);
        this.#busy = false;
        this.#say(undefined);
        this.#caughtUp = performance.now();
        wait = FIRST_WAIT;
      } catch (error) {
        this.#due = true;
        await this.#close();
        if (signal.aborted) break;
        this.#say(reasonIn(error));
        if (this.#ending) break;
        await delay(wait * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
        wait = Math.min(2 * wait, LONGEST_WAIT);
      }
    }
    await this.#close();
  }

  /** Loads each part that the database does not have. Throws what stands in the way. */
  async #load(signal: AbortSignal): Promise<void> {
    const parts = await this.#parts();
    const found = await analysisTablesIn(this.#options.dataset);
    if (parts.length + found.length === 0) return;
    this.#pending = await bytesOf(parts);
    this.#loader ??= await openLoader(this.#options.address);
    const loader = this.#loader;
    const there = await loader.loaded(parts.map(({ name }) => name));
    for (const { table, path, name } of parts) {
      signal.throwIfAborted();
      const bytes = await bytesOf([{ path }]);
      if (!there.has(name)) await loadPart(loader, table, path, name);
      this.#there.add(name);
      this.#delivered += there.has(name) ? 0 : bytes;
      this.#pending = Math.max(this.#pending - bytes, 0);
    }
    this.#pending = 0;
    for (const table of found)
      await this.#found.load(loader, table, () => sourcesIn(this.#options.dataset), signal);
  }

  /** Those of units that are recorded, which no crash makes anew. */
  async #parts(): Promise<Part[]> {
    const { dataset, id } = this.#options;
    const content = await readManifest(dataset);
    if (content === undefined) return [];
    const tables = partsOf(dataset, await tablesIn(dataset), content.next);
    return tables.flatMap((table) =>
      table.files.flatMap((path) => {
        const name = `stream ${id} ${relative(dataset, path).split(sep).join("/")}`;
        return this.#there.has(name) ? [] : [{ table, path, name }];
      }),
    );
  }

  async #close(): Promise<void> {
    const loader = this.#loader;
    this.#loader = undefined;
    this.#found = new AnalysisLoading();
    await loader?.close().catch(() => undefined);
  }

  #say(trouble: string | undefined): void {
    if (trouble === this.#trouble) return;
    const isNews = trouble === undefined || this.#trouble === undefined;
    this.#trouble = trouble;
    if (isNews) this.#options.onTrouble(this.#shown, trouble);
  }
}

async function loadPart(loader: Loader, table: DatasetTable, path: string, name: string): Promise<void> {
  const reader = await readTable({ ...table, files: [path] });
  const into = sqlTable(reader.name, reader.meaning, reader.columns);
  await loader.ensure([into]);
  await loader.write({ name }, async function* () {
    for await (const page of reader.pages(reader.columns)) yield { table: into, page };
  });
}

async function bytesOf(parts: readonly Pick<Part, "path">[]): Promise<number> {
  let bytes = 0;
  for (const { path } of parts) bytes += (await stat(path).catch(() => undefined))?.size ?? 0;
  return bytes;
}
