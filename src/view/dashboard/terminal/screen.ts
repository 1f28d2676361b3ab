/**
 * What stands on the screen, so that only what has changed is written: over a slow line a frame a second is then some
 * hundred bytes, and nothing flickers.
 */
import type { Line, Style } from "./line.js";
import { columnsOf } from "./text.js";

interface Cell {
  readonly text: string;
  readonly style: Style;
}

const BLANK: Cell = { text: " ", style: "plain" };
/** The right half of a character of two columns. */
const HALF: Cell = { text: "", style: "plain" };
/** Cells that are the same are written again rather than jumped over, when they are so few. */
const JUMP = 6;

export class Screen {
  readonly #styles: Readonly<Record<Style, string>>;
  #rows: readonly (readonly Cell[])[] = [];
  #columns = 0;

  constructor(styles: Readonly<Record<Style, string>>) {
    this.#styles = styles;
  }

  /** What to write so that the screen shows these lines, at its upper left; empty when it does. */
  update(lines: readonly Line[], columns: number, rows: number): string {
    const resized = columns !== this.#columns || rows !== this.#rows.length;
    const next = Array.from({ length: rows }, (_, row) => cellsOf(lines[row] ?? [], columns));
    let text = resized ? "\x1b[0m\x1b[2J" : "";
    const blank = Array.from({ length: columns }, () => BLANK);
    next.forEach((cells, row) => {
      text += this.#changes(resized ? blank : this.#rows[row]!, cells, row);
    });
    this.#rows = next;
    this.#columns = columns;
    return text === "" ? "" : `${text}\x1b[0m`;
  }

  /** The next update writes everything: something else has written on the screen. */
  forget(): void {
    this.#columns = 0;
  }

  #changes(before: readonly Cell[], cells: readonly Cell[], row: number): string {
    let text = "";
    let style: Style | undefined;
    for (let column = 0; column < cells.length; ) {
      if (same(before[column], cells[column])) {
        column++;
        continue;
      }
      // Never from the middle of a character.
      while (column > 0 && cells[column] === HALF) column--;
      let end = column;
      for (let equal = 0, at = column; at < cells.length && equal < JUMP; at++) {
        equal = same(before[at], cells[at]) ? equal + 1 : 0;
        if (equal === 0) end = at + 1;
      }
      while (cells[end] === HALF) end++;
      text += `\x1b[${row + 1};${column + 1}H`;
      for (; column < end; column++) {
        const cell = cells[column]!;
        if (cell === HALF) continue;
        if (cell.style !== style) text += this.#styles[cell.style];
        style = cell.style;
        text += cell.text;
      }
    }
    return text;
  }
}

const same = (a: Cell | undefined, b: Cell | undefined): boolean =>
  a === b || (a?.text === b?.text && a?.style === b?.style);

function cellsOf(line: Line, columns: number): Cell[] {
  const cells: Cell[] = [];
  for (const { text, style } of line) {
    for (const character of text) {
      const width = columnsOf(character);
      if (width === 0) {
        const last = cells.pop();
        if (last !== undefined) cells.push({ ...last, text: last.text + character });
        continue;
      }
      if (cells.length + width > columns) return filled(cells, columns);
      cells.push({ text: character, style });
      if (width === 2) cells.push(HALF);
    }
  }
  return filled(cells, columns);
}

function filled(cells: Cell[], columns: number): Cell[] {
  while (cells.length < columns) cells.push(BLANK);
  return cells;
}
