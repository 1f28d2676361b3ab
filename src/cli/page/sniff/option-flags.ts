/** What was found of a log, as the flags that say it: the way back from a flag's parsed value to its text. */
import { markersText } from "../../../input/container/markers.js";
import type { FoundOption } from "../../../input/sniff/found-option.js";
import { type GivenFlag, longName } from "../../flags/flags.js";

export interface NeededFlag extends GivenFlag {
  readonly why: string;
}

/** A switch has no text. */
export function flagOf(found: FoundOption): NeededFlag {
  const { option: flag, why } = found;
  if (found.option === "markers") return { flag, text: markersText(found.value), why };
  if (found.option === "nulls") return { flag, text: found.value.join(","), why };
  return { flag, text: found.value === true ? "" : String(found.value), why };
}

export const flagText = ({ flag, text }: GivenFlag): string =>
  `--${longName(flag)}${text === "" ? "" : ` ${text}`}`;
