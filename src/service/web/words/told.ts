/** What is wrong and what was refused, by its code in the language that is spoken and in the unit of lengths that is read, with a link or without one. */
import type { Billed } from "../../shift/billed.js";
import type { LengthUnit } from "../../shift/length.js";
import type { ProposedActivity, Shown } from "../../shift/proposed.js";
import { textIn } from "../../words/texts.js";
import { writingOf } from "../../words/writing.js";
import { cellOf } from "../cell.js";
import type { Words } from "./en.js";
import { spoken } from "./language.js";

/** What sentences tell lengths in: what the reader has chosen, as `device/lengths` keeps it. */
export const toldIn = cellOf<LengthUnit>("m");

/** A code with what its sentence names, of the rules of this app or of the server; of an answer also the server's own words. */
export interface Coded {
  readonly code: string;
  readonly params?: unknown;
  readonly message?: string;
}

/** Begins small. What this app has no words for, since the server is newer or the answer was kept by an older app, is told in the server's. */
export function toldText({ code, params, message }: Coded, unit: LengthUnit = toldIn.get()): string {
  const { language, words } = spoken.get();
  const texts = Object.hasOwn(words.problems, code)
    ? words.problems
    : Object.hasOwn(words.refusals, code)
      ? words.refusals
      : undefined;
  if (texts === undefined) return message ?? code;
  try {
    return textIn<object>(texts, { code, params } as never, writingOf(language, navigator.languages, unit));
  } catch (error) {
    if (message === undefined) throw error;
    return message;
  }
}

/** What the server refused, as it says it: by `reason` what exactly, and in `detail` its own words. */
export interface Refused {
  readonly reason?: string;
  readonly params?: unknown;
  readonly detail: string;
}

export const refusalText = ({ reason, params, detail }: Refused): string =>
  reason === undefined || reason === "" ? detail : toldText({ code: reason, params, message: detail });

/** What a line of a bill is for; an answer that an older app has kept says it in its own words alone. */
export const billedText = ({
  billed,
  description = "",
}: {
  readonly billed?: Billed;
  readonly description?: string;
}): string => {
  const { language, words } = spoken.get();
  return billed !== undefined && Object.hasOwn(words.billed, billed.code)
    ? textIn(words.billed, billed, writingOf(language, navigator.languages))
    : description;
};

/** What a rig's data have to say; what this app has no words for is told in the server's. */
export const rigToldText = ({ told, text }: Shown, unit: LengthUnit = toldIn.get()): string => {
  const { language, words } = spoken.get();
  return told !== null && Object.hasOwn(words.rigTold, told.code)
    ? textIn(words.rigTold, told, writingOf(language, navigator.languages, unit))
    : text;
};

/** What a rig did: what its feed names by a code of its own is told as the catalog has it. */
export const activityShown = (
  { activity, what }: Pick<ProposedActivity, "activity" | "what">,
  { rig }: Words,
): string => (activity === null ? what : (rig.activities[activity] ?? what));
