/** Hours by activity as they add up from day to day: layers upon each other, each with its name and its hours at its end. */
import { light } from "../../drawing/palette.js";
import { laneInks } from "../../drawing/state-colours.js";
import { line, text } from "../../drawing/svg.js";
import type { WellDays } from "../document/days.js";
import type { DayReport } from "../document.js";
import { figureShown } from "../figure.js";
import { dayLabels, dayX } from "./days.js";
import {
  type Band,
  LEFT,
  outline,
  type Picture,
  PLOT,
  pictureOf,
  point,
  valueAxis,
  valueGrid,
} from "./frame.js";

const BAND: Band = { top: 14, height: 150 };
/** Right of the layers, for their names. */
const ROOM = 130;
const WIDE = PLOT - ROOM;
const LABEL = 8.5;
const INKS = [0, 2, 5, 1, 3, 6, 7, 4];

/** Layers beyond these are one, at the top. */
const LAYERS = 8;

/** `days`: those of the well, in the order of `well.days`. Undefined where there is one alone, or no hour at all. */
export function cumulativePicture(well: WellDays, days: readonly DayReport[]): Picture | undefined {
  if (days.length < 2) return undefined;
  const named = [...well.hoursByActivity].sort(
    (one, other) => (other.hours.value ?? 0) - (one.hours.value ?? 0),
  );
  const layers = named.slice(0, named.length > LAYERS ? LAYERS - 1 : LAYERS);
  const others = new Set(named.slice(layers.length).map(({ activity }) => activity));
  const bySum = (wanted: (activity: string) => boolean): number[] => {
    let sum = 0;
    return days.map(({ time }) => {
      for (const { activity, seconds } of time.byActivity) if (wanted(activity)) sum += seconds / 3600;
      return sum;
    });
  };
  const stacked: { name: string; hours: string; sums: readonly number[] }[] = layers.map(
    ({ activity, hours }) => ({
      name: activity,
      hours: figureShown(hours),
      sums: bySum((one) => one === activity),
    }),
  );
  if (others.size > 0)
    stacked.push({ name: `${others.size} others`, hours: "", sums: bySum((one) => others.has(one)) });
  const tops = days.map((_, day) => stacked.reduce((sum, { sums }) => sum + sums[day]!, 0));
  const axis = valueAxis(tops, BAND, { zero: true });
  if (axis === undefined || stacked.length === 0 || tops.at(-1) === 0) return undefined;
  const x = (day: number): number => dayX(day, days.length, LEFT, WIDE);
  let floor = days.map(() => 0);
  const middles: number[] = [];
  const areas = stacked.map(({ sums }, place) => {
    const ceiling = floor.map((below, day) => below + sums[day]!);
    const up = ceiling.map((value, day) => `${point(x(day))} ${point(axis.y(value))}`);
    const down = floor.map((value, day) => `${point(x(day))} ${point(axis.y(value))}`).toReversed();
    middles.push((axis.y(ceiling.at(-1)!) + axis.y(floor.at(-1)!)) / 2);
    floor = ceiling;
    return `<path d="M${[...up, ...down].join("L")}Z" fill="${laneInks[INKS[place % INKS.length]!]}" stroke="${light.paper}" stroke-width="0.8"/>`;
  });
  const heights = apart(middles, BAND.top + 4, BAND.top + BAND.height - 2);
  const end = x(days.length - 1);
  const labels = stacked.map(({ name, hours }, place) => {
    const y = heights[place]!;
    return (
      line(end + 1, middles[place]!, LEFT + WIDE + 8, y, light.faint, 0.4) +
      text(LEFT + WIDE + 10, y + 2.4, `${hours === "" ? "" : `${hours}  `}${shortened(name)}`)
    );
  });
  return pictureOf("Hours by activity, day after day", BAND.top + BAND.height + 14, [
    text(LEFT - 4, 7, "Hours", 'text-anchor="end" font-weight="600"'),
    valueGrid(axis, LEFT, WIDE),
    ...areas,
    outline(BAND, LEFT, WIDE),
    dayLabels(
      days.map(({ date }) => date),
      days.length,
      BAND.top + BAND.height + 9,
      LEFT,
      WIDE,
    ),
    ...labels,
  ]);
}

const shortened = (name: string): string => (name.length > 26 ? `${name.slice(0, 25)}…` : name);

/** The same places, moved until a label has room at each: from the bottom up, as the layers are. */
function apart(middles: readonly number[], top: number, bottom: number): number[] {
  const moved: number[] = [];
  let before = bottom + LABEL;
  for (const middle of middles) {
    before = Math.min(middle, before - LABEL);
    moved.push(before);
  }
  // Those that were moved above the top come down again, and push the others before them.
  let least = top;
  for (let place = moved.length - 1; place >= 0; place--) {
    if (moved[place]! >= least) break;
    moved[place] = least;
    least += LABEL;
  }
  return moved;
}
