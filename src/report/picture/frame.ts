/**
 * The paper that a report's pictures stand on: SVG of one width, which page and PDF fit to theirs, with axes that have round
 * places. What a colour says is said by a place or a word too, for copies in grey and for those who see few colours.
 */
import { light } from "../../drawing/palette.js";
import { numberLabel, numberStep, places } from "../../drawing/steps.js";
import { escaped, FAMILY, line, rectangle, text } from "../../drawing/svg.js";

/** In points, that of the text on A4 and nearly that on letter. */
export const WIDTH = 523;
/** Left of what is drawn: names and numbers of axes. */
export const LEFT = 92;
export const RIGHT = 12;
export const PLOT = WIDTH - LEFT - RIGHT;
export const SMALL = 7;

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly title: string;
}

/** `about`: what it shows, for those who do not see it; its title, unless that says too little. */
export const pictureOf = (
  title: string,
  height: number,
  parts: readonly string[],
  about = title,
): Picture => ({
  svg: [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escaped(about)}" width="${WIDTH}" height="${Math.ceil(height)}" viewBox="0 0 ${WIDTH} ${Math.ceil(height)}" font-family="${FAMILY}" font-size="${SMALL}" fill="${light.ink}">`,
    ...parts.filter((part) => part !== ""),
    "</svg>",
  ].join("\n"),
  width: WIDTH,
  height: Math.ceil(height),
  title,
});

/** A part of the picture, with its top, on which something is drawn against numbers. */
export interface Band {
  readonly top: number;
  readonly height: number;
}

/** Round ends about the values. `turned`: the least stands on top, as depths do. */
export interface ValueAxis {
  readonly least: number;
  readonly greatest: number;
  readonly step: number;
  y(value: number): number;
}

export function valueAxis(
  values: Iterable<number | null>,
  { top, height }: Band,
  { turned = false, zero = false, lines = Math.max(2, Math.floor(height / 22)) } = {},
): ValueAxis | undefined {
  let [least, greatest] = zero ? [0, 0] : [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let known = false;
  for (const value of values) {
    if (value === null) continue;
    known = true;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  if (!known) return undefined;
  // What stands still is drawn in the middle of some height.
  const span = greatest > least ? greatest - least : Math.max(Math.abs(greatest) * 0.1, 1);
  const step = numberStep(span, lines);
  const first = Number((Math.floor(least / step + 1e-9) * step).toPrecision(12));
  const last = Number((Math.ceil((least + span) / step - 1e-9) * step).toPrecision(12));
  const y = (value: number): number => {
    const share = (value - first) / (last - first);
    return top + height * (turned ? share : 1 - share);
  };
  return { least: first, greatest: last, step, y };
}

/** Lines across and their numbers at the left. */
export function valueGrid({ least, greatest, step, y }: ValueAxis, x = LEFT, width = PLOT): string {
  return places(least, greatest, step)
    .map(
      (value) =>
        line(x, y(value), x + width, y(value), light.grid, 0.6) +
        text(x - 4, y(value) + 2.4, numberLabel(value, step), `text-anchor="end" fill="${light.faint}"`),
    )
    .join("");
}

/** Of a place in the band that leaves room for letters at both ends. */
export const outline = ({ top, height }: Band, x = LEFT, width = PLOT): string =>
  rectangle(x, top, width, height, "none", `stroke="${light.gridStrong}" stroke-width="0.7"`);

/** Slanted lines over a place: nothing is known there, or time was lost there. Drawn as lines, which every reader of SVG can. */
export function hatched(x: number, y: number, width: number, height: number, ink: string, every = 4): string {
  if (width < 0.5) return "";
  const strokes: string[] = [];
  for (let at = every / 2; at < width + height; at += every) {
    const [x1, y1] = at <= height ? [x, y + at] : [x + at - height, y + height];
    const [x2, y2] = at <= width ? [x + at, y] : [x + width, y + at - width];
    strokes.push(`M${point(x1)} ${point(y1)}L${point(x2)} ${point(y2)}`);
  }
  return `<path d="${strokes.join("")}" stroke="${ink}" stroke-width="0.5" fill="none"/>`;
}

export const point = (value: number): string => String(Math.round(value * 10) / 10);

/** A line through what is known, put down again behind what is not. */
export function pathOf(
  values: readonly (number | null)[],
  x: (place: number) => number,
  y: (value: number) => number,
): string {
  const parts: string[] = [];
  let down = false;
  values.forEach((value, place) => {
    if (value === null) {
      down = false;
      return;
    }
    parts.push(`${down ? "L" : "M"}${point(x(place))} ${point(y(value))}`);
    down = true;
  });
  return parts.join("");
}
