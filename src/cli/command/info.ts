/** `witskit info`: what a log, a file or a dataset holds. */

import { kindOf } from "../../dataset/kind.js";
import { sourcesOf } from "../../input/feed/inputs.js";
import { readingsOf } from "../../input/feed/per-source.js";
import { keepHeapSmall } from "../../runtime/small-heap.js";
import { STDIN } from "../../runtime/standard-input.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode, tellFailure } from "../failure.js";
import { dialectFlags } from "../flags/flags.js";
import { refuseUnkept } from "../flags/kept.js";
import { tellBroken } from "../page/broken-parts.js";
import { print, printJson, terminalWidth } from "../page/print.js";

export const infoCommand: Command = {
  name: "info",
  stores: "read",
  summary: "Tell what a log, a Parquet or Arrow file or a dataset holds.",
  examples: [
    { line: "witskit info log.wits", does: "frames, codes, ranges and rejects of a log" },
    { line: "witskit info log.parquet", does: "schema, meaning and provenance of a file" },
    { line: "witskit info dataset/", does: "the tables of a dataset" },
    { line: "witskit info --check dataset/", does: "reads every part, and holds it against the manifest" },
  ],
  arguments: [
    { name: "PATH", description: "a log, a Parquet or Arrow file, a dataset, or - for standard input" },
  ],
  flags: ["units", "to", "map", "tz", "records", "check", "noJournal", "json", "verbose", ...dialectFlags],
  keeps: { dataset: ["records"] },
  perSource: true,
  run: info,
};

/** Of a line where there is no terminal to ask. */
const WIDTH = 100;

async function info({ arguments: [path = STDIN], flags, typed, signal }: Invocation): Promise<ExitCode> {
  const width = terminalWidth() ?? WIDTH;
  const show = (json: unknown, text: string): Promise<void> => (flags.json ? printJson(json) : print(text));
  const kind = await kindOf(path);
  if (kind === "folder") {
    const { datasetInfo, datasetJson, datasetText } = await import("../page/info/dataset.js");
    if (flags.check) {
      const { checkedText, checkedJson, checkFolder } = await import("../page/info/check.js");
      const checked = await checkFolder(path, signal);
      if (checked === undefined) refuseUnkept(infoCommand, "log", { typed, path });
      else {
        await show(checkedJson(path, checked), checkedText(path, checked, width));
        return checked.faults.length === 0 ? ExitCode.done : ExitCode.dataProblems;
      }
    }
    const dataset = await datasetInfo(path, { records: flags.records, noJournal: flags.noJournal, signal });
    if (dataset !== undefined) {
      refuseUnkept(infoCommand, "dataset", { typed, path });
      await show(datasetJson(dataset), datasetText(dataset, width));
      const parts = dataset.broken.size + dataset.tables.reduce((sum, { files }) => sum + files.length, 0);
      return tellBroken(dataset.broken, { path, parts }) ?? ExitCode.done;
    }
  } else if (kind !== "log") {
    refuseUnkept(infoCommand, kind === "parquet" ? "parquet" : "arrow", { typed, path });
    if (flags.check && kind === "parquet") {
      const { readWhole } = await import("../../dataset/check-part.js");
      await readWhole(path);
    }
    const { fileInfo } = await import("../../dataset/file.js");
    const { fileJson, fileText } = await import("../page/info/file.js");
    const { withUnit } = await import("../../dataset/unit-of-part.js");
    const file = await withUnit(await fileInfo(path, kind));
    await show(fileJson(file), fileText(file, width));
    return ExitCode.done;
  }
  refuseUnkept(infoCommand, "log", { typed, path });
  keepHeapSmall();
  const [{ surveyLogs }, { logJson, logText }] = await Promise.all([
    import("../../bulk/survey-log.js"),
    import("../page/info/log.js"),
  ]);
  const { sources, lost } = await sourcesOf([path]);
  if (sources.length === 0) throw lost[0]!.failure;
  // Its tables are by record: what convert would refuse to put into one column is no range of one code either.
  const readings = await readingsOf(
    flags,
    "record",
    sources.map(({ name }) => name),
    { signal },
  );
  const log = await surveyLogs(path, sources, readings, signal);
  await show(logJson(log), logText(log, width));
  const broken = [...lost, ...log.sources].flatMap(({ failure }) => failure ?? []);
  broken.forEach(tellFailure);
  return broken.length === 0 ? ExitCode.done : ExitCode.inputUnreadable;
}
