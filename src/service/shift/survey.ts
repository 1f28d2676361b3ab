/** Surveys as drillers write them and as everybody else computes with them: a dip of -90° is an inclination of 0°. */
import type { SurveyRow } from "./document.js";

/** Degrees from straight down. */
export const inclinationOf = ({ dipCd }: Pick<SurveyRow, "dipCd">): number => (9000 + dipCd) / 100;

/** The dip of an inclination in degrees, in hundredths. */
export const dipOf = (inclination: number): number => Math.round(inclination * 100) - 9000;
