/** Whose the rows of a page are, by what they say themselves. */
import type { SourcePage } from "../../columns/page.js";

const WELL = "WID";

/** By row; undefined where the page has no names. */
export function wellsOf(page: SourcePage): readonly (string | undefined)[] | undefined {
  const place = page.fields.findIndex(({ mnemonic, type }) => mnemonic === WELL && type === "text");
  const values = place < 0 ? undefined : page.values[place];
  return values instanceof Float64Array ? undefined : values;
}
