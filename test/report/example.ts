/** A report of one day, written by hand: what renderers are tried on. Its lines add up to 24 hours, and have every kind of thing in them. */
import type { ActivityCodes, TimeClass } from "../../src/report/document/codes.js";
import type { TimeLine } from "../../src/report/document/time.js";
import { type DayReport, REPORT_FORMAT, type Report } from "../../src/report/document.js";
import { type Figure, figure, type Instant } from "../../src/report/figure.js";

const START = Date.UTC(2024, 2, 4, 6);
const at = (hours: number): Instant => {
  const iso = new Date(START + hours * 3_600_000).toISOString().slice(0, 19);
  return { iso: `${iso}+01:00`, clock: iso.slice(11, 16) };
};
const m = (value?: number): Figure => figure(value, "m", 1);
const h = (value?: number): Figure => figure(value, "h", 2);
const s = (value?: number): Figure => figure(value, "s", 0);
const mh = (value?: number): Figure => figure(value, "m/h", 1);
const codes = (iadc: string | null, npd: string | null, witsml: string | null): ActivityCodes => ({
  iadc,
  npd,
  witsml,
});

const kinds = {
  Drilling: codes("2", "drilling -- drill", "drilling -- new hole"),
  Circulating: codes("5", "drilling -- circulating conditioning", "circulate -- drilling"),
  "Tripping out": codes("6", "drilling -- trip", "tripping -- trip out (to surface)"),
  Repair: codes("8", "interruption -- repair", "rig repairs -- other"),
  "No data": codes(null, null, null),
};

function line(
  activity: keyof typeof kinds,
  [from, to]: readonly [number, number],
  [before, after]: readonly [number, number],
  text: string,
  rest: Partial<TimeLine> = {},
): TimeLine {
  return {
    from: at(from),
    to: at(to),
    seconds: (to - from) * 3600,
    hours: h(to - from),
    activity,
    codes: kinds[activity],
    timeClass: activity === "No data" ? "no data" : "planned",
    cause: null,
    holeDepthStart: m(before),
    holeDepthEnd: m(after),
    bitDepthStart: m(before),
    bitDepthEnd: m(activity === "Tripping out" ? 1480 : after),
    text,
    states: [{ state: "drill_rotate", seconds: (to - from) * 3600 }],
    said: null,
    found: null,
    ...rest,
  };
}

const lines: readonly TimeLine[] = [
  line(
    "Drilling",
    [0, 9.25],
    [2210.4, 2352.8],
    'Drilled 12 1/4" hole from 2210.4 m to 2352.8 m, 5 stands, 18.4 m/h on bottom. WOB 12 t, 120 rpm, 3200 L/min.',
  ),
  line(
    "Circulating",
    [9.25, 11],
    [2352.8, 2352.8],
    "Circulated hole clean with 3210 L/min at 214 bar, 337 m3.",
  ),
  line(
    "Repair",
    [11, 13.5],
    [2352.8, 2352.8],
    "Repaired hydraulic leak on top drive. <Spares> & seals from store: “good”.",
    {
      timeClass: "lost",
      cause: "repair",
      said: {
        activity: "Repair",
        comment: "Repaired hydraulic leak on top drive. <Spares> & seals from store: “good”.",
        timeClass: "lost",
        cause: "repair",
      },
      found: {
        activity: "Waiting",
        timeClass: "lost",
        text: "Nothing moved and no pump ran, bit at 2340.1 m.",
      },
    },
  ),
  line(
    "Tripping out",
    [13.5, 20.75],
    [2352.8, 2352.8],
    "Pulled out from 2352.8 m to 1480.0 m, 30 stands, 120 m/h with connections.",
  ),
  line("No data", [20.75, 24], [2352.8, 2352.8], "No rows tell what happened."),
];

const byActivity = Object.entries(kinds).map(([activity, own]) => {
  const hours = lines
    .filter((one) => one.activity === activity)
    .reduce((sum, one) => sum + one.seconds / 3600, 0);
  const timeClass: TimeClass =
    activity === "Repair" ? "lost" : activity === "No data" ? "no data" : "planned";
  const shares = { 9.25: 38.5, 1.75: 7.3, 7.25: 30.2, 2.5: 10.4, 3.25: 13.6 } as Record<number, number>;
  return {
    activity,
    codes: own,
    timeClass,
    seconds: hours * 3600,
    hours: h(hours),
    share: figure(shares[hours], "%", 1),
  };
});

