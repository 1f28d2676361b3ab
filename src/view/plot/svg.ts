/** A strip chart as an SVG file, for paper: white, with lines and letters that survive a copier. */

import { light } from "../../drawing/palette.js";
import { gridPlaces, numberText, position } from "../../drawing/scale.js";
import { momentText, numberLabel, numberStep, places, timeLabel, timeStep } from "../../drawing/steps.js";
import { escaped, FAMILY, line, coordinate as n, text } from "../../drawing/svg.js";
import type { Chart, Curve, Lane, Run, Track } from "./page/chart.js";
import { valueNear } from "./page/pyramid.js";
import { type Pen, trace } from "./page/trace.js";

const WIDTH = 1400;
/** Of the tracks below their heads, in pixels: a chart on paper has no more places than this. */
export const BODY = 820;
const MARGIN = 24;
const TITLE = 58;
const CURVE_HEAD = 30;
const LANE = 62;
const PART = 6;

interface Box {
  readonly x: number;
  readonly width: number;
}

/** The whole file. */
export function svgOf(chart: Chart): string {
  const { index, tracks, lanes, depth } = chart;
  const head = Math.max(...tracks.map(({ curves }) => curves.length)) * CURVE_HEAD + 8;
  const top = MARGIN + TITLE + head;
  const height = top + BODY + MARGIN + 16;
  const axis: Box = { x: MARGIN, width: depth === undefined ? 78 : 130 };
  const after = axis.x + axis.width;
  const left = after + lanes.length * LANE + PART;
  const each = (WIDTH - MARGIN - left + PART) / tracks.length - PART;
  const y = (place: number): number => top + ((place - index.first) / (index.last - index.first)) * BODY;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${FAMILY}" font-size="11" fill="${light.ink}">`,
    `<title>${escaped(chart.title)}</title>`,
    `<rect width="100%" height="100%" fill="${light.paper}"/>`,
    text(MARGIN, MARGIN + 18, chart.title, 'font-size="21" font-weight="700"'),
    text(MARGIN, MARGIN + 38, chart.subtitle, `font-size="12.5" fill="${light.faint}"`),
    axisOf(chart, axis, top, y),
    ...lanes.map((lane, i) => laneOf(lane, { x: after + i * LANE, width: LANE }, top, head, y)),
    ...tracks.map((track, i) =>
      trackOf(track, { x: left + i * (each + PART), width: each }, chart, top, head, y),
    ),
    marksOf(chart, { x: left, width: WIDTH - MARGIN - left }, y),
    text(MARGIN, height - MARGIN + 6, chart.notes.join(" · "), `fill="${light.faint}"`),
    "</svg>\n",
  ];
  return parts.join("\n");
}

const frame = ({ x, width }: Box, top: number, head: number): string =>
  `<rect x="${n(x)}" y="${n(top - head)}" width="${n(width)}" height="${n(head + BODY)}" fill="none" stroke="${light.gridStrong}"/>` +
  line(x, top, x + width, top, light.ink, 1.2);

/** The places of the horizontal lines, as many as labels have room. */
export function indexPlaces(
  { index }: Chart,
  pixels: number,
): { places: number[]; step: number; minor: number } {
  const span = index.last - index.first;
  const [most, few] = [Math.max(2, pixels / 14), Math.max(2, pixels / 46)];
  const step = index.kind === "time" ? timeStep(span, few) : numberStep(span, few);
  const minor = index.kind === "time" ? timeStep(span, most) : numberStep(span, most);
  return { places: places(index.first, index.last, step), step, minor: step % minor === 0 ? minor : step };
}

function axisOf(chart: Chart, box: Box, top: number, y: (place: number) => number): string {
  const { index, depth } = chart;
  const { places: labels, step } = indexPlaces(chart, BODY);
  const right = box.x + (depth === undefined ? box.width : 78) - 8;
  const bold = 'text-anchor="end" font-size="12" font-weight="600"';
  const parts = [
    text(right, top - 8, index.kind === "time" ? "Time" : (index.unit ?? ""), bold),
    ...(index.kind === "depth" ? [text(right, top - 24, "Depth", bold)] : []),
    ...(depth === undefined
      ? []
      : [
          text(box.x + box.width - 8, top - 24, "Depth", bold),
          text(box.x + box.width - 8, top - 8, depth.unit ?? "", `text-anchor="end" fill="${light.faint}"`),
        ]),
  ];
  let day = "";
  for (const place of labels) {
    const label = index.kind === "time" ? timeLabel(place, step) : numberLabel(place, step);
    const height = Math.min(Math.max(y(place) + 4, top + 11), top + BODY - 3);
    const date = index.kind === "time" ? momentText(place).slice(0, 10) : "";
    parts.push(text(right, height, label, 'text-anchor="end" font-size="12"'));
    if (date !== day && label !== date) {
      parts.push(text(right, height + 13, date, `text-anchor="end" font-size="10" fill="${light.faint}"`));
    }
    day = date;
    const beside = depth === undefined ? undefined : valueNear(depth, place);
    if (beside !== undefined)
      parts.push(
        text(box.x + box.width - 8, height, beside.toFixed(1), `text-anchor="end" fill="${light.faint}"`),
      );
  }
  return `<g class="axis">${parts.join("")}</g>`;
}

/** Lines across all tracks, each with its name. */
function marksOf({ marks }: Chart, { x, width }: Box, y: (place: number) => number): string {
  let named = Number.NEGATIVE_INFINITY;
  const parts = marks.map(({ place, name }) => {
    const at = y(place);
    const drawn = `<path d="M${n(x)} ${n(at)}L${n(x + width)} ${n(at)}" stroke="${light.ink}" stroke-dasharray="6 3" fill="none"/>`;
    if (at - named < 12) return drawn;
    named = at;
    return drawn + text(x + 4, at - 3, name, 'font-size="10.5"');
  });
  return parts.length === 0 ? "" : `<g class="marks">${parts.join("")}</g>`;
}

