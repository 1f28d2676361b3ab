/** Photos of the service's folder. */
import { basename, join } from "node:path";
import { filesUnder } from "./files.js";

/** By the hash that is the name, whatever folders they lie in. */
export async function photosIn(folder: string): Promise<Map<string, string>> {
  const paths = await filesUnder(folder, "photos");
  return new Map(paths.map((path) => [basename(path).replace(/\..*$/, ""), join(folder, path)]));
}
