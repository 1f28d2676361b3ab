/**
 * What a glance at a file tells of whether it is a WITSML document. It is had for every source of every run: to open thousands of logs
 * as they are opened for their rows took four times as long as all else of a run that has nothing to do.
 */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { rootOf } from "../../witsml/read/root.js";
import { byteOrderOf } from "../container/utf16.js";
import { compressionOf } from "./compressed/compression.js";

/** Whether what stands there is no file: a pipe that is opened to look into it has nothing left for its rows. */
export function givesOnce(path: string): boolean {
  try {
    // A member of an archive, or nothing, is told when it is opened for its rows.
    return statSync(path, { throwIfNoEntry: false })?.isFile() === false;
  } catch {
    return false;
  }
}

const HEAD = new Uint8Array(4096);

/** Whether the first bytes of a file say that it is no document; false where more must be known. */
export function beginsAsNone(path: string): boolean {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const length = readSync(file, HEAD, 0, HEAD.length, 0);
    const head = HEAD.subarray(0, length);
    if (compressionOf(head) !== "plain" || byteOrderOf(head) !== undefined) return false;
    return rootOf(head, length < HEAD.length) === null;
  } catch {
    // It is told when it is opened for its rows.
    return false;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
