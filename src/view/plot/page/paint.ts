/** The chart on a canvas: the part of it that is in view, in a time that depends on the pixels alone. */

import type { Palette } from "../../../drawing/palette.js";
import { gridPlaces, position } from "../../../drawing/scale.js";
import { momentText, numberLabel, numberStep, places, timeLabel, timeStep } from "../../../drawing/steps.js";
import type { Chart, Curve, Lane } from "./chart.js";
import type { Box, Layout } from "./layout.js";
import { firstAt, levelFor, levelsOf, valueNear } from "./pyramid.js";
import { RowPen } from "./row-pen.js";
import { type Level, type Tracing, trace } from "./trace.js";
import type { Range } from "./view.js";

export interface Surface {
  readonly context: CanvasRenderingContext2D;
  readonly height: number;
  readonly palette: Palette;
  readonly layout: Layout;
  readonly font: string;
}

/** Rows a pixel from which on it pays to make levels: a chart that grows would make them again and again. */
const LEVELS = 4;

const bottomOf = ({ least, greatest }: Curve): Level => ({ size: 1, least, greatest });

const pyramids = new WeakMap<Float32Array, Level[]>();

function pyramidOf(curve: Curve): Level[] {
  const known = pyramids.get(curve.least) ?? levelsOf(curve);
  pyramids.set(curve.least, known);
  return known;
}

export function paintChart(surface: Surface, chart: Chart, range: Range, hidden: ReadonlySet<Curve>): void {
  const { context, height, palette, layout } = surface;
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, layout.width, height);
  const y = (place: number): number => ((place - range.from) / (range.until - range.from)) * height;
  paintAxis(surface, chart, range, y);
  for (const [i, lane] of chart.lanes.entries()) paintLane(surface, lane, range, layout.lanes[i]!, y);
  chart.tracks.forEach((track, i) => {
    const box = layout.tracks[i]!;
    paintGrid(surface, chart, track.curves[0]!, range, box, y);
    context.save();
    context.beginPath();
    context.rect(box.x - 1, 0, box.width + 2, height);
    context.clip();
    // The first curve is drawn last: it is the one that the track is for.
    for (const curve of track.curves.toReversed()) {
      if (!hidden.has(curve)) paintCurve(surface, curve, range, box, y);
    }
    context.restore();
    context.strokeStyle = palette.gridStrong;
    context.lineWidth = 1;
    context.strokeRect(Math.round(box.x) + 0.5, -1, Math.round(box.width) - 1, height + 1.5);
  });
  paintMarks(surface, chart, range, y);
}

/** Across all tracks, each with its name at the left. */
function paintMarks(
  { context, palette, layout, font }: Surface,
  { marks }: Chart,
  range: Range,
  y: (place: number) => number,
): void {
  const [first, last] = [layout.tracks[0], layout.tracks.at(-1)];
  if (first === undefined || last === undefined) return;
  const left = first.x;
  const right = last.x + last.width;
  context.font = `11px ${font}`;
  context.textAlign = "left";
  context.textBaseline = "bottom";
  context.lineWidth = 1;
  context.strokeStyle = palette.ink;
  context.fillStyle = palette.ink;
  let named = Number.NEGATIVE_INFINITY;
  for (const { place, name } of marks) {
    if (place < range.from || place > range.until) continue;
    const at = Math.round(y(place)) + 0.5;
    context.setLineDash([6, 3]);
    context.beginPath();
    context.moveTo(left, at);
    context.lineTo(right, at);
    context.stroke();
    context.setLineDash([]);
    if (at - named < 12) continue;
    named = at;
    context.fillText(name, left + 4, at - 1);
  }
}

/** The whole log in small: what the first lane has, and the depth or the first curve. */
export function paintOverview(surface: Surface, chart: Chart, range: Range): void {
  const { height, layout } = surface;
  const whole = { from: chart.index.first, until: chart.index.last };
  const y = (place: number): number => ((place - whole.from) / (whole.until - whole.from)) * height;
  const box = { x: layout.overview.x + 2, width: layout.overview.width - 4 };
  const [lane] = chart.lanes;
  if (lane !== undefined) paintLane(surface, lane, whole, box, y, false);
  paintCurve(surface, chart.depth ?? chart.tracks[0]!.curves[0]!, whole, box, y, surface.palette.ink);
  const { context, palette } = surface;
  const [from, until] = [y(range.from), Math.max(y(range.until), y(range.from) + 4)];
  context.globalAlpha = 0.62;
  context.fillStyle = palette.paper;
  context.fillRect(box.x - 2, 0, box.width + 4, from);
  context.fillRect(box.x - 2, until, box.width + 4, height - until);
  context.globalAlpha = 1;
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.strokeRect(box.x, from + 1, box.width, Math.max(until - from - 2, 2));
}

