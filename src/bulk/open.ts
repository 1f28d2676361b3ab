/**
 * What a command that asks, exports or draws is given: a dataset, a file that a conversion has made, or a log. A log is
 * converted first, into a folder that is removed when it is no longer needed: all else reads Parquet alone.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { BrokenParts } from "../dataset/broken-parts.js";
import { kindOf } from "../dataset/kind.js";
import type { Report } from "../dataset/report.js";
import { noSteps } from "../dataset/resample/resampling.js";
import { type DatasetTable, tablesIn } from "../dataset/tables.js";
import { Failure } from "../failure/failure.js";
import { STDIN } from "../runtime/standard-input.js";
import type { ConvertOptions } from "./convert-options.js";

export interface OpenDataset {
  /** A log is converted as the options say; of the others they are for who reads the tables. */
  readonly kind: "log" | "dataset" | "parquet";
  /** At least one. A file is a single table called `log`. */
  readonly tables: readonly DatasetTable[];
  /** Parts of a dataset that cannot be read, as they turn up; undefined of a single file, which is all there is. */
  readonly broken: BrokenParts | undefined;
  /** Of the conversion, when the input was a log. */
  readonly report: Report | undefined;
  /** Removes what was made for it. */
  close(): Promise<void>;
}

export type LogOptions = Omit<ConvertOptions, "inputs" | "output" | "format" | "layout">;

/** `options` say what a log means; of a dataset they are of no account. Throws a `Failure` when there is nothing to read. */
export async function openDataset(input: string, options: LogOptions = {}): Promise<OpenDataset> {
  const kind = await kindOf(input);
  if (kind === "arrow" || kind === "arrows") {
    throw new Failure(
      "not-for-this-command",
      `${input} is an Arrow file; this command reads datasets, Parquet files and logs. Convert the log into Parquet`,
      { place: { file: input } },
    );
  }
  if (kind === "parquet") {
    const table = { name: "log", folder: "", meaning: `the rows of ${basename(input)}`, files: [input] };
    return { kind: "parquet", tables: [table], broken: undefined, report: undefined, async close() {} };
  }
  if (kind === "folder") {
    const tables = await tablesIn(input);
    if (tables.length > 0)
      return { kind: "dataset", tables, broken: new BrokenParts(), report: undefined, async close() {} };
  }
  return openLogs([input], options);
}

/** Logs alone, as one dataset. Throws a `Failure` when none of them can be read. */
export async function openLogs(inputs: readonly string[], options: LogOptions = {}): Promise<OpenDataset> {
  const { convert } = await import("./convert.js");
  const folder = await mkdtemp(join(tmpdir(), "witskit-"));
  const close = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const output = join(folder, "dataset");
    const report = await convert({
      ...options,
      // Steps are made of the dataset, where they are wanted.
      ...noSteps,
      inputs,
      output,
      layout: "record",
      format: "parquet",
    });
    const tables = await tablesIn(output);
    if (tables.length === 0) {
      const [first = ""] = inputs;
      const name = first === STDIN ? "standard input" : first;
      const what = inputs.length === 1 ? `${name} has` : `${inputs.length} logs have`;
      throw new Failure("input-empty", `${what} no rows: there is nothing there to show`, {
        place: { file: name },
      });
    }
    return { kind: "log", tables, broken: undefined, report, close };
  } catch (error) {
    await close();
    throw error;
  }
}
