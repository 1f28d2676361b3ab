/** Whether the server answered the last time it was asked, and since when. */
import { cellOf } from "../cell.js";

export const link = cellOf<{ readonly up: boolean; readonly since: number }>({ up: true, since: Date.now() });

export function linkIs(up: boolean): void {
  if (link.get().up !== up) link.set({ up, since: Date.now() });
}
