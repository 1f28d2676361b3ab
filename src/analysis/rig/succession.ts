/**
 * Rigs whose source has ended, and who goes on with them: a log that is cut into days is that of one rig. It must be the same well by
 * name, or of the same folder where one of both has no name, and begin where the other has ended; sources of the same time are of rigs
 * that stand side by side.
 */
import type { OneRig } from "./one-rig.js";

/** Milliseconds after which rows of another folder, or without a name, are no more taken for the same rig. */
const LONGEST = 12 * 3_600_000;

/** What a source begins with. */
export interface Beginning {
  readonly source: string;
  readonly well: string | undefined;
  /** Of its first row. */
  readonly time: number;
}

export class Succession {
  readonly #most: number;
  readonly #end: (rig: OneRig) => void;
  /** By when their sources ended. */
  readonly #waiting = new Set<OneRig>();

  /** Rigs of which more wait than `most` end, the longest waiting first. */
  constructor(most: number, end: (rig: OneRig) => void) {
    this.#most = most;
    this.#end = end;
  }

  wait(rig: OneRig): void {
    this.#waiting.add(rig);
    if (this.#waiting.size > this.#most) this.#close(this.#waiting.values().next().value!);
  }

  /** The rig that goes on with this source; undefined where it is another one. */
  take(begun: Beginning): OneRig | undefined {
    let best: OneRig | undefined;
    for (const rig of this.#waiting) {
      if (goesOn(rig, begun) && (best === undefined || isNearer(rig, best, begun))) best = rig;
    }
    if (best !== undefined) this.#waiting.delete(best);
    return best;
  }

  end(): void {
    for (const rig of [...this.#waiting]) this.#close(rig);
  }

  #close(rig: OneRig): void {
    this.#waiting.delete(rig);
    this.#end(rig);
  }
}

function goesOn({ source, well, last }: OneRig, begun: Beginning): boolean {
  if (!(begun.time >= last)) return false;
  const isNamed = well !== undefined && begun.well !== undefined;
  if (isNamed && well !== begun.well) return false;
  const isBeside = folderOf(source) === folderOf(begun.source);
  if (isNamed && isBeside) return true;
  return (isNamed || isBeside) && begun.time - last <= LONGEST;
}

/** By name before none, then by the names of their sources, then by time. */
function isNearer(one: OneRig, other: OneRig, begun: Beginning): boolean {
  const named = Number(one.well === begun.well) - Number(other.well === begun.well);
  if (named !== 0) return named > 0;
  const alike = likeness(one.source, begun.source) - likeness(other.source, begun.source);
  return alike === 0 ? one.last >= other.last : alike > 0;
}

const folderOf = (source: string): string => source.slice(0, source.lastIndexOf("/") + 1);

/** How many characters two names begin and end with together: `rig-a/day-2` goes on with `rig-a/day-1`, and not with `rig-b/day-1`. */
function likeness(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let head = 0;
  while (head < most && one[head] === other[head]) head++;
  let tail = 0;
  while (tail < most - head && one.at(-1 - tail) === other.at(-1 - tail)) tail++;
  return head + tail;
}
