/** What is in a folder before a stream begins: where it may not go on, and why. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { MANIFEST_FOLDER, type ManifestHead, optionChanges } from "../dataset/manifest.js";
import type { ManifestContent } from "../dataset/manifest-file.js";
import { unwritable } from "../durable/unwritable.js";
import { Failure } from "../failure/failure.js";

/** A link whose rows would have the same names and places as those of a file. */
export function refuseNamesake(
  output: string,
  { head, runs }: ManifestContent,
  links: readonly string[],
): void {
  for (const { inputs } of [head, ...runs]) {
    for (const { name } of inputs) {
      const link = links.find((one) => name === one);
      if (link === undefined) continue;
      throw new Failure(
        "conflicting-options",
        `${output} has rows of a file ${name}, and those of link ${link} could not be told from them; give the link another ` +
          "name, as rig-7=tcp://10.0.0.5:12345",
      );
    }
  }
}

export function refuseAnother(output: string, before: ManifestHead, now: ManifestHead): void {
  // A newer version goes on: a stream is not to stop for good when the program is renewed.
  const changes = optionChanges(before.options, now.options);
  if (changes.length === 0) return;
  throw new Failure(
    "output-differs",
    `${output} was begun with other options, and cannot be continued by this one: ${changes.slice(0, 5).join("; ")}. ` +
      "Give the flags of before, or name another folder",
  );
}

/** Whether a path is a folder without a whole file below it. */
async function holdsNothing(path: string): Promise<boolean> {
  const below = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => undefined);
  return below?.every((entry) => entry.isDirectory() || entry.name.endsWith(".partial")) ?? false;
}

/** Without a manifest only what a stream makes before it may be there. */
export async function refuseOthers(output: string): Promise<void> {
  const entries = await readdir(output).catch((error: unknown) => {
    throw unwritable(output, error);
  });
  for (const name of entries) {
    // What a run that was killed has left of folders holds nothing.
    if (name === MANIFEST_FOLDER || (await holdsNothing(join(output, name)))) continue;
    throw new Failure(
      "output-foreign",
      `cannot write ${output}: the folder is not empty, and neither a manifest nor a journal says that a stream has made what is ` +
        "there; name another folder",
    );
  }
}
