/** The inputs of an analysis: what is kept of what was typed, and datasets opened with what a stream has not yet made a part. */

import type { AnalyzeOptions } from "../../../bulk/analysis/rig-inputs.js";
import type { OpenDataset } from "../../../bulk/open.js";
import { countParts } from "../../../dataset/broken-parts.js";
import { kindOf } from "../../../dataset/kind.js";
import type { Command } from "../../command.js";
import { ExitCode } from "../../failure.js";
import type { FlagValues, GivenFlag } from "../../flags/flags.js";
import { refuseUnkept } from "../../flags/kept.js";
import { tellBroken } from "../../page/broken-parts.js";
import { openFolder } from "../open-folder.js";
import { settingsOf } from "./settings.js";

export interface Asked {
  readonly command: Command;
  readonly paths: readonly string[];
  readonly flags: FlagValues;
  readonly typed: readonly GivenFlag[];
  readonly signal: AbortSignal;
}

/** Opens what must be open, and closes it when `use` is done. Parts that cannot be read are left out, and told. */
export async function withInputs(
  { command, paths, flags, typed, signal }: Asked,
  use: (options: AnalyzeOptions) => Promise<ExitCode>,
): Promise<ExitCode> {
  const open = new Map<string, OpenDataset>();
  try {
    for (const path of paths) {
      const kind = await kindOf(path);
      const dataset = kind === "folder" ? await openFolder(path, flags.noJournal, signal) : undefined;
      if (dataset !== undefined) open.set(path, dataset);
      if (dataset !== undefined || kind === "parquet")
        refuseUnkept(command, dataset === undefined ? "parquet" : "dataset", { typed, path });
      else if (kind === "log" || kind === "folder") refuseUnkept(command, "log", { typed, path });
    }
    const { causal, ...options } = flags;
    const settings = await settingsOf(flags);
    const code = await use({
      ...options,
      settings,
      signal,
      opened: (path) => open.get(path),
      mode: causal ? "causal" : undefined,
    });
    for (const [path, { broken, tables }] of open) {
      const told = tellBroken(broken, {
        path,
        parts: countParts(tables),
      });
      if (told !== undefined && code === ExitCode.done) return told;
    }
    return code;
  } finally {
    for (const dataset of open.values()) await dataset.close();
  }
}
