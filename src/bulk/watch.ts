/**
 * Inputs that are looked at again and again, and taken into a dataset as they come. That polling finds them is enough, so folders of a
 * network work too; what the system says of changes only makes the next look come sooner. A file counts when it is the same in
 * two looks, so that one which is being copied is left alone until it stands.
 */
import { type FSWatcher, watch as watchPath } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Report } from "../dataset/report.js";
import { Failure, isFailure } from "../failure/failure.js";
import type { Source } from "../input/bytes/source.js";
import { type FoundSources, sourcesOf } from "../input/feed/inputs.js";
import { convertFound, isPooled } from "./convert.js";
import { type ConvertOptions, checkConvertOptions } from "./convert-options.js";
import { destinationOf } from "./destination.js";

/** Milliseconds between two looks; for so long a file must stand. */
const LOOKS_EVERY = 1000;

/** A look at a million files takes long: it has this share of the time at most. */
const SHARE = 0.1;

export interface WatchEvents {
  /** Something was taken in. `names` are the files that were new or other than before. */
  onAdded(report: Report, names: readonly string[]): void;
  /** An input, or the dataset, cannot be had for now. */
  onTrouble(failure: Failure): void;
}

/** Takes in what comes until the signal is aborted. Throws a `Failure` when nothing can be written. */
export async function convertAsTheyCome(
  options: ConvertOptions,
  signal: AbortSignal,
  { onAdded, onTrouble }: WatchEvents,
): Promise<void> {
  checkConvertOptions(options);
  await refuseOtherThanDataset(options);
  const told = new Set<string>();
  const tell = (failure: Failure): void => {
    if (told.has(failure.message)) return;
    told.add(failure.message);
    onTrouble(failure);
  };
  const hints = new Hints(options.inputs);
  const taken = new Map<string, string>();
  let before: Look | undefined;
  try {
    while (!signal.aborted) {
      const started = performance.now();
      const look = lookOf(await sourcesOf(options.inputs));
      const standing = look.found.sources.filter(
        ({ name }) => look.states.get(name) === before?.states.get(name),
      );
      for (const failure of look.lost.values()) if (before?.lost.has(failure.message)) tell(failure);
      before = look;
      const fresh = standing.filter(({ name }) => look.states.get(name) !== taken.get(name));
      if (fresh.length > 0) {
        const report = await runOf(options, signal, { ...look.found, sources: standing, lost: [] }, tell);
        if (report !== undefined) {
          for (const { name } of fresh) taken.set(name, look.states.get(name)!);
          if (report.outputs.some(({ earlier }) => earlier !== true)) onAdded(report, readOf(fresh, report));
        }
      }
      const took = performance.now() - started;
      await hints.wait(Math.max(LOOKS_EVERY, took / SHARE), signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    hints.close();
  }
}

/** Those that gave all that they have. */
function readOf(fresh: readonly Source[], { sources }: Report): string[] {
  const failed = new Set(sources.flatMap(({ name, error }) => (error === undefined ? [] : [name])));
  return fresh.flatMap(({ name }) => (failed.has(name) ? [] : [name]));
}

/** Undefined where it is to be tried again. */
async function runOf(
  options: ConvertOptions,
  signal: AbortSignal,
  found: FoundSources,
  tell: (failure: Failure) => void,
): Promise<Report | undefined> {
  try {
    const report = await convertFound({ ...options, signal }, found);
    for (const { error, error_code: code = "input-unreadable" } of report.sources)
      if (error !== undefined) tell(new Failure(code, error));
    return report;
  } catch (error) {
    // Others may write to the dataset in turn, and what cannot be read yet may be whole later.
    if (!isFailure(error, "input") && !(error instanceof Failure && error.code === "output-taken"))
      throw error;
    if (signal.aborted) throw error;
    tell(error);
    return undefined;
  }
}

async function refuseOtherThanDataset(options: ConvertOptions): Promise<void> {
  const destination = await destinationOf(options);
  if (destination.kind === "folder" && isPooled(options, destination)) return;
  throw new Failure(
    "option-not-kept",
    "--watch is for a Parquet dataset, which can grow; name a folder (-o OUT/)",
  );
}

/** What there is at one time. */
interface Look {
  readonly found: FoundSources;
  /** Size and time of each source, by its name. */
  readonly states: ReadonlyMap<string, string>;
  /** What cannot be had, by its message. */
  readonly lost: ReadonlyMap<string, Failure>;
}

const lookOf = (found: FoundSources): Look => ({
  found,
  states: new Map(found.sources.map((source) => [source.name, stateOf(source)])),
  lost: new Map(found.lost.map(({ failure }) => [failure.message, failure])),
});

const stateOf = ({ size, modified, digest }: Source): string => `${size} ${modified} ${digest}`;

/** What the system says of the inputs, where it does. */
class Hints {
  readonly #watchers: FSWatcher[] = [];
  #wake: () => void = () => {};
  #woken = false;

  constructor(paths: readonly string[]) {
    for (const path of paths) {
      try {
        const watcher = watchPath(path, { persistent: false }, () => this.#hint());
        watcher.on("error", () => watcher.close());
        this.#watchers.push(watcher);
      } catch {
        // A pattern, a path that is not there yet, a file system that tells nothing: looks find it.
      }
    }
  }

  #hint(): void {
    this.#woken = true;
    this.#wake();
  }

  /** For so long, or for the shortest time between looks where something is said. Ends early when the signal is aborted. */
  async wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    await delay(LOOKS_EVERY, undefined, { signal });
    if (!this.#woken && milliseconds > LOOKS_EVERY) {
      const woken = new AbortController();
      this.#wake = () => woken.abort();
      await delay(milliseconds - LOOKS_EVERY, undefined, {
        signal: AbortSignal.any([signal, woken.signal]),
      }).catch((error: unknown) => {
        if (!woken.signal.aborted) throw error;
      });
    }
    this.#woken = false;
  }

  close(): void {
    for (const watcher of this.#watchers) watcher.close();
  }
}
