/**
 * What a glance at a file tells of whether it is a WITSML document. It is had for every source of every run: to open thousands of logs
 * as they are opened for their rows took four times as long as all else of a run that has nothing to do.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { rootOf } from "../../witsml/read/root.js";
import { byteOrderOf } from "../container/utf16.js";
import { compressionOf } from "./compressed/compression.js";

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
