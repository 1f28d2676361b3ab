/**
 * Colours after Okabe and Ito (https://jfly.uni-koeln.de/color/), which people of every colour vision tell apart: darker
 * on paper, lighter on a dark screen. They stand in one order everywhere, so that a track's first curve is always blue.
 */
export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly faint: string;
  readonly grid: string;
  readonly gridStrong: string;
  readonly curves: readonly string[];
  /** Of what fills a lane. */
  readonly lanes: readonly string[];
}

export const light: Palette = {
  paper: "#ffffff",
  ink: "#1b1f24",
  faint: "#5d6672",
  grid: "#e6e9ed",
  gridStrong: "#c3cad2",
  curves: ["#0067ad", "#c4480a", "#00805c", "#a63d8a", "#3d3d3d", "#8a6d00"],
  lanes: ["#8cc4ea", "#f0b27a", "#8ed1bb", "#e2b3cf", "#d9d9d9", "#f2e58a", "#b9b6e0", "#c9b18f"],
};

export const dark: Palette = {
  paper: "#14181d",
  ink: "#e8ebee",
  faint: "#9aa5b1",
  grid: "#262c33",
  gridStrong: "#414a54",
  curves: ["#5db8f5", "#f59a52", "#35cf9f", "#ea94cb", "#d8d8d8", "#e8d65a"],
  lanes: ["#255f8a", "#8a5320", "#1f6b54", "#7d4268", "#4a4f55", "#7a6d1c", "#4d4a85", "#63512f"],
};

/** The activities that fill most of a well's time get the colours that differ most; other codes share them. */
const order: readonly number[] = [2, 3, 7, 8, 0, 4, 9, 30];

/** Place in `lanes`. */
export function activityColour(code: number): number {
  const place = order.indexOf(code);
  return place >= 0 ? place : Math.abs(code) % order.length;
}
