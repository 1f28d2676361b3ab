/** The names of all sources that a dataset has rows of, or could have, by its manifest. */
import { readManifest } from "./manifest-file.js";

/** None of a folder without a manifest. */
export async function sourcesIn(folder: string): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  const content = await readManifest(folder);
  for (const { sources, streams = [] } of content?.units ?? []) {
    for (const { name } of sources) names.add(name);
    for (const { name } of streams) names.add(name);
  }
  return names;
}
