/**
 * What becomes of a log that is rotated: it is renamed, or copied and cut short, and another takes its name. Here it is
 * found again, and what came after it, however often that happened meanwhile.
 */
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { systemCode } from "../../../failure/failure.js";
import { type FilePlace, KnownFile, PLACE_HEAD } from "../../bytes/file-place.js";

/**
 * The file that was read up to a place, which `path` is no more: under any name in its folder, or, where it was copied and
 * cut short, its copy. Undefined where there is none that has the place.
 */
export async function findMoved(path: string, place: FilePlace): Promise<KnownFile | undefined> {
  for (;;) {
    const siblings = (await siblingsOf(path)).filter((sibling) => sibling.path !== path);
    const renamed = siblings.filter(({ inode }) => inode === place.inode);
    const reaches = async (file: KnownFile): Promise<boolean> => (await file.size()) >= place.offset;
    let found = await firstOf(renamed, async (file) => (await file.is(place)) && reaches(file));
    // Of a copy only the first bytes tell whose it is: no less than all that are known of any will do.
    const copies = place.head.size === PLACE_HEAD ? siblings.filter(({ name }) => isRotated(name, path)) : [];
    found ??= await firstOf(copies, async (file) => (await file.beginsWith(place.head)) && reaches(file));
    if (found !== "renamed") return found;
  }
}

/**
 * What was written after `file`, which has another name by now: a rotated log that was written to later, the oldest of
 * them, or what is at `path`. Undefined where nothing is there yet. `before` is the number of the one that was read before it,
 * and may have been written to since.
 */
export async function fileAfter(
  path: string,
  file: KnownFile,
  before: string | undefined,
): Promise<KnownFile | undefined> {
  for (;;) {
    const siblings = await siblingsOf(path);
    const now = siblings.filter((sibling) => sibling.path === path);
    const { mtimeNs: changed, birthtimeNs: born } = await file.handle.stat({ bigint: true });
    const between = siblings
      .filter(({ name, inode }) => isRotated(name, path) && inode !== before && inode !== now[0]?.inode)
      .filter((one) => one.changed > changed || (one.changed === changed && one.born > born))
      .sort((a, b) => (a.changed < b.changed || (a.changed === b.changed && a.born < b.born) ? -1 : 1));
    const found = await firstOf([...between, ...now], async () => true);
    if (found !== "renamed") return found;
  }
}

/** Opens the first that is wanted. A name may stand for another file by now: then all is to be looked for again. */
async function firstOf(
  siblings: readonly Sibling[],
  wanted: (file: KnownFile) => Promise<boolean>,
): Promise<KnownFile | "renamed" | undefined> {
  for (const { path, inode } of siblings) {
    let file: KnownFile;
    try {
      file = await KnownFile.open(path);
    } catch (error) {
      if (systemCode(error) === "ENOENT") return "renamed";
      throw error;
    }
    const renamed = file.inode !== inode;
    if (!renamed && (await wanted(file))) return file;
    await file.handle.close();
    if (renamed) return "renamed";
  }
  return undefined;
}

interface Sibling {
  readonly name: string;
  readonly path: string;
  readonly inode: string;
  readonly changed: bigint;
  readonly born: bigint;
}

/** The files of the folder of `path`, as they were at one moment: while names are passed on, one could be seen twice, or never. */
async function siblingsOf(path: string): Promise<readonly Sibling[]> {
  let siblings = await lookAround(path);
  for (;;) {
    const again = await lookAround(path);
    const names = new Map(siblings.map(({ name, inode }) => [name, inode]));
    const same = again.length === names.size && again.every(({ name, inode }) => names.get(name) === inode);
    if (same) return again;
    siblings = again;
  }
}

async function lookAround(path: string): Promise<readonly Sibling[]> {
  const folder = dirname(path);
  const siblings: Sibling[] = [];
  for (const name of await readdir(folder)) {
    const sibling = join(folder, name);
    const info = await stat(sibling, { bigint: true }).catch(() => undefined);
    if (!info?.isFile()) continue;
    const { ino, mtimeNs: changed, birthtimeNs: born } = info;
    siblings.push({ name, path: sibling, inode: String(ino), changed, born });
  }
  return siblings;
}

/** Whether a name is that of a rotated log: `rig.wits.1`, `rig.wits-20260101`, `rig-2026-01-01.wits`. */
function isRotated(name: string, path: string): boolean {
  const log = basename(path);
  const end = extname(log);
  const stem = log.slice(0, log.length - end.length);
  const number = behind(name, log, "") ?? (end === "" ? undefined : behind(name, stem, end));
  return number !== undefined && /^[._-]\d[\d._:TZ-]*$/.test(number);
}

/** What stands between a beginning and an end. */
function behind(name: string, start: string, end: string): string | undefined {
  const whole = name.length > start.length + end.length && name.startsWith(start) && name.endsWith(end);
  return whole ? name.slice(start.length, name.length - end.length) : undefined;
}
