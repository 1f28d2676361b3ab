/** `witskit merge-manifest`: the end of a dataset that was converted in shards. */
import type { Command } from "../command.js";
import { say } from "../page/say.js";
import { counted } from "../page/wording.js";

export const mergeManifestCommand: Command = {
  name: "merge-manifest",
  summary: "Close a dataset that was converted in shards, once all of them are done.",
  examples: [
    { line: "witskit convert logs/ -o dataset/ --shard 0/4", does: "on the first of four machines" },
    { line: "witskit merge-manifest dataset/", does: "when all four have ended" },
  ],
  arguments: [{ name: "DATASET", description: "the folder that the shards wrote to" }],
  flags: ["quiet"],
  async run({ arguments: [folder], flags: { quiet } }) {
    const { mergeManifests } = await import("../../dataset/merge-manifests.js");
    const { units, shards } = await mergeManifests(folder!);
    if (!quiet) say(`${folder} is complete: ${counted(units, "unit")} of ${counted(shards, "shard")}`);
    return undefined;
  },
};
