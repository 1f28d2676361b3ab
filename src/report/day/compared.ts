/** Connections and trips of a day, beside those of the days before it. */
import { percentile } from "../../analysis/efficiency/percentile.js";
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

function percentiles(
  name: string,
  [day, before]: readonly [readonly number[], readonly number[]],
  shown: (value: number | undefined) => Figure,
): Compared[] {
  if (day.length === 0) return [];
  return PERCENTILES.map(([share, short]) =>
    compared(`${name}, ${short}`, shown(percentile(day, share)), shown(percentile(before, share))),
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
  const drills = ({ kind }: ConnectionRow): boolean => kind === "drilling";
  const trips = (row: ConnectionRow): boolean => !drills(row);
  const of = (
    column: "slip_to_slip_s" | "weight_to_weight_s",
    own: (row: ConnectionRow) => boolean,
  ): readonly [readonly number[], readonly number[]] => [
    day.filter(own).flatMap((row) => row[column] ?? []),
    before.filter(own).flatMap((row) => row[column] ?? []),
  ];
  return {
    drilling: count(day.filter(drills).length),
    tripping: count(day.filter(trips).length),
    daysBefore,
    figures: [
      ...percentiles("Slip to slip, drilling", of("slip_to_slip_s", drills), seconds),
      ...percentiles("Weight to weight, drilling", of("weight_to_weight_s", drills), seconds),
      ...percentiles("Slip to slip, tripping", of("slip_to_slip_s", trips), seconds),
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
      ...percentiles(`Speed ${direction}, connections included`, of("speed", direction), measures.rate),
      ...percentiles(
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
