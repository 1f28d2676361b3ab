/**
 * The logs in a folder and all folders below it. What is none is left out, and told; what cannot be looked into does not
 * stop the others.
 */
import type { Dirent, Stats } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { Failure } from "../../failure/failure.js";
import { unreadable } from "../bytes/unreadable.js";
import { isArchiveName } from "./compressed/zip.js";
import type { LeftOutReason, OnLeftOut } from "./left-out.js";
import { besideNames, isBeside, isHidden, isLogName, isPerhapsName } from "./log-name.js";

export interface FolderEvents {
  /** A file that is one by its name, or by the frames in it. */
  onLog(path: string): void;
  readonly onLeftOut: OnLeftOut;
  /** What is below the folder and cannot be looked into. */
  onLost(path: string, failure: Failure): void;
  /** Whether a file of a name that much else has has frames in it. */
  hasFrames(path: string): Promise<boolean>;
}

/** Throws when the folder itself cannot be read. */
export async function walkFolder(folder: string, events: FolderEvents): Promise<void> {
  await walk(folder.replace(/(?<=[^:])\/+$/, ""), [], events);
}

/** `above` are the real paths of the folders that lead to it. */
async function walk(folder: string, above: readonly string[], events: FolderEvents): Promise<void> {
  const real = await realpath(folder).catch((error: unknown) => {
    throw unreadable(folder, error);
  });
  if (above.includes(real)) {
    events.onLeftOut(folder, "a link that leads back to a folder above it");
    return;
  }
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw unreadable(folder, error);
  });
  const beside = besideNames(entries.map(({ name }) => name));
  for (const entry of entries) {
    const path = folder.endsWith("/") ? folder + entry.name : `${folder}/${entry.name}`;
    if (isHidden(entry.name)) {
      events.onLeftOut(path, "hidden");
      continue;
    }
    if (isBeside(entry.name, beside)) continue;
    const kind = await kindOf(entry, path);
    if (kind === "folder") {
      await walk(path, [...above, real], events).catch((error: unknown) => {
        if (!(error instanceof Failure)) throw error;
        events.onLost(path, error);
      });
    } else if (kind !== "file") events.onLeftOut(path, kind);
    else if (isLogName(entry.name) || isArchiveName(entry.name)) events.onLog(path);
    else if (!isPerhapsName(entry.name)) events.onLeftOut(path, "no log by its name");
    else if (await events.hasFrames(path)) events.onLog(path);
    else events.onLeftOut(path, "no frame in it");
  }
}

type Kind = "file" | "folder" | LeftOutReason;

const kindOf = async (entry: Dirent, path: string): Promise<Kind> =>
  entry.isSymbolicLink() ? kindAt(path) : kindIn(entry);

/** Behind its links. What cannot be had, a dangling link say, is a file that fails when it is opened. */
export async function kindAt(path: string): Promise<Kind> {
  const info = await stat(path).catch(() => undefined);
  return info === undefined ? "file" : kindIn(info);
}

function kindIn(what: Dirent | Stats): Kind {
  if (what.isDirectory()) return "folder";
  if (what.isFIFO()) return "a named pipe";
  if (what.isSocket()) return "a socket";
  return what.isFile() ? "file" : "a device";
}
