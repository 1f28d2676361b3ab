/** Rows that cannot be given to a rig yet, since nothing has told which: copies, for pages are lent. */
import { partOf, type SourcePage } from "../../columns/page.js";
import type { Carried } from "./rows.js";

/** More wait only where no row has a time: then there is nothing to wait for. */
const MOST = 65_536;

interface Held {
  readonly page: SourcePage;
  readonly carried: Carried;
  readonly whose: string | undefined;
  readonly areOwn: boolean;
}

export interface RowsToHold {
  readonly from: number;
  readonly to: number;
  readonly well: string | undefined;
  readonly areOwn: boolean;
}

export class HeldPages {
  readonly pages: Held[] = [];
  #rows = 0;

  /** False where there are too many. */
  hold(page: SourcePage, carried: Carried, { from, to, well, areOwn }: RowsToHold): boolean {
    this.#rows += to - from;
    if (this.#rows > MOST) return false;
    const part = partOf(page, from, to);
    this.pages.push({
      page: {
        ...part,
        values: part.values.map((values) => values?.slice()),
        times: part.times.slice(),
        offsets: part.offsets.slice(),
      },
      carried: carried.map((one) => one && { ...one, values: one.values.slice(from, to) }),
      whose: well,
      areOwn,
    });
    return true;
  }
}
