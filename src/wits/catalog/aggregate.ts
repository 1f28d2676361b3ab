/**
 * What becomes of many values of a channel when one is wanted: the mean of a reading, the last of what counts, names or stands
 * somewhere. It is told by what the channel is, and what it is by the catalog: the dimension of its unit, the words of its name, and
 * whether its record is typed in by people.
 */
import { itemByCode, itemByMnemonic } from "./catalog.js";
import { type Code, recordOf } from "./code.js";
import type { Item } from "./item.js";
import { recordByNumber } from "./record.js";
import { unit as unitNamed } from "./units.js";

/** What the values of a step can become. */
export const aggregates = ["mean", "last", "first", "min", "max", "count"] as const;
/** How the values of a channel become one. */
export type Aggregate = (typeof aggregates)[number];

/** What a channel is, and what its values become by that. */
export const channelKinds = {
  reading: {
    aggregate: "mean",
    meaning: "rates, loads, pressures, flows, temperatures, gas, levels of tanks",
  },
  greatest: { aggregate: "max", meaning: "what the sender has as the greatest of some time: Hookload (max)" },
  least: { aggregate: "min", meaning: "what the sender has as the least of some time: Hookload (min)" },
  place: {
    aggregate: "last",
    meaning:
      "depths, positions, lengths, directions: a mean of them lags behind, or turns the wrong way round north",
  },
  counter: {
    aggregate: "last",
    meaning: "what counts up or down, or is a sum: strokes, volumes pumped, times that elapse, costs",
  },
  told: {
    aggregate: "last",
    meaning: "what people type in or a survey tells: mud reports, bits, shows, configuration",
  },
  name: { aggregate: "last", meaning: "texts, whole numbers, codes such as that of the activity" },
  unknown: {
    aggregate: "last",
    meaning: "items that neither catalog nor map have: what they are nobody knows",
  },
} as const satisfies Readonly<Record<string, { readonly aggregate: Aggregate; readonly meaning: string }>>;

export type ChannelKind = keyof typeof channelKinds;

/** A column, as far as it tells what it is. */
export interface Quantity {
  readonly type: "time" | "number" | "integer" | "text";
  readonly code: Code | undefined;
  readonly mnemonic: string | undefined;
  /** The name in words. */
  readonly meaning: string;
  readonly unit: string | undefined;
}

export function channelKind(quantity: Quantity): ChannelKind {
  const { type, code, mnemonic, meaning } = quantity;
  if (type !== "number") return "name";
  if (code !== undefined && mnemonic === undefined) return "unknown";
  const item = itemOf(quantity);
  if (item !== undefined && isTold(item)) return "told";
  if (GREATEST.test(meaning)) return "greatest";
  if (LEAST.test(meaning)) return "least";
  const dimension = dimensionOf(item?.metricUnit ?? item?.fpsUnit ?? quantity.unit);
  if (PLACES.has(dimension)) return "place";
  // What a map says in words alone.
  if (item === undefined && dimension === "" && PLACE_WORDS.test(meaning)) return "place";
  if (COUNTERS.has(dimension) || COUNTS.test(meaning)) return "counter";
  return SPARE.test(meaning) ? "unknown" : "reading";
}

export const usualAggregate = (quantity: Quantity): Aggregate =>
  channelKinds[channelKind(quantity)].aggregate;

/** The catalog's own item, unless a map has made another one of it. */
function itemOf({ code, mnemonic }: Quantity): Item | undefined {
  if (code === undefined || mnemonic === undefined) return undefined;
  const item = itemByMnemonic(recordOf(code), mnemonic) ?? itemByCode(code);
  return item?.mnemonic === mnemonic ? item : undefined;
}

/** Of a record that comes when there is something new to tell, and not by time or depth. */
function isTold({ code }: Item): boolean {
  const record = recordByNumber(recordOf(code));
  return (record?.mode.includes("manual") && record.trigger.startsWith("EVENT")) ?? false;
}

/** Not the minutes of `Wind Speed ( 1 min )`, nor a permitted maximum. */
const GREATEST = /\bmax(imum)?\b(?!\.? permitted)|\bgusts?\b/i;
const LEAST = /(?<!\d\s*)\bmin(imum)?\b/i;
const PLACES: ReadonlySet<string> = new Set(["length", "angle"]);
const COUNTERS: ReadonlySet<string> = new Set(["time", "money"]);
const PLACE_WORDS = /\b(depth|position|height|azimuth|inclination|toolface|heading|direction)\b/i;
/** Words for what is counted, summed up, numbered, a moment or a state. */
const COUNTS =
  /\b(cum|cumulative|pumped|strokes|count|counter|number|code|state|status|done|remaining|hours|date|time)\b|\bNo\./i;
/** Sender and receiver have agreed on what it is, and nobody else knows. */
const SPARE = /^SPARE \d/;

const dimensionOf = (symbol: string | undefined): string =>
  (symbol === undefined ? undefined : unitNamed(symbol)?.dimension) ?? "";
