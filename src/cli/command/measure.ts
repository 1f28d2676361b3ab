/** `witskit measure`: the rows of an input through a measure, one of ours or of a plugin, and what it answers. */

import { type MeasureName, measures } from "../../analysis/registry.js";
import { countParts } from "../../dataset/broken-parts.js";
import { Failure } from "../../failure/failure.js";
import { STDIN } from "../../runtime/standard-input.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode, tellFailure } from "../failure.js";
import { dialectFlags } from "../flags/flags.js";
import { tellBroken } from "../page/broken-parts.js";
import { printJson } from "../page/print.js";
import { loadedPlugins } from "./loaded-plugins.js";
import { measuredKeeps, openMeasured } from "./open-measured.js";

export const measureCommand: Command = {
  name: "measure",
  summary: "Give the rows of a log or a dataset to a measure, of witskit or of a plugin.",
  examples: [
    {
      line: "witskit measure drilled log.wits --units metric",
      does: "how deep, how far and how fast, as JSON",
    },
    {
      line: "witskit measure greatest-load dataset/",
      does: "a measure that a plugin of ./witskit.toml brings",
    },
  ],
  arguments: [
    { name: "MEASURE", description: `${Object.keys(measures).join(", ")}, or one of a plugin` },
    {
      name: "INPUT",
      description: "a log, a folder of logs, a Parquet file or dataset, or - for standard input",
      optional: true,
    },
  ],
  flags: ["records", "from", "until", "units", "to", "map", "tz", "noJournal", "verbose", ...dialectFlags],
  keeps: measuredKeeps,
  perSource: true,
  run: measure,
};

async function measure(invocation: Invocation): Promise<ExitCode> {
  const {
    arguments: [name = "", path = STDIN],
    flags,
    signal,
  } = invocation;
  const plugins = Object.hasOwn(measures, name) ? undefined : await loadedPlugins(invocation);
  try {
    if (!Object.hasOwn(measures, name) && plugins === undefined)
      throw new Failure(
        "unknown-name",
        `there is no measure ${name}; there are ${Object.keys(measures).join(", ")}, and [plugins] of witskit.toml can list others`,
      );
    const one = plugins === undefined ? measures[name as MeasureName]() : plugins.measure(name);
    const { measure: measured } = await import("../../bulk/measure-input.js");
    const dataset = await openMeasured(measureCommand, path, invocation);
    try {
      const { results, failures } = await measured(path, { one }, { ...flags, signal, open: dataset });
      await printJson(results.one ?? null);
      failures.forEach(tellFailure);
      if (failures.length > 0) return ExitCode.inputUnreadable;
      return tellBroken(dataset?.broken, { path, parts: countParts(dataset?.tables ?? []) }) ?? ExitCode.done;
    } finally {
      await dataset?.close();
    }
  } finally {
    await plugins?.close();
  }
}
