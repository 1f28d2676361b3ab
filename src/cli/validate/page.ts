/** What `validate` prints: a text a finding, and one at the end. Each ends with a line end. */
import { itemByCode } from "../../catalog/catalog.js";
import { type Code, formatCode } from "../../catalog/code.js";
import type { Finding, UnmappedFound } from "../../quality/findings.js";
import type { Tally } from "./tally.js";

export interface PageStyle {
  readonly width: number;
  readonly utc: boolean;
}

export interface Page {
  finding(found: Finding, source: string): string;
  unmapped(found: UnmappedFound): string;
  summary(tally: Tally): string;
}

/** `0108 DBTM`. */
export function itemName(code: Code): string {
  const mnemonic = itemByCode(code)?.mnemonic;
  return formatCode(code) + (mnemonic === undefined ? "" : ` ${mnemonic}`);
}
