/** A dashboard as the lines of a terminal: the rig on top, then the links, then the items, as many as there is room for. */
import { momentText } from "../../plot/page/steps.js";
import { ageText, bytesText, framesText } from "../age.js";
import type { ItemRow, LinkRow, Snapshot } from "../snapshot.js";
import { type Line, type Piece, piece, type Style } from "./line.js";
import { spark } from "./spark.js";
import { clipped, padded, shown, widthOf } from "./text.js";

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

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Look {
  readonly unicode: boolean;
  /** Timestamps are UTC, and not the rig's clock. */
  readonly utc: boolean;
}

/** Links that are shown at most on a screen of so many rows. */
const mostLinks = (rows: number): number => Math.max(1, Math.floor((rows - 14) / 3));

/** The items that a search leaves, by code, mnemonic or words of the name. */
export function found(items: readonly ItemRow[], search: string | undefined): readonly ItemRow[] {
  const words = (search ?? "").toUpperCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  return items.filter(({ code, label, name }) => {
    const text = `${code} ${label} ${name}`.toUpperCase();
    return words.every((word) => text.includes(word));
  });
}

/** How many items a screen of this size shows at once. */
export const roomFor = (snapshot: Snapshot, { rows }: Size): number =>
  Math.max(1, rows - topRows(snapshot, rows) - 1);

/** Heading, depths, blank, heads of links, links, blank, heads of items. */
const topRows = (snapshot: Snapshot, rows: number): number => 6 + linksShown(snapshot, rows);

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
    ...headLines(snapshot, columns, look),
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
    ...headLines(snapshot, columns, look),
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

// -- The rig ---------------------------------------------------------------------------------------------------

function headLines({ board, links }: Snapshot, columns: number, look: Look): Line[] {
  const name = shown(board?.well ?? board?.name ?? links[0]?.name ?? "");
  const time =
    board?.timestamp === undefined
      ? ""
      : `${momentText(board.timestamp).slice(0, 19)} ${look.utc ? "UTC" : "rig"}`;
  const activity = board?.activity === undefined ? "" : board.activity.toUpperCase();
  const stale = board?.stale ? " STALE " : "";
  const left = columns - widthOf(time) - 3;
  const title: Line = [piece(` ${padded(name, left, "left", dots(look))} `, "bar"), piece(`${time} `, "bar")];
  const values: Piece[] = (board?.headlines ?? []).flatMap(({ label, value, unit, stale: old }, i) => [
    piece(`${i === 0 ? " " : "   "}${label} `, "head"),
    piece(`${old ? "!" : ""}${plain(value, look)}`, old ? "warning" : "strong"),
    piece(unit === "" ? "" : ` ${unit}`, "faint"),
  ]);
  const used = values.reduce((sum, { text }) => sum + widthOf(text), 0);
  const room = columns - used - 2;
  const words = clipped(activity, Math.max(0, room - stale.length), dots(look));
  return [
    title,
    [
      ...values,
      piece(" ".repeat(Math.max(0, room - stale.length - widthOf(words)))),
      piece(words, "strong"),
      piece(stale, "bad"),
    ],
  ];
}

// -- Links -----------------------------------------------------------------------------------------------------

const stateStyle: Readonly<Record<LinkRow["state"], Style>> = {
  connecting: "warning",
  open: "good",
  stale: "warning",
  waiting: "bad",
  closed: "faint",
};
const stateMark: Readonly<Record<LinkRow["state"], readonly [unicode: string, ascii: string]>> = {
  connecting: ["◌", "?"],
  open: ["●", "*"],
  stale: ["◐", "!"],
  waiting: ["○", "x"],
  closed: ["·", "-"],
};

/** Columns of a link's name at least, and of its frames a second. */
const NARROWEST_LINK = 20;
const FRAMES = 9;

