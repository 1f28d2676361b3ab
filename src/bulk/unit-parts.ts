/**
 * The files that a unit of work makes: row groups go into one part a table, and the parts get their names together,
 * when all of them are whole and on disk.
 */
import { dirname } from "node:path";
import { type MadeFolders, removeFiles } from "../dataset/folder.js";
import { type Partition, tableOf } from "../dataset/partition.js";
import type { OutputReport } from "../dataset/report.js";
import { openOutput } from "../durable/open-output.js";
import { allOf, commitOutputs } from "../durable/output.js";
import { columnsOfAll, type Plan } from "../wits/catalog/layout.js";
import type { Column } from "../wits/catalog/table.js";
import type { TablePlaces } from "./destination.js";
import { HeldGroups } from "./held-groups.js";
import { ParquetPart } from "./parquet-part.js";
import type { TableGroups } from "./task.js";

export interface UnitPartsOptions {
  /** Of all readings that the unit may have. */
  readonly plans: readonly Plan[];
  readonly places: TablePlaces;
  /** The number of the parts. */
  readonly index: number;
  readonly partition: Partition | undefined;
  /** Path of a file for row groups of partitions that wait; its folder must be there by then. */
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
}

/** A part may be larger than it should be by this: else the end of many a unit would be a small file of its own. */
const LARGER = 1.25;

/** The `witskit` metadata of a part, by its table and columns. */
export type Describe = (table: string, columns: readonly Column[]) => string;

export class UnitParts {
  readonly #options: UnitPartsOptions;
  /** Those that take row groups. */
  readonly #parts = new Map<string, ParquetPart>();
  /** Those before them that have reached their size, by table. */
  readonly #full = new Map<string, ParquetPart[]>();
  /** Row groups of partitions. */
  readonly #held: HeldGroups;
  /** Parts that have their names. */
  readonly #placed: OutputReport[] = [];
  readonly #finished: OutputReport[] = [];
  #describe: Describe | undefined;

  constructor(options: UnitPartsOptions) {
    this.#options = options;
    this.#held = new HeldGroups(options.waiting);
  }

  /** Tables that have a part by now. */
  get tables(): readonly string[] {
    return [...new Set([...this.#full.keys(), ...this.#parts.keys()])];
  }

  async append(groups: TableGroups): Promise<void> {
    if (this.#options.partition !== undefined) {
      await this.#held.add(groups);
      return;
    }
    const part = await this.open(groups.table);
    await part.append(groups);
    if (part.bytes >= LARGER * this.#options.partSize && this.#options.places(groups.table)!.inParts) {
      this.#parts.delete(groups.table);
      this.#full.set(groups.table, [...this.#fullOf(groups.table), part]);
    }
  }

  /** The part of a table, which is there without rows too from then on. */
  async open(table: string): Promise<ParquetPart> {
    const known = this.#parts.get(table);
    if (known !== undefined) return known;
    const { plans, places, index, force, folders } = this.#options;
    const place = places(table);
    if (place === undefined) throw new Error(`table ${table} has no place`);
    const path = place.pathOf(index, this.#fullOf(table).length);
    await folders?.make(dirname(path));
    const output = await openOutput(path, { force });
    const name = tableOf(table);
    const part = new ParquetPart(path, output, { name, columns: columnsOfAll(plans, name) });
    this.#parts.set(table, part);
    return part;
  }

  /** Writes the footers and syncs; answers the files that are to have their names, partitions left out. */
  async finish(describe: Describe): Promise<readonly OutputReport[]> {
    this.#describe = describe;
    const finishing = this.tables.flatMap((table) =>
      this.#of(table).map((part) => this.#finish(table, part)),
    );
    this.#finished.push(...(await allOf(finishing)));
    return this.#finished;
  }

  /** After `finish`: gives all parts their names, and answers them. */
  async commit(): Promise<readonly OutputReport[]> {
    await commitOutputs(this.#all.map(({ output }) => output));
    for (const table of this.#held.partitions) {
      const part = await this.open(table);
      for await (const groups of this.#held.of(table)) await part.append(groups);
      this.#placed.push(await this.#finish(table, part));
      await part.output.commit();
      this.#parts.delete(table);
    }
    await this.#held.close();
    return [...this.#finished, ...this.#placed];
  }

  /** Takes away what has no name yet, and the partitions that have one. */
  async abort(): Promise<void> {
    await Promise.all(this.#all.map(({ output }) => output.abort()));
    await this.#held.close();
    await removeFiles(this.#placed.map(({ path }) => path));
  }

  get #all(): readonly ParquetPart[] {
    return this.tables.flatMap((table) => this.#of(table));
  }

  /** In the order of their rows. */
  #of(table: string): readonly ParquetPart[] {
    const last = this.#parts.get(table);
    return last === undefined ? this.#fullOf(table) : [...this.#fullOf(table), last];
  }

  #fullOf(table: string): readonly ParquetPart[] {
    return this.#full.get(table) ?? [];
  }

  async #finish(table: string, part: ParquetPart): Promise<OutputReport> {
    const { timezone } = this.#options;
    const witskit = this.#describe!(tableOf(table), part.columns);
    const bytes = await part.finish({ timezone, witskit });
    const { crc32 } = part.output;
    return { path: part.path, bytes, ...(crc32 !== undefined && { crc32 }) };
  }
}
