/** What people tell of time and money. */
import { Failure } from "../../failure.js";
import type { Span } from "./spans.js";

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

/** What a person says of some time: it was lost, and to what, or it was not. */
export interface TimeOverride {
  /** As the table `npt` shows times: `2026-05-01T10:00:00`, or with `Z` where that has it. */
  readonly start: string;
  readonly end: string;
  /** `productive`: not lost, whatever is proposed. */
  readonly verdict: "lost" | "productive";
  /** What it was lost to: `waiting on weather`. */
  readonly cause?: string | undefined;
  readonly reason?: string | undefined;
}

/** The same, in milliseconds since 1970 on the clock of the rows. */
export interface Verdict extends Span {
  readonly isLost: boolean;
  readonly cause: string;
  readonly reason: string;
}

/** Throws `Failure("bad-option")`. */
export function checkEfficiency(settings: EfficiencySettings): void {
  const { rigPerHour, bitCost, longestWait } = settings;
  for (const [name, value] of [
    ["rig-per-hour", rigPerHour],
    ["bit-cost", bitCost],
    ["connection-target", settings.connectionTarget],
    ["trip-target", settings.tripTarget],
    ["longest-wait", longestWait],
  ] as const) {
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
  verdictsOf(overrides);
}

/** Throws `Failure("bad-option")`. */
export function verdictsOf(overrides: readonly TimeOverride[] = []): readonly Verdict[] {
  return overrides.map(({ start, end, verdict, cause, reason = "told by the overrides" }, i) => {
    const wrong = (what: string): Failure => new Failure("bad-option", `overrides: number ${i + 1} ${what}`);
    if (verdict !== "lost" && verdict !== "productive")
      throw wrong(`has the verdict ${JSON.stringify(verdict)}; there are lost and productive`);
    if (verdict === "lost" && !cause) throw wrong("says that time was lost, and not to what: give cause");
    const span = { start: momentIn(start), end: momentIn(end) };
    for (const [name, text] of Object.entries({ start, end }))
      if (Number.isNaN(momentIn(text)))
        throw wrong(`has the ${name} ${JSON.stringify(text)}, which is no time such as 2026-05-01T10:00:00`);
    if (!(span.end > span.start)) throw wrong("ends before it starts");
    return { ...span, isLost: verdict === "lost", cause: cause ?? "", reason };
  });
}

/** NaN for what is none. */
function momentIn(text: unknown): number {
  if (typeof text !== "string") return Number.NaN;
  const [, date, time = "00:00:00"] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)Z?)?$/.exec(text) ?? [];
  return date === undefined ? Number.NaN : Date.parse(`${date}T${time}Z`);
}