/** `whole`: what is wrong with a link is told to its end. */
function linkLines(snapshot: Snapshot, columns: number, most: number, look: Look, whole = false): Line[] {
  const { boards, links, board } = snapshot;
  const fixed = { state: 13, bytes: 11, age: 8 };
  const free = columns - fixed.state - fixed.bytes - fixed.age - 3;
  const longest = Math.max(...boards.map(({ label }) => widthOf(shown(label))), NARROWEST_LINK - 1) + 1;
  const room = Math.min(longest, free - FRAMES);
  const widths = { ...fixed, frames: free - room };
  const heads: Line = [
    piece(
      `   ${padded(boards.length > most ? `LINK (${most} of ${boards.length})` : "LINK", room)}${padded("STATE", widths.state)}${padded("FRAMES", widths.frames, "right")}` +
        `${padded("BYTES", widths.bytes, "right")}${padded("LAST", widths.age, "right")}`,
      "head",
    ),
  ];
  const at = Math.max(
    0,
    boards.findIndex(({ name }) => name === board?.name),
  );
  const first = Math.max(0, Math.min(at - Math.floor(most / 2), boards.length - most));
  const rows = boards.slice(first, first + most).map(({ label: name, link }, i): Line => {
    const row = links.find((one) => one.name === link);
    const current = first + i === at;
    const label = padded(shown(name), room - 1, "left", dots(look));
    const start = piece(
      ` ${current ? (look.unicode ? "▸" : ">") : " "} ${label} `,
      current ? "strong" : "plain",
    );
    if (row === undefined) return [start];
    const style = stateStyle[row.state];
    const word = piece(
      padded(`${stateMark[row.state][look.unicode ? 0 : 1]} ${row.state}`, widths.state),
      style,
    );
    if (row.trouble !== undefined && row.state !== "open") {
      const trouble = shown(row.trouble);
      const rest = columns - 3 - room - widths.state;
      return [start, word, piece(whole ? trouble : padded(trouble, rest, "left", dots(look)), "faint")];
    }
    return [
      start,
      word,
      piece(padded(framesText(row.framesPerSecond), widths.frames, "right")),
      piece(padded(bytesText(row.bytesPerSecond), widths.bytes, "right")),
      piece(
        padded(row.age === undefined ? "never" : ageText(row.age), widths.age, "right"),
        row.state === "stale" ? "warning" : "plain",
      ),
    ];
  });
  return [heads, ...rows];
}

// -- Items -----------------------------------------------------------------------------------------------------

/** Columns of the items' table. What is left of a wide screen goes to names first, and to the trends then. */
function itemWidths(columns: number) {
  const fixed = { label: 8, value: 10, unit: 6, age: 12 };
  const code = columns >= 100 ? 5 : 0;
  const rest = columns - 2 - code - fixed.label - fixed.value - fixed.unit - fixed.age;
  const name = Math.max(10, Math.min(36, Math.floor(rest * 0.64)));
  return { ...fixed, code, name, trend: Math.max(0, rest - name - 1) };
}

/** Most characters of a trend on a screen of this width. */
export const trendWidth = (columns: number): number => Math.min(120, itemWidths(columns).trend);

function itemHeads(columns: number, span: number, look: Look): Line {
  const { code, label, name, value, unit, age, trend } = itemWidths(columns);
  const since = span === 0 ? "" : trend >= 13 ? `LAST ${ageText(span).toUpperCase()}` : ageText(span);
  return [
    piece(
      `  ${padded(code > 0 ? "CODE" : "", code)}${padded("ITEM", label)}${padded("", name)}` +
        `${padded("VALUE", value, "right")} ${padded("UNIT", unit - 1)}${padded("AGE", age - 1, "right")}  ` +
        `${padded(since, trend, "left", dots(look))}`,
      "head",
    ),
  ];
}

function itemLine(item: ItemRow, columns: number, look: Look): Line {
  const { code, label, name, value, unit, age, trend } = itemWidths(columns);
  const missing = item.age === undefined;
  const faint: Style = item.stale || missing ? "faint" : "plain";
  const since = missing ? "not yet" : `${item.stale ? "stale " : ""}${ageText(item.age)}`;
  return [
    piece(item.stale ? "! " : "  ", "warning"),
    piece(padded(code > 0 ? item.code : "", code), "faint"),
    piece(padded(shown(item.label), label - 1, "left", dots(look)), item.stale ? "faint" : "strong"),
    piece(` ${padded(shown(item.name), name - 1, "left", dots(look))} `, faint),
    piece(
      padded(plain(shown(item.value), look), value, "right", dots(look)),
      item.stale ? "faint" : "strong",
    ),
    piece(` ${padded(shown(item.unit), unit - 1, "left", dots(look))}`, "faint"),
    piece(padded(since, age - 1, "right"), item.stale ? "warning" : "faint"),
    piece(`  ${padded(spark(item.trend, look.unicode), trend)}`, item.stale ? "faint" : "trend"),
  ];
}

// -- The last line ---------------------------------------------------------------------------------------------

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

/** Signs that a terminal of ASCII alone has none of. */
const dots = ({ unicode }: Look): string => (unicode ? "…" : "~");
const plain = (text: string, { unicode }: Look): string => (unicode ? text : text.replaceAll("–", "-"));
