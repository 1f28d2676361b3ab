/** A dataset, or a file that a conversion has made, as a database to be asked in SQL. */
import type { DuckDBConnection, DuckDBResult } from "@duckdb/node-api";
import type { OpenDataset } from "../bulk/open.js";
import type { StepsOptions } from "../bulk/steps.js";
import { type BrokenParts, countParts, soundTables } from "../dataset/broken-parts.js";
import { brokenIn, endsAreWhole } from "../dataset/check-part.js";
import { fileInfo } from "../dataset/file.js";
import { type KnownPart, KnownParts } from "../dataset/known-parts.js";
import { partsAsTheyAre } from "../dataset/leaving.js";
import type { Retelling } from "../dataset/retold.js";
import type { DatasetTable } from "../dataset/tables.js";
import { type AnalysisFiles, analysisTablesIn } from "../dataset/tables.js";
import { Failure } from "../failure/failure.js";
import { type OpenOptions, openAny } from "../live/open-dataset.js";
import { namedIn } from "./asked-tables.js";
import { openDuckDB } from "./duckdb.js";
import { createAnalysisViews, createCatalog, createViews, type View } from "./views.js";

export class Database {
  #dataset: OpenDataset;
  readonly #connection: DuckDBConnection;
  readonly #close: () => Promise<void>;
  readonly #retelling: Retelling;
  /** Tables of an analysis that lie in the dataset. */
  readonly #analysis: readonly AnalysisFiles[];
  #views: readonly View[] = [];
  /** By the paths of parts: what is known without opening them. */
  readonly #known = new Map<string, KnownPart>();
  readonly #named: (view: string) => boolean;
  /** Views are read by time. */
  #byTime = false;

  constructor(
    dataset: OpenDataset,
    connection: DuckDBConnection,
    close: () => Promise<void>,
    retelling: Retelling,
    analysis: readonly AnalysisFiles[] = [],
    sql?: string,
  ) {
    this.#named = namedIn(sql);
    this.#analysis = analysis;
    this.#retelling = retelling;
    this.#dataset = dataset;
    this.#connection = connection;
    this.#close = close;
  }

  /** Tables of an analysis keep the units that they were found in: beside rows in others they would mislead. */
  get #isRetold(): boolean {
    return (this.#retelling.to ?? this.#retelling.units) !== undefined;
  }

  /** What queries can name, the dataset's own first. */
  get views(): readonly View[] {
    return this.#views;
  }

  /** Parts that are left out, since they cannot be read; undefined of what has no parts. */
  get broken(): BrokenParts | undefined {
    return this.#dataset.broken;
  }

