/** What is shown, as lines of pieces, each with a style of its own: before it is known where, and in which colours. */

import { shown } from "./text.js";

/** Of 16 colours, those that are told apart on a dark screen and a light one; none is the only sign of anything. */
export type Style =
  | "plain"
  | "strong"
  | "faint"
  | "head"
  | "good"
  | "trend"
  | "warning"
  | "bad"
  | "bar"
  | "chosen";

export interface Piece {
  readonly text: string;
  readonly style: Style;
}

export type Line = readonly Piece[];

/** Whatever the text holds, a terminal obeys none of it. */
export const piece = (text: string, style: Style = "plain"): Piece => ({ text: shown(text), style });
export const lineText = (line: Line): string =>
  line
    .map(({ text }) => text)
    .join("")
    .trimEnd();

/** What begins each style; all end with a reset. Without colours weight and brightness are left. */
export function stylesOf(colours: boolean): Readonly<Record<Style, string>> {
  const coloured = (code: string, plain: string): string => `\x1b[0;${colours ? code : plain}m`;
  return {
    plain: "\x1b[0m",
    strong: "\x1b[0;1m",
    faint: coloured("90", "2"),
    head: coloured("36", "2"),
    good: coloured("32", "0"),
    trend: coloured("36", "0"),
    warning: coloured("33", "2"),
    bad: coloured("31", "1"),
    bar: "\x1b[0;7m",
    chosen: "\x1b[0;1;7m",
  };
}
