/// <reference path="./pdfmake.d.ts" />
/** Sections as they stand on paper. Their titles stand in the heads of tables, so that a table that goes on has its name on each sheet. */
import type { Node } from "pdfmake";
import type { Picture } from "../picture/frame.js";
import {
  type Cell,
  type Column,
  cellShown,
  cellShownWhole,
  type FiguresSection,
  type Section,
  type TableSection,
  type TextSection,
} from "../sections/section.js";
import { columnWidths } from "./columns.js";
import { lettered, letteredPicture, widthOf } from "./letters.js";
import { COLOUR, EDGE, formLayout, listLayout, RULE, SIZE, warningLayout } from "./look.js";

/** A row with more letters in one cell may be higher than a sheet, and goes on the next. */
const LONG = 700;
/** Boxes of a form beside each other. */
const ABREAST = 6;
const GAP = 11;
const PADDING = 2 * EDGE;
/** A list that is no higher, in points, stands on one sheet. */
const SHORT = 230;
/** With more rows they stand closer. */
const MANY = 30;

export const textNode = (text: string, style: Partial<Node> = {}): Node =>
  ({ text: lettered(text), ...style }) as Node;

/** `blank`: places of a form that are left for a pen. */
export function sectionNode(section: Section, room: number, blank: readonly string[] = []): Node {
  switch (section.kind) {
    case "figures":
      return formNode(section, room, blank);
    case "table":
      return listNode(section, room);
    case "text":
      return textsNode(section, room);
    case "pictures":
      return titleNode(section);
  }
}

/** With its note below it. What stands in a cell goes back to the edge of the sheet. */
export function titleNode({ id, title, note }: Section, edge = 0): Node {
  const margin = [-edge, 0, 0, 0] as const;
  const name = textNode(title, { fontSize: SIZE.title, bold: true, margin });
  // Above the head of a day its banner says what it is.
  if (id === "head") return textNode(note ?? "", { fontSize: SIZE.small + 0.4, color: COLOUR.faint, margin });
  if (note === null) return name;
  return {
    stack: [
      name,
      textNode(note, { fontSize: SIZE.small + 0.4, color: COLOUR.faint, margin: [-edge, 1, 0, 0] }),
    ],
  };
}

const across = (node: Node, columns: number): Node[] => [
  { ...node, colSpan: columns, border: [false, false, false, false] } as Node,
  ...Array.from({ length: columns - 1 }, (): Node => ({})),
];

function listNode(section: TableSection, room: number): Node {
  const { columns, rows, total } = section;
  const widths = columnWidths(section, room, SIZE.table);
  const long = rows.some((row) => row.some((cell) => typeof cell === "string" && cell.length > LONG));
  const list: Node = {
    table: {
      widths,
      headerRows: 2,
      keepWithHeaderRows: long ? 0 : 1,
      dontBreakRows: !long,
      body: [
        across(titleNode(section, EDGE), columns.length),
        columns.map(headCell),
        ...rows.map((row) => row.map((cell, place) => bodyCell(cell, columns[place]!))),
        ...(total === null
          ? []
          : [total.map((cell, place) => ({ ...bodyCell(cell, columns[place]!), bold: true }) as Node)]),
      ],
    },
    layout: listLayout(2, total !== null, rows.length > MANY ? 1 : 2),
  };
  return { stack: [list], margin: [0, GAP, 0, 0], unbreakable: !long && heightOf(rows, widths) < SHORT };
}

/** About, of all rows. */
function heightOf(rows: TableSection["rows"], widths: readonly number[]): number {
  const linesOf = (cell: Cell, width: number): number =>
    Math.ceil(widthOf(cellShown(cell), SIZE.table) / width);
  const lines = rows.map((row) => Math.max(1, ...row.map((cell, place) => linesOf(cell, widths[place]!))));
  return lines.reduce((sum, one) => sum + one * 10 + 4, 0);
}

