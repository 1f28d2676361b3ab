/** Key figures of a rig, each with its unit and how it is computed; where something is missing, what would tell it. */
import { type RigState, rigStates } from "../../wits/catalog/state.js";
import type { ConnectionRow, KpiRow, NptRow, TripRow, Whose } from "../table.js";
import type { Run } from "../well.js";
import { costPerLength } from "./cost.js";
import {
  bestComposite,
  connectionParts,
  connectionTarget,
  lostInConnections,
  lostInTrips,
  tripTarget,
} from "./lost-time.js";
import { percentile } from "./percentile.js";
import type { EfficiencySettings } from "./settings.js";
import type { TimeTally } from "./time-tally.js";

export interface Observed {
  readonly whose: Whose;
  /** Of all rows, or of a day. */
  readonly tally: TimeTally;
  /** That began in this time. */
  readonly connections: readonly ConnectionRow[];
  readonly trips: readonly TripRow[];
  /** All that targets are taken from, of whatever time. */
  readonly measured: { readonly connections: readonly ConnectionRow[]; readonly trips: readonly TripRow[] };
  readonly npt: readonly Omit<NptRow, "source" | "well">[];
  readonly runs: readonly Run[];
  readonly settings: EfficiencySettings;
}

type Kpi = Omit<KpiRow, keyof Whose>;

/** Units by which an undeclared one of depth is named. */
const UNDECLARED = "; its unit is that of the rows, which nothing declares: give --units or a map";
const TRIPPING: readonly RigState[] = ["trip_in", "trip_out", "trip_connection", "bha_handling"];
const PERCENTILES = [
  [0.1, "p10", "one of ten takes less"],
  [0.5, "p50", "half of them take less"],
  [0.9, "p90", "nine of ten take less"],
] as const;

export function* kpisOf(observed: Observed): Generator<KpiRow> {
  const { whose, tally } = observed;
  if (tally.rows === 0) return;
  for (const one of [
    ...timeFigures(observed),
    ...drillingFigures(observed),
    ...connectionFigures(observed),
    ...tripFigures(observed),
    ...lostFigures(observed),
    ...costFigures(observed),
    ...runFigures(observed),
  ]) {
    yield { ...whose, ...one };
  }
}

const kpi = (
  name: string,
  value: number | undefined,
  unit: string | undefined,
  definition: string,
  missing = "",
): Kpi => ({
  name,
  value: value !== undefined && Number.isFinite(value) ? value : undefined,
  unit,
  definition:
    value !== undefined && Number.isFinite(value) ? definition : `${definition}; unknown: ${missing}`,
});

const secondsIn = ({ milliseconds }: TimeTally, ...states: readonly RigState[]): number =>
  states.reduce((sum, state) => sum + milliseconds[rigStates.indexOf(state)]!, 0) / 1000;
const madeIn = ({ made }: TimeTally, ...states: readonly RigState[]): number =>
  states.reduce((sum, state) => sum + made[rigStates.indexOf(state)]!, 0);
const madeInAll = ({ made }: TimeTally): number => made.reduce((sum, one) => sum + one, 0);
const rateUnit = ({ unit }: TimeTally): string | undefined =>
  unit === "M" ? "M/HR" : unit === "F" ? "F/HR" : undefined;

function* timeFigures({ tally }: Observed): Generator<Kpi> {
  yield kpi("span", tally.span / 1000, "s", "time from the first row to the last");
  for (const state of rigStates) {
    yield kpi(
      `time_${state}`,
      secondsIn(tally, state),
      "s",
      state === "data_gap"
        ? "time of which no rows tell"
        : `time in the state ${state}; all states together are the span`,
    );
  }
  const flat = secondsIn(tally, ...rigStates.filter((state) => !isHoleMaking(state) && state !== "data_gap"));
  yield kpi("flat_time", flat, "s", "time in which no hole was made, gaps left out");
}

const isHoleMaking = (state: RigState): boolean => state === "drill_rotate" || state === "drill_slide";

