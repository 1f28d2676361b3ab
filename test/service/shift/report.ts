/** Reports to test with: a day shift of 12 hours in UTC, with what a test says of it. */
import type { ActivityType } from "../../../src/service/shift/activity.js";
import { HOUR, instantAt } from "../../../src/service/shift/clock.js";
import type {
  ActivityRow,
  CrewRow,
  MaterialRow,
  RunRow,
  ShiftContent,
  SurveyRow,
} from "../../../src/service/shift/document.js";
import type { Surroundings } from "../../../src/service/shift/rules.js";

export const START = instantAt("2026-03-10", "06:00", "UTC");

let made = 0;
const nextId = (): string => `row-${++made}`;

/** Hours after the start of the shift. */
export const hour = (hours: number, start = START): number => start + hours * HOUR;

export const mm = (metres: number): number => Math.round(metres * 1000);

export function run(
  from: number,
  to: number,
  startHours: number,
  endHours: number,
  more: Partial<RunRow> = {},
): RunRow {
  return {
    id: nextId(),
    hole: "hole",
    size: "HQ",
    kind: "new",
    fromMm: mm(from),
    toMm: mm(to),
    startsAt: hour(startHours),
    endsAt: hour(endHours),
    recoveredMm: null,
    onBottomSeconds: null,
    bit: null,
    source: "typed",
    remarks: "",
    ...more,
  };
}

export function activity(startHours: number, endHours: number, more: Partial<ActivityRow> = {}): ActivityRow {
  return {
    id: nextId(),
    type: "maintenance",
    startsAt: hour(startHours),
    endsAt: hour(endHours),
    hole: null,
    reason: null,
    payer: "contractor",
    parallel: false,
    source: "typed",
    remarks: "",
    ...more,
  };
}

export const standby = (
  startHours: number,
  endHours: number,
  payer: "client" | "contractor",
  reason: string,
): ActivityRow => activity(startHours, endHours, { type: "standby", payer, reason });

export const worker = (person: string, hours: number, role = "driller"): CrewRow => ({
  id: nextId(),
  person,
  role,
  minutes: hours * 60,
});

export const used = (item: string, quantity: number): MaterialRow => ({
  id: nextId(),
  item,
  quantityMilli: quantity * 1000,
});

export const survey = (depth: number, dip: number, azimuth: number): SurveyRow => ({
  id: nextId(),
  hole: "hole",
  depthMm: mm(depth),
  dipCd: dip * 100,
  azimuthCd: azimuth * 100,
  north: "true",
  instrument: "gyro",
  at: hour(1),
  source: "typed",
});

export function report(more: Partial<ShiftContent> = {}): ShiftContent {
  return {
    rig: "rig-7",
    date: "2026-03-10",
    slot: "day",
    startsAt: START,
    endsAt: hour(12),
    timeZone: "UTC",
    client: "client",
    contract: "contract",
    project: "project",
    supervisor: "supervisor",
    notes: "",
    crew: [worker("ada", 12)],
    runs: [],
    activities: [],
    materials: [],
    surveys: [],
    casings: [],
    photos: [],
    ...more,
  };
}

export const TYPES: ReadonlyMap<string, ActivityType> = new Map(
  (["maintenance", "standby", "safety", "travel"] as const).map((name) => [
    name,
    { id: name, code: name.slice(0, 3).toUpperCase(), name, class: name, payer: "contractor" },
  ]),
);

export const around = (more: Partial<Surroundings> = {}): Surroundings => ({
  activityTypes: TYPES,
  otherRuns: [],
  toleranceMinutes: 0,
  ...more,
});