function headCell({ title, unit, align }: Column): Node {
  const style = { fontSize: SIZE.table - 0.3, bold: true, alignment: align, fillColor: COLOUR.pale } as const;
  const name = lettered(title);
  if (unit === null) return { text: name, ...style };
  const runs = typeof name === "string" ? [{ text: name }] : name;
  const units = lettered(`(${unit})`);
  // A line may end before a unit, and not within `m/h`.
  const faint = { bold: false, color: COLOUR.faint, noWrap: true };
  const beside =
    typeof units === "string" ? [{ text: units, ...faint }] : units.map((run) => ({ ...run, ...faint }));
  return { text: [...runs, { text: " " }, ...beside], ...style };
}

const bodyCell = (cell: Cell, { align }: Column): Node =>
  textNode(cellShown(cell), { fontSize: SIZE.table, alignment: align });

interface Box {
  readonly name: string;
  readonly shown: string;
  /** Of the form's columns. */
  readonly span: number;
}

function formNode(section: FiguresSection, room: number, blank: readonly string[]): Node {
  const width = (room - (ABREAST + 1) * RULE) / ABREAST - PADDING;
  const boxes = [
    ...section.figures.map(({ name, cell }) => boxOf(name, cellShownWhole(cell), width)),
    ...blank.map((name) => boxOf(name, "", width)),
  ];
  const long = boxes.some(({ shown }) => shown.length > LONG);
  return {
    margin: [0, GAP, 0, 0],
    table: {
      widths: Array.from({ length: ABREAST }, () => width),
      headerRows: 1,
      keepWithHeaderRows: long ? 0 : 1,
      dontBreakRows: !long,
      body: [across(titleNode(section, EDGE + RULE), ABREAST), ...boxRows(boxes)],
    },
    layout: formLayout,
  };
}

const boxOf = (name: string, shown: string, width: number): Box => {
  const wide = Math.max(widthOf(name, SIZE.small), widthOf(shown, SIZE.text + 0.5));
  return {
    name,
    shown,
    span: Math.min(ABREAST, Math.max(1, Math.ceil((wide + PADDING) / (width + PADDING)))),
  };
};

/** In rows as they fit. The last of a row takes what is left of it, if little is. */
function boxRows(boxes: readonly Box[]): Node[][] {
  const rows: Box[][] = [];
  let used = ABREAST;
  for (const box of boxes) {
    if (used + box.span > ABREAST) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)!.push(box);
    used += box.span;
  }
  return rows.map((row) => {
    const nodes = row.flatMap(({ name, shown, span }) => {
      const box: Node = {
        stack: [
          textNode(name, { fontSize: SIZE.small, color: COLOUR.faint }),
          textNode(shown === "" ? " " : shown, { fontSize: SIZE.text + 0.5, bold: true }),
        ],
        colSpan: span,
      };
      return [box, ...Array.from({ length: span - 1 }, (): Node => ({}))];
    });
    const left = ABREAST - nodes.length;
    const none = { text: "", border: [false, false, false, false], colSpan: left } as const;
    return left === 0 ? nodes : [...nodes, none, ...Array.from({ length: left - 1 }, (): Node => ({}))];
  });
}

function textsNode(section: TextSection, room: number): Node {
  const { id, paragraphs } = section;
  const texts = paragraphs.map((one) => textNode(one, { fontSize: SIZE.text + 0.5, margin: [0, 2, 0, 0] }));
  const short = paragraphs.every((one) => one.length < LONG) && paragraphs.length < 12;
  if (id !== "warnings") {
    return { stack: [titleNode(section), ...texts], margin: [0, GAP, 0, 0], unbreakable: short };
  }
  return {
    margin: [0, GAP, 0, 0],
    table: {
      widths: [room - 19],
      dontBreakRows: short,
      body: [[{ stack: [titleNode(section), ...texts], fillColor: COLOUR.warnPaper }]],
    },
    layout: warningLayout,
  };
}

/** A picture under its title, never apart from it. */
export const pictureNode = ({ title, svg }: Picture, room: number): Node => ({
  stack: [
    textNode(title, { fontSize: SIZE.table, bold: true, margin: [0, 0, 0, 3] }),
    { svg: letteredPicture(svg), width: room },
  ],
  margin: [0, 7, 0, 0],
  unbreakable: true,
});
