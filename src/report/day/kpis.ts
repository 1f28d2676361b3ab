/** Key figures of a day: those that days and wells are set side by side by. All are parts of the report, named and explained. */
import type { DayKpi } from "../document/operations.js";
import type { DayReport } from "../document.js";
import { type Figure, figure } from "../figure.js";

type Parts = Pick<DayReport, "depth" | "time" | "connections" | "trips" | "hydraulics" | "mud">;

export function kpisOf({ depth, time, connections, trips, hydraulics, mud }: Parts): DayKpi[] {
  const { totals } = time;
  const known = totals.seconds - 3600 * (totals.noData.value ?? 0);
  const lostShare = known > 0 ? (100 * 3600 * (totals.lost.value ?? 0)) / known : undefined;
  const among = (figures: DayReport["trips"]["figures"], name: string, like: Figure): Figure =>
    figures.find((one) => one.name === name)?.day ?? { ...like, value: null };
  const seconds = figure(undefined, "s", 0);
  const gas = mud.gasPeaks.reduce<Figure | undefined>(
    (most, peak) => (most === undefined || (peak.gas.value ?? 0) > (most.value ?? 0) ? peak.gas : most),
    undefined,
  );
  const all: readonly (readonly [name: string, title: string, figure: Figure, definition: string])[] = [
    ["hole_made", "Hole made", depth.progress, "how much deeper the hole got while it was drilled"],
    ["time_on_bottom", "Time on bottom", depth.hoursOnBottom, "time in which hole was made"],
    ["rate_on_bottom", "Rate on bottom", depth.rateOnBottom, "hole made over time on bottom"],
    [
      "rate_gross",
      "Rate over the day",
      depth.rateGross,
      "hole made over the hours of which something is known",
    ],
    ["connections_drilling", "Connections, drilling", connections.drilling, "times in slips while drilling"],
    [
      "drilling_slip_to_slip_p50",
      "Slip to slip, drilling, P50",
      among(connections.figures, "Slip to slip, drilling, P50", seconds),
      "time in slips of a connection while drilling: half of them take less",
    ],
    [
      "drilling_weight_to_weight_p50",
      "Weight to weight, drilling, P50",
      among(connections.figures, "Weight to weight, drilling, P50", seconds),
      "time from bottom to bottom of a connection while drilling: half of them take less",
    ],
    [
      "trip_in_speed_p50",
      "Trip in, speed, P50",
      among(trips.figures, "Speed in, connections included, P50", depth.rateOnBottom),
      "speed of trips into the hole, connections included",
    ],
    [
      "trip_out_speed_p50",
      "Trip out, speed, P50",
      among(trips.figures, "Speed out, connections included, P50", depth.rateOnBottom),
      "speed of trips out of the hole, connections included",
    ],
    ["lost", "Lost", totals.lost, "hours that were lost, proposed and told"],
    [
      "lost_share",
      "Lost, of known time",
      figure(lostShare, "%", 1),
      "lost hours over hours of which something is known",
    ],
    ["no_data", "No data", totals.noData, "hours of which no rows tell"],
    [
      "invisible_lost_connections",
      "Invisible, connections",
      totals.invisibleConnections,
      "time of connections beyond the target",
    ],
    [
      "invisible_lost_trips",
      "Invisible, trips",
      totals.invisibleTrips,
      "time of trips beyond what they take at the target speed",
    ],
    ["pumping_time", "Pumps on", hydraulics.pumpingHours, "time with the pumps on"],
    ["volume_pumped", "Mud pumped", hydraulics.volumePumped, "flow in over the time with the pumps on"],
    [
      "gas_greatest",
      "Gas, greatest peak",
      gas ?? { ...mud.gasBackground, value: null },
      "the greatest peak over the background",
    ],
  ];
  return all.map(([name, title, own, definition]) => ({ name, title, figure: own, definition }));
}
