/** Photos of a report for paper, by their hashes. One that is not here yet, or cannot be made smaller, is left out: the sheet counts it. */
import type { PhotoRow } from "../../shift/document.js";
import { Problem } from "../problem.js";
import { photoBytes } from "./kept.js";
import { paperPicture } from "./picture.js";

export async function paperPictures(
  data: string,
  tenant: string,
  photos: readonly PhotoRow[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const made = new Map<string, Uint8Array>();
  for (const { sha256 } of photos) {
    const kept = made.has(sha256) ? undefined : await photoBytes(data, tenant, sha256);
    if (kept === undefined) continue;
    try {
      made.set(sha256, await paperPicture(kept));
    } catch (error) {
      // Without the library that looks at pictures paper is made without them.
      if (error instanceof Problem) return made;
      throw error;
    }
  }
  return made;
}
