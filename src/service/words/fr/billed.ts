/** What lines of bills are for, in French. */
import type { BilledParams } from "../../shift/billed.js";
import { reasonText } from "../reason.js";
import type { Texts } from "../texts.js";
import { frTrade } from "./trade.js";

/** `0.00 à 100.00 m`; of a band without an end `au-delà de 100.00 m`. */
export const frBand = (from: string, to: string | null, unit: string): string =>
  to === null ? `au-delà de ${from} ${unit}` : `${from} à ${to} ${unit}`;

const cuts = {
  time: "coupé à minuit en proportion du temps",
  depth: "coupé à minuit selon la profondeur que la foreuse a enregistrée",
} as const;
const a = { shift: "poste", day: "jour" } as const;

const joined = (...parts: readonly (string | false | null)[]): string =>
  parts.filter((part) => part !== false && part !== null && part !== "").join(", ");

export const frBilled: Texts<BilledParams> = {
  drilling: ({ size, band, cut, without_rate }) =>
    joined(
      `forage ${size}`,
      band && frBand(band.from, band.to, band.unit),
      cut && cuts[cut],
      without_rate && "sans tarif",
    ),
  hours: ({ activity, reason, contractor, free_s, without_rate }, { duration }) =>
    joined(
      joined(activity, reason && reasonText(frTrade, reason)) || "heures",
      contractor && "à la charge de l’entreprise",
      free_s > 0 && `franchise de ${duration(free_s)} par jour`,
      without_rate && "sans tarif",
    ),
  "man-hours": ({ role }) => joined("heures-personnes", role),
  item: ({ name, markup, without_rate }) =>
    joined(name, markup && `majoration ${markup} %`, without_rate && "sans tarif"),
  fixed: ({ name, a: whole }) => joined(name ?? "forfait", `par ${a[whole]}`),
  minimum: ({ a: whole }) => `jusqu’au minimum par ${a[whole]}`,
  maximum: ({ a: whole }) => `jusqu’au maximum par ${a[whole]}`,
  typed: ({ words }) => words,
};
