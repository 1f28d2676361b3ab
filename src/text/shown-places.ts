/**
 * Folders of this machine that are copies of what is elsewhere, as a dataset of an object store is read from its copy in the cache. What
 * people are told, and what files say of their inputs, names the place and not the copy: the next machine has it elsewhere.
 */
import { sep } from "node:path";

/** By the folder, without a separator at its end. */
const places = new Map<string, string>();

/** `shown` ends in a slash: `s3://rigs/rig-7/`. */
export const showFolderAs = (folder: string, shown: string): void => void places.set(folder, shown);

/** A text with places where it names copies, or files in them. */
export function shownPlaces(text: string): string {
  let changed = text;
  for (const [folder, shown] of places)
    changed = changed.replaceAll(`${folder}${sep}`, shown).replaceAll(folder, shown);
  return changed;
}

/** Whether a path is that of a copy, or in one. */
export const isCopy = (path: string): boolean => shownPlaces(path) !== path;
