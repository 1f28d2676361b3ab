/** What the flags say of how WITS is written. */
import { mapOf } from "../../input/feed/map-file.js";
import { type Writing, writingOf } from "../../wits/writing/writing.js";
import type { FlagValues } from "../flags/flags.js";

export async function writingAsked(flags: FlagValues): Promise<Writing> {
  const { mapOut, lineEnd, separator, decimals, decimalOut, nullsOut, dateOrderOut, encodingOut, vendor } =
    flags;
  return writingOf({
    lineEnd,
    separator,
    decimals,
    decimal: decimalOut,
    nulls: nullsOut,
    dateOrder: dateOrderOut,
    encoding: encodingOut,
    vendor,
    map: mapOut === undefined ? undefined : await mapOf(mapOut),
  });
}
