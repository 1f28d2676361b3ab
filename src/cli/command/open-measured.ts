/** An input whose rows are measured: of a dataset, what is open of it; and every flag is kept on it, or refused. */
import type { OpenDataset } from "../../bulk/open.js";
import { kindOf } from "../../dataset/kind.js";
import { readTable } from "../../dataset/read.js";
import { retoldFields } from "../../dataset/retold.js";
import type { Command, Invocation } from "../command.js";
import { refuseUnkept } from "../flags/kept.js";
import { openFolder } from "./open-folder.js";

/** What of a dataset and of a Parquet file is kept by those who measure rows. */
export const measuredKeeps = {
  dataset: ["records", "from", "until", "units"],
  parquet: ["records", "from", "until", "units"],
} as const satisfies Command["keeps"];

/** Answers the dataset, to be closed; undefined of logs and of a file. */
export async function openMeasured(
  command: Command,
  path: string,
  { flags, typed, signal }: Pick<Invocation, "flags" | "typed" | "signal">,
): Promise<OpenDataset | undefined> {
  const kind = await kindOf(path);
  const dataset = kind === "folder" ? await openFolder(path, flags.noJournal, signal) : undefined;
  try {
    if (dataset === undefined && kind !== "parquet") {
      if (kind === "log" || kind === "folder") refuseUnkept(command, "log", { typed, path });
      return undefined;
    }
    refuseUnkept(command, dataset === undefined ? "parquet" : "dataset", { typed, path });
    const units = typed.some(({ flag }) => flag === "units") ? flags.units : undefined;
    const tables = dataset?.tables ?? [{ name: "log", meaning: "", files: [path] }];
    // Columns that say their units are not to be called otherwise.
    if (units !== undefined) {
      for (const table of tables) retoldFields(await readTable(table, dataset?.broken), { units });
    }
    return dataset;
  } catch (error) {
    await dataset?.close();
    throw error;
  }
}
