/** What every paper of the service has: its size, its feet, its identity, figures in boxes. */
import { roomOn } from "../../report/pdf/look.js";
import type { FiguresSection } from "../../report/sections/section.js";
import { version } from "../../runtime/package.js";
import { manHoursALength } from "../shift/crew.js";
import type { totalsOf } from "../shift/day.js";
import type { RunRow } from "../shift/document.js";
import type { LengthUnit } from "../shift/length.js";
import { FEET_AN_HOUR, METRES_AN_HOUR, ratioText } from "../shift/ratio.js";
import { recoveryText } from "../shift/recovery.js";
import { madeText } from "../shift/run.js";
import type { Heading, PaperWords, Title } from "../words/en/papers.js";

export const PAPER = "a4";
export const room = roomOn(PAPER);

export function totalFigures(
  totals: ReturnType<typeof totalsOf>,
  runs: readonly RunRow[],
  unit: LengthUnit,
): (readonly [Title, string])[] {
  const isFeet = unit === "ft";
  const hours = (milliseconds: number): string => `${ratioText({ sum: milliseconds, by: 3_600_000 }, 2)} h`;
  const known = (text: string, unit: string): string => (text === "" ? "" : `${text} ${unit}`);
  return [
    [isFeet ? "Feet" : "Metres", `${madeText(runs, unit)} ${unit}`],
    ["Drilling", hours(totals.drillingMs)],
    ["Rate", known(ratioText(totals.rate, 2, isFeet ? FEET_AN_HOUR : METRES_AN_HOUR), `${unit}/h`)],
    ["Recovery", known(recoveryText(totals.recovery), "%")],
    ["Man-hours", `${ratioText({ sum: totals.crewMinutes, by: 60 }, 2)} h`],
    [
      isFeet ? "Man-hours a foot" : "Man-hours a metre",
      manHoursALength(totals.crewMinutes, totals.metresMm, unit),
    ],
    ["Standby, client", hours(totals.standbyMs.client)],
    ["Standby, contractor", hours(totals.standbyMs.contractor)],
  ];
}

export const figures = (
  id: string,
  heading: Heading,
  list: readonly (readonly [Title | { readonly shown: string }, string])[],
  words: PaperWords,
): FiguresSection => ({
  ...{ kind: "figures", id, title: words.headings[heading], note: null },
  figures: list
    .filter(([, shown]) => shown !== "")
    .map(([name, cell]) => ({ name: typeof name === "string" ? words.titles[name] : name.shown, cell })),
});

/** What it says, and below it where that stands in the chain. */
export const footOf = (parts: readonly string[], auditHead: string | null): string =>
  parts.join(" · ") +
  (auditHead === null
    ? ""
    : `
audit ${auditHead}`);

/** The date in a file is that of what it says: no clock, no random number. */
export const infoOf = (
  title: string,
  subject: string,
  keywords: string,
  at: number,
): Readonly<Record<string, string | Date>> => ({
  ...{ title, subject, keywords },
  creator: `witskit ${version}`,
  producer: `witskit ${version}`,
  creationDate: new Date(at),
});