function* drillingFigures({ tally, connections }: Observed): Generator<Kpi> {
  const { unit } = tally;
  const undeclared = unit === undefined ? UNDECLARED : "";
  const knowsDepth = tally.knowsDepth;
  const made = knowsDepth ? madeInAll(tally) : undefined;
  const seconds = secondsIn(tally, "drill_rotate", "drill_slide");
  const rate = rateUnit(tally);
  const noDepth = "no depth of the hole was sent, item 0110";
  const noDrilling = knowsDepth ? "nothing was drilled" : noDepth;
  yield kpi(
    "hole_made",
    made,
    unit,
    `how much deeper the hole got while it was drilled${undeclared}`,
    noDepth,
  );
  yield kpi("time_on_bottom", seconds, "s", "time in drill_rotate and drill_slide");
  yield kpi(
    "rate_on_bottom",
    made === undefined || seconds === 0 ? undefined : (made / seconds) * 3600,
    rate,
    `hole made over time on bottom, not the mean of item 0113${undeclared}`,
    noDrilling,
  );
  yield kpi(
    "rate_gross",
    made === undefined || tally.span === 0 ? undefined : (made / tally.span) * 3_600_000,
    rate,
    `hole made over all of the span${undeclared}`,
    noDrilling,
  );
  for (const [name, state] of [
    ["rotate", "drill_rotate"],
    ["slide", "drill_slide"],
  ] as const) {
    const drilled = madeIn(tally, "drill_rotate", "drill_slide");
    yield kpi(
      `${name}_share_of_hole`,
      drilled > 0 ? (100 * madeIn(tally, state)) / drilled : undefined,
      "%",
      `hole made in ${state}, of that in both states of drilling`,
      noDrilling,
    );
    yield kpi(
      `${name}_share_of_time`,
      seconds > 0 ? (100 * secondsIn(tally, state)) / seconds : undefined,
      "%",
      `time in ${state}, of that on bottom`,
      "nothing was drilled",
    );
  }
  const stands = connections.filter(({ kind }) => kind === "drilling").length;
  const atWork =
    seconds +
    connections.reduce(
      (sum, one) => sum + (one.kind === "drilling" ? (one.weight_to_weight_s ?? one.slip_to_slip_s) : 0),
      0,
    );
  yield kpi(
    "stands_per_hour_drilling",
    stands > 0 && atWork > 0 ? (stands * 3600) / atWork : undefined,
    "1/h",
    "connections while drilling over the time on bottom and from bottom to bottom at them",
    "no connection while drilling",
  );
}

function* connectionFigures({ connections }: Observed): Generator<Kpi> {
  const kinds = [
    ["drilling", connections.filter(({ kind }) => kind === "drilling")],
    ["tripping", connections.filter(({ kind }) => kind !== "drilling")],
  ] as const;
  for (const [name, own] of kinds) {
    yield kpi(`connections_${name}`, own.length, undefined, `connections while ${name}`);
    for (const [column, words] of [
      ["slip_to_slip_s", "time in slips"],
      ["weight_to_weight_s", "time from bottom to bottom"],
    ] as const) {
      if (name === "tripping" && column === "weight_to_weight_s") continue;
      const values = own.flatMap((one) => one[column] ?? []);
      for (const [share, short, meaning] of PERCENTILES) {
        yield kpi(
          `${name}_${column.replace(/_s$/, "")}_${short}`,
          percentile(values, share),
          "s",
          `${words} of a connection while ${name}: ${meaning}`,
          `no connection while ${name} has it`,
        );
      }
    }
  }
  const [, drilling] = kinds[0];
  for (const part of connectionParts) {
    const values = drilling.flatMap((one) => one[part] ?? []);
    yield kpi(
      `best_${part.replace(/_s$/, "")}`,
      values.length === 0 ? undefined : Math.min(...values),
      "s",
      `the shortest ${part.replace(/_s$/, "").replaceAll("_", " ")} of a connection while drilling`,
      "no connection while drilling has it",
    );
  }
  yield kpi(
    "best_composite_connection",
    bestComposite(drilling),
    "s",
    "the shortest of each part of a connection while drilling, together",
    "a part was never measured",
  );
}

function* tripFigures({ trips, tally }: Observed): Generator<Kpi> {
  const rate = rateUnit(tally);
  for (const direction of ["in", "out"] as const) {
    const own = trips.filter((trip) => trip.direction === direction);
    yield kpi(
      `trips_${direction}`,
      own.length,
      undefined,
      `trips ${direction} of the hole`.replace("in of", "into"),
    );
    for (const [column, words] of [
      ["speed", "connections included"],
      ["speed_without_slips", "time in slips left out"],
    ] as const) {
      for (const [share, short] of PERCENTILES) {
        yield kpi(
          `trip_${direction}_${column}_${short}`,
          percentile(
            own.flatMap((trip) => trip[column] ?? []),
            share,
          ),
          rate,
          `speed of trips ${direction}, ${words}: ${100 * share} % of them are slower`,
          "no such trip",
        );
      }
    }
    const stands = own.reduce((sum, trip) => sum + trip.stands, 0);
    const hours = own.reduce((sum, trip) => sum + trip.end - trip.start, 0) / 3_600_000;
    yield kpi(
      `stands_per_hour_trip_${direction}`,
      hours > 0 ? stands / hours : undefined,
      "1/h",
      "stands over the time of the trips, connections included",
      "no such trip",
    );
  }
}

