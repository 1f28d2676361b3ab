/// <reference path="./pdfmake.d.ts" />
/** Colours, sizes and lines of the sheets. */
import type { Layout } from "pdfmake";
import { light } from "../../drawing/palette.js";
import { laneInks } from "../../drawing/state-colours.js";
import type { Paper } from "../renderer.js";

/** In points. */
export const sheets: Readonly<Record<Paper, { readonly size: "A4" | "LETTER"; readonly width: number }>> = {
  a4: { size: "A4", width: 595.28 },
  letter: { size: "LETTER", width: 612 },
};

export const MARGIN = { side: 36, top: 46, bottom: 42 } as const;

/** What text, tables and pictures have. */
export const roomOn = (paper: Paper): number => sheets[paper].width - 2 * MARGIN.side;

export const SIZE = { well: 18, kind: 11, title: 9.5, text: 8, table: 7.3, small: 6.4 } as const;
export const COLOUR = {
  ink: light.ink,
  faint: light.faint,
  line: light.gridStrong,
  hair: light.grid,
  pale: "#f1f4f6",
  accent: laneInks[0],
  warn: laneInks[1],
  warnPaper: "#fdf3ec",
} as const;

/** Between the edge of a cell and its text. */
export const EDGE = 3.5;
/** Of the lines between the boxes of a form. */
export const RULE = 0.5;

const nothing = (): number => 0;

/** Of lists: a line under title and heads, hairs between rows, a line above the sum. */
export const listLayout = (heads: number, hasTotal: boolean, padding: number): Layout => ({
  hLineWidth: (i, { table }) => {
    const rows = table.body.length;
    if (i === 0) return 0;
    if (i === 1 || i === heads) return 0.7;
    if (hasTotal && i === rows - 1) return 0.7;
    return i === rows ? (hasTotal ? 0 : 0.5) : 0.4;
  },
  vLineWidth: nothing,
  hLineColor: (i, { table }) =>
    i <= heads || (hasTotal && i === table.body.length - 1) ? COLOUR.ink : COLOUR.hair,
  vLineColor: () => COLOUR.line,
  paddingLeft: () => EDGE,
  paddingRight: () => EDGE,
  paddingTop: (i) => (i === 0 ? 0 : padding),
  paddingBottom: (i) => (i === 0 ? 2.5 : padding),
});

/** Of forms: a box a figure. */
export const formLayout: Layout = {
  hLineWidth: (i) => (i === 0 ? 0 : i === 1 ? 0.7 : 0.5),
  vLineWidth: () => RULE,
  hLineColor: (i) => (i === 1 ? COLOUR.ink : COLOUR.line),
  vLineColor: () => COLOUR.line,
  paddingLeft: () => EDGE,
  paddingRight: () => EDGE,
  paddingTop: (i) => (i === 0 ? 0 : 2.5),
  paddingBottom: (i) => (i === 0 ? 2.5 : 3),
};

/** What must be read: a bar at its left. */
export const warningLayout: Layout = {
  hLineWidth: nothing,
  vLineWidth: (i) => (i === 0 ? 3 : 0),
  hLineColor: () => COLOUR.warn,
  vLineColor: () => COLOUR.warn,
  paddingLeft: () => 8,
  paddingRight: () => 8,
  paddingTop: () => 4,
  paddingBottom: () => 5,
};

/** A line to sign on, above the name. */
export const signatureLayout: Layout = {
  hLineWidth: (i) => (i === 0 ? 0.7 : 0),
  vLineWidth: nothing,
  hLineColor: () => COLOUR.ink,
  vLineColor: () => COLOUR.ink,
  paddingLeft: nothing,
  paddingRight: nothing,
  paddingTop: () => 3,
  paddingBottom: nothing,
};
