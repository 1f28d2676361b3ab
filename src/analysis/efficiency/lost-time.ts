/**
 * Time that may have been lost. What is seen is proposed: long waits, a string that stands in slips, trouble; a person decides. What is invisible lies in
 * connections and trips that take longer than they could.
 */
import type { RigState } from "../../wits/catalog/state.js";
import type { ConnectionRow, EventRow, NptRow, TripRow } from "../table.js";
import { percentile } from "./percentile.js";
import type { EfficiencySettings, TimeOverride } from "./settings.js";
import { type Span, without } from "./spans.js";

export type Proposal = Omit<NptRow, "source" | "well" | "seconds" | "decided_by">;

/** Seconds. */
const LONGEST_WAIT = 1800;
/** Trouble that stops the work; what is only odd is none. */
const COSTLY = new Set(["kick", "loss", "washout", "pack_off", "stuck", "pump_trouble", "plugged_bit"]);

/** What a state that lasted too long is proposed as. */
const WAITS: Partial<Record<RigState, { readonly cause: string; readonly words: string }>> = {
  static: { cause: "wait", words: "nothing moved and no pump ran" },
  connection: { cause: "repair or wait", words: "the string stood in slips" },
  trip_connection: { cause: "repair or wait", words: "the string stood in slips" },
};

export function proposedWait(
  state: RigState,
  { start, end }: Span,
  holeDepth: number | undefined,
  { longestWait = LONGEST_WAIT }: EfficiencySettings,
): Proposal | undefined {
  const wait = WAITS[state];
  const seconds = (end - start) / 1000;
  if (wait === undefined || seconds < longestWait) return undefined;
  const reason = `${wait.words} for ${Math.round(seconds / 60)} min, ${Math.round(longestWait / 60)} min are usual at most`;
  return { start, end, cause: wait.cause, hole_depth: holeDepth, reason };
}

export function proposedTrouble({ kind, start, end, hole_depth, evidence }: EventRow): Proposal | undefined {
  return COSTLY.has(kind) && end > start
    ? { start, end, cause: kind, hole_depth, reason: evidence }
    : undefined;
}

/** What is lost when people have said what they know: theirs holds where it says something. Each moment belongs to one row. */
export function decided(
  proposals: readonly Proposal[],
  overrides: readonly TimeOverride[],
  within: Span,
): Omit<NptRow, "source" | "well">[] {
  const rows: Omit<NptRow, "source" | "well">[] = [];
  const taken: Span[] = [];
  const take = (one: Proposal, by: NptRow["decided_by"]): void => {
    for (const part of without(one, taken)) {
      rows.push({ ...part, seconds: (part.end - part.start) / 1000, decided_by: by });
    }
    taken.push(one);
  };
  for (const { start, end, productive, cause, reason } of [...overrides].reverse()) {
    const span = { start: Math.max(start, within.start), end: Math.min(end, within.end) };
    if (span.end <= span.start) continue;
    if (productive) taken.push(span);
    else
      take(
        { ...span, cause: cause!, hole_depth: undefined, reason: reason ?? "told by the overrides" },
        "overrides",
      );
  }
  // Trouble says more than that nothing moved.
  const byWeight = [...proposals].sort(
    (one, other) =>
      Number(COSTLY.has(other.cause)) - Number(COSTLY.has(one.cause)) || one.start - other.start,
  );
  for (const proposal of byWeight) take(proposal, "proposed");
  return rows.sort((one, other) => one.start - other.start);
}

/** The parts of a connection, from bottom to bottom. */
export const connectionParts = ["bottom_to_slips_s", "slip_to_slip_s", "slips_to_bottom_s"] as const;

/** The best of each part, put together: what one connection could take. Undefined where a part was never measured. */
export function bestComposite(connections: readonly ConnectionRow[]): number | undefined {
  let sum = 0;
  for (const part of connectionParts) {
    const own = connections.flatMap((one) => one[part] ?? []);
    if (own.length === 0) return undefined;
    sum += Math.min(...own);
  }
  return sum;
}

/** Seconds a connection should take from bottom to bottom. */
export function connectionTarget(
  connections: readonly ConnectionRow[],
  { target = "p10", connectionTarget: given }: EfficiencySettings,
): number | undefined {
  if (target === "given") return given;
  if (target === "best-composite") return bestComposite(connections);
  return percentile(
    connections.flatMap(({ weight_to_weight_s }) => weight_to_weight_s ?? []),
    0.1,
  );
}

/** Seconds above the target, of all that took longer. */
export const lostInConnections = (connections: readonly ConnectionRow[], target: number): number =>
  connections.reduce(
    (sum, { weight_to_weight_s }) => sum + Math.max(0, (weight_to_weight_s ?? 0) - target),
    0,
  );

/** Depth an hour: the speed that one trip of ten exceeds. */
export function tripTarget(
  trips: readonly TripRow[],
  { target = "p10", tripTarget: given }: EfficiencySettings,
): number | undefined {
  if (target === "given") return given;
  return percentile(
    trips.flatMap(({ speed }) => speed ?? []),
    0.9,
  );
}

export function lostInTrips(trips: readonly TripRow[], target: number): number {
  let seconds = 0;
  for (const { start, end, bit_depth_start, bit_depth_end } of trips) {
    const least = (Math.abs(bit_depth_end - bit_depth_start) / target) * 3600;
    seconds += Math.max(0, (end - start) / 1000 - least);
  }
  return seconds;
}
