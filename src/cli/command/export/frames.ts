/** `export` and `convert` into WITS: frames for a receiver, of logs, datasets and files of one. */
import { openLogs } from "../../../bulk/open.js";
import { countParts } from "../../../dataset/broken-parts.js";
import { readTable } from "../../../dataset/read.js";
import { rejectCount } from "../../../dataset/report.js";
import { retold, selectionOf } from "../../../dataset/retold.js";
import { Failure } from "../../../failure/failure.js";
import { openAny } from "../../../live/open-dataset.js";
import { exportFrames } from "../../../output/export/frames.js";
import type { NamedFormat } from "../../../output/formats.js";
import type { Command, Invocation } from "../../command.js";
import { ExitCode } from "../../failure.js";
import { type FlagName, longName } from "../../flags/flags.js";
import { refuseUnkept } from "../../flags/kept.js";
import { tellBroken } from "../../page/broken-parts.js";
import { exportedText } from "../../page/exported.js";
import { say } from "../../page/say.js";
import { counted } from "../../page/wording.js";
import { retellingOf } from "../retelling.js";
import { verdict } from "../verdict.js";
import { writingAsked } from "../writing-asked.js";
import { tablesAsked } from "./asked.js";

/** What rows are made of that frames are not: steps, wells, columns, parts. */
const UNKEPT: readonly FlagName[] = [
  "index",
  "well",
  "every",
  "by",
  "aggregate",
  "fill",
  "layout",
  "prune",
  "compression",
  "partSize",
  "partition",
  "rowGroupRows",
  "shard",
  "dryRun",
  "rejects",
  "stats",
  "replaceChanged",
  "verify",
  "watch",
];

interface Asked extends Pick<Invocation, "flags" | "typed" | "signal"> {
  readonly output: string;
  readonly format: NamedFormat;
}

export async function exportAsFrames(
  command: Pick<Command, "name" | "keeps">,
  inputs: readonly string[],
  { output, format, flags, typed, signal }: Asked,
): Promise<ExitCode> {
  const unkept = typed.find(({ flag }) => UNKEPT.includes(flag));
  if (unkept !== undefined)
    throw new Failure(
      "option-not-kept",
      `--${longName(unkept.flag)} is not kept: ${output} is WITS, which has the frames of a source as they came; leave it out`,
    );
  const writing = await writingAsked(flags);
  const { force, quiet, from, until, records, strict } = flags;
  const [input = ""] = inputs;
  const options = {
    ...flags,
    format: undefined,
    stats: undefined,
    force: undefined,
    strict,
    signal,
    // Frames are written more slowly than one thread makes rows of a log.
    workers: flags.workers ?? 1,
  };
  const dataset = inputs.length === 1 ? await openAny(input, options) : await openLogs(inputs, options);
  try {
    const { kind, report } = dataset;
    refuseUnkept(command, kind, { typed, path: input });
    const { retelling, timezone } = retellingOf(flags, typed, kind);
    const wanted = tablesAsked(dataset.tables, records);
    const readers = await Promise.all(
      wanted.map(async (table) => retold(await readTable(table, dataset.broken), retelling)),
    );
    const selection = kind === "log" ? {} : selectionOf(readers[0]!, { from, until }, timezone);
    const done = await exportFrames(readers, { output, format, force, ...selection, writing, signal });
    const rejects = report === undefined ? 0 : rejectCount(report);
    const remarks =
      rejects === 0
        ? []
        : [`${counted(rejects, "reject")} of the log: what is no value has no place in frames`];
    if (!quiet) say(exportedText({ ...done, remarks: [...done.remarks, ...remarks] }, undefined).join("\n"));
    const told = report === undefined ? ExitCode.done : verdict(report, strict ?? false);
    return tellBroken(dataset.broken, { path: input, parts: countParts(wanted) }) ?? told;
  } finally {
    await dataset.close();
  }
}
