/** What a line of a bill is for: a code with what its sentence names, since a bill is read in several languages; or the words of whoever added it. */
import type { Told } from "./told.js";

/** The depths between which a rate holds, in the unit of its contract. */
export interface ShownBand {
  readonly from: string;
  /** Null where it has no end. */
  readonly to: string | null;
  readonly unit: "m" | "ft";
}

/**
 * Decimals are texts and durations seconds, as they travel. Codes and names outlive the words. `without_rate`: of work that the contract has no rate
 * for, which costs 0. `a`: sums of a shift or of a day as a whole.
 */
export interface BilledParams {
  readonly drilling: {
    readonly without_rate: boolean;
    readonly size: string;
    readonly band: ShownBand | null;
    /** By what the metres of a shift came to two months. */
    readonly cut: "time" | "depth" | null;
  };
  readonly hours: {
    readonly without_rate: boolean;
    /** Its name in the company's own list. */
    readonly activity: string | null;
    /** A reason of standby, or the kind of a run that makes no metres; of contracts whatever they name. */
    readonly reason: string | null;
    /** At the contractor's cost. */
    readonly contractor: boolean;
    /** Of each day. */
    readonly free_s: number;
  };
  readonly "man-hours": { readonly role: string | null };
  readonly item: {
    readonly without_rate: boolean;
    readonly name: string;
    /** Percent. */
    readonly markup: string | null;
  };
  readonly fixed: { readonly name: string | null; readonly a: "shift" | "day" };
  readonly minimum: { readonly a: "shift" | "day" };
  readonly maximum: { readonly a: "shift" | "day" };
  readonly typed: { readonly words: string };
}

/** What a line is for, of one of the codes of `BilledParams`. */
export type Billed = Told<BilledParams>;
