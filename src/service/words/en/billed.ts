/** What lines of bills are for, in English. */
import type { BilledParams } from "../../shift/billed.js";
import { reasonText } from "../reason.js";
import type { Texts } from "../texts.js";
import { enTrade } from "./trade.js";

/** `0.00 to 100.00 m`; of a band without an end `below 100.00 m`. */
export const enBand = (from: string, to: string | null, unit: string): string =>
  to === null ? `below ${from} ${unit}` : `${from} to ${to} ${unit}`;

const cuts = {
  time: "cut at midnight in proportion to time",
  depth: "cut at midnight by the depth that the rig recorded",
} as const;
const a = { shift: "a shift", day: "a day" } as const;

const joined = (...parts: readonly (string | false | null)[]): string =>
  parts.filter((part) => part !== false && part !== null && part !== "").join(", ");

export const enBilled: Texts<BilledParams> = {
  drilling: ({ size, band, cut, without_rate }) =>
    joined(
      `drilling ${size}`,
      band && enBand(band.from, band.to, band.unit),
      cut && cuts[cut],
      without_rate && "no rate",
    ),
  hours: ({ activity, reason, contractor, free_s, without_rate }, { duration }) =>
    joined(
      joined(activity, reason && reasonText(enTrade, reason)) || "hours",
      contractor && "at the contractor's cost",
      free_s > 0 && `first ${duration(free_s)} a day free`,
      without_rate && "no rate",
    ),
  "man-hours": ({ role }) => joined("man-hours", role),
  item: ({ name, markup, without_rate }) =>
    joined(name, markup && `markup ${markup} %`, without_rate && "no rate"),
  fixed: ({ name, a: whole }) => joined(name ?? "fixed", a[whole]),
  minimum: ({ a: whole }) => `up to the minimum of ${a[whole]}`,
  maximum: ({ a: whole }) => `down to the maximum of ${a[whole]}`,
  typed: ({ words }) => words,
};
