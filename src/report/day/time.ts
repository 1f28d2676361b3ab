/** Where the day went: its lines, their hours by activity, and what was lost, seen and unseen. */
import {
  connectionTarget,
  lostInConnections,
  lostInTrips,
  tripTarget,
} from "../../analysis/efficiency/lost-time.js";
import type { EfficiencySettings } from "../../analysis/efficiency/settings.js";
import type { ConnectionRow, TripRow } from "../../analysis/table.js";
import type { TimeClass } from "../document/codes.js";
import type { ActivityHours, LostTime, TimeBreakdown, TimeLine } from "../document/time.js";
import { addingUp, figure } from "../figure.js";
import type { BuiltLine } from "./lines.js";
import { hours } from "./measures.js";

export interface Efficiency {
  /** Of the day, and of it with all days before. */
  readonly connections: readonly ConnectionRow[];
  readonly connectionsSoFar: readonly ConnectionRow[];
  readonly trips: readonly TripRow[];
  readonly tripsSoFar: readonly TripRow[];
  readonly settings: EfficiencySettings;
}

export function timeBreakdown(lines: readonly BuiltLine[], efficiency: Efficiency): TimeBreakdown {
  const total = secondsOf(lines);
  const of = (timeClass: TimeClass): readonly BuiltLine[] =>
    lines.filter((line) => line.timeClass === timeClass);
  return {
    lines: lines.map(asLine),
    byActivity: byActivity(lines, total),
    totals: {
      seconds: total,
      hours: hours(total),
      planned: hoursOf(of("planned")),
      lost: hoursOf(of("lost")),
      noData: hoursOf(of("no data")),
      ...invisible(efficiency),
    },
    lost: of("lost").map(lostTime),
    target: targetText(efficiency.settings),
  };
}

const secondsOf = (lines: readonly BuiltLine[]): number =>
  lines.reduce((sum, { seconds }) => sum + seconds, 0);

/** Of the hours that are shown: each sum is that of its lines. */
const hoursOf = (lines: readonly Pick<TimeLine, "hours">[]) =>
  figure(lines.reduce((sum, one) => sum + Math.round(one.hours.value! * 100), 0) / 100, "h", 2);

const asLine = ({ start, end, pieces, npt, ...line }: BuiltLine): TimeLine => line;

function byActivity(lines: readonly BuiltLine[], total: number): ActivityHours[] {
  const groups = new Map<string, BuiltLine[]>();
  for (const line of lines) {
    const { iadc, npd, witsml } = line.codes;
    const key = JSON.stringify([line.activity, line.timeClass, iadc, npd, witsml]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [line]);
    else known.push(line);
  }
  const sorted = [...groups.values()].sort((one, other) => secondsOf(other) - secondsOf(one));
  // Tenths of a percent.
  const shares = addingUp(
    sorted.map((own) => (1000 * secondsOf(own)) / total),
    1000,
  );
  return sorted.map((own, place) => ({
    activity: own[0]!.activity,
    codes: own[0]!.codes,
    timeClass: own[0]!.timeClass,
    seconds: secondsOf(own),
    hours: hoursOf(own),
    share: figure(shares[place]! / 10, "%", 1),
  }));
}

function lostTime(line: BuiltLine): LostTime {
  const bySaid = line.said !== null;
  return {
    from: line.from,
    to: line.to,
    seconds: line.seconds,
    hours: line.hours,
    cause: line.cause ?? "not said",
    depth: line.holeDepthEnd,
    reason: bySaid ? line.text : (line.npt?.reason ?? line.text),
    decidedBy: bySaid || line.npt?.decided_by === "overrides" ? "overrides" : "proposed",
  };
}

function invisible({ connections, connectionsSoFar, trips, tripsSoFar, settings }: Efficiency) {
  const drilling = (rows: readonly ConnectionRow[]): readonly ConnectionRow[] =>
    rows.filter(({ kind }) => kind === "drilling");
  const target = connectionTarget(drilling(connectionsSoFar), settings);
  const speed = tripTarget(tripsSoFar, settings);
  return {
    invisibleConnections: hours(
      target === undefined ? undefined : lostInConnections(drilling(connections), target),
    ),
    invisibleTrips: hours(speed === undefined || speed === 0 ? undefined : lostInTrips(trips, speed)),
  };
}

function targetText({ target = "p10" }: EfficiencySettings): string {
  const words = {
    p10: "the connection, and the speed of trips, that one of ten does better, of this day and those before",
    "best-composite": "the best of each part of a connection, of this day and those before",
    given: "the targets that were told",
  } as const;
  return `Invisible lost time is a part of the planned hours, measured against ${words[target]}.`;
}
