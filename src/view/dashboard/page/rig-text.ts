/** The words for what a rig does and for its events, the same in a terminal and on the page. */
import type { EventView, RigView } from "../shown.js";

/** `none open`, `1 open`, `3 open`. */
export const openText = ({ events }: RigView): string =>
  `${events.length === 0 ? "none" : events.length} open`;

/** How bad it is, how sure, and since when: `high, 90 % sure, since 2024-03-04 06:12:00`. */
export const eventText = ({ severity, confidence, start }: EventView): string =>
  `${severity}, ${Math.round(100 * confidence)} % sure, since ${start.replace("T", " ")}`;
