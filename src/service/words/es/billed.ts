/** What lines of bills are for, in Spanish. */
import type { BilledParams } from "../../shift/billed.js";
import { reasonText } from "../reason.js";
import type { Texts } from "../texts.js";
import { esTrade } from "./trade.js";

/** `0.00 a 100.00 m`; of a band without an end `más allá de 100.00 m`. */
export const esBand = (from: string, to: string | null, unit: string): string =>
  to === null ? `más allá de ${from} ${unit}` : `${from} a ${to} ${unit}`;

const cuts = {
  time: "cortado a medianoche en proporción al tiempo",
  depth: "cortado a medianoche por la profundidad que registró la máquina",
} as const;
const a = { shift: "turno", day: "día" } as const;

const joined = (...parts: readonly (string | false | null)[]): string =>
  parts.filter((part) => part !== false && part !== null && part !== "").join(", ");

export const esBilled: Texts<BilledParams> = {
  drilling: ({ size, band, cut, without_rate }) =>
    joined(
      `perforación ${size}`,
      band && esBand(band.from, band.to, band.unit),
      cut && cuts[cut],
      without_rate && "sin tarifa",
    ),
  hours: ({ activity, reason, contractor, free_s, without_rate }, { duration }) =>
    joined(
      joined(activity, reason && reasonText(esTrade, reason)) || "horas",
      contractor && "a cargo del contratista",
      free_s > 0 && `los primeros ${duration(free_s)} del día sin cobro`,
      without_rate && "sin tarifa",
    ),
  "man-hours": ({ role }) => joined("horas-hombre", role),
  item: ({ name, markup, without_rate }) =>
    joined(name, markup && `recargo ${markup} %`, without_rate && "sin tarifa"),
  fixed: ({ name, a: whole }) => joined(name ?? "fijo", `por ${a[whole]}`),
  minimum: ({ a: whole }) => `hasta el mínimo por ${a[whole]}`,
  maximum: ({ a: whole }) => `hasta el máximo por ${a[whole]}`,
  typed: ({ words }) => words,
};
