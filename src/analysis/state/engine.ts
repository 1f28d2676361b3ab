/** How states are decided: the contract between the rows of a rig and whoever decides what it does. */
import type { RowStore } from "../rig/row-store.js";
import type { CalibrationRow, Whose } from "../table.js";

/** What a rig's rows have, whoever sends them: what its state is decided from. */
export const stateChannels = [
  "hookload",
  "block-position",
  "bit-depth",
  "hole-depth",
  "rotary-speed",
  "torque",
  "pressure",
  "flow-in",
  "stroke-rate-1",
  "stroke-rate-2",
  "stroke-rate-3",
  "strokes",
  "weight-on-bit",
  "rate-of-penetration",
] as const;

/** `look-ahead` holds rows back for a bounded time and uses what follows them; `causal` decides with what came before. */
export type Mode = "look-ahead" | "causal";

/** By channel, where it stands in a row. */
export const place = (name: (typeof stateChannels)[number]): number => stateChannels.indexOf(name);

export interface StateEngine {
  /** Rows up to this number have come. Decides what it can; gives the number after the last row that is certain. */
  decide(store: RowStore, to: number): number;
  /** No more rows follow: all are decided. */
  end(store: RowStore, to: number): void;
  calibration(): Omit<CalibrationRow, keyof Whose>[];
}
