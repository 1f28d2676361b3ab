/** Days of a well side by side: against depth, with hours that add up, and the same key figures a column a day. */
import type { DaySummary, KpiByDay, WellDays } from "./document/days.js";
import type { DayReport } from "./document.js";
import { addingUp, type Figure, figure } from "./figure.js";

export function wellDays(days: readonly DayReport[]): WellDays {
  let [soFar, lostSoFar] = [0, 0];
  const summaries = days.map((day): DaySummary => {
    const { hours, lost, noData } = day.time.totals;
    soFar += hundredths(hours);
    lostSoFar += hundredths(lost);
    return {
      date: day.date,
      dayNumber: day.head.dayNumber,
      holeEnd: day.depth.holeEnd,
      progress: day.depth.progress,
      hours,
      lost,
      noData,
      rateOnBottom: day.depth.rateOnBottom,
      cumulativeHours: figure(soFar / 100, "h", 2),
      cumulativeLost: figure(lostSoFar / 100, "h", 2),
    };
  });
  return {
    well: days[0]?.head.well ?? null,
    days: summaries,
    kpis: kpisOf(days),
    hoursByActivity: hoursOf(days),
  };
}

/** Of what is shown, so that columns add up. */
const hundredths = ({ value }: Figure): number => Math.round(100 * (value ?? 0));

/** What adds up over days; of the rest the days stand alone, but for what is told of all of them by what adds up. */
const ADDS = new Set([
  "hole_made",
  "time_on_bottom",
  "connections_drilling",
  "lost",
  "no_data",
  "invisible_lost_connections",
  "invisible_lost_trips",
  "pumping_time",
  "volume_pumped",
]);

function kpisOf(days: readonly DayReport[]): KpiByDay[] {
  const first = days[0]?.kpis ?? [];
  const sums = new Map<string, number | undefined>();
  const own = first.map(({ name }, place) => {
    const figures = days.map(({ kpis }) => kpis[place]!.figure);
    const values = figures.flatMap(({ value }) => value ?? []);
    sums.set(name, values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0));
    return figures;
  });
  const known = days.reduce((sum, day) => sum + day.seconds, 0) / 3600 - (sums.get("no_data") ?? 0);
  const over = (what: string, hours: number | undefined, scale = 1): number | undefined => {
    const sum = sums.get(what);
    return sum === undefined || hours === undefined || !(hours > 0) ? undefined : (scale * sum) / hours;
  };
  const together = (name: string, figures: readonly Figure[]): number | undefined => {
    if (ADDS.has(name)) return sums.get(name);
    if (name === "rate_on_bottom") return over("hole_made", sums.get("time_on_bottom"));
    if (name === "rate_gross") return over("hole_made", known);
    if (name === "lost_share") return over("lost", known, 100);
    if (name === "gas_greatest") {
      const values = figures.flatMap(({ value }) => value ?? []);
      return values.length === 0 ? undefined : Math.max(...values);
    }
    return undefined;
  };
  return first.map(({ name, title, definition }, place) => {
    const figures = own[place]!;
    const like = figures.find(({ unit }) => unit !== null) ?? figures[0]!;
    return {
      name,
      title,
      definition,
      days: figures,
      together: figure(together(name, figures), like.unit ?? undefined, like.decimals),
    };
  });
}

function hoursOf(days: readonly DayReport[]): WellDays["hoursByActivity"] {
  const groups = new Map<string, { seconds: number; hundredths: number }>();
  for (const day of days) {
    for (const { activity, seconds, hours } of day.time.byActivity) {
      const own = groups.get(activity) ?? { seconds: 0, hundredths: 0 };
      own.seconds += seconds;
      own.hundredths += hundredths(hours);
      groups.set(activity, own);
    }
  }
  const total = days.reduce((sum, day) => sum + day.seconds, 0);
  const sorted = [...groups].sort((one, other) => other[1].seconds - one[1].seconds);
  const shares = addingUp(
    sorted.map(([, { seconds }]) => (1000 * seconds) / total),
    1000,
  );
  return sorted.map(([activity, own], place) => ({
    activity,
    seconds: own.seconds,
    hours: figure(own.hundredths / 100, "h", 2),
    share: figure(shares[place]! / 10, "%", 1),
  }));
}
