/**
 * The files that a unit of work makes: rows go into one part a table, and the parts get their names together,
 * when all of them are whole and on disk.
 */
import { dirname } from "node:path";
import type { RowGroupSize } from "../columns/parquet/row-group-builder.js";
import { type MadeFolders, removeFiles } from "../dataset/folder.js";
import type { ManifestFile } from "../dataset/manifest.js";
import { type Partition, tableOf } from "../dataset/partition.js";
import { openOutput } from "../durable/open-output.js";
import { allOf, commitOutputs } from "../durable/output.js";
import type { ParquetEnding } from "../output/parquet/parquet-output.js";
import { columnsOfAll, type Plan } from "../wits/catalog/layout.js";
import type { Column } from "../wits/catalog/table.js";
import type { TablePlaces } from "./destination.js";
import { HeldFragments } from "./held-fragments.js";
import { ParquetPart } from "./parquet-part.js";
import type { Pool } from "./pool.js";
import { TableParts } from "./table-parts.js";
import type { TableFragments } from "./table-rows.js";

export interface UnitPartsOptions {
  /** Of all readings that the unit may have. */
  readonly plans: readonly Plan[];
  readonly places: TablePlaces;
  /** The number of the parts. */
  readonly index: number;
  readonly partition: Partition | undefined;
  /** Path of a file for rows of partitions that wait; its folder must be there by then. */
  readonly waiting: string;
  /** Parts that are there are replaced. */
  readonly force: boolean;
  /** Makes the folders of the parts; undefined where they are there. */
  readonly folders: MadeFolders | undefined;
  /** Says that timestamps are UTC. */
  readonly timezone: string | undefined;
  /**
   * Bytes that a part should have. A unit is cut so that it makes about as much; what no plan could know, such as the
   * length of a compressed log, goes into further files.
   */
  readonly partSize: number;
  readonly rowGroup: RowGroupSize;
  /** Encodes row groups. */
  readonly pool: Pick<Pool, "encode" | "reuse" | "workers">;
}

/** As the manifest has it, but for where its path begins: as outputs do, and not in the dataset. */
export type WrittenPart = ManifestFile;

/** A part may be larger than it should be by this: else the end of many a unit would be a small file of its own. */
const LARGER = 1.25;

/** The `witskit` metadata of a part, by its table and columns, and what of it a small one has. */
export type Describe = (
  table: string,
  columns: readonly Column[],
) => Pick<ParquetEnding, "witskit" | "brief">;

export class UnitParts {
  readonly #options: UnitPartsOptions;
  readonly #tables = new Map<string, TableParts>();
  /** Rows of partitions. */
  readonly #held: HeldFragments;
  /** Row groups on their way, the oldest first. */
  readonly #writing: Promise<void>[] = [];
  /** Parts that have their names. */
  readonly #placed: WrittenPart[] = [];
  readonly #finished: WrittenPart[] = [];
  #describe: Describe | undefined;

  constructor(options: UnitPartsOptions) {
    this.#options = options;
    this.#held = new HeldFragments(options.waiting);
  }

  /** Tables that have rows, or a part, by now. */
  get tables(): readonly string[] {
    return [...this.#tables.keys()];
  }

  /** Takes rows over. Returns when few row groups are still on their way. */
  async append(rows: TableFragments): Promise<void> {
    const { partition, pool } = this.#options;
    if (partition !== undefined) {
      await this.#held.add(rows);
      return;
    }
    this.#writing.push(...this.#of(rows.table).append(rows));
    while (this.#writing.length > pool.workers) await this.#writing.shift();
  }

  /** Makes the part of a table, which is there without rows too from then on. */
  async open(table: string): Promise<void> {
    await this.#of(table).current();
  }

  /** Writes the footers and syncs; answers the files that are to have their names, partitions left out. */
  async finish(describe: Describe): Promise<readonly WrittenPart[]> {
    this.#describe = describe;
    const tables = [...this.#tables];
    await allOf(tables.map(([, parts]) => parts.end()));
    const finishing = tables.flatMap(([table, { parts }]) => parts.map((part) => this.#finish(table, part)));
    this.#finished.push(...(await allOf(finishing)));
    return this.#finished;
  }

  /** After `finish`: gives all parts their names, and answers them. */
  async commit(): Promise<readonly WrittenPart[]> {
    await commitOutputs(this.#all.map(({ output }) => output));
    for (const table of this.#held.partitions) {
      const partition = this.#of(table);
      for await (const rows of this.#held.of(table)) await Promise.all(partition.append(rows));
      await partition.end();
      for (const part of partition.parts) {
        this.#placed.push(await this.#finish(table, part));
        await part.output.commit();
      }
      this.#tables.delete(table);
    }
    await this.#held.close();
    return [...this.#finished, ...this.#placed];
  }

  /** Takes away what has no name yet, and the partitions that have one. */
  async abort(): Promise<void> {
    await Promise.all([...this.#tables.values()].map((parts) => parts.settled()));
    await Promise.all(this.#all.map(({ output }) => output.abort()));
    await this.#held.close();
    await removeFiles(this.#placed.map(({ path }) => path));
  }

  /** In the order of their rows. */
  get #all(): readonly ParquetPart[] {
    return [...this.#tables.values()].flatMap(({ parts }) => parts);
  }

  #of(table: string): TableParts {
    const known = this.#tables.get(table);
    if (known !== undefined) return known;
    const { places, partition, partSize, rowGroup, pool } = this.#options;
    const place = places(table);
    if (place === undefined) throw new Error(`table ${table} has no place`);
    const parts = new TableParts({
      table,
      limits: { rows: rowGroup.rows, bytes: rowGroup.bytes, textBytes: rowGroup.buffer },
      full: place.inParts && partition === undefined ? LARGER * partSize : undefined,
      encode: (job) => pool.encode(job),
      reuse: (bytes) => pool.reuse(bytes),
      open: (further) => this.#open(table, place.pathOf(this.#options.index, further)),
    });
    this.#tables.set(table, parts);
    return parts;
  }

  async #open(table: string, path: string): Promise<ParquetPart> {
    const { plans, force, folders } = this.#options;
    await folders?.make(dirname(path));
    const output = await openOutput(path, { force });
    const name = tableOf(table);
    return new ParquetPart(path, output, { name, columns: columnsOfAll(plans, name) });
  }

  async #finish(table: string, part: ParquetPart): Promise<WrittenPart> {
    const { timezone } = this.#options;
    const summary = await part.finish({ timezone, ...this.#describe!(tableOf(table), part.columns) });
    return { path: part.path, crc32: part.output.crc32, ...summary };
  }
}
