/** What every kind of trouble is to the stage: it looks at each row, and knows what is open. */
import type { EventRow } from "../table.js";
import type { Episode } from "./episode.js";
import type { Picture } from "./picture.js";

export abstract class Detector {
  /** All that it may tell. */
  protected abstract readonly episodes: readonly Episode[];

  /** The event that is sure since this row. */
  abstract add(picture: Picture): EventRow | undefined;

  get isOpen(): boolean {
    for (const episode of this.episodes) if (episode.isOpen) return true;
    return false;
  }

  open(): readonly EventRow[] {
    return this.episodes.map((episode) => episode.open()).filter((row) => row !== undefined);
  }

  end(): void {
    for (const episode of this.episodes) episode.end();
  }
}
