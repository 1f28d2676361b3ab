/** The large parts that a step makes: one, or one for each day that has rows. */
import { dirname, join } from "node:path";
import type { EncodedRowGroup, RowGroupEncoder } from "../columns/parquet/row-group.js";
import { RowGroupBuilder, type RowGroupSize } from "../columns/parquet/row-group-builder.js";
import type { MadeFolders } from "../dataset/folder.js";
import type { ManifestFile } from "../dataset/manifest.js";
import { runsByDay } from "../dataset/partition.js";
import { openOutput } from "../durable/open-output.js";
import { allOf, commitOutputs } from "../durable/output.js";
import type { TableBatch } from "../kernel/batch.js";
import { type ParquetEnding, ParquetOutput } from "../output/parquet/parquet-output.js";
import type { Table } from "../wits/catalog/table.js";
import type { CompactStep } from "./compact-plan.js";

export interface StepPartsOptions {
  readonly dataset: string;
  readonly step: CompactStep;
  readonly table: Table;
  readonly utc: boolean;
  readonly described: Pick<ParquetEnding, "witskit" | "brief">;
  readonly encoder: RowGroupEncoder;
  readonly rowGroup: RowGroupSize;
  readonly folders: MadeFolders;
  readonly byDay: boolean;
}

/** Days whose rows wait for a row group at the same time; the one that has waited longest makes way. */
const OPEN_DAYS = 2;

interface Part {
  /** Within the dataset, with forward slashes. */
  readonly path: string;
  readonly file: ParquetOutput;
  builder: RowGroupBuilder | undefined;
}

export class StepParts {
  readonly #options: StepPartsOptions;
  /** By the folder in the dataset; those with a builder in the order of their last rows. */
  readonly #parts = new Map<string, Part>();

  constructor(options: StepPartsOptions) {
    this.#options = options;
  }

  async write(batch: TableBatch): Promise<void> {
    const { byDay, step } = this.#options;
    if (!byDay) {
      await this.#push(step.folder, batch, 0, batch.rows);
      return;
    }
    for (const { folder, from, to } of runsByDay(batch))
      await this.#push(folder === "" ? step.folder : `${step.folder}/${folder}`, batch, from, to);
  }

  /** Writes the footers and syncs. Answers the files that are to come. */
  async finish(): Promise<readonly ManifestFile[]> {
    const { table, utc, described } = this.#options;
    const files: ManifestFile[] = [];
    for (const part of this.#parts.values()) {
      await this.#flush(part);
      const made = await part.file.finish(table, { timezone: utc ? "UTC" : undefined, ...described });
      files.push({ path: part.path, ...made, crc32: part.file.output.crc32 });
    }
    return files;
  }

  commit(): Promise<void> {
    return commitOutputs([...this.#parts.values()].map(({ file }) => file.output));
  }

  async abort(): Promise<void> {
    await allOf([...this.#parts.values()].map(({ file }) => file.output.abort()));
    await this.#options.folders.remove();
  }

  async #push(folder: string, batch: TableBatch, from: number, to: number): Promise<void> {
    const part = this.#parts.get(folder) ?? (await this.#open(folder));
    // Its place is the last by now.
    this.#parts.delete(folder);
    this.#parts.set(folder, part);
    if (part.builder === undefined) {
      const { encoder, rowGroup, table } = this.#options;
      part.builder = new RowGroupBuilder(encoder, { columns: table.columns, ...rowGroup });
      const open = [...this.#parts.values()].filter(({ builder }) => builder !== undefined);
      if (open.length > OPEN_DAYS) await this.#flush(open[0]!);
    }
    await append(part, part.builder.push(batch, from, to));
  }

  async #flush(part: Part): Promise<void> {
    const last = part.builder?.flush() ?? [];
    part.builder = undefined;
    await append(part, last);
  }

  async #open(folder: string): Promise<Part> {
    const { dataset, step, folders } = this.#options;
    const path = `${folder}/${nameOf(step, folder)}`;
    await folders.make(dirname(join(dataset, path)));
    const part = {
      path,
      file: new ParquetOutput(await openOutput(join(dataset, path), { force: true })),
      builder: undefined,
    };
    this.#parts.set(folder, part);
    return part;
  }
}

async function append({ file }: Part, groups: readonly EncodedRowGroup[]): Promise<void> {
  for (const group of groups) await file.append(group);
}

/** After the units that it has the rows of; once more where one of its own parts has that name. */
function nameOf({ parts }: CompactStep, folder: string): string {
  const five = (unit: number): string => unit.toString().padStart(5, "0");
  const taken = new Set(parts.map(({ path }) => path));
  const stem = `part-${five(parts[0]!.first)}-${five(Math.max(...parts.map(({ last }) => last)))}`;
  for (let again = 0; ; again++) {
    const name = again === 0 ? `${stem}.parquet` : `${stem}-${again}.parquet`;
    if (!taken.has(`${folder}/${name}`)) return name;
  }
}
