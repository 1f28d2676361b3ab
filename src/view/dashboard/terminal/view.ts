/** A dashboard as the lines of a terminal: the rig on top, then the links, then the items, as many as there is room for. */
import type { Snapshot } from "../shown.js";
import { found, itemHeads, itemLine } from "./item-lines.js";
import { type Line, piece } from "./line.js";
import { linkLines } from "./link-lines.js";
import { dots, type Look, type Size } from "./look.js";
import { rigLines } from "./rig-lines.js";
import { stateLines, stateRows } from "./state-lines.js";
import { padded, shown, widthOf } from "./text.js";

export interface ViewState {
  /** Items that are scrolled past. */
  readonly scroll: number;
  /** What items are searched for; undefined when they are not. */
  readonly search: string | undefined;
  /** The search is being typed. */
  readonly typing: boolean;
  readonly paused: boolean;
  readonly help: boolean;
}

/** Links, and open events, that are shown at most on a screen of so many rows. */
const mostLinks = (rows: number): number => Math.max(1, Math.floor((rows - 14) / 3));

/** How many items a screen of this size shows at once. */
export const roomFor = (snapshot: Snapshot, { rows }: Size): number =>
  Math.max(1, rows - topRows(snapshot, rows) - 1);

/** Heading, depths, state and events, blank, heads of links, links, blank, heads of items. */
const topRows = (snapshot: Snapshot, rows: number): number =>
  6 + stateRows(snapshot, mostLinks(rows)) + linksShown(snapshot, rows);

function linksShown({ boards }: Snapshot, rows: number): number {
  return Math.max(1, Math.min(boards.length, mostLinks(rows)));
}

/** As many lines as there are rows. */
export function screenLines(snapshot: Snapshot, state: ViewState, size: Size, look: Look): Line[] {
  const { columns, rows } = size;
  if (state.help) return helpLines(size);
  const items = found(snapshot.board?.items ?? [], state.search);
  const room = roomFor(snapshot, size);
  const scroll = Math.max(0, Math.min(state.scroll, items.length - room));
  const lines: Line[] = [
    ...rigLines(snapshot, columns, look),
    ...stateLines(snapshot, columns, mostLinks(rows), look),
    [],
    ...linkLines(snapshot, columns, linksShown(snapshot, rows), look),
    [],
    itemHeads(columns, snapshot.board?.span ?? 0, look),
    ...items.slice(scroll, scroll + room).map((item) => itemLine(item, columns, look)),
  ];
  if (items.length === 0) lines.push([piece(` ${emptyText(snapshot, state.search)}`, "faint")]);
  while (lines.length < rows - 1) lines.push([]);
  return [
    ...lines.slice(0, rows - 1),
    footLine(state, size, { shown: room, scroll, all: items.length }, look),
  ];
}

/** All of it, one below the other, for a file or a pipe. */
export function wholeLines(snapshot: Snapshot, columns: number, look: Look): Line[] {
  const items = snapshot.board?.items ?? [];
  return [
    ...rigLines(snapshot, columns, look),
    ...stateLines(snapshot, columns, Number.POSITIVE_INFINITY, look, true),
    [],
    ...linkLines(snapshot, columns, Math.max(1, snapshot.boards.length), look, true),
    [],
    itemHeads(columns, snapshot.board?.span ?? 0, look),
    ...items.map((item) => itemLine(item, columns, look)),
    ...(items.length === 0 ? [[piece(` ${emptyText(snapshot, undefined)}`)]] : []),
  ];
}

function emptyText({ board, links }: Snapshot, search: string | undefined): string {
  if (board !== undefined && search !== undefined && search !== "") {
    return `no item matches ${shown(search)}; Esc shows all`;
  }
  if (board !== undefined) return "no item yet";
  if (links.some(({ state }) => state === "open")) return "connected; no frame yet";
  return "no connection yet";
}

function footLine(
  { search, typing, paused }: ViewState,
  { columns }: Size,
  { shown: room, scroll, all }: { readonly shown: number; readonly scroll: number; readonly all: number },
  look: Look,
): Line {
  const place = all > room ? `${scroll + 1} to ${Math.min(all, scroll + room)} of ${all} ` : "";
  const left = columns - place.length;
  if (typing) {
    const text = ` search: ${shown(search ?? "")}_`;
    return [piece(padded(text, left, "left", dots(look)), "strong"), piece(place, "faint")];
  }
  const state = paused ? " PAUSED  " : "";
  const filter = search === undefined || search === "" ? "" : ` /${shown(search)}  `;
  const arrows = look.unicode ? "↑↓" : "j k";
  const keys = `${paused ? "space go on" : "space pause"}  ${arrows} scroll  tab next  / search  ? help  q quit`;
  return [
    piece(state, "chosen"),
    piece(filter, "strong"),
    piece(padded(` ${keys}`, left - state.length - widthOf(filter), "left", dots(look)), "faint"),
    piece(place, "faint"),
  ];
}

const KEYS: readonly (readonly [keys: string, does: string])[] = [
  ["q, Ctrl-C", "leave"],
  ["up, down, k, j", "scroll by an item"],
  ["PageUp, PageDown", "scroll by a screen; Home, g and End, G to the ends"],
  ["Tab, Shift-Tab", "the next link, sender or well, and the one before"],
  ["/", "search items by code, mnemonic or name; Enter keeps, Esc shows all"],
  ["space, p", "hold the screen still, and go on"],
  ["Ctrl-L", "draw anew"],
  ["?, h", "show this; any key goes back"],
];

function helpLines({ columns, rows }: Size): Line[] {
  const lines: Line[] = [
    [piece(padded(" witskit dashboard: keys", columns), "bar")],
    [],
    ...KEYS.map(([keys, does]): Line => [piece(`  ${padded(keys, 18)}`, "strong"), piece(does)]),
    [],
    [piece("  ! and the word stale mark what is older than its sender's own rhythm lets expect.")],
    [piece("  Ages are those of arrival, by the clock of this machine; the time on top is the frame's own.")],
    [piece("  A trend goes from its least value to its greatest, since then or in the last ten minutes.")],
  ];
  while (lines.length < rows) lines.push([]);
  return lines.slice(0, rows);
}
