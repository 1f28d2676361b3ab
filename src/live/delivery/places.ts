/**
 * What a target has of each stream, kept in a small file beside the journal, `_witskit/delivery/NAME.json`. It may be behind after a
 * crash, never ahead: what is delivered again is known again by its place.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolders } from "../../durable/make-folders.js";
import { writeWhole } from "../../durable/write-whole.js";
import { Failure, systemCode } from "../../failure/failure.js";

/** Within a dataset's folder. */
export const deliveryFolder = (dataset: string): string => join(dataset, "_witskit", "delivery");

interface PlacesFile {
  readonly target: string;
  /** Of each stream the place of the first byte that it does not have. */
  readonly streams: Readonly<Record<string, number>>;
}

export class Places {
  /** As in `DeliveryTarget`. */
  readonly name: string;
  readonly path: string;
  readonly #shown: string;
  readonly #streams: Map<string, number>;
  /** The same as it is on disk. */
  #saved: ReadonlyMap<string, number>;
  #changed = false;
  #writing: Promise<void> = Promise.resolve();

  /** Throws a Failure where the file cannot be read: to begin anew could send years again. */
  static async open(folder: string, name: string, shown: string): Promise<Places> {
    await makeFolders(folder);
    const path = join(folder, fileOf(name));
    const known = await placesIn(path);
    const places = new Places(name, path, shown, new Map(Object.entries(known?.streams ?? {})));
    // From now on it is known, also to a run that does not deliver to it.
    places.#changed = known === undefined;
    await places.save();
    return places;
  }

  private constructor(name: string, path: string, shown: string, streams: Map<string, number>) {
    this.name = name;
    this.path = path;
    this.#shown = shown;
    this.#streams = streams;
    this.#saved = new Map(streams);
  }

  /** Undefined of a stream of which it was given nothing yet. */
  of(stream: string): number | undefined {
    return this.#streams.get(stream);
  }

  /** What a later run will know: up to there nothing is needed any more. */
  saved(stream: string): number {
    return this.#saved.get(stream) ?? 0;
  }

  advance(stream: string, to: number): void {
    this.#streams.set(stream, to);
    this.#changed = true;
  }

  /** Makes durable what was noted. Throws a Failure where it cannot be written. */
  save(): Promise<void> {
    this.#writing = this.#writing
      .catch(() => undefined)
      .then(async () => {
        if (!this.#changed) return;
        this.#changed = false;
        const streams = new Map(this.#streams);
        const content: PlacesFile = { target: this.#shown, streams: Object.fromEntries(streams) };
        await writeWhole(this.path, `${JSON.stringify(content)}\n`).catch((error: unknown) => {
          this.#changed = true;
          throw error;
        });
        this.#saved = streams;
      });
    return this.#writing;
  }
}

/** The names of targets that this run or an earlier one has delivered to. */
export async function knownTargets(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return [];
    throw error;
  });
  return names.flatMap((name) =>
    /^[^.].*\.json$/.test(name) ? [decodeURIComponent(name.slice(0, -5))] : [],
  );
}

const fileOf = (name: string): string => `${encodeURIComponent(name).replace(/^\./, "%2E")}.json`;

async function placesIn(path: string): Promise<PlacesFile | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as PlacesFile;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw new Failure(
      "manifest-unreadable",
      `cannot read ${path}: ${(error as Error).message}; without it nobody knows what was delivered. Put it back, or remove it, ` +
        "and all that is there is delivered again",
      { cause: error, place: { file: path } },
    );
  }
}
