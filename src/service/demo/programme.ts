/**
 * What a rig does, shift by shift: from hole to hole, with what stops it. Metres follow from the time that is left for drilling, so that
 * rates are those of one crew in one rock, but for a shift with a worn bit; at the end of each hole stands just the depth that is told.
 */
import type { Random } from "../../samples/random.js";
import { STANDBY_REASONS } from "../shift/activity.js";
import { MINUTE } from "../shift/clock.js";
import type { Payer } from "../shift/document.js";
import type { ExpectedShift } from "../shift/slots.js";
import type { DemoRig } from "./company.js";

export interface Standby {
  readonly minutes: number;
  readonly payer: Payer;
  readonly reason: string;
}

/** A shift before it is written down. */
export interface PlannedShift extends ExpectedShift {
  readonly id: string;
  readonly hole: string;
  readonly fromMm: number;
  /** As deep as before: the rig was moved. */
  readonly toMm: number;
  readonly standby: Standby | undefined;
  /** Rods came out for a new bit. */
  readonly changesBit: boolean;
}

/** Tape and stick. */
const STEP_MM = 10;

export const shiftId = ({ rig, date, slot }: Pick<ExpectedShift, "rig" | "date" | "slot">): string =>
  `${rig}-${date}-${slot}`;

export function programmeOf(
  rig: DemoRig,
  slots: readonly ExpectedShift[],
  random: Random,
): readonly PlannedShift[] {
  const ends = cumulated(rig.holes.map(({ share }) => share)).map((share) =>
    Math.round(share * slots.length),
  );
  return rig.holes.flatMap(({ id, metresMm }, i) => {
    const own = slots.slice(ends[i - 1] ?? 0, ends[i]);
    const stops = own.map(() => stopsOf(random));
    const worn = random.below(own.length);
    const weights = own.map(({ startsAt, endsAt }, n) => {
      // Between two holes the rig is moved.
      if (i > 0 && n === 0) return 0;
      const minutes = (endsAt - startsAt) / MINUTE - (stops[n]!.standby?.minutes ?? 0);
      return minutes * (n === worn ? 0.55 : 0.93 + random.below(140) / 1000);
    });
    const depths = cumulated(weights).map((share) => Math.round((share * metresMm) / STEP_MM) * STEP_MM);
    return own.map((slot, n) => ({
      ...{ ...slot, ...stops[n]!, id: shiftId(slot), hole: id },
      fromMm: depths[n - 1] ?? 0,
      toMm: depths[n]!,
    }));
  });
}

/** Shares of the whole up to and with each. */
function cumulated(parts: readonly number[]): number[] {
  const whole = parts.reduce((sum, part) => sum + part, 0);
  let sum = 0;
  return parts.map((part) => {
    sum += part;
    return sum / whole;
  });
}

function stopsOf(random: Random): Pick<PlannedShift, "standby" | "changesBit"> {
  const kind = random.below(10);
  const payer: Payer | undefined = kind < 2 ? "client" : kind < 3 ? "contractor" : undefined;
  const minutes = 45 + 15 * random.below(12);
  // What "other" stands for would have to be said.
  const reasons = payer === undefined ? [] : STANDBY_REASONS[payer].slice(0, -1);
  const reason = reasons[random.below(Math.max(reasons.length, 1))] ?? "";
  return {
    standby: payer === undefined ? undefined : { minutes, payer, reason },
    changesBit: random.chance(0.3),
  };
}
