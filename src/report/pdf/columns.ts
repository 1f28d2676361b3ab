/** How wide the columns of a table are: numbers have what they need, texts share the rest, and no word is wider than the sheet. */
import {
  type Cell,
  type Column,
  cellShown,
  isFigure,
  isInstant,
  type TableSection,
} from "../sections/section.js";
import { widthOf } from "./letters.js";
import { EDGE } from "./look.js";

/** Beside each cell's text, at both sides together. */
const PADDING = 2 * EDGE;
/** A word that is longer is broken. */
const LONGEST_WORD = 70;
/** A text of this weight or more is running text, which has what others leave when it is longer than this. */
const RUNNING = 2.5;
const RUNNING_WIDTH = 150;
/** A head is put into two lines before it makes a column of numbers wider than this. */
const HEAD = 52;

interface Wanted {
  /** Its longest word, no more than a word may have. */
  readonly least: number;
  /** All of it on a line. */
  readonly most: number;
  readonly weight: number;
  readonly fixed: boolean;
}

/** Without the padding. `size`: of the letters, in points. Together no wider than `room`. */
export function columnWidths({ columns, rows, total }: TableSection, room: number, size: number): number[] {
  const all = total === null ? rows : [...rows, total];
  const wanted = columns.map((column, place) =>
    wantedOf(
      column,
      all.map((row) => row[place]!),
      size,
    ),
  );
  const free = room - columns.length * PADDING;
  const sum = wanted.reduce((so, { most }) => so + most, 0);
  if (sum <= free) return spread(wanted, free - sum);
  return squeezed(wanted, free);
}

function wantedOf({ title, unit, weight }: Column, cells: readonly Cell[], size: number): Wanted {
  const fixed = cells.some((cell) => isFigure(cell) || isInstant(cell));
  const head = [...title.split(" "), ...(unit === null ? [] : [`(${unit})`])];
  let least = Math.max(...head.map((word) => widthOf(word, size)));
  let cellsMost = 0;
  for (const cell of cells) {
    const shown = cellShown(cell);
    for (const line of shown.split("\n")) {
      // No line is as wide, and a long remark need not be measured.
      const width = line.length > 400 ? Number.MAX_SAFE_INTEGER : widthOf(line, size);
      if (width > cellsMost) cellsMost = width;
    }
    if (fixed) continue;
    for (const word of shown.split(/\s+/)) {
      if (word.length < 100) least = Math.max(least, widthOf(word, size));
      else least = LONGEST_WORD;
    }
  }
  const most = Math.max(least, cellsMost, Math.min(widthOf(head.join(" "), size), HEAD));
  // Numbers in a text's column stand among words, and may be broken like them.
  return fixed
    ? { least: Math.max(least, Math.min(cellsMost, 2 * LONGEST_WORD)), most, weight, fixed: true }
    : { least: Math.min(least, LONGEST_WORD), most, weight, fixed: false };
}

/** All have room, and fill the sheet: by running text where there is some, else each by what it has. */
function spread(wanted: readonly Wanted[], left: number): number[] {
  const running = wanted.filter(
    ({ weight, fixed, most }) => weight >= RUNNING && !fixed && most > RUNNING_WIDTH,
  );
  const growing = running.length > 0 ? running : wanted;
  const shareOf = ({ weight, most }: Wanted): number => (running.length > 0 ? weight : most);
  const sum = growing.reduce((so, one) => so + shareOf(one), 0);
  return wanted.map((one) => one.most + (growing.includes(one) ? (left * shareOf(one)) / sum : 0));
}

/** Texts share what numbers leave, by their weights, none more than it needs and none less than its longest word. */
function squeezed(wanted: readonly Wanted[], free: number): number[] {
  const widths = wanted.map(({ least }) => least);
  const least = widths.reduce((so, one) => so + one, 0);
  // More columns than a sheet has room for: each is made narrower, and its words are broken.
  if (least > free) return widths.map((width) => (width * free) / least);
  let left = free - least;
  let open = wanted.map((_, place) => place);
  while (left > 0.5 && open.length > 0) {
    const sum = open.reduce((so, place) => so + wanted[place]!.weight, 0);
    const shares = open.map((place) =>
      Math.min((left * wanted[place]!.weight) / sum, wanted[place]!.most - widths[place]!),
    );
    open.forEach((place, i) => {
      widths[place] = widths[place]! + shares[i]!;
    });
    left -= shares.reduce((so, one) => so + one, 0);
    const still = open.filter((place) => wanted[place]!.most - widths[place]! > 0.5);
    if (still.length === open.length && shares.every((one) => one < 0.01)) break;
    open = still;
  }
  return widths;
}
