/** Bills as the server answers them. */
import type { WireLine, WireQuantity } from "../../../../shift/bill-wire.js";
import type { ShiftState } from "../../../../shift/document.js";
import type { Coded } from "../../../words/told.js";

export interface Waiting {
  readonly id: string;
  readonly rig: string;
  readonly date: string;
  readonly slot: string;
  readonly state: ShiftState;
}

interface Amiss {
  readonly problems: readonly (Coded & { readonly at: string; readonly shift: string })[];
  readonly waiting: readonly Waiting[];
}

export interface WireBill extends Amiss {
  readonly contract: string;
  readonly code: string;
  readonly client: string;
  readonly period: string;
  readonly currency: string;
  readonly minor_digits: number;
  readonly state: "open" | "issued";
  readonly issued_at: string | null;
  readonly tax_rate: string;
  readonly net: string;
  readonly tax: string;
  readonly total: string;
  readonly lines: readonly WireLine[];
  readonly adjustments: readonly WireLine[];
  readonly lines_net: string;
  readonly adjustments_net: string;
}

export interface WireMonth {
  readonly bills: readonly WireBill[];
  readonly totals: readonly {
    readonly currency: string;
    readonly net: string;
    readonly tax: string;
    readonly total: string;
  }[];
  readonly without_contract: readonly WireQuantity[];
}

export interface WireDay {
  readonly bills: readonly (Amiss &
    Pick<WireBill, "contract" | "code" | "client" | "currency" | "state" | "net" | "lines">)[];
  readonly totals: readonly { readonly currency: string; readonly net: string }[];
  readonly without_contract: readonly WireQuantity[];
}
