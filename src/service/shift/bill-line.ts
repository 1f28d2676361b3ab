/** A line of a bill: what was done, how much of it, at what price, and what that comes to. */
import { exactSum } from "./beyond-count.js";
import type { Billed } from "./billed.js";
import type { Id } from "./document.js";
import type { Quantity } from "./money.js";
import type { RateKind } from "./rate-kind.js";

/** The kinds of rates, and `charge`: something that somebody added by hand. */
export type LineKind = RateKind | "charge";

/** One line. */
export interface BillLine {
  /** Names the work, whatever revision told it: by it an issued line and the one of an amended report are compared. */
  readonly key: string;
  /** Null of what is of a day as a whole, and of charges. */
  readonly shift: Id | null;
  readonly revision: number | null;
  /** The day to which it counts. */
  readonly date: string;
  readonly rig: Id | null;
  readonly hole: Id | null;
  readonly size: string | null;
  readonly rate: Id | null;
  readonly kind: LineKind;
  readonly billed: Billed;
  readonly quantity: Quantity;
  /** `m`, `ft`, `h`, `shift`, `day`, or that of an item. */
  readonly unit: string;
  readonly priceE4: number;
  readonly markupBp: number;
  /** Rounded, once: every bill is a sum of these. */
  readonly amountMinor: number;
  /** The issued period that a line corrects. */
  readonly adjusts: string | null;
}

/** Throws BeyondCount. */
export const sumOfLines = (lines: readonly Pick<BillLine, "amountMinor">[]): number =>
  exactSum(lines.map(({ amountMinor }) => amountMinor));
