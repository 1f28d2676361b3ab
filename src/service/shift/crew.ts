/** The crew: each person with minutes of their own. */
import type { CrewRow } from "./document.js";
import type { LengthUnit } from "./length.js";
import { HOURS_A_FOOT, HOURS_A_METRE, type Ratio, ratioText } from "./ratio.js";

/** Minutes of all people together. */
export const crewMinutes = (crew: readonly Pick<CrewRow, "minutes">[]): number =>
  crew.reduce((total, { minutes }) => total + minutes, 0);

/** `3.95`: hours of people a metre of new hole. */
export const manHoursAMetre = (minutes: number, metresMm: number): string =>
  manHoursALength(minutes, metresMm, "m");

/** The same a metre or a foot. */
export const manHoursALength = (minutes: number, metresMm: number, unit: LengthUnit): string =>
  ratioText({ sum: minutes, by: metresMm } satisfies Ratio, 2, unit === "ft" ? HOURS_A_FOOT : HOURS_A_METRE);
