/** Several days: how deep the hole was at the end of each, a line a well. */
import { light } from "../../drawing/palette.js";
import { laneInks } from "../../drawing/state-colours.js";
import { numberStep, places } from "../../drawing/steps.js";
import { line, text } from "../../drawing/svg.js";
import type { WellDays } from "../document/days.js";
import { wellShown } from "../outline.js";
import {
  type Band,
  LEFT,
  outline,
  type Picture,
  PLOT,
  pathOf,
  pictureOf,
  point,
  valueAxis,
  valueGrid,
} from "./frame.js";

const DEPTHS: Band = { top: 14, height: 170 };
/** Lines of wells differ by these too, for copies in grey. */
const DASHES = ["", "5 2", "1.5 1.5", "8 2 1.5 2", "3 3", "10 3"];
const INKS = [0, 1, 2, 3, 6, 5];

/** From the middle of the first day to that of the last. */
export const dayX = (place: number, days: number, left = LEFT, width = PLOT): number =>
  left + ((place + 0.5) / days) * width;

/** Undefined where no day's depth is known. Several wells stand beside each other by day, the first of each at the left. */
export function daysPicture(wells: readonly WellDays[]): Picture | undefined {
  const drawn = wells.filter(({ days }) => days.some(({ holeEnd }) => holeEnd.value !== null));
  const unit = drawn[0]?.days.find(({ holeEnd }) => holeEnd.unit !== null)?.holeEnd.unit;
  const alike = drawn.filter(({ days }) =>
    days.every(({ holeEnd }) => holeEnd.value === null || (holeEnd.unit ?? undefined) === unit),
  );
  const depths = alike.flatMap(({ days }) => days.map(({ holeEnd }) => holeEnd.value));
  const axis = valueAxis(depths, DEPTHS, { turned: true });
  if (axis === undefined) return undefined;
  const count = Math.max(...alike.map(({ days }) => days.length));
  const lines = alike.map(({ days }, place) => {
    const ink = laneInks[INKS[place % INKS.length]!]!;
    const dash = DASHES[place % DASHES.length]!;
    const values = days.map(({ holeEnd }) => holeEnd.value);
    const x = (day: number): number => dayX(day, count);
    const dots = values.map((value, day) =>
      value === null || count > 60
        ? ""
        : `<circle cx="${point(x(day))}" cy="${point(axis.y(value))}" r="1.6" fill="${ink}"/>`,
    );
    return `<path d="${pathOf(values, x, axis.y)}" fill="none" stroke="${ink}" stroke-width="1.3"${dash === "" ? "" : ` stroke-dasharray="${dash}"`}/>${dots.join("")}`;
  });
  return pictureOf(
    `Depth of the hole by day${alike.length > 1 ? ", well by well" : ""}`,
    DEPTHS.top + DEPTHS.height + 14 + (alike.length > 1 ? alike.length * 9 : 0),
    [
      text(
        LEFT - 4,
        7,
        unit === undefined ? "Depth" : `Depth, ${unit}`,
        'text-anchor="end" font-weight="600"',
      ),
      valueGrid(axis),
      ...lines,
      outline(DEPTHS),
      dayLabels(
        alike.length === 1 ? alike[0]!.days.map(({ date }) => date) : undefined,
        count,
        DEPTHS.top + DEPTHS.height + 9,
      ),
      ...(alike.length > 1 ? alike.map((well, place) => legend(well, place)) : []),
    ],
  );
}

function legend({ well }: WellDays, place: number): string {
  const y = DEPTHS.top + DEPTHS.height + 19 + place * 9;
  const ink = laneInks[INKS[place % INKS.length]!]!;
  const dash = DASHES[place % DASHES.length]!;
  return (
    `<path d="M${LEFT} ${y}L${LEFT + 24} ${y}" stroke="${ink}" stroke-width="1.3" fill="none"${dash === "" ? "" : ` stroke-dasharray="${dash}"`}/>` +
    text(LEFT + 28, y + 2.4, wellShown(well))
  );
}

/** Dates of one well; of several, whose days are not the same, the first, the second, ... */
export function dayLabels(
  dates: readonly string[] | undefined,
  count: number,
  y: number,
  left = LEFT,
  width = PLOT,
): string {
  const room = dates === undefined ? 20 : 44;
  const step = Math.max(1, Math.ceil(numberStep(count, Math.max(1, Math.floor(width / room)))));
  const shown = places(0, count - 1, step);
  return shown
    .map((place) => {
      const x = dayX(place, count, left, width);
      const words = dates === undefined ? String(place + 1) : (dates[place] ?? "");
      return (
        line(x, y - 9, x, y - 6.5, light.gridStrong, 0.6) +
        text(x, y, words, `text-anchor="middle" fill="${light.faint}"`)
      );
    })
    .join("");
}
