/** What people tell of time and money. */
import { Failure } from "../../failure/failure.js";

/** Of a well's time and money: every part may be left out. */
export interface EfficiencySettings {
  /** Money an hour. */
  readonly rigPerHour?: number | undefined;
  /** Money for a bit, where no run tells its own. */
  readonly bitCost?: number | undefined;
  /** What invisible lost time is measured against; `p10` when left out: the time that one of ten stays below. */
  readonly target?: "p10" | "best-composite" | "given" | undefined;
  /** Seconds from bottom to bottom of a connection, with the target `given`. */
  readonly connectionTarget?: number | undefined;
  /** Speed of a trip with its connections, in the unit of depth an hour, with the target `given`. */
  readonly tripTarget?: number | undefined;
  /** Seconds that nothing moves and no pump runs before that is proposed as lost: 1800 when left out. */
  readonly longestWait?: number | undefined;
  /** What a person says of some time; the later one holds. */
  readonly overrides?: readonly TimeOverride[] | undefined;
}

/** What a person says of some time: it was lost, and to what, or it was not. Milliseconds since 1970, on the clock of the rows. */
export interface TimeOverride {
  readonly start: number;
  readonly end: number;
  /** True: not lost, whatever is proposed. */
  readonly productive: boolean;
  /** What it was lost to: `waiting on weather`. */
  readonly cause?: string | undefined;
  readonly reason?: string | undefined;
}

/** Throws `Failure("bad-option")`. */
export function checkEfficiency(settings: EfficiencySettings): void {
  for (const name of ["rigPerHour", "bitCost", "connectionTarget", "tripTarget", "longestWait"] as const) {
    const value = settings[name];
    if (value !== undefined && !(typeof value === "number" && value >= 0 && Number.isFinite(value)))
      throw new Failure("bad-option", `${name}: ${JSON.stringify(value)} is no number of at least 0`);
  }
  const { target, connectionTarget, tripTarget, overrides = [] } = settings;
  if (target !== undefined && !["p10", "best-composite", "given"].includes(target))
    throw new Failure(
      "bad-option",
      `target: there is no ${JSON.stringify(target)}; there are p10, best-composite, given`,
    );
  if (target === "given" && connectionTarget === undefined && tripTarget === undefined)
    throw new Failure("missing-option", "target: given needs connection-target or trip-target");
  for (const [i, { start, end, productive, cause }] of overrides.entries()) {
    if (!(end > start)) throw new Failure("bad-option", `overrides: the ${i + 1}. ends before it starts`);
    if (!productive && (cause === undefined || cause === ""))
      throw new Failure(
        "bad-option",
        `overrides: the ${i + 1}. says that time was lost, and not to what: give cause`,
      );
  }
}
