/** How many entries of a menu have room beside each other, where the others go behind one more. */

export interface Menu {
  /** Pixels of each entry, in order. */
  readonly widths: readonly number[];
  /** The one that is open, or -1. */
  readonly open: number;
  /** Pixels of what stands for the others. */
  readonly more: number;
}

/** Pixels of the mark that there is more, as in the sheets of the look. */
const MARK = 20;

/** All, where they fit; else as many as leave room for what stands for the others, which is named by the open one where that is among them. */
export function fitting({ widths, open, more }: Menu, room: number): number {
  const all = widths.reduce((sum, width) => sum + width, 0);
  if (all <= room) return widths.length;
  let left = all;
  for (let count = widths.length - 1; count > 0; count--) {
    left -= widths[count]!;
    const last = open >= count ? widths[open]! + MARK : more;
    if (left + last <= room) return count;
  }
  return 0;
}
