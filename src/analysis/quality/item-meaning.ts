/** What an item is, as far as its measures ask: by the catalog and map of a log, or by what a file says of its columns. */
import { itemByCode, itemByMnemonic } from "../../wits/catalog/catalog.js";
import { type Code, recordOf } from "../../wits/catalog/code.js";
import type { Item } from "../../wits/catalog/item.js";

export interface ItemMeaning {
  readonly code: Code;
  /** Undefined when neither catalog nor map has it. */
  readonly mnemonic: string | undefined;
  readonly name: string | undefined;
  /** Of the values; undefined when undeclared or when there is none. */
  readonly unit: string | undefined;
  /** Header items and whatever is sent as an integer are no measurements. */
  readonly kind: "text" | "integer" | "measurement";
}

/** The item of the specification with this meaning: of the record's, the one with the mnemonic, for feeds that number differently. */
export function predefined({ code, mnemonic }: ItemMeaning): Item | undefined {
  return mnemonic === undefined ? undefined : (itemByMnemonic(recordOf(code), mnemonic) ?? itemByCode(code));
}
