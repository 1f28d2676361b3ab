/** The crew: each person with minutes of their own. */
import type { CrewRow } from "./document.js";
import { HOURS_A_METRE, type Ratio, ratioText } from "./ratio.js";

/** Minutes of all people together. */
export const crewMinutes = (crew: readonly Pick<CrewRow, "minutes">[]): number =>
  crew.reduce((total, { minutes }) => total + minutes, 0);

/** `3.95`: hours of people a metre of new hole. */
export const manHoursAMetre = (minutes: number, metresMm: number): string =>
  ratioText({ sum: minutes, by: metresMm } satisfies Ratio, 2, HOURS_A_METRE);