const STEPS = 288;
const steps = (of: (hour: number) => number | null): (number | null)[] =>
  Array.from({ length: STEPS }, (_, step) => (step >= 249 ? null : of(step / 12)));
const hole = (hour: number): number => (hour < 9.25 ? 2210.4 + (142.4 * hour) / 9.25 : 2352.8);
const bit = (hour: number): number => (hour < 13.5 ? hole(hour) : 2352.8 - ((hour - 13.5) * 872.8) / 7.25);

export const exampleDay: DayReport = {
  head: {
    well: "NO 15/9-F-9 A",
    wellbore: null,
    rig: "Mærsk Ocean",
    operator: "Example Energy AS",
    contractor: null,
    field: "Field of Ω",
    country: null,
    supervisor: "Å. Larsen",
    section: '12 1/4" hole',
    spud: "2024-02-28",
    dayNumber: 6,
    reportNumber: 6,
    missing: ["wellbore", "contractor", "country"],
  },
  date: "2024-03-04",
  start: at(0),
  end: at(24),
  seconds: 86_400,
  zone: "Europe/Oslo",
  summary:
    "Drilled from 2210.4 m to 2352.8 m (142.4 m), circulated, lost 2.50 h to repair, pulled out to 1480.0 m. 3.25 h without data.",
  depth: {
    holeStart: m(2210.4),
    holeEnd: m(2352.8),
    bitEnd: m(1480),
    progress: m(142.4),
    rateOnBottom: mh(18.4),
    rateGross: mh(5.9),
    hoursOnBottom: h(7.74),
    rotated: m(120.2),
    slid: m(22.2),
    hoursRotating: h(6.1),
    hoursSliding: h(1.64),
  },
  time: {
    lines,
    byActivity,
    totals: {
      seconds: 86_400,
      hours: h(24),
      planned: h(18.25),
      lost: h(2.5),
      noData: h(3.25),
      invisibleConnections: h(0.21),
      invisibleTrips: h(0.55),
    },
    lost: [
      {
        from: at(11),
        to: at(13.5),
        seconds: 9000,
        hours: h(2.5),
        cause: "repair",
        depth: m(2352.8),
        reason: "told by the overrides",
        decidedBy: "overrides",
      },
    ],
    target: "Invisible lost time is measured against the connection that one of ten stays below.",
  },
  connections: {
    drilling: figure(5, undefined, 0),
    tripping: figure(30, undefined, 0),
    daysBefore: 3,
    figures: [
      { name: "Slip to slip, drilling, P50", day: s(212), before: s(240), change: s(-28) },
      { name: "Weight to weight, drilling, P50", day: s(525), before: s(498), change: s(27) },
    ],
    rows: [
      {
        start: at(1.85),
        kind: "drilling",
        stand: 71,
        bitDepth: m(2238.9),
        slipToSlip: s(212),
        weightToWeight: s(525),
      },
    ],
  },
  trips: {
    figures: [{ name: "Speed out, P50", day: mh(120), before: mh(undefined), change: mh(undefined) }],
    rows: [
      {
        start: at(13.5),
        end: at(20.75),
        direction: "out",
        bitDepthStart: m(2352.8),
        bitDepthEnd: m(1480),
        stands: 30,
        speed: mh(120.4),
        speedWithoutSlips: mh(310.9),
      },
    ],
  },
  bits: [
    {
      name: "bit 4",
      diameter: figure(12.25, "in", 2),
      depthIn: m(1206),
      hoursOnBottom: h(7.74),
      drilled: m(142.4),
      rate: mh(18.4),
      assembly: "PDM, MWD, 6 x DC, jar",
    },
  ],
  hydraulics: {
    pumpingHours: h(11.1),
    volumePumped: figure(2131.4, "m3", 1),
    strokes: figure(98_120, undefined, 0),
    spreads: [
      {
        name: "Standpipe pressure",
        channel: "pressure",
        when: "while drilling",
        least: figure(18_800, "kPa", 0),
        mean: figure(21_400, "kPa", 0),
        greatest: figure(22_050, "kPa", 0),
      },
    ],
  },
  mud: {
    spreads: [
      {
        name: "Mud density in",
        channel: "density-in",
        when: "with the pumps on",
        least: figure(1320, "kg/m3", 0),
        mean: figure(1325, "kg/m3", 0),
        greatest: figure(1330, "kg/m3", 0),
      },
    ],
    gasBackground: figure(0.4, "%", 2),
    gasPeaks: [{ time: at(4.5), gas: figure(2.31, "%", 2), depth: m(2279.6) }],
    pits: {
      start: figure(82.1, "m3", 1),
      end: figure(71.3, "m3", 1),
      change: figure(-10.8, "m3", 1),
      newHole: figure(10.8, "m3", 1),
      unexplained: figure(0, "m3", 1),
    },
  },
  surveys: [
    {
      time: at(2.05),
      depth: m(2230),
      inclination: figure(12.41, "°", 2),
      azimuth: figure(214.7, "°", 2),
      tvd: m(2198.2),
      north: m(-84.1),
      east: m(-58.6),
      dogleg: figure(1.12, "°/30 m", 2),
      verticalSection: m(102.5),
    },
  ],
  tops: [
    {
      depth: m(2291.5),
      above: "shale",
      below: "sandstone",
      curve: "gamma",
      valueAbove: figure(98.2, "API", 1),
      valueBelow: figure(41.7, "API", 1),
      confidence: figure(0.93, undefined, 2),
    },
  ],
  events: [
    {
      start: at(6.2),
      end: at(6.4),
      kind: "drilling break",
      severity: "notice",
      depth: m(2291.5),
      confidence: figure(0.81, undefined, 2),
      evidence: "rate 17.9 to 34.2 m/h over 2 min at the same weight and speed",
      advice: "flow check",
    },
  ],
  remarks: [
    { time: at(4.5), text: "Gas peak confirmed by mud logger", by: "log" },
    { time: at(11), text: "Top drive leak, see work order 4471", by: "overrides" },
  ],
  kpis: [
    {
      name: "hole_made",
      title: "Hole made",
      figure: m(142.4),
      definition: "how much deeper the hole got while it was drilled",
    },
    {
      name: "npt_share",
      title: "Time lost",
      figure: figure(10.4, "%", 1),
      definition: "time lost, proposed and told, of the span",
    },
  ],
  quality: {
    rows: 14_940,
    coverage: figure(86.5, "%", 1),
    gaps: [{ from: at(20.75), to: at(24), hours: h(3.25) }],
    dead: [{ channel: "choke pressure", reason: "0 in all 14940 rows" }],
    withoutTime: 2,
    behind: 0,
    warnings: ["3.25 h of the day have no rows: nothing is said of what happened then."],
  },
  sources: [{ name: "rig-2024-03-04.wits.gz", firstOffset: 1_204_991, lastOffset: 9_882_410, rows: 14_940 }],
  pictures: {
    seconds: 86_400,
    hours: Array.from({ length: 13 }, (_, place) => ({ at: place * 7200, clock: at(place * 2).clock })),
    states: [
      { from: 0, to: 33_300, state: "drill_rotate" },
      { from: 33_300, to: 39_600, state: "circulate" },
      { from: 39_600, to: 48_600, state: "static" },
      { from: 48_600, to: 74_700, state: "trip_out" },
      { from: 74_700, to: 86_400, state: "data_gap" },
    ],
    stepSeconds: 300,
    holeDepth: steps(hole),
    bitDepth: steps(bit),
    depthUnit: "m",
    curves: [
      {
        channel: "hookload",
        title: "Hookload",
        unit: "kN",
        least: steps(() => 980),
        mean: steps((hour) => 1020 + 8 * Math.sin(hour)),
        greatest: steps(() => 1100),
      },
      {
        channel: "pressure",
        title: "Standpipe pressure",
        unit: "kPa",
        least: steps((hour) => (hour < 11 ? 18_800 : 0)),
        mean: steps((hour) => (hour < 11 ? 21_400 : 0)),
        greatest: steps((hour) => (hour < 11 ? 22_050 : 0)),
      },
    ],
    hoursByActivity: byActivity.map(({ activity, hours }) => ({ activity, hours })),
  },
};

export const exampleReport: Report = {
  format: REPORT_FORMAT,
  days: [exampleDay],
  wells: [],
  warnings: [],
  made: {
    program: "witskit",
    version: "0.1.0",
    options: [
      { name: "--tz", value: "Europe/Oslo" },
      { name: "--day-start", value: "06:00" },
    ],
    files: [
      { name: "rig-2024-03-04.wits.gz", bytes: 4_120_441, sha256: "ab".repeat(32), role: "input" },
      { name: "day.toml", bytes: 412, sha256: "cd".repeat(32), role: "overrides" },
    ],
  },
};
