/** `convert --watch`: a run each time that something has come, and a line for it. */
import type { ConvertOptions } from "../../../bulk/convert-options.js";
import { Failure } from "../../../failure/failure.js";
import { STDIN } from "../../../runtime/standard-input.js";
import { ExitCode, tellFailure } from "../../failure.js";
import { type FlagName, type FlagValues, longName } from "../../flags/flags.js";
import { say } from "../../page/say.js";
import { counted } from "../../page/wording.js";

/** What is of one run, or would undo what was taken in. */
const OF_ONE_RUN: readonly FlagName[] = [
  "dryRun",
  "shard",
  "force",
  "replaceChanged",
  "verify",
  "rejects",
  "stats",
  "strict",
  "every",
  "by",
];

/** Files that are named in a line. */
const SHOWN = 5;

export async function watchInputs(
  options: ConvertOptions & { readonly signal: AbortSignal },
  flags: FlagValues,
): Promise<ExitCode> {
  const { inputs, output, signal } = options;
  const unkept = OF_ONE_RUN.find((name) => flags[name] !== undefined);
  if (unkept !== undefined) {
    throw new Failure(
      "conflicting-options",
      `--watch goes on taking in what comes, and --${longName(unkept)} is for a single run; leave one of them out`,
    );
  }
  if (inputs.includes(STDIN)) {
    throw new Failure(
      "conflicting-options",
      "--watch looks at files again and again, and standard input can be read only once; name files or folders",
    );
  }
  const { convertAsTheyCome } = await import("../../../bulk/watch.js");
  if (!flags.quiet) say(`watching ${inputs.join(", ")} for ${output}; Ctrl-C ends it`);
  await convertAsTheyCome(options, signal, {
    onAdded({ frames, outputs }, names) {
      if (flags.quiet || names.length === 0) return;
      const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
      const made = outputs.filter(({ earlier }) => earlier !== true).length;
      say(
        `took in ${names.slice(0, SHOWN).join(", ")}${more}: ${counted(made, "new part")}, ${counted(frames, "frame")} in all`,
      );
    },
    onTrouble: ({ code, message }) => tellFailure({ code, message }),
  });
  const reason: unknown = signal.reason;
  return reason instanceof Failure && reason.cause === "SIGINT" ? ExitCode.interrupted : ExitCode.done;
}
