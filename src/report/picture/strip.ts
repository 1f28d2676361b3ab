/** The day's strip chart, small: a band a channel, time along it, between the least and the greatest of each step a tint, the mean a line. */
import { light } from "../../drawing/palette.js";
import { laneInks } from "../../drawing/state-colours.js";
import { text } from "../../drawing/svg.js";
import type { DayCurve, Pictures } from "../document/pictures.js";
import { clockGrid, clockLabels, clockX } from "./clock-axis.js";
import { type Band, outline, type Picture, pathOf, pictureOf, point, valueAxis, valueGrid } from "./frame.js";

/** Of a channel. */
const LEAST_HEIGHT = 17;
const USUAL_HEIGHT = 31;
const BETWEEN = 8;
/** Below the last, for the hours. */
const FOOT = 13;

/** Undefined where no channel has a value. `room`: the height that it should have at most, if its channels do with it. */
export function stripPicture(pictures: Pictures, room = Number.POSITIVE_INFINITY): Picture | undefined {
  const curves = pictures.curves.filter(({ least }) => least.some((value) => value !== null));
  if (curves.length === 0) return undefined;
  const each = (room - FOOT - 4) / curves.length - BETWEEN;
  const height = Math.max(LEAST_HEIGHT, Math.min(USUAL_HEIGHT, each));
  const parts = curves.map((curve, place) =>
    bandOf(curve, place, { top: 4 + place * (height + BETWEEN), height }, pictures),
  );
  const bottom = 4 + curves.length * (height + BETWEEN) - BETWEEN;
  return pictureOf(
    "Strip chart of the day",
    bottom + FOOT,
    [...parts, clockLabels(pictures, bottom + 9)],
    `Strip chart of the day: ${curves.map(({ title }) => title).join(", ")}`,
  );
}

function bandOf(curve: DayCurve, place: number, band: Band, pictures: Pictures): string {
  const isDepth = curve.channel.endsWith("-depth");
  const axis = valueAxis([...curve.least, ...curve.greatest], band, {
    turned: isDepth,
    // What swings about a value of its own is seen better without a zero.
    zero: !isDepth && !swings(curve),
    lines: band.height < 26 ? 2 : 3,
  });
  if (axis === undefined) return "";
  const ink = laneInks[[0, 1, 2, 3, 5, 6][place % 6]!]!;
  const x = (step: number): number =>
    clockX(pictures, Math.min(step * pictures.stepSeconds, pictures.seconds));
  const middle = band.top + band.height / 2;
  const words = wrapped(curve.title);
  const named = words.map((word, row) =>
    text(
      2,
      middle + 1 + (row - (words.length - (curve.unit === null ? 1 : 0)) / 2) * 8 + 2,
      word,
      'font-weight="600"',
    ),
  );
  return [
    clockGrid(pictures, band),
    valueGrid(axis),
    `<path d="${spreadOf(curve, x, axis.y)}" fill="${ink}" fill-opacity="0.25" stroke="none"/>`,
    `<path d="${pathOf(curve.mean, x, axis.y)}" fill="none" stroke="${ink}" stroke-width="0.8" stroke-linejoin="round"/>`,
    outline(band),
    ...named,
    curve.unit === null
      ? ""
      : text(2, middle + 1 + (words.length - words.length / 2) * 8 + 2, curve.unit, `fill="${light.faint}"`),
  ].join("");
}

function swings({ least, greatest }: DayCurve): boolean {
  const all = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);
  return Math.min(...all(least)) > 0.5 * Math.max(...all(greatest));
}

/** Title of a channel in lines that stand left of its numbers. */
function wrapped(title: string): string[] {
  const lines: string[] = [];
  for (const word of title.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 16) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.slice(0, 2).map((one) => (one.length > 18 ? `${one.slice(0, 17)}…` : one));
}

/** From least to greatest, a closed area for each run of steps that have both. */
function spreadOf(
  { least, greatest }: DayCurve,
  x: (step: number) => number,
  y: (value: number) => number,
): string {
  const areas: string[] = [];
  let start = 0;
  for (let step = 0; step <= least.length; step++) {
    if (step < least.length && least[step] !== null && greatest[step] !== null) continue;
    if (step > start) {
      const steps = Array.from({ length: step - start }, (_, i) => start + i);
      const up = steps.map((one) => `${point(x(one))} ${point(y(greatest[one]!))}`);
      const down = steps.toReversed().map((one) => `${point(x(one))} ${point(y(least[one]!))}`);
      areas.push(`M${[...up, ...down].join("L")}Z`);
    }
    start = step + 1;
  }
  return areas.join("");
}