  /** Files of the dataset, those that are left out included. */
  get parts(): number {
    return countParts(this.#dataset.tables);
  }

  /** Makes the views, of the parts that can be read. */
  async begin(): Promise<void> {
    const { tables, broken } = this.#dataset;
    if (broken !== undefined) {
      const known = await KnownParts.of(tables.flatMap(({ files }) => files));
      for (const { files } of tables) {
        for (const [path, bytes] of await endsAreWhole(files, broken)) {
          const part = known.at(path, bytes);
          if (part !== undefined) this.#known.set(path, part);
        }
      }
    }
    try {
      await this.#createViews();
    } catch (error) {
      if (!(await this.leaveOutBroken("footers"))) throw error;
    }
  }

  /**
   * After a statement has failed: finds parts that have moved, since others stand for them by now, or else leaves out those that
   * cannot be read; false when there are none of either.
   */
  async leaveOutBroken(depth: "footers" | "pages" = "pages"): Promise<boolean> {
    const { tables, broken } = this.#dataset;
    if (broken === undefined) return false;
    if (await this.#follow()) return true;
    const before = broken.size;
    for (const { files } of tables) await brokenIn(files, broken, depth);
    if (broken.size === before) return false;
    await this.#createViews();
    return true;
  }

  /**
   * Takes parts from where they are by now, that others stand for since they were found; false when there are none. While the views
   * are made others may move, each part once.
   */
  async #follow(): Promise<boolean> {
    for (;;) {
      let moved = false;
      const tables: DatasetTable[] = [];
      for (const table of this.#dataset.tables) {
        const files = await partsAsTheyAre(table.files);
        moved ||= files.some((file, i) => file !== table.files[i]);
        tables.push({ ...table, files });
      }
      if (!moved) return false;
      this.#dataset = { ...this.#dataset, tables };
      try {
        await this.#createViews();
        return true;
      } catch {
        // Another part has moved, or one cannot be read: the next look tells which.
      }
    }
  }

  async #createViews(): Promise<void> {
    const { tables, broken } = this.#dataset;
    const sound = broken === undefined ? tables : soundTables(tables, broken);
    if (sound.length === 0) throw broken!.failures[0]!;
    const told = await tableOfFile(this.#dataset);
    const named = sound.map((table) => ({ ...table, told }));
    this.#byTime = false;
    this.#views = [
      ...(await createViews(this.#connection, named, {
        retelling: this.#retelling,
        facts: (file) => this.#known.get(file),
        named: this.#named,
      })),
      ...(this.#isRetold ? [] : await createAnalysisViews(this.#connection, this.#analysis)),
      ...(await createCatalog(this.#connection)),
    ];
  }

  /**
   * Runs one statement, or several, and answers the rows of the last as they come. What is wrong with the SQL, and a
   * table or column that is not there, is a `Failure` of kind `usage` that says what there is instead. A part that another one has
   * come for since is found where it is now; one that leaves while rows come fails their reading.
   */
  async query(sql: string): Promise<DuckDBResult> {
    for (;;) {
      try {
        await this.#readBy(/timestamp/i.test(sql));
        return await this.#connection.stream(sql);
      } catch (error) {
        if (!isGone(error) || !(await this.#follow())) throw this.#explained(error);
      }
    }
  }

  /** Of a statement that names no time, no part can be ruled out by it, and one scan of all is the quicker. */
  async #readBy(time: boolean): Promise<void> {
    if (time === this.#byTime) return;
    for (const { read } of this.#views) await read?.(time);
    this.#byTime = time;
  }

  /** Stops the statement that is running. */
  interrupt(): void {
    this.#connection.interrupt();
  }

  close(): Promise<void> {
    return this.#close();
  }

  #explained(error: unknown): Failure {
    const message = (error instanceof Error ? error.message : String(error)).trim();
    const missing = /^Catalog Error: Table with name (\S+) does not exist/.exec(message)?.[1];
    if (missing !== undefined) {
      const names = this.views.flatMap(({ name, alias }) => (alias === undefined ? [name] : [name, alias]));
      const found = this.#analysis.some(({ name }) => name === missing);
      if (found && this.#isRetold)
        return new Failure(
          "option-not-kept",
          `--to is not kept by ${missing}: it is of an analysis, which has the units of its dataset; leave out --to, or analyse with it`,
        );
      return new Failure("unknown-name", `there is no table ${missing} here; there are ${names.join(", ")}`, {
        cause: error,
      });
    }
    return new Failure("bad-query", message, { cause: error });
  }
}

/** Whether a statement has failed since a file that it reads is not there. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && /No files found that match|Cannot open file/.test(error.message);

/** Which table a single file says that it is; undefined of datasets, whose folders say it, and of files that are not ours. */
async function tableOfFile({ tables, broken, report }: OpenDataset): Promise<string | undefined> {
  const [only] = tables;
  if (broken !== undefined || report !== undefined || only?.name !== "log") return undefined;
  return (await fileInfo(only.files[0]!, "parquet")).provenance?.table;
}

/** What is asked of a dataset before it is asked in SQL. */
export interface Asked {
  /** In what units its values are wanted. */
  readonly retelling?: Retelling;
  /** A row for each step of time or depth. */
  readonly steps?: StepsOptions | undefined;
  /** Told what became of the rows then, a sentence each. */
  readonly note?: (text: string) => void;
  /** The one statement that will be run, where it is known: views that it does not name need not be there. */
  readonly sql?: string | undefined;
}

/** Opens a dataset, the folder of one of its tables, a Parquet file, or a log, which is converted for it. */
export async function openDatabase(
  path: string,
  options?: OpenOptions,
  ask: (kind: OpenDataset["kind"]) => Asked = () => ({}),
): Promise<Database> {
  let dataset = await openAny(path, options);
  const { connection, close } = await openDuckDB();
  const end = async (): Promise<void> => {
    close();
    await dataset.close();
  };
  try {
    const { retelling = {}, steps, note, sql } = ask(dataset.kind);
    if (steps !== undefined) {
      const { datasetInSteps } = await import("../bulk/dataset-in-steps.js");
      const made = await datasetInSteps(dataset, { ...steps, retelling });
      dataset = made.dataset;
      for (const text of made.notes) note?.(text);
    }
    const analysis = dataset.kind === "dataset" ? await analysisTablesIn(path) : [];
    const own = steps === undefined ? retelling : {};
    const database = new Database(dataset, connection, end, own, analysis, sql);
    await database.begin();
    return database;
  } catch (error) {
    await end();
    if (error instanceof Failure) throw error;
    throw new Failure(
      "input-unreadable",
      `cannot read ${path}: ${error instanceof Error ? error.message : error}`,
      {
        cause: error,
      },
    );
  }
}
