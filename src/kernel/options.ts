/** What a decoder must be told beside the plan of its tables. */
import type { Plan } from "../catalog/layout.js";

export const dateOrders = ["ymd", "dmy", "mdy"] as const;
export type DateOrder = (typeof dateOrders)[number];

export interface DecodeOptions {
  readonly plan: Plan;
  /** Names of all sources, in the order in which they will be decoded. */
  readonly sources: readonly string[];
  /** Values that mean null, besides the empty one. */
  readonly nulls?: readonly number[] | undefined;
  /** Order of the parts of dates that do not tell it themselves. */
  readonly dateOrder?: DateOrder | undefined;
  /** Rows outside [from, until) are left out: milliseconds since 1970 on the rig's clock. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  /** Turns milliseconds on the rig's clock into those of the output; none when the output keeps the rig's clock. */
  readonly toUtc?: ((local: number) => number) | undefined;
  /** Longest line, bytes. A longer one is rejected in pieces of this length. */
  readonly maxLine?: number | undefined;
  /** Longest frame, bytes, less than 16 MiB. A longer one ends there. */
  readonly maxFrame?: number | undefined;
  /** Rows of a batch. */
  readonly batchRows?: number | undefined;
}

export const defaultNulls: readonly number[] = [-999.25, -9999, -8888];
export const defaultMaxLine = 65_536;
export const defaultMaxFrame = 1_048_576;
