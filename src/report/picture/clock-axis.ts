/** The hours of the day along a picture. */
import { light } from "../../drawing/palette.js";
import { line, text } from "../../drawing/svg.js";
import type { Pictures } from "../document/pictures.js";
import { type Band, LEFT, PLOT } from "./frame.js";

/** Labels need this much room. */
const ROOM = 30;

export const clockX = ({ seconds }: Pick<Pictures, "seconds">, at: number): number =>
  LEFT + (at / seconds) * PLOT;

/** A line at each full hour, the stronger ones where a clock stands below. */
export function clockGrid(pictures: Pictures, { top, height }: Band): string {
  const every = labelEvery(pictures);
  return hoursIn(pictures)
    .map(({ at }, place) => {
      const x = clockX(pictures, at);
      return line(x, top, x, top + height, place % every === 0 ? light.gridStrong : light.grid, 0.6);
    })
    .join("");
}

export function clockLabels(pictures: Pictures, y: number): string {
  const every = labelEvery(pictures);
  return hoursIn(pictures)
    .filter((_, place) => place % every === 0)
    .map(({ at, clock }) =>
      text(clockX(pictures, at), y, clock, `text-anchor="middle" fill="${light.faint}"`),
    )
    .join("");
}

const hoursIn = ({ hours, seconds }: Pictures): Pictures["hours"] =>
  hours.filter(({ at }) => at >= 0 && at <= seconds);

function labelEvery({ hours }: Pictures): number {
  const most = PLOT / ROOM;
  return [1, 2, 3, 4, 6, 12].find((every) => hours.length / every <= most) ?? 24;
}
