/** `witskit repair`: makes parts of a dataset again, and a stream's manifest. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Fault } from "../../dataset/check.js";
import { MANIFEST_FOLDER } from "../../dataset/manifest.js";
import { readHead } from "../../dataset/manifest-file.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode } from "../failure.js";
import { say, warn } from "../page/say.js";
import { counted } from "../page/wording.js";

export const repairCommand: Command = {
  name: "repair",
  summary: "Make damaged or missing parts of a dataset again, where what they were made of is still there.",
  examples: [
    { line: "witskit info --check dataset/", does: "says what is damaged, and changes nothing" },
    {
      line: "witskit repair dataset/",
      does: "makes it again from the logs, or from a stream's raw segments",
    },
  ],
  arguments: [
    { name: "DATASET", description: "a folder that convert or stream has made, which nobody writes to now" },
  ],
  flags: ["quiet", "verbose"],
  run: repair,
};

async function repair({ arguments: [folder], flags: { quiet }, signal }: Invocation): Promise<ExitCode> {
  const path = folder!;
  const tell = (text: string): void => {
    if (!quiet) say(text);
  };
  const { checkFolder } = await import("../page/info/check.js");
  if (await isStream(path)) {
    const { repairStream } = await import("../../live/repair.js");
    const { units, notes, left } = await repairStream(path, signal);
    for (const note of notes) tell(note);
    if (units.length > 0) tell(`made ${counted(units.length, "unit")} again: ${units.join(", ")}`);
    return verdict(
      path,
      left,
      "no raw segment of it was kept (--keep-raw), and the journal has it no more",
      tell,
    );
  }
  await checkFolder(path, signal);
  const { repairConverted } = await import("../../bulk/repair.js");
  const { units, left, why = "it cannot be made again" } = await repairConverted(path, signal);
  if (units.length > 0) tell(`made ${counted(units.length, "unit")} again: ${units.join(", ")}`);
  return verdict(path, left, why, tell);
}

/** What can be done about a part that rows of many units are in. */
const OF_LARGE =
  "compact has made a part that is damaged of parts that are gone; take it from a copy, or convert the logs again with --force";

function verdict(path: string, left: readonly Fault[], why: string, tell: (text: string) => void): ExitCode {
  if (left.length === 0) {
    tell(`${path} is whole`);
    return ExitCode.done;
  }
  for (const fault of left) warn(`${join(path, fault.path)}: ${fault.why}`);
  const large = left.some((fault) => fault.large);
  warn(`${counted(left.length, "fault")} left: ${large ? OF_LARGE : why}`);
  return ExitCode.dataProblems;
}

/** By its manifest, or where that is gone by its journal. */
async function isStream(path: string): Promise<boolean> {
  const head = await readHead(path).catch(() => undefined);
  if (head !== undefined) return head.live === true;
  const journal = await stat(join(path, MANIFEST_FOLDER, "journal")).catch(() => undefined);
  return journal?.isDirectory() ?? false;
}
