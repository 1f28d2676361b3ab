/** `witskit push`: a dataset of this machine into an object store. */
import { Failure } from "../../failure/failure.js";
import { isStoreAddress } from "../../object-store/address.js";
import type { Command, Invocation } from "../command.js";
import { ExitCode } from "../failure.js";
import { pushedText } from "../page/pushed.js";
import { say } from "../page/say.js";

export const pushCommand: Command = {
  name: "push",
  stores: "written",
  summary: "Copy a dataset into an object store, S3 or what speaks like it.",
  examples: [
    { line: "witskit push dataset/ s3://logs/rig-7/", does: "what is there already is not sent again" },
    { line: "witskit query 'SELECT max(DMEA) FROM r01' s3://logs/rig-7/", does: "asks it there" },
  ],
  arguments: [
    { name: "DATASET", description: "a folder that convert has made" },
    { name: "TO", description: "s3://bucket/prefix/" },
  ],
  flags: ["force", "quiet", "verbose"],
  run: push,
};

async function push({ arguments: [folder, to], flags, signal }: Invocation): Promise<ExitCode> {
  if (isStoreAddress(folder) || !isStoreAddress(to))
    throw new Failure(
      "bad-option",
      `push copies a folder of this machine into a store: witskit push dataset/ s3://bucket/prefix/, not ${folder} ${to}`,
    );
  const { pushDataset } = await import("../../object-store/push.js");
  const pushed = await pushDataset(folder!, to, { force: flags.force, signal });
  if (!flags.quiet) say(pushedText(pushed));
  return ExitCode.done;
}
