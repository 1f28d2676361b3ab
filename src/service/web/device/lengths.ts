/**
 * Lengths as whoever uses this device reads and types them: as they have chosen on it, else as their company has. What is kept and sent is in
 * millimetres and metres all the same, so that a choice needs no link and changes no report.
 */
import { decimalText, parseDecimal } from "../../shift/decimal.js";
import type { RunRow } from "../../shift/document.js";
import { halfUp } from "../../shift/half-up.js";
import { type LengthUnit, lengthText } from "../../shift/length.js";
import { FEET_AN_HOUR, METRES_AN_HOUR, type Ratio, ratioText } from "../../shift/ratio.js";
import { madeText } from "../../shift/run.js";
import { useCell } from "../cell.js";
import { toldIn } from "../words/told.js";
import { preferences } from "./preferences.js";
import { me } from "./session.js";

export interface Lengths {
  readonly unit: LengthUnit;
  /** `395.34`. */
  readonly bare: (mm: number) => string;
  /** `395.34 ft`. */
  readonly text: (mm: number) => string;
  /** `395.34–440.62 ft`. */
  readonly range: (fromMm: number, toMm: number) => string;
  /** New hole of runs, `45.28 ft`. */
  readonly made: (runs: readonly Pick<RunRow, "kind" | "fromMm" | "toMm">[]) => string;
  /** Of millimetres by milliseconds, `9.84 ft/h`; nothing of nothing. */
  readonly rate: (ratio: Ratio) => string;
  /** What the server says in metres, `120.50`, with the unit. */
  readonly told: (metres: string) => string;
  /** The same without it, as long as there is a number. */
  readonly toldBare: (metres: string) => string;
  /** What the server says of a metre, of a foot: hours of people, things that were used. */
  readonly aLength: (aMetre: string) => string;
  /** A number of metres, for scales of charts. */
  readonly scaled: (metres: number) => number;
  /** What a field is called, `From, ft`. */
  readonly label: (name: string) => string;
  /** What the server says in metres an hour, `9.84 ft/h`: with one decimal in feet, since it was rounded in metres. */
  readonly rateTold: (metresAnHour: string) => string;
  readonly rateLabel: (name: string) => string;
}

export function lengthsIn(unit: LengthUnit): Lengths {
  const bare = (mm: number): string => lengthText(mm, unit);
  // The server's metres have three decimals at most; a mean of them has its own.
  const toldBare = (metres: string): string => {
    const mm = parseDecimal(metres, 3);
    return mm === undefined || unit === "m" ? metres : bare(mm);
  };
  return {
    unit,
    bare,
    text: (mm) => `${bare(mm)} ${unit}`,
    range: (fromMm, toMm) => `${bare(fromMm)}–${bare(toMm)} ${unit}`,
    made: (runs) => `${madeText(runs, unit)} ${unit}`,
    rate(ratio) {
      const text = ratioText(ratio, 2, unit === "ft" ? FEET_AN_HOUR : METRES_AN_HOUR);
      return text === "" ? "" : `${text} ${unit}/h`;
    },
    told: (metres) => `${toldBare(metres)} ${unit}`,
    toldBare,
    aLength: (text) => (unit === "m" ? text : (Number(text) * 0.3048).toFixed(2)),
    scaled: (metres) => (unit === "ft" ? metres / 0.3048 : metres),
    rateTold(text) {
      const hundredths = parseDecimal(text, 2);
      if (unit === "m" || hundredths === undefined) return `${text} ${unit}/h`;
      return `${decimalText(halfUp([hundredths, 1000], [3048]), 1)} ft/h`;
    },
    label: (name) => `${name}, ${unit}`,
    rateLabel: (name) => `${name}, ${unit}/h`,
  };
}

const unitOf = (chosen: ReturnType<typeof preferences.get>, who: ReturnType<typeof me.get>): LengthUnit =>
  chosen.lengths ?? who?.tenant?.length_unit ?? "m";

/** Has sentences tell lengths in the unit that is read, from now on. */
export function tellLengths(): void {
  const tell = (): void => toldIn.set(unitOf(preferences.get(), me.get()));
  preferences.watch(tell);
  me.watch(tell);
  tell();
}

export const useLengths = (): Lengths => lengthsIn(unitOf(useCell(preferences), useCell(me)));
