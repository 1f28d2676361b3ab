/** What a decoder must be told beside the plan of its tables. */
import type { Plan } from "../catalog/layout.js";

export const dateOrders = ["ymd", "dmy", "mdy"] as const;
export type DateOrder = (typeof dateOrders)[number];

/** How a feed writes, and how much of it is believed: what every command takes, and what is kept with the data. */
export interface Dialect {
  /** Values that mean null, besides the empty one. */
  readonly nulls: readonly number[];
  /** Order of the parts of dates that do not tell it themselves. */
  readonly dateOrder: DateOrder;
  /** Longest line, bytes. A longer one is rejected in pieces of this length. */
  readonly maxLine: number;
  /** Longest frame, bytes, less than 16 MiB. A longer one ends there. */
  readonly maxFrame: number;
}

export const usualDialect: Dialect = {
  nulls: [-999.25, -9999, -8888],
  dateOrder: "ymd",
  maxLine: 65_536,
  maxFrame: 1_048_576,
};

/** Some of a dialect's parts: the others are as usual. */
export type DialectOptions = { readonly [Part in keyof Dialect]?: Dialect[Part] | undefined };

const PARTS = Object.keys(usualDialect) as (keyof Dialect)[];

/** A whole dialect, with what is usual where nothing else is said. */
export const dialectOf = (options: DialectOptions): Dialect =>
  Object.fromEntries(PARTS.map((part) => [part, options[part] ?? usualDialect[part]])) as unknown as Dialect;

export interface DecodeOptions extends DialectOptions {
  readonly plan: Plan;
  /** Names of all sources, in the order in which they will be decoded. */
  readonly sources: readonly string[];
  /** Rows outside [from, until) are left out: milliseconds since 1970 on the rig's clock. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  /** Turns milliseconds on the rig's clock into those of the output; none when the output keeps the rig's clock. */
  readonly toUtc?: ((local: number) => number) | undefined;
  /** The way back, for arrivals, which are instants: by the rig's clock they are held against `from` and `until`. */
  readonly toLocal?: ((utc: number) => number) | undefined;
  /** Rows of a batch. */
  readonly batchRows?: number | undefined;
}
