/** Connections and trips of a day, beside those of the days before it. */
import { percentiles } from "../../analysis/efficiency/percentile.js";
import type { ConnectionRow, TripRow } from "../../analysis/table.js";
import type { Compared, Connections, Trips } from "../document/operations.js";
import { type Figure, figure } from "../figure.js";
import type { DayClock } from "./clock.js";
import { count, type Measures, seconds } from "./measures.js";

const PERCENTILES = [
  [0.1, "P10"],
  [0.5, "P50"],
  [0.9, "P90"],
] as const;

const SHARES = PERCENTILES.map(([share]) => share);

const KINDS: Readonly<Record<ConnectionRow["kind"], string>> = {
  drilling: "drilling",
  trip_in: "tripping in",
  trip_out: "tripping out",
};

/** The day less those before; of what is shown, so that the three agree. */
function compared(name: string, day: Figure, before: Figure): Compared {
  const change = day.value === null || before.value === null ? undefined : day.value - before.value;
  return { name, day, before, change: figure(change, day.unit ?? undefined, day.decimals) };
}

function comparedPercentiles(
  name: string,
  [day, before]: readonly [readonly number[], readonly number[]],
  shown: (value: number | undefined) => Figure,
): Compared[] {
  if (day.length === 0) return [];
  const [ofDay, ofBefore] = [percentiles(day, SHARES), percentiles(before, SHARES)];
  return PERCENTILES.map(([, short], place) =>
    compared(`${name}, ${short}`, shown(ofDay[place]), shown(ofBefore[place])),
  );
}

interface Told<Row> {
  readonly day: readonly Row[];
  readonly before: readonly Row[];
  readonly daysBefore: number;
  readonly clock: DayClock;
  readonly measures: Measures;
}

export function connectionsOf({
  day,
  before,
  daysBefore,
  clock,
  measures,
}: Told<ConnectionRow>): Connections {
  const [own, earlier] = [timesOf(day), timesOf(before)];
  return {
    drilling: count(own.drilling),
    tripping: count(day.length - own.drilling),
    daysBefore,
    figures: [
      ...comparedPercentiles("Slip to slip, drilling", [own.drillingSlips, earlier.drillingSlips], seconds),
      ...comparedPercentiles(
        "Weight to weight, drilling",
        [own.drillingWeights, earlier.drillingWeights],
        seconds,
      ),
      ...comparedPercentiles("Slip to slip, tripping", [own.trippingSlips, earlier.trippingSlips], seconds),
    ],
    rows: day.map((row) => ({
      start: clock.instant(row.start),
      kind: KINDS[row.kind],
      stand: row.stand ?? null,
      bitDepth: measures.depth(row.bit_depth),
      slipToSlip: seconds(row.slip_to_slip_s),
      weightToWeight: seconds(row.weight_to_weight_s),
    })),
  };
}

/** Of connections, in one go: those of all days before are many. */
function timesOf(rows: readonly ConnectionRow[]) {
  const [drillingSlips, drillingWeights, trippingSlips]: [number[], number[], number[]] = [[], [], []];
  let drilling = 0;
  for (const { kind, slip_to_slip_s: slips, weight_to_weight_s: weights } of rows) {
    const drills = kind === "drilling";
    if (drills) drilling++;
    if (slips !== undefined) (drills ? drillingSlips : trippingSlips).push(slips);
    if (drills && weights !== undefined) drillingWeights.push(weights);
  }
  return { drilling, drillingSlips, drillingWeights, trippingSlips };
}

export function tripsOf({ day, before, clock, measures }: Told<TripRow>): Trips {
  const of = (
    column: "speed" | "speed_without_slips",
    direction: TripRow["direction"],
  ): readonly [readonly number[], readonly number[]] => {
    const own = (rows: readonly TripRow[]) =>
      rows.filter((row) => row.direction === direction).flatMap((row) => row[column] ?? []);
    return [own(day), own(before)];
  };
  return {
    figures: (["in", "out"] as const).flatMap((direction) => [
      ...comparedPercentiles(
        `Speed ${direction}, connections included`,
        of("speed", direction),
        measures.rate,
      ),
      ...comparedPercentiles(
        `Speed ${direction}, without slips`,
        of("speed_without_slips", direction),
        measures.rate,
      ),
    ]),
    rows: day.map((row) => ({
      start: clock.instant(row.start),
      end: clock.until(row.end),
      direction: row.direction,
      bitDepthStart: measures.depth(row.bit_depth_start),
      bitDepthEnd: measures.depth(row.bit_depth_end),
      stands: row.stands,
      speed: measures.rate(row.speed),
      speedWithoutSlips: measures.rate(row.speed_without_slips),
    })),
  };
}
