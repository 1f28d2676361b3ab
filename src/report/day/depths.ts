/** How deep hole and bit of a well were, by all that told of them. */
import type { RigLedger } from "./ledger.js";

export interface Depths {
  /** Undefined where no rows tell of the moment. */
  holeAt(time: number): number | undefined;
  bitAt(time: number): number | undefined;
  /** The last that was told before a moment, or at it, and when rows last told of it. */
  lastHole(time: number): { readonly depth: number; readonly told: number } | undefined;
  lastBit(time: number): number | undefined;
  /** The first of the hole at a moment or after it. */
  nextHole(time: number): number | undefined;
  /** When the hole first was so deep. */
  reached(depth: number): number | undefined;
}

/** `ledgers` are in the order of their first rows. */
export function depthsOf(ledgers: readonly RigLedger[]): Depths {
  const latest = (time: number): RigLedger | undefined => ledgers.findLast(({ first }) => first <= time);
  const within = (time: number): RigLedger | undefined => {
    const ledger = latest(time);
    return ledger !== undefined && time <= ledger.last ? ledger : undefined;
  };
  return {
    holeAt: (time) => within(time)?.hole.at(time),
    bitAt: (time) => within(time)?.bit.at(time),
    lastHole(time) {
      for (const ledger of [...ledgers].reverse()) {
        const depth = ledger.first <= time ? ledger.hole.at(time) : undefined;
        if (depth !== undefined) return { depth, told: Math.min(time, ledger.last) };
      }
      return undefined;
    },
    lastBit(time) {
      const ledger = ledgers.findLast((one) => one.first <= time && one.bit.at(time) !== undefined);
      return ledger?.bit.at(time);
    },
    nextHole(time) {
      const ledger = ledgers.find(({ last, hole }) => last >= time && hole.last !== undefined);
      return ledger === undefined ? undefined : ledger.hole.next(time);
    },
    reached(depth) {
      const times = ledgers.flatMap(({ hole }) => hole.reached(depth) ?? []);
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
}
