/** Wells and wellbores, and the identifiers that stay theirs in whatever object names them: a log, a survey, a report of a day. */
import { uuidOf } from "./identity.js";

export interface WellNames {
  readonly well: string;
  readonly wellbore: string;
}

export const wellUid = ({ well }: WellNames): string => uuidOf("well", well);
export const wellboreUid = ({ well, wellbore }: WellNames): string => uuidOf("wellbore", well, wellbore);
