/** Mud and hydraulics of a day: how channels spread, gas, and what became of the pits. */
import { percentile } from "../../analysis/efficiency/percentile.js";
import type { PumpingRow } from "../../analysis/table.js";
import { conversion } from "../../wits/catalog/units.js";
import type { GasPeak, Hydraulics, Mud, Spread } from "../document/operations.js";
import { figure } from "../figure.js";
import type { DayClock } from "./clock.js";
import { type DayChannel, type DayRows, dayChannels, type Peak } from "./ledger.js";
import { count, hours, type Measures } from "./measures.js";
import { Running } from "./spread.js";

const TITLES: Readonly<Record<DayChannel, string>> = {
  "rate-of-penetration": "Rate of penetration",
  hookload: "Hookload",
  "weight-on-bit": "Weight on bit",
  torque: "Torque",
  "rotary-speed": "Rotary speed",
  pressure: "Standpipe pressure",
  "flow-in": "Flow in",
  "flow-out": "Flow out",
  "pit-volume": "Active tanks",
  gas: "Gas",
  "density-in": "Mud density in",
  "density-out": "Mud density out",
  "temperature-in": "Mud temperature in",
  "temperature-out": "Mud temperature out",
};
export const titleOf = (channel: DayChannel): string => TITLES[channel];

const WHILE_DRILLING: readonly DayChannel[] = [
  "weight-on-bit",
  "rotary-speed",
  "torque",
  "hookload",
  "pressure",
  "flow-in",
];
const OF_MUD: readonly DayChannel[] = ["density-in", "density-out", "temperature-in", "temperature-out"];

/** The same day, of all rigs of a well together. */
export function together(
  days: readonly DayRows[],
  which: "all" | "drilling" | "pumping",
  channel: DayChannel,
): Running {
  const place = dayChannels.indexOf(channel);
  const sum = new Running();
  for (const day of days) sum.take(day[which][place]!);
  return sum;
}

function spread(
  days: readonly DayRows[],
  which: "drilling" | "pumping",
  channel: DayChannel,
  measures: Measures,
): Spread[] {
  const running = together(days, which, channel);
  if (running.values === 0) return [];
  return [
    {
      name: TITLES[channel],
      channel,
      when: which === "drilling" ? "while drilling" : "with the pumps on",
      least: measures.of(channel, running.least),
      mean: measures.of(channel, running.mean),
      greatest: measures.of(channel, running.greatest),
    },
  ];
}

export interface MudFacts {
  readonly days: readonly DayRows[];
  readonly pumping: readonly PumpingRow[];
  readonly start: number;
  readonly end: number;
  readonly clock: DayClock;
  readonly measures: Measures;
  readonly units: { readonly depth: string | undefined; readonly volume: string | undefined };
  /** Hole made, in the unit of depth, by one bit's diameter in metres; undefined where it is not told. */
  readonly drilled: readonly { readonly length: number; readonly diameter: number | undefined }[];
}

export function hydraulicsOf({ days, pumping, start, end, measures }: MudFacts): Hydraulics {
  let [seconds, volume, strokes]: [number, number | undefined, number | undefined] = [
    0,
    undefined,
    undefined,
  ];
  for (const row of pumping) {
    const shared = Math.min(row.end, end) - Math.max(row.start, start);
    if (shared <= 0) continue;
    const share = shared / (row.end - row.start);
    seconds += shared / 1000;
    if (row.volume !== undefined) volume = (volume ?? 0) + row.volume * share;
    if (row.strokes !== undefined) strokes = (strokes ?? 0) + row.strokes * share;
  }
  return {
    pumpingHours: hours(days.length === 0 ? undefined : seconds),
    volumePumped: measures.of("pit-volume", volume),
    strokes: count(strokes),
    spreads: [
      ...WHILE_DRILLING.flatMap((channel) => spread(days, "drilling", channel, measures)),
      ...(["pressure", "flow-in", "flow-out"] as const).flatMap((channel) =>
        spread(days, "pumping", channel, measures),
      ),
    ],
  };
}

export function mudOf(facts: MudFacts): Mud {
  const { days, measures } = facts;
  const gas = gasOf(facts);
  const pits = together(days, "all", "pit-volume");
  const [start, end] = pits.values === 0 ? [undefined, undefined] : [pits.first, pits.last];
  const newHole = newHoleOf(facts);
  const shownStart = measures.of("pit-volume", start);
  const shownEnd = measures.of("pit-volume", end);
  const { unit, decimals } = shownStart;
  const change =
    shownStart.value === null || shownEnd.value === null ? undefined : shownEnd.value - shownStart.value;
  const shownHole = measures.of("pit-volume", newHole);
  const unexplained = change === undefined || shownHole.value === null ? undefined : change + shownHole.value;
  return {
    spreads: OF_MUD.flatMap((channel) => spread(days, "pumping", channel, measures)),
    ...gas,
    pits: {
      start: shownStart,
      end: shownEnd,
      change: figure(change, unit ?? undefined, decimals),
      newHole: shownHole,
      unexplained: figure(unexplained, unit ?? undefined, decimals),
    },
  };
}

/** In the unit of tanks. */
function newHoleOf({ drilled, units: { depth, volume } }: MudFacts): number | undefined {
  const toMetres = depth === undefined ? undefined : conversion(depth, "M")?.scale;
  const toUnit = volume === undefined ? undefined : conversion("M3", volume)?.scale;
  if (toMetres === undefined || toUnit === undefined || drilled.length === 0) return undefined;
  let sum = 0;
  for (const { length, diameter } of drilled) {
    if (diameter === undefined) return undefined;
    sum += length * toMetres * (Math.PI / 4) * diameter ** 2 * toUnit;
  }
  return sum;
}

const MOST_PEAKS = 5;
/** Times the background, at least; and so far apart, milliseconds. */
const OVER_BACKGROUND = 2;
const APART = 30 * 60_000;

/** Peaks that stand out of the background, the median of the day's steps. */
function gasOf({ days, clock, measures }: MudFacts): Pick<Mud, "gasBackground" | "gasPeaks"> {
  const place = dayChannels.indexOf("gas");
  const means = days.flatMap((day) => [...day.steps[place]!.values()].flatMap(({ mean }) => mean ?? []));
  const background = percentile(means, 0.5);
  const peaks: Peak[] = [];
  const steps = days.flatMap(({ gas }) => [...gas.values()]).sort((one, other) => other.value - one.value);
  for (const peak of steps) {
    if (peaks.length === MOST_PEAKS || !(peak.value > OVER_BACKGROUND * (background ?? 0))) break;
    if (peak.value > 0 && peaks.every(({ time }) => Math.abs(time - peak.time) >= APART)) peaks.push(peak);
  }
  return {
    gasBackground: measures.of("gas", background),
    gasPeaks: peaks
      .sort((one, other) => one.time - other.time)
      .map(
        (peak): GasPeak => ({
          time: clock.instant(peak.time),
          gas: measures.of("gas", peak.value),
          depth: measures.depth(peak.holeDepth),
        }),
      ),
  };
}
