/** Reports that do not fit: names, remarks and lists far longer than any sheet, a day of which nothing is known, several wells. */
import type { DayReport, Report } from "../../src/report/document.js";
import { type Figure, figure } from "../../src/report/figure.js";
import { exampleDay, exampleReport } from "./example.js";

/** Words that are all different, so that one that is lost is missed. */
export const words = (count: number, name: string): string =>
  Array.from({ length: count }, (_, place) => `${name}${place}`).join(" ");

export const longDay: DayReport = {
  ...exampleDay,
  head: {
    ...exampleDay.head,
    well: `Wéll ${"of the Northernmost ".repeat(9)}Field-1/2-A`,
    operator: "Operator".repeat(30),
    rig: `<b>Rig & "sons"</b> ${"x".repeat(190)}`,
  },
  summary: words(600, "sum"),
  time: {
    ...exampleDay.time,
    lines: exampleDay.time.lines.map((line, place) =>
      place === 0 ? { ...line, text: words(700, "done") } : line,
    ),
  },
  connections: {
    ...exampleDay.connections,
    rows: Array.from({ length: 60 }, (_, place) => ({
      ...exampleDay.connections.rows[0]!,
      stand: 100 + place,
      slipToSlip: figure(200.25 + place, "s", 2),
    })),
  },
  events: Array.from({ length: 200 }, (_, place) => ({
    ...exampleDay.events[0]!,
    depth: figure(2200.123 + place, "m", 3),
    evidence: words(12, `sign${place}x`),
  })),
  remarks: [
    { ...exampleDay.remarks[0]!, text: words(5000 / 8, "remark") },
    { ...exampleDay.remarks[1]!, text: "first line\nsecond line\twith a tab" },
    {
      ...exampleDay.remarks[1]!,
      text: `${"unbroken".repeat(70)} Ж-3 \u4e95 \u202e\u0007 <script>alert(1)</script>`,
    },
  ],
};

const unknown = <Value>(value: Value): Value => {
  if (Array.isArray(value)) return [] as Value;
  if (typeof value !== "object" || value === null) return value;
  if ("decimals" in value) return { ...value, value: null };
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, unknown(own)])) as Value;
};

/** Nothing is known of it but that it was. */
export const emptyDay: DayReport = {
  ...unknown(exampleDay),
  head: {
    ...exampleDay.head,
    well: null,
    rig: null,
    operator: null,
    supervisor: null,
    missing: ["well", "rig"],
  },
  date: exampleDay.date,
  summary: "No rows tell what happened.",
};

export const reportOf = (...days: readonly DayReport[]): Report => ({ ...exampleReport, days });

const dated = (day: DayReport, well: string, place: number): DayReport => ({
  ...day,
  head: { ...day.head, well, dayNumber: place + 1, reportNumber: place + 1 },
  date: `2024-03-${String(place + 4).padStart(2, "0")}`,
});

const grown = (one: Figure, place: number): Figure =>
  figure((one.value ?? 0) * (1 + place / 7), one.unit ?? undefined, one.decimals);

/** So many days of each well, each deeper than the one before. */
export function severalDays(wells: readonly string[], count: number): Report {
  const places = Array.from({ length: count }, (_, place) => place);
  const { totals, byActivity } = exampleDay.time;
  return {
    ...exampleReport,
    days: wells.flatMap((well) => places.map((place) => dated(exampleDay, well, place))),
    wells: wells.map((well, which) => ({
      well,
      days: places.map((place) => ({
        date: dated(exampleDay, well, place).date,
        dayNumber: place + 1,
        holeEnd: figure(2352.8 + (130 + 17 * which) * place, "m", 1),
        progress: grown(exampleDay.depth.progress, place),
        hours: totals.hours,
        lost: totals.lost,
        noData: totals.noData,
        rateOnBottom: grown(exampleDay.depth.rateOnBottom, place % 4),
        cumulativeHours: figure(24 * (place + 1), "h", 2),
        cumulativeLost: figure(2.5 * (place + 1), "h", 2),
      })),
      kpis: exampleDay.kpis.map(({ name, title, definition, figure: own }) => ({
        name,
        title,
        definition,
        days: places.map((place) => grown(own, place % 5)),
        together: own,
      })),
      hoursByActivity: byActivity.map(({ activity, seconds, hours, share }) => ({
        activity,
        seconds: seconds * count,
        hours: figure((hours.value ?? 0) * count, "h", 2),
        share,
      })),
    })),
  };
}
