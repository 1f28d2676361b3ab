/** A core tray as somebody photographs it at the rig: rows of core in the colours of the rock, joints, what was lost, and a block at each end of a run. */
import { palettePng } from "../../drawing/palette-png.js";
import type { Random } from "../../samples/random.js";

export const TRAY = { width: 480, height: 300 } as const;
/** Of core in a row. */
const ROW_MM = 1200;
const ROWS = 5;
export const TRAY_MM = ROW_MM * ROWS;

/** The wood of the tray is colour 0. */
const GAP = 1;
const JOINT = 2;
const BLOCK = 3;
/** Rocks follow; each has a light, a middle and a dark shade. */
const FIRST_ROCK = 4;
const ROCKS: readonly (readonly [number, number, number])[] = [
  [151, 146, 137],
  [122, 132, 116],
  [164, 128, 104],
  [110, 112, 124],
  [186, 178, 160],
];
const SHADES = [1.12, 1, 0.86];
const PALETTE: readonly (readonly [number, number, number])[] = [
  [94, 72, 52],
  [44, 36, 30],
  [58, 56, 54],
  [232, 226, 208],
  ...ROCKS.flatMap(([red, green, blue]) =>
    SHADES.map((shade) => [red, green, blue].map((part) => Math.min(255, Math.round(part * shade)))),
  ).map(([red, green, blue]) => [red!, green!, blue!] as const),
];
/** Of one rock before the next begins. */
const BED_MM = 7300;
const EDGE = 12;

/** The core from a depth on, as much as the tray holds, with the ends of runs as blocks. */
export function trayOf(
  {
    fromMm,
    toMm,
    ends,
  }: { readonly fromMm: number; readonly toMm: number; readonly ends: readonly number[] },
  random: Random,
): Buffer {
  const { width, height } = TRAY;
  const pixels = new Uint8Array(width * height);
  const rowHeight = (height - EDGE) / ROWS;
  const core = width - 2 * EDGE;
  const joints = new Set(Array.from({ length: 26 }, () => random.below(ROWS * core)));
  for (let row = 0; row < ROWS; row++)
    for (let x = 0; x < core; x++) {
      const depth = fromMm + row * ROW_MM + (x / core) * ROW_MM;
      const isBlock = ends.some((end) => depth >= end - 18 && depth < end + 18);
      const isJoint = joints.has(row * core + x) || joints.has(row * core + x - 1);
      const rock = FIRST_ROCK + (Math.floor(depth / BED_MM) % ROCKS.length) * SHADES.length;
      const [top, bottom] = [row * rowHeight + EDGE, (row + 1) * rowHeight - 2];
      for (let y = Math.ceil(top); y < bottom; y++) {
        const across = (y - top) / (bottom - top);
        const shade = across < 0.25 ? 0 : across > 0.75 ? 2 : random.below(8) === 0 ? 2 : 1;
        const colour = depth >= toMm ? GAP : isBlock ? BLOCK : isJoint ? JOINT : rock + shade;
        pixels[y * width + x + EDGE] = colour;
      }
    }
  return palettePng({ width, height, pixels, palette: PALETTE });
}