function* lostFigures({ tally, connections, trips, measured: all, npt, settings }: Observed): Generator<Kpi> {
  const drilling = connections.filter(({ kind }) => kind === "drilling");
  const measured =
    settings.target === "given" ? "the target that was given" : `the target ${settings.target ?? "p10"}`;
  const target = connectionTarget(
    all.connections.filter(({ kind }) => kind === "drilling"),
    settings,
  );
  yield kpi(
    "connection_target",
    target,
    "s",
    `from bottom to bottom of a connection while drilling, by ${measured}`,
    "no connection while drilling was measured from bottom to bottom, or no target was given",
  );
  yield kpi(
    "invisible_lost_connections",
    target === undefined ? undefined : lostInConnections(drilling, target),
    "s",
    "time above the target, of all connections while drilling that took longer",
    "there is no target",
  );
  const speed = tripTarget(all.trips, settings);
  yield kpi(
    "trip_target",
    speed,
    rateUnit(tally),
    settings.target === "given"
      ? "speed of a trip with its connections, as given"
      : "speed of a trip with its connections that one of ten exceeds",
    "no trip, or no target was given",
  );
  yield kpi(
    "invisible_lost_trips",
    speed === undefined || speed === 0 ? undefined : lostInTrips(trips, speed),
    "s",
    "time of trips beyond what they take at the target speed",
    "there is no target",
  );
  for (const [name, by, words] of [
    [
      "npt_proposed",
      "proposed",
      "time that rules propose as lost: waits, strings in slips, trouble; see the table npt",
    ],
    ["npt_told", "overrides", "time that the overrides say was lost"],
  ] as const) {
    const seconds = npt.reduce((sum, row) => sum + (row.decided_by === by ? row.seconds : 0), 0);
    yield kpi(name, seconds, "s", words);
  }
  const lost = npt.reduce((sum, row) => sum + row.seconds, 0);
  yield kpi(
    "npt_share",
    tally.span > 0 ? (100 * lost) / (tally.span / 1000) : undefined,
    "%",
    "time lost, proposed and told, of the span",
    "one row has no span",
  );
}

function* costFigures({ tally, settings, runs }: Observed): Generator<Kpi> {
  const { rigPerHour, bitCost } = settings;
  const told = runs.flatMap((run, place) => (tally.runs.has(place) ? (run.bitCost ?? []) : []));
  const bits = told.length > 0 ? told.reduce((sum, cost) => sum + cost, 0) : bitCost;
  const unit = tally.unit === "F" ? "$/F" : tally.unit === "M" ? "$/M" : undefined;
  const cost =
    rigPerHour === undefined
      ? undefined
      : costPerLength({
          rigPerHour,
          bit: bits ?? 0,
          drillingHours: secondsIn(tally, "drill_rotate", "drill_slide", "connection") / 3600,
          tripHours: secondsIn(tally, ...TRIPPING) / 3600,
          length: madeInAll(tally),
        });
  yield kpi(
    "cost_per_length",
    cost,
    unit,
    `bits and the rig's rate for time on bottom, in connections and tripping, over the hole made${bits === undefined ? ", bits left out: none was told" : ""}`,
    rigPerHour === undefined ? "no rate was told: rig-per-hour" : "nothing was drilled",
  );
}

function* runFigures({ tally, runs }: Observed): Generator<Kpi> {
  for (const [place, run] of runs.entries()) {
    const drilled = tally.runs.get(place);
    const name = run.name ?? `run ${place + 1}`;
    const seconds = (drilled?.milliseconds ?? 0) / 1000;
    yield kpi(
      `hole_made: ${name}`,
      drilled?.metres ?? 0,
      tally.unit,
      `hole that ${name} made, from where it began`,
    );
    yield kpi(
      `rate_on_bottom: ${name}`,
      drilled === undefined || seconds === 0 ? undefined : (drilled.metres / seconds) * 3600,
      rateUnit(tally),
      `hole made over time on bottom of ${name}`,
      "it drilled nothing here",
    );
  }
}