function laneOf(
  { title, kinds, runs }: Lane,
  box: Box,
  top: number,
  head: number,
  y: (place: number) => number,
): string {
  const parts = [
    text(box.x + box.width / 2, top - 8, title, 'text-anchor="middle" font-size="12" font-weight="600"'),
  ];
  for (const run of visible(runs, y)) {
    const { name, colour } = kinds[run.kind]!;
    const [from, until] = [y(run.from), y(run.until)];
    parts.push(
      `<rect x="${n(box.x)}" y="${n(from)}" width="${n(box.width)}" height="${n(Math.max(until - from, 0.5))}" fill="${light.lanes[colour]}"/>`,
    );
    if (until - from >= 12) {
      const words = wrapped(name, Math.floor((until - from) / 12));
      words.forEach((word, i) => {
        const height = (from + until) / 2 + 4 + (i - (words.length - 1) / 2) * 11;
        parts.push(text(box.x + box.width / 2, height, word, 'text-anchor="middle" font-size="10.5"'));
      });
    }
  }
  return `<g class="lane" data-name="${escaped(title)}">${parts.join("")}${frame(box, top, head)}</g>`;
}

/** Runs that are higher than nothing: of those within one pixel the first stands for all. */
function visible(runs: readonly Run[], y: (place: number) => number): Run[] {
  let drawn = Number.NEGATIVE_INFINITY;
  return runs.filter(({ until }) => {
    if (y(until) - drawn < 0.5) return false;
    drawn = y(until);
    return true;
  });
}

/** A name in lines that fit the lane, the last one with dots when there are more. */
function wrapped(name: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of name.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 11) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length <= most ? lines : [`${lines.slice(0, most).join(" ").slice(0, 10)}…`];
}

function trackOf(
  { curves }: Track,
  box: Box,
  chart: Chart,
  top: number,
  head: number,
  y: (place: number) => number,
): string {
  const { places: strong, minor } = indexPlaces(chart, BODY);
  const strongs = new Set(strong);
  const grid = [
    ...places(chart.index.first, chart.index.last, minor).map((place) =>
      line(
        box.x,
        y(place),
        box.x + box.width,
        y(place),
        strongs.has(place) ? light.gridStrong : light.grid,
        0.7,
      ),
    ),
    ...gridPlaces(curves[0]!.scale).map(({ place, strong: bold }) => {
      const x = box.x + place * box.width;
      return line(x, top, x, top + BODY, bold ? light.gridStrong : light.grid, 0.7);
    }),
  ];
  const heads = curves.map((curve, i) => headOf(curve, box, top - 6 - (curves.length - 1 - i) * CURVE_HEAD));
  // The first curve is drawn last: it is the one that the track is for.
  const drawn = curves
    .toReversed()
    .map(
      (curve) =>
        `<path class="curve" data-name="${escaped(curve.name)}" d="${pathOf(curve, box, y)}" fill="none" stroke="${light.curves[curve.colour % light.curves.length]}" stroke-width="1.1" stroke-linejoin="round"/>`,
    );
  return `<g class="track">${grid.join("")}${drawn.join("\n")}${frame(box, top, head)}${heads.join("")}</g>`;
}

/** Name and unit above a line of the curve's colour, with the scale's ends at its ends. */
function headOf({ name, unit, meaning, scale, colour }: Curve, { x, width }: Box, bottom: number): string {
  const ink = light.curves[colour % light.curves.length]!;
  const middle = x + width / 2;
  return [
    `<g fill="${ink}"><title>${escaped(meaning)}</title>`,
    text(
      middle,
      bottom - 10,
      `${name}${unit === undefined ? "" : ` ${unit}`}`,
      'text-anchor="middle" font-size="12" font-weight="600"',
    ),
    text(x + 4, bottom - 10, numberText(scale.left), 'font-size="10.5"'),
    text(x + width - 4, bottom - 10, numberText(scale.right), 'text-anchor="end" font-size="10.5"'),
    line(x + 4, bottom - 5, x + width - 4, bottom - 5, ink, 1.6),
    "</g>",
  ].join("");
}

function pathOf(curve: Curve, box: Box, y: (place: number) => number): string {
  const pen = new PathPen();
  const { sheet, stride, least, greatest, scale } = curve;
  trace(pen, {
    sheet,
    stride,
    level: { size: 1, least, greatest },
    from: 0,
    until: least.length,
    x: (value) => box.x + position(scale, value) * box.width,
    y,
  });
  return pen.path();
}

/** Coordinates in tenths of a pixel; of points on one straight line down, the first and the last are enough. */
class PathPen implements Pen {
  readonly #parts: string[] = [];
  #before = "";
  #at = "";
  #waiting: string | undefined;

  moveTo(x: number, y: number): void {
    this.#flush();
    this.#parts.push(`M${n(x)} ${n(y)}`);
    this.#before = "";
    this.#at = n(x);
  }

  lineTo(x: number, y: number): void {
    const place = n(x);
    if (place !== this.#at || this.#before !== this.#at) this.#flush();
    this.#waiting = `L${place} ${n(y)}`;
    [this.#before, this.#at] = [this.#at, place];
  }

  path(): string {
    this.#flush();
    return this.#parts.join("");
  }

  #flush(): void {
    if (this.#waiting !== undefined) this.#parts.push(this.#waiting);
    this.#waiting = undefined;
  }
}
