/** What `validate` prints: a text a finding, and one at the end. Each ends with a line end. */

import type { Finding, UnmappedFound } from "../../../frame/findings.js";
import { type Code, formatCode } from "../../../wits/catalog/code.js";
import type { Catalog } from "../../../wits/catalog/overlay.js";
import type { Tally } from "../../command/validate/tally.js";

export interface PageStyle {
  readonly catalog: Catalog;
  readonly width: number;
  readonly utc: boolean;
}

export interface FindingsPage {
  finding(found: Finding, source: string): string;
  unmapped(found: UnmappedFound): string;
  summary(tally: Tally): string;
}

/** `0108 DBTM`. */
export function itemName(code: Code, catalog: Catalog): string {
  const mnemonic = catalog.itemByCode(code)?.mnemonic;
  return formatCode(code) + (mnemonic === undefined ? "" : ` ${mnemonic}`);
}
