/** Which items are shown, and in which order: those that were asked for, or those that a driller would look at first. */

import { Failure } from "../../failure/failure.js";
import { nearest } from "../../failure/nearest.js";
import { type ChannelName, codesOf } from "../../wits/catalog/channel.js";
import { formatCode, parseCode, recordOf } from "../../wits/catalog/code.js";
import type { Item } from "../../wits/catalog/item.js";
import type { Catalog } from "../../wits/catalog/overlay.js";
import type { Board, Newest } from "./board.js";

/** Code and catalog entry of an item that was asked for: it is shown before it has come. */
export interface Chosen {
  readonly code: string;
  readonly item: Item | undefined;
}

/** Depth, what hangs and turns, what is pumped and comes back, pits, gas, mud. */
const channels: readonly ChannelName[] = [
  ...(["hole-depth", "bit-depth", "rate-of-penetration", "block-position"] as const),
  ...(["hookload", "weight-on-bit", "torque", "rotary-speed"] as const),
  ...(["pressure", "flow-in", "flow-out", "pit-volume", "gas"] as const),
  ...(["stroke-rate-1", "stroke-rate-2", "stroke-rate-3"] as const),
  ...(["flow-out-share", "pit-change", "choke-pressure"] as const),
  ...(["density-in", "density-out", "temperature-in", "temperature-out"] as const),
];
/** Of record 01 the surest item of each; at the end those that say nearly the same, and what is drilled by depth. */
const drillers: readonly string[] = [
  ...channels.flatMap((name) => codesOf(name, 1).slice(0, 1)),
  ...channels.flatMap((name) => codesOf(name, 1).slice(1)),
  ...codesOf("rate-of-penetration", 2),
  ...codesOf("hole-depth", 2),
].map(formatCode);
const place = new Map(drillers.map((code, i) => [code, i]));

/** Of a hidden item there is nothing to watch: the frame's own head, which stands on top of the board. */
const HEAD = /0[1-7]$/;

/** The chosen ones as they were named; or the driller's, and below them all others by their codes. */
export function shownItems(
  board: Board,
  chosen: readonly Chosen[] | undefined,
): readonly (Newest | Chosen)[] {
  if (chosen !== undefined) return chosen.map((one) => board.items.get(one.code) ?? one);
  return [...board.items.values()]
    .filter(({ code }) => !HEAD.test(code))
    .sort((a, b) => rank(a.code) - rank(b.code));
}

const rank = (code: string): number => place.get(code) ?? drillers.length + Number(code);

export const isUsual = (code: string): boolean => place.has(code);

/** Codes, mnemonics, or `11.TVA` for those of a record. Throws a `Failure` for a name that the catalog does not have. */
export const chosenItems = (names: readonly string[], catalog: Catalog): readonly Chosen[] =>
  names.map((name) => chosenItem(name, catalog));

function chosenItem(name: string, catalog: Catalog): Chosen {
  const code = parseCode(name);
  // Codes outside the catalog are on many wires, and are shown by their number.
  if (code !== undefined) return { code: name, item: catalog.itemByCode(code) };
  const [, record, mnemonic = name] = /^(\d{1,2})\.(.+)$/.exec(name) ?? [];
  const items = catalog.allItems();
  const item = items.find(
    (one) =>
      one.mnemonic.toUpperCase() === mnemonic.toUpperCase() &&
      (record === undefined || recordOf(one.code) === Number(record)),
  );
  if (item !== undefined) return { code: formatCode(item.code), item };
  const near = nearest(
    mnemonic,
    items.map((one) => one.mnemonic),
  );
  const hint = near === undefined ? "" : ` Did you mean ${near}?`;
  throw new Failure(
    "unknown-name",
    `--items: there is no item ${name}.${hint} \`witskit symbols\` lists them`,
  );
}