function paintCurve(
  { context, height, palette }: Surface,
  curve: Curve,
  range: Range,
  box: Box,
  y: (place: number) => number,
  ink = palette.curves[curve.colour % palette.curves.length]!,
): void {
  const { index } = curve.sheet;
  const first = firstAt(index, range.from);
  const last = firstAt(index, range.until);
  const level =
    last - first < LEVELS * height ? bottomOf(curve) : levelFor(pyramidOf(curve), last - first, height);
  // One bucket more on either side, and the values that they join: lines go on beyond the edge.
  const beyond = 1 + Math.ceil(curve.stride / level.size);
  const { scale, sheet, stride } = curve;
  const tracing: Tracing = {
    sheet,
    stride,
    level,
    from: Math.max(0, Math.floor(first / level.size) - beyond),
    until: Math.min(level.least.length, Math.ceil(last / level.size) + beyond),
    x: (value) => box.x + position(scale, value) * box.width,
    y,
  };
  if (last - first >= height) {
    const pen = new RowPen(context, height);
    context.fillStyle = ink;
    trace(pen, tracing);
    pen.end();
    return;
  }
  context.beginPath();
  trace(context, tracing);
  context.strokeStyle = ink;
  context.lineWidth = 1.2;
  context.lineJoin = "round";
  context.stroke();
}

function steps({ index }: Chart, { from, until }: Range, pixels: number): { step: number; minor: number } {
  const stepOf = index.kind === "time" ? timeStep : numberStep;
  const step = stepOf(until - from, Math.max(2, pixels / 46));
  const minor = stepOf(until - from, Math.max(2, pixels / 14));
  return { step, minor: Math.abs(step / minor - Math.round(step / minor)) < 1e-6 ? minor : step };
}

function paintGrid(
  { context, palette, height }: Surface,
  chart: Chart,
  curve: Curve,
  range: Range,
  box: Box,
  y: (place: number) => number,
): void {
  const { step, minor } = steps(chart, range, height);
  context.lineWidth = 1;
  for (const [width, colour] of [
    [minor, palette.grid],
    [step, palette.gridStrong],
  ] as const) {
    context.strokeStyle = colour;
    context.beginPath();
    for (const place of places(range.from, range.until, width)) {
      const at = Math.round(y(place)) + 0.5;
      context.moveTo(box.x, at);
      context.lineTo(box.x + box.width, at);
    }
    context.stroke();
  }
  for (const { place, strong } of gridPlaces(curve.scale)) {
    context.strokeStyle = strong ? palette.gridStrong : palette.grid;
    context.beginPath();
    const at = Math.round(box.x + place * box.width) + 0.5;
    context.moveTo(at, 0);
    context.lineTo(at, height);
    context.stroke();
  }
}

function paintAxis(
  { context, height, palette, layout, font }: Surface,
  chart: Chart,
  range: Range,
  y: (place: number) => number,
): void {
  const { index, depth } = chart;
  const { step } = steps(chart, range, height);
  const right = depth === undefined ? layout.axis.width - 8 : 70;
  context.textAlign = "right";
  context.textBaseline = "middle";
  let day = "";
  for (const place of places(range.from, range.until, step)) {
    const at = Math.min(Math.max(y(place), 7), height - 7);
    const label = index.kind === "time" ? timeLabel(place, step) : numberLabel(place, step);
    context.fillStyle = palette.ink;
    context.font = `12px ${font}`;
    context.fillText(label, right, at);
    const date = index.kind === "time" ? momentText(place).slice(0, 10) : "";
    if (date !== day && label !== date && at + 14 < height) {
      context.fillStyle = palette.faint;
      context.font = `10px ${font}`;
      context.fillText(date, right, at + 13);
    }
    day = date;
    const beside = depth === undefined ? undefined : valueNear(depth, place);
    if (beside !== undefined) {
      context.fillStyle = palette.faint;
      context.font = `11px ${font}`;
      context.fillText(beside.toFixed(1), layout.axis.width - 6, at);
    }
  }
}

function paintLane(
  { context, height, palette, font }: Surface,
  { kinds, runs }: Lane,
  range: Range,
  box: Box,
  y: (place: number) => number,
  named = true,
): void {
  let drawn = Number.NEGATIVE_INFINITY;
  for (const run of runs) {
    if (run.until < range.from) continue;
    if (run.from > range.until) break;
    const from = Math.max(y(run.from), -1);
    const until = Math.min(y(run.until), height + 1);
    if (until - drawn < 0.5) continue;
    drawn = until;
    context.fillStyle = palette.lanes[kinds[run.kind]!.colour]!;
    context.fillRect(box.x, from, box.width, Math.max(until - from, 0.5));
    if (!named || until - from < 13) continue;
    context.fillStyle = palette.ink;
    context.font = `11px ${font}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const lines = fitting(kinds[run.kind]!.name, Math.floor((until - from) / 12));
    lines.forEach((words, i) => {
      context.fillText(words, box.x + box.width / 2, (from + until) / 2 + (i - (lines.length - 1) / 2) * 12);
    });
  }
}

/** A name in lines that fit the lane, the last one with dots when there are more. */
export function fitting(name: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of name.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 11) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length <= most ? lines : [`${lines.join(" ").slice(0, 9)}…`];
}
