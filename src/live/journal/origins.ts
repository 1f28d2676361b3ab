/**
 * Where the bytes of a stream stand in the files that they were read from, so that the next run goes on behind the last one
 * that the journal has. Only where another file begins is written down, before the first of its bytes is: how far it was read
 * is told by the journal itself, which no crash can make another.
 */
import { open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { syncFolder } from "../../durable/sync-folder.js";
import { Failure, systemCode } from "../../failure/failure.js";
import { type FilePlace, PLACE_HEAD } from "../../input/bytes/file-place.js";

/** Beside the segments. What begins so is no log to who converts the folder. */
const ORIGINS = "_origins.json";

/** From this place in the stream on its bytes are those of a file from a place on, up to the next origin. */
interface Origin {
  readonly at: number;
  readonly place: FilePlace;
}

export class Origins {
  /** By their places in the stream. */
  #origins: readonly Origin[];

  /** Of a stream's folder. Throws a Failure where they are there and cannot be read. */
  static async read(folder: string): Promise<Origins> {
    const path = join(folder, ORIGINS);
    try {
      return new Origins(JSON.parse(await readFile(path, "utf8")) as Origin[]);
    } catch (error) {
      if (systemCode(error) === "ENOENT") return new Origins();
      throw new Failure(
        "manifest-unreadable",
        `cannot read ${path}: ${(error as Error).message}; without it nobody knows where to go on in the file that was followed. ` +
          "Put it back, or remove it, and the file is read from its start",
        { cause: error, place: { file: path } },
      );
    }
  }

  constructor(origins: readonly Origin[] = []) {
    this.#origins = origins;
  }

  /** The place of a byte of the stream; undefined where it came from no file. */
  placeAt(position: number): FilePlace | undefined {
    const origin = this.#origins.findLast(({ at }) => at <= position);
    return origin && placeIn(origin, position);
  }

  /**
   * Notes, durably, that the bytes from `at` on are those of a place. What only bytes before `floor` need is forgotten:
   * the journal has those for sure.
   */
  async note(folder: string, at: number, place: FilePlace, floor: number): Promise<void> {
    const all = this.#origins.filter((origin) => origin.at < at);
    const last = all.at(-1);
    if (last !== undefined && follows(placeIn(last, at), place)) {
      // More is known of the first bytes of the same file.
      all[all.length - 1] = { at: last.at, place: { ...place, offset: last.place.offset } };
    } else all.push({ at, place });
    const needed = all.findLastIndex((origin) => origin.at <= floor);
    const origins = all.slice(Math.max(needed, 0));
    const path = join(folder, ORIGINS);
    const file = await open(`${path}.partial`, "w");
    try {
      await file.writeFile(JSON.stringify(origins));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.partial`, path);
    await syncFolder(folder);
    this.#origins = origins;
  }

  /** What comes now is of no file. */
  async forget(folder: string): Promise<void> {
    this.#origins = [];
    try {
      await rm(join(folder, ORIGINS));
    } catch (error) {
      if (systemCode(error) === "ENOENT") return;
      throw error;
    }
    await syncFolder(folder);
  }
}

const placeIn = ({ at, place }: Origin, position: number): FilePlace => ({
  ...place,
  offset: place.offset + position - at,
});

/** Whether the byte at a place is the one that is expected there. */
export const follows = (expected: FilePlace, place: FilePlace): boolean =>
  expected.device === place.device && expected.inode === place.inode && expected.offset === place.offset;

/** Whether so much more is known of a file's first bytes that it is worth being noted; each doubling is. */
export const knowsMore = (before: FilePlace, { head }: FilePlace): boolean =>
  head.size > before.head.size && (head.size === PLACE_HEAD || head.size >= 2 * before.head.size);
