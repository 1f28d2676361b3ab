/** An open dataset whose rows are made fewer: its tables as Parquet in a folder of their own, which is removed with it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileInfo } from "../dataset/file.js";
import { partFormatOf } from "../dataset/part-format.js";
import { dictionaryJson } from "../dataset/provenance.js";
import { readTable } from "../dataset/read.js";
import { withSteps } from "../dataset/resample/resampled.js";
import { type Retelling, retold } from "../dataset/retold.js";
import type { DatasetTable } from "../dataset/tables.js";
import { openOutput } from "../durable/open-output.js";
import { Failure } from "../failure/failure.js";
import { openSink } from "../output/formats.js";
import type { Sink } from "../output/sink.js";
import type { OpenDataset } from "./open.js";
import { type StepsOptions, stepNotes, writeSteps } from "./steps.js";

export interface InStepsOptions extends StepsOptions {
  /** In what units the values are wanted, before there are steps of them. */
  readonly retelling: Retelling;
}

/** What is rejected is of no step, and stays. `notes` says what became of the rows, a sentence each. */
export async function datasetInSteps(
  dataset: OpenDataset,
  options: InStepsOptions,
): Promise<{ readonly dataset: OpenDataset; readonly notes: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), "witskit-"));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const { tables, notes } = await stepsIn(folder, dataset, options);
    return {
      dataset: {
        ...dataset,
        tables,
        async close() {
          await remove();
          await dataset.close();
        },
      },
      notes,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function stepsIn(folder: string, { tables, broken }: OpenDataset, options: InStepsOptions) {
  const { resampling, retelling } = options;
  const rejects = tables.filter(({ name }) => name === "rejects");
  const others = tables.filter(({ name }) => name !== "rejects");
  refuseText(others);
  const readers = await Promise.all(
    others.map(async (table) => retold(await readTable(table, broken), retelling)),
  );
  const { tables: asked, others: without } = withSteps(resampling, readers);
  const made: DatasetTable[] = [];
  const notes = without.map(
    ({ name }) => `${name} is left out: no row of it tells its step, ${resampling.text}`,
  );
  for (const reader of asked) {
    const table = others[readers.indexOf(reader)]!;
    const path = join(folder, `${made.length}.parquet`);
    const provenance = (await fileInfo(table.files[0]!, "parquet").catch(() => undefined))?.provenance;
    let sink: Sink | undefined;
    const counts = await writeSteps(reader, options, async (utc) => {
      sink = await openSink("parquet", {
        timezone: utc ? "UTC" : undefined,
        describe: ({ name, columns }) =>
          dictionaryJson(provenance?.table ?? name, columns, { resampled: resampling.text }),
        open: () => openOutput(path, {}),
      });
      return sink;
    });
    await sink!.commit();
    made.push({ ...table, files: [path] });
    notes.push(...stepNotes(counts));
  }
  return { tables: [...made, ...rejects], notes };
}

function refuseText(tables: readonly DatasetTable[]): void {
  const text = tables.flatMap(({ files }) => files).find((file) => partFormatOf(file) !== "parquet");
  if (text === undefined) return;
  throw new Failure(
    "not-for-this-command",
    `${text} is no Parquet, and steps are made of Parquet; convert the log into it`,
  );
}
