/** `witskit qc`: how good the data of a log or a dataset is, item by item and record by record. */

import { qualityOf } from "../../bulk/measure-input.js";
import type { OpenDataset } from "../../bulk/open.js";
import { countParts } from "../../dataset/broken-parts.js";
import { STDIN } from "../../runtime/standard-input.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode, tellFailure } from "../failure.js";
import { dialectFlags, type FlagValues } from "../flags/flags.js";
import { tellBroken } from "../page/broken-parts.js";
import { print, printJson, terminalWidth } from "../page/print.js";
import { qualityJson } from "../page/qc/json.js";
import { qualityText } from "../page/qc/text.js";
import { warn } from "../page/say.js";
import { measuredKeeps, openMeasured } from "./open-measured.js";

export const qcCommand: Command = {
  name: "qc",
  stores: "read",
  summary: "Measure how good the data of a log or a dataset is.",
  examples: [
    { line: "witskit qc log.wits", does: "gaps, stuck values, spikes, duplicates, and a score from 0 to 1" },
    { line: "witskit qc log.wits --units metric", does: "values outside what can be on a rig, too" },
    { line: "witskit qc dataset/ --records 1", does: "the same of a Parquet dataset" },
    { line: "witskit qc log.wits --threshold 0.9", does: "as a gate: exit code 1 below a score" },
  ],
  arguments: [
    {
      name: "INPUT",
      description: "a log, a folder of logs, a Parquet file or dataset, or - for standard input",
    },
  ],
  flags: [
    "records",
    "from",
    "until",
    "units",
    "to",
    "map",
    "tz",
    "threshold",
    "noJournal",
    "json",
    "verbose",
    ...dialectFlags,
  ],
  keeps: measuredKeeps,
  perSource: true,
  run: qc,
};

/** Of a line where there is no terminal to ask. */
const WIDTH = 100;

async function qc(invocation: Invocation): Promise<ExitCode> {
  const {
    arguments: [path = STDIN],
    flags,
    signal,
  } = invocation;
  const dataset = await openMeasured(qcCommand, path, invocation);
  try {
    return await measure(path, flags, signal, dataset);
  } finally {
    await dataset?.close();
  }
}

async function measure(
  path: string,
  flags: FlagValues,
  signal: AbortSignal,
  dataset: OpenDataset | undefined,
): Promise<ExitCode> {
  const result = await qualityOf(path, { ...flags, signal, open: dataset });
  const { threshold, json } = flags;
  await (json
    ? printJson(qualityJson(result, threshold))
    : print(qualityText(result, terminalWidth() ?? WIDTH)));
  result.failures.forEach(tellFailure);
  if (result.failures.length > 0) return ExitCode.inputUnreadable;
  const told = tellBroken(dataset?.broken, { path, parts: countParts(dataset?.tables ?? []) });
  if (told !== undefined) return told;
  const score = result.quality.score ?? 0;
  if (threshold === undefined || score >= threshold) return ExitCode.done;
  warn(`the score ${score.toFixed(3)} is below --threshold ${threshold}`);
  return ExitCode.dataProblems;
}
