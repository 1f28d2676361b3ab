/** Where the hours went, a bar an activity: solid as planned, slanted lines where time was lost, an empty box where no data tell. */
import { light } from "../../drawing/palette.js";
import { laneInks } from "../../drawing/state-colours.js";
import { rectangle, text } from "../../drawing/svg.js";
import type { ActivityHours } from "../document/time.js";
import { figureShown } from "../figure.js";
import { hatched, LEFT, type Picture, PLOT, pictureOf } from "./frame.js";

const BAR = 13;
/** Right of the longest bar, for its hours. */
const ROOM = 60;

export interface Bar extends Pick<ActivityHours, "activity" | "hours"> {
  readonly timeClass?: ActivityHours["timeClass"];
}

/** Undefined where there are none. */
export function hoursPicture(bars: readonly Bar[]): Picture | undefined {
  const known = bars.filter(({ hours }) => hours.value !== null);
  if (known.length === 0) return undefined;
  const longest = Math.max(...known.map(({ hours }) => hours.value!), Number.MIN_VALUE);
  const parts = known.map(({ activity, hours, timeClass = "planned" }, place) => {
    const top = 2 + place * BAR;
    const width = (hours.value! / longest) * (PLOT - ROOM);
    const shown = figureShown(hours);
    const words = timeClass === "planned" ? shown : `${shown}, ${timeClass}`;
    return [
      text(LEFT - 4, top + 8, named(activity), 'text-anchor="end"'),
      barOf(timeClass, top + 1.5, width),
      text(LEFT + width + 4, top + 8, words, 'font-weight="600"'),
    ].join("");
  });
  return pictureOf("Hours by activity", 4 + known.length * BAR, parts);
}

/** What the margin holds; the table beside has all of it. */
const named = (activity: string): string => (activity.length > 30 ? `${activity.slice(0, 29)}…` : activity);

function barOf(timeClass: ActivityHours["timeClass"], top: number, width: number): string {
  const height = BAR - 4;
  if (timeClass === "planned") return rectangle(LEFT, top, Math.max(width, 0.5), height, laneInks[0]);
  const ink = timeClass === "lost" ? laneInks[1] : light.faint;
  const box = rectangle(
    LEFT,
    top,
    Math.max(width, 0.5),
    height,
    light.paper,
    `stroke="${ink}" stroke-width="0.7"`,
  );
  return timeClass === "lost" ? box + hatched(LEFT, top, width, height, ink, 3) : box;
}
