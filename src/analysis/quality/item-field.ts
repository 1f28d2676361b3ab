/** A column that holds an item, as its measures ask of it. */
import type { Field } from "../../columns/field.js";
import type { Values } from "../../columns/page.js";
import { itemByCode, itemByMnemonic } from "../../wits/catalog/catalog.js";
import { type Code, recordOf } from "../../wits/catalog/code.js";
import type { Item } from "../../wits/catalog/item.js";

export type ItemField = Field & { readonly code: Code };

export const isItem = (field: Field): field is ItemField => field.code !== undefined;

/** An item's column in some rows. */
export interface ItemColumn {
  readonly field: ItemField;
  readonly values: Values;
}

/** The item of the specification with this meaning: of the record's, the one with the mnemonic, for feeds that number differently. */
export function predefined({ code, mnemonic }: ItemField): Item | undefined {
  return mnemonic === undefined ? undefined : (itemByMnemonic(recordOf(code), mnemonic) ?? itemByCode(code));
}
