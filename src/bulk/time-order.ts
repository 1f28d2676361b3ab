/**
 * The order in which logs are read so that a rig's log goes on from file to file, whatever they are called: those of one well follow
 * each other by their first times, at the place of the first of them.
 */
import type { SourcePage } from "../columns/page.js";
import { columnOf } from "../columns/page.js";

/** What a log begins with. */
export interface LogBeginning {
  readonly name: string;
  readonly well: string | undefined;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Bytes that are read for it: a feed tells its time in every frame, and its well in one of some. */
export const BEGINNING = 64 * 1024;

/** Learns it from the first pages of a log. */
export class Beginning {
  readonly #name: string;
  #time: number | undefined;
  #well: string | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  see(page: SourcePage): void {
    const time = page.times.find((one) => !Number.isNaN(one));
    if (time !== undefined && !(time > this.#time!)) this.#time = time;
    const wells = columnOf(page, "WID");
    if (this.#well === undefined && wells !== undefined && !(wells instanceof Float64Array))
      this.#well = wells.find((one) => one?.trim())?.trim();
  }

  /** Undefined where no frame has a time. */
  get told(): LogBeginning | undefined {
    return this.#time === undefined ? undefined : { name: this.#name, well: this.#well, time: this.#time };
  }
}

/** The places of logs in that order. Those of which nothing is known keep their places. */
export function inTimeOrder(logs: readonly (LogBeginning | undefined)[]): number[] {
  const groups = new Map<string, number[]>();
  for (const [place, log] of logs.entries()) {
    const key = log === undefined ? `${place}` : groupOf(log, logs);
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  return [...groups.values()].flatMap((places) =>
    places.sort((one, other) => (logs[one]?.time ?? 0) - (logs[other]?.time ?? 0) || one - other),
  );
}

/** By the well; one without a name by that of the others in its folder, where they have one name. */
function groupOf({ name, well }: LogBeginning, logs: readonly (LogBeginning | undefined)[]): string {
  if (well !== undefined) return `well ${well}`;
  const folder = folderOf(name);
  const names = new Set(
    logs.flatMap((one) => (one !== undefined && folderOf(one.name) === folder ? (one.well ?? []) : [])),
  );
  return names.size === 1 ? `well ${[...names][0]}` : `folder ${folder}`;
}

const folderOf = (name: string): string => name.slice(0, name.lastIndexOf("/") + 1);
