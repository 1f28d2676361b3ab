/** The line under the pointer, the range that is about to be selected, and what stands there in words. */

import { numberText } from "../../../drawing/scale.js";
import { momentText } from "../../../drawing/steps.js";
import type { Chart } from "./chart.js";
import type { Surface } from "./paint.js";
import type { Pointer } from "./pointer.js";
import { nearestAt, valueNear } from "./pyramid.js";
import type { Stage } from "./stage.js";

/** Answers the place that the line stands at, a row's where there is one; undefined without a pointer over the tracks. */
export function paintCursor(
  { context, palette }: Surface,
  { chart, layout, height, view, placeAt }: Stage,
  { over, selects }: Pointer,
): number | undefined {
  context.clearRect(0, 0, layout.width, height);
  if (over === undefined) return undefined;
  const { index } = chart.tracks[0]!.curves[0]!.sheet;
  const place = index[nearestAt(index, placeAt(over.y))] ?? placeAt(over.y);
  const at = ((place - view.from) / (view.until - view.from)) * height;
  if (selects !== undefined) {
    const [from, to] = selects;
    context.fillStyle = palette.curves[0]!;
    context.globalAlpha = 0.18;
    context.fillRect(0, from, layout.overview.x - 5, to - from);
    context.globalAlpha = 1;
  }
  context.strokeStyle = palette.ink;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, Math.round(at) + 0.5);
  context.lineTo(layout.overview.x - 5, Math.round(at) + 0.5);
  context.stroke();
  return place;
}

/** A place of the index, as people write it. */
export const placeText = ({ index: { kind, unit } }: Chart, place: number): string =>
  kind === "time" ? momentText(Math.round(place)) : `${numberText(place)} ${unit ?? ""}`.trim();

/** The place, the depth there, and what the rig did. */
export function readingText(chart: Chart, place: number): string {
  const did = chart.lanes.flatMap(({ kinds, runs }) => {
    const run = runs.findLast(({ from, until }) => from <= place && place <= until);
    if (run === undefined) return [];
    return [run.note === undefined ? kinds[run.kind]!.name : `${kinds[run.kind]!.name}: ${run.note}`];
  });
  const depth = chart.depth && valueNear(chart.depth, place);
  return [
    placeText(chart, place),
    depth === undefined ? "" : `${numberText(depth)} ${chart.depth?.unit ?? ""}`.trim(),
    ...did,
  ]
    .filter((one) => one !== "")
    .join(" · ");
}
