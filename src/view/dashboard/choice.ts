/** Which items are shown, and in which order: those that were asked for, or those that a driller would look at first. */

import { Failure } from "../../failure.js";
import { nearest } from "../../nearest.js";
import { formatCode, parseCode, recordOf } from "../../wits/catalog/code.js";
import type { Item } from "../../wits/catalog/item.js";
import type { Catalog } from "../../wits/catalog/overlay.js";
import type { Board, Newest } from "./board.js";

/** Code and catalog entry of an item that was asked for: it is shown before it has come. */
export interface Chosen {
  readonly code: string;
  readonly item: Item | undefined;
}

/** Depth, what hangs and turns, what is pumped and comes back, pits, gas, mud; what says nearly the same at the end. */
const drillers: readonly string[] = [
  ...["0110", "0108", "0113", "0112", "0114", "0116", "0118", "0120"],
  ...["0121", "0130", "0129", "0126", "0140", "0123", "0124", "0125", "0128", "0127", "0122"],
  ...["0132", "0131", "0134", "0133", "0115", "0117", "0119", "0210", "0208"],
];
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
  throw new Failure("usage", `--items: there is no item ${name}.${hint} \`witskit symbols\` lists them`);
}
