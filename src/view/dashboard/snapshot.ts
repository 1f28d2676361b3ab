/** A dashboard at one moment, as it is shown: in a terminal, as text, and beside the chart of the page. */
import { type ChannelName, codesOf } from "../../wits/catalog/channel.js";
import { formatCode } from "../../wits/catalog/code.js";
import type { Board, Newest } from "./board.js";
import { type Chosen, isUsual, shownItems } from "./choice.js";
import type { Dashboard, LinkState } from "./dashboard.js";
import { rigView } from "./rig-view.js";
import type { BoardView, Headline, ItemRow, LinkRow, Snapshot } from "./shown.js";

export interface Viewing {
  readonly chosen: readonly Chosen[] | undefined;
  /** Milliseconds that an item may be silent in any case. */
  readonly staleAfter: number;
  /** Most numbers of a trend; 0 for none. */
  readonly trend: number;
}

export const STALE_AFTER = 10_000;

/** `name` is the board to show: the first one when there is none of that name. */
export function snapshotOf(
  dashboard: Dashboard,
  name: string | undefined,
  viewing: Viewing,
  time: number,
): Snapshot {
  const { boards, links } = dashboard;
  const names = links.flatMap(({ status }) => {
    const own = boards.filter((board) => board.link === status.name);
    return own.length === 0
      ? [{ name: status.name, link: status.name, label: status.name }]
      : own.map((board) => ({ name: board.name, link: board.link, label: labelOf(board, own) }));
  });
  const board =
    name === undefined
      ? (boards.find((one) => one.name === names[0]?.name) ?? boards[0])
      : boards.find((one) => one.name === name);
  return {
    time,
    links: links.map((link) => linkRow(link, time)),
    boards: names,
    board: board && {
      ...boardView(board, viewing, time),
      rig: dashboard.isAnalysed ? rigView(board.rig) : undefined,
    },
  };
}

function labelOf({ name, well }: Board, { length }: readonly Board[]): string {
  return length === 1 || well === undefined || name.endsWith(` · ${well}`) ? name : `${name} · ${well}`;
}

function linkRow({ status, bytes, frames }: LinkState, time: number): LinkRow {
  const { name, state, lastArrival, trouble, lost } = status;
  return {
    name,
    state,
    bytesPerSecond: bytes.perSecond(time),
    framesPerSecond: frames.perSecond(time),
    age: lastArrival === undefined ? undefined : Math.max(0, time - lastArrival),
    trouble: state === "open" ? undefined : trouble,
    lost,
  };
}

function boardView(board: Board, viewing: Viewing, time: number): Omit<BoardView, "rig"> {
  const age = board.arrival === undefined ? undefined : Math.max(0, time - board.arrival);
  const { name, link, well, timestamp, activity } = board;
  const headline = (label: string, name: ChannelName): Headline => {
    const item = board.newestOf(codesOf(name).map(formatCode));
    if (item === undefined) return { label, value: DASH, unit: "", stale: false };
    return { label, value: valueText(item), unit: item.unit ?? "", stale: isStale(item, viewing, time) };
  };
  return {
    name,
    link,
    well,
    timestamp,
    activity,
    age,
    stale: age === undefined || age > viewing.staleAfter,
    headlines: [
      headline("Hole", "hole-depth"),
      headline("Bit", "bit-depth"),
      headline("ROP", "rate-of-penetration"),
    ],
    items: shownItems(board, viewing.chosen).map((item) =>
      "arrival" in item ? itemRow(item, board, viewing, time) : missingRow(item),
    ),
    span: board.trends.span(time),
  };
}

export const DASH = "–";
/** Of its own intervals, that an item may miss. */
const MISSED = 5;
/** Milliseconds after which an item that came once is stale: nothing tells its rhythm. */
const ONCE = 600_000;

const isStale = ({ arrival, interval }: Newest, { staleAfter }: Viewing, time: number): boolean =>
  time - arrival > Math.max(staleAfter, interval === undefined ? ONCE : MISSED * interval);

function itemRow(item: Newest, board: Board, viewing: Viewing, time: number): ItemRow {
  const { code, mnemonic, name = "not in the catalog", unit = "", arrival } = item;
  return {
    ...{ code, label: labelOfItem(code, mnemonic), name, unit },
    value: valueText(item),
    age: Math.max(0, time - arrival),
    stale: isStale(item, viewing, time),
    usual: isUsual(code),
    trend: board.trends.of(code, time, viewing.trend, heldFor(item)),
  };
}

/** As the columns of layout `frame` are named. */
function labelOfItem(code: string, mnemonic: string | undefined): string {
  if (mnemonic === undefined) return code;
  return code.startsWith("01") ? mnemonic : `${mnemonic}_${code.slice(0, 2)}`;
}

/** A number that comes every half minute is the number of that half minute. */
const heldFor = ({ interval }: Newest): number => Math.min(60_000, 2 * (interval ?? 0) + 1000);

function missingRow({ code, item }: Chosen): ItemRow {
  return {
    code,
    label: labelOfItem(code, item?.mnemonic),
    name: item?.name ?? "not in the catalog",
    unit: "",
    value: DASH,
    age: undefined,
    stale: false,
    usual: true,
    trend: [],
  };
}

/** As many decimals as the sender writes, in every row: numbers that change do not jump about. */
export function valueText({ value, text, decimals }: Pick<Newest, "value" | "text" | "decimals">): string {
  if (value === null) return DASH;
  if (typeof value === "string") return value;
  return Math.abs(value) < 1e9 ? value.toFixed(decimals) : text;
}
