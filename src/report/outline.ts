/**
 * What a printed report says beside its sections: titles, what stands at the head of each sheet, whose signatures it waits for. Paper
 * and page have the same.
 */
import type { DayReport, Report } from "./document.js";

export const wellShown = (well: string | null): string => well ?? "Well without a name";

/** `NO 15/9-F-9 A, 2024-03-04`; of several days the first and the last. */
export function titleOf({ days, wells }: Report): string {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return "Drilling report without a day";
  if (days.length === 1) return `${wellShown(first.head.well)}, ${first.date}`;
  const names = wells.map(({ well }) => wellShown(well));
  const dates = days.map(({ date }) => date).sort();
  const whose = names.length > 3 ? `${names.length} wells` : names.join(", ");
  const when = dates[0] === dates.at(-1) ? dates[0]! : `${dates[0]} to ${dates.at(-1)}`;
  return `${whose === "" ? wellShown(first.head.well) : whose}, ${when}`;
}

/** `Daily drilling report 6`, where reports are numbered. */
export const kindOf = ({ head }: DayReport): string =>
  head.reportNumber === null ? "Daily drilling report" : `Daily drilling report ${head.reportNumber}`;

/** Those who answer for a day. The name stands there where it was told; the hand is theirs. */
export const signatures = ({
  head,
}: DayReport): readonly { readonly role: string; readonly name: string }[] => [
  { role: "Supervisor", name: head.supervisor ?? "" },
  { role: "For the contractor", name: head.contractor ?? "" },
  { role: "For the operator", name: head.operator ?? "" },
];

/** Blank places of the head, for a pen: what nobody told. */
export const blanks = ({ head }: DayReport): readonly string[] =>
  head.missing.map((name) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`);
