/** What a user's map says of one code: plain data, checked, that goes to workers and into files. */
import { type Code, formatCode } from "./code.js";
import type { ItemType } from "./item.js";

/** The specification's types, and D and T for dates and times outside items 05 and 06. */
export type MapType = ItemType | "D" | "T";

/** What is undefined is as the catalog has it. */
export interface MapEntry {
  readonly code: Code;
  readonly mnemonic?: string | undefined;
  readonly type?: MapType | undefined;
  /** The symbol of the unit that the feed sends, whatever its unit set; empty when there is none. */
  readonly unit?: string | undefined;
  readonly name?: string | undefined;
  /** value = number on the wire * scale + offset. */
  readonly scale?: number | undefined;
  readonly offset?: number | undefined;
  /** The curve of WITSML logs that has the code: its mnemonic, or `LOG/MNEMONIC` for that of one log alone. */
  readonly curve?: string | undefined;
}

/** By what it says, in one order, for metadata. */
export const entryJson = ({ code, mnemonic, type, unit, name, scale, offset, curve }: MapEntry) => ({
  code: formatCode(code),
  mnemonic,
  type,
  unit,
  name,
  scale,
  offset,
  curve,
});
