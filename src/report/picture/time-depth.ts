/** Time against depth: the hole and the bit in it, the bit's line in the colour of what the rig did, and a lane for each of these below. */
import { light } from "../../drawing/palette.js";
import { laneInks } from "../../drawing/state-colours.js";
import { rectangle, text } from "../../drawing/svg.js";
import type { Pictures, Stretch } from "../document/pictures.js";
import { clockGrid, clockLabels, clockX } from "./clock-axis.js";
import {
  type Band,
  hatched,
  LEFT,
  outline,
  type Picture,
  PLOT,
  pathOf,
  pictureOf,
  point,
  type ValueAxis,
  valueAxis,
  valueGrid,
  WIDTH,
} from "./frame.js";
import { GAP, type StateKind, stateKinds } from "./states.js";

const DEPTHS: Band = { top: 14, height: 132 };
const LANE = 10;
const GAP_BETWEEN = 6;

/** Undefined where neither depth nor state is known at any time. */
export function timeDepthPicture(pictures: Pictures): Picture | undefined {
  const { holeDepth, bitDepth, states, depthUnit, stepSeconds } = pictures;
  const axis = valueAxis([...holeDepth, ...bitDepth], DEPTHS, { turned: true });
  const lanes = stateKinds.filter((kind) => states.some(({ state }) => kind.states.has(state)));
  if (axis === undefined && lanes.length === 0) return undefined;
  const lanesTop = axis === undefined ? 4 : DEPTHS.top + DEPTHS.height + GAP_BETWEEN;
  const lanesBand: Band = { top: lanesTop, height: lanes.length * LANE };
  const gaps = states.filter(({ state }) => state === GAP);
  const x = (place: number): number => clockX(pictures, Math.min(place * stepSeconds, pictures.seconds));
  const parts = [
    ...(axis === undefined ? [] : depthParts(pictures, axis, depthUnit, gaps, x)),
    clockGrid(pictures, lanesBand),
    ...lanes.map((kind, place) => laneOf(kind, lanesTop + place * LANE, pictures)),
    ...gaps.map((gap) => gapIn(gap, lanesBand, pictures)),
    outline(lanesBand),
    clockLabels(pictures, lanesTop + lanesBand.height + 9),
  ];
  return pictureOf(
    "Depth of hole and bit over the day, and what the rig did",
    lanesTop + lanesBand.height + 13,
    parts,
  );
}

function depthParts(
  pictures: Pictures,
  axis: ValueAxis,
  unit: string | null,
  gaps: readonly Stretch[],
  x: (place: number) => number,
): string[] {
  const { holeDepth, bitDepth } = pictures;
  return [
    text(LEFT - 4, 7, unit === null ? "Depth" : `Depth, ${unit}`, 'text-anchor="end" font-weight="600"'),
    key(),
    clockGrid(pictures, DEPTHS),
    valueGrid(axis),
    ...gaps.map((gap) => gapIn(gap, DEPTHS, pictures)),
    `<path d="${pathOf(holeDepth, x, axis.y)}" fill="none" stroke="${light.ink}" stroke-width="1.6" stroke-linejoin="round"/>`,
    ...bitLines(pictures, bitDepth, x, axis.y),
    outline(DEPTHS),
  ];
}

const key = (): string =>
  `<path d="M${WIDTH - 118} 5L${WIDTH - 100} 5" stroke="${light.ink}" stroke-width="1.6"/>` +
  text(WIDTH - 96, 7.4, "hole") +
  `<path d="M${WIDTH - 70} 5L${WIDTH - 52} 5" stroke="${laneInks[0]}" stroke-width="0.9"/>` +
  text(WIDTH - 48, 7.4, "bit, by state");

/** The bit's line in pieces: each stretch of a kind in its colour, joined to the one before. */
function bitLines(
  { states, stepSeconds }: Pictures,
  bitDepth: readonly (number | null)[],
  x: (place: number) => number,
  y: (value: number) => number,
): string[] {
  const inks = new Map<string, string[]>();
  let at = 0;
  let before: { ink: string; place: number; value: number } | undefined;
  bitDepth.forEach((value, place) => {
    if (value === null) {
      before = undefined;
      return;
    }
    const time = place * stepSeconds;
    while (at + 1 < states.length && states[at]!.to <= time) at++;
    const ink = inkOf(states[at]?.state);
    if (before !== undefined) {
      const lines = inks.get(ink) ?? [];
      inks.set(ink, lines);
      const joined = before.ink === ink && lines.length > 0;
      if (!joined) lines.push(`M${point(x(before.place))} ${point(y(before.value))}`);
      lines.push(`L${point(x(place))} ${point(y(value))}`);
    }
    before = { ink, place, value };
  });
  return [...inks].map(
    ([ink, lines]) =>
      `<path d="${lines.join("")}" fill="none" stroke="${ink}" stroke-width="0.9" stroke-linejoin="round"/>`,
  );
}

function inkOf(state: string | undefined): string {
  const kind = stateKinds.find(({ states }) => state !== undefined && states.has(state));
  return kind === undefined ? light.faint : laneInks[kind.colour]!;
}

function laneOf({ name, states: own, colour }: StateKind, top: number, pictures: Pictures): string {
  const boxes = pictures.states
    .filter(({ state }) => own.has(state))
    .map(({ from, to }) => {
      const left = clockX(pictures, from);
      // A connection of a few minutes is seen, too.
      return rectangle(
        left,
        top + 1,
        Math.max(clockX(pictures, to) - left, 0.6),
        LANE - 2,
        laneInks[colour]!,
      );
    });
  return text(LEFT - 4, top + LANE - 2.6, name, 'text-anchor="end"') + boxes.join("");
}

function gapIn({ from, to }: Stretch, { top, height }: Band, pictures: Pictures): string {
  const left = clockX(pictures, from);
  const width = Math.min(clockX(pictures, to), LEFT + PLOT) - left;
  const words =
    width > 34
      ? text(left + width / 2, top + height / 2 + 2, "no data", `text-anchor="middle" fill="${light.faint}"`)
      : "";
  const paper =
    words === "" ? "" : rectangle(left + width / 2 - 13, top + height / 2 - 5, 26, 9, light.paper);
  return hatched(left, top, width, height, light.gridStrong) + paper + words;
}
