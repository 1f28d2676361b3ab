/** A planned shift as the report that a supervisor writes of it: the time filled from start to end, to the minute, and the hole going on where it was. */
import type { Random } from "../../samples/random.js";
import { MINUTE } from "../shift/clock.js";
import type { ActivityRow, RunRow, ShiftContent, SurveyRow } from "../shift/document.js";
import { halfUp } from "../shift/half-up.js";
import type { DemoRig } from "./company.js";
import type { PlannedShift } from "./programme.js";

/** Rock in which core is lost. */
const FAULT = { fromMm: 188_000, toMm: 197_000 };
const STATION_MM = 30_000;

const NOTES = [
  "",
  "",
  "",
  "Ground good, returns full.",
  "Lost half the returns at a fracture; polymer pill, back after 20 minutes.",
  "Water truck late, worked from the tank.",
  "Core broken and clayey; shorter runs.",
  "Rod handler greased, hose of the feed cylinder changed.",
];

/** A piece of the shift in its order; drilling shares what the others leave. */
type Piece =
  | { readonly kind: "run"; readonly fromMm: number; readonly toMm: number }
  | {
      readonly kind: "activity";
      readonly type: string;
      readonly minutes: number;
      readonly more?: Partial<ActivityRow>;
    };

export function contentOf(rig: DemoRig, shift: PlannedShift, random: Random): ShiftContent {
  const { id, hole, fromMm, toMm, startsAt, endsAt, date, slot } = shift;
  const minutes = (endsAt - startsAt) / MINUTE;
  const placed = inTime(toMm > fromMm ? drilling(rig, shift) : moving(shift, minutes), startsAt, minutes);
  const runs = placed.flatMap(({ piece, ...span }, i): RunRow[] =>
    piece.kind === "activity"
      ? []
      : [
          {
            ...{ id: `${id}-r${i}`, hole, size: sizeAt(rig, piece.fromMm), kind: "new", ...span },
            ...typed(rig, piece),
            recoveredMm: rig.isCored ? recovered(typed(rig, piece), random) : null,
            ...{ onBottomSeconds: null, source: "typed", remarks: "" },
            bit: `${sizeAt(rig, piece.fromMm)}-${1 + Math.floor(fromMm / 120_000)}`,
          },
        ],
  );
  const activities = placed.flatMap(({ piece, ...span }, i): ActivityRow[] =>
    piece.kind === "run"
      ? []
      : [
          {
            ...{ id: `${id}-a${i}`, type: piece.type, ...span, hole, reason: null, payer: "contractor" },
            ...{ parallel: false, source: "typed", remarks: "" },
            ...piece.more,
          },
        ],
  );
  const surveyed = placed.find(({ piece }) => piece.kind === "activity" && piece.type === "survey");
  return {
    ...{ rig: rig.id, date, slot, startsAt, endsAt, timeZone: rig.zone },
    ...{ client: rig.client, contract: rig.contract, project: rig.project, supervisor: rig.supervisor },
    notes: NOTES[random.below(NOTES.length)]!,
    crew: rig.crews[slot]!.map(([person, role], i) => ({ id: `${id}-c${i}`, person, role, minutes })),
    runs,
    activities,
    materials: runs.length === 0 ? [] : used(rig, id, random),
    surveys: surveyed === undefined ? [] : [station(shift, surveyed.startsAt)],
    casings: casingsIn(rig, shift).map(([size, depth], i) => ({
      ...{ id: `${id}-k${i}`, hole, size, kind: "surface", fromMm: 0, toMm: depth },
    })),
    photos: [],
  };
}

const sizeAt = ({ sizes }: DemoRig, depth: number): string => sizes.find(([, toMm]) => depth < toMm)![0];

const casingsIn = ({ casings }: DemoRig, { fromMm, toMm }: PlannedShift) =>
  casings.filter(([, depth]) => fromMm < depth && depth <= toMm);

function drilling(rig: DemoRig, shift: PlannedShift): Piece[] {
  const { fromMm, toMm, standby, changesBit } = shift;
  const cased = casingsIn(rig, shift).map(([, depth]) => depth);
  const limits = [...rig.sizes.map(([, depth]) => depth), ...cased];
  const runs: Piece[] = [];
  for (let from = fromMm; from < toMm; ) {
    const end = Math.min(from + rig.runMm, toMm, ...limits.filter((limit) => limit > from));
    runs.push({ kind: "run", fromMm: from, toMm: end });
    if (cased.includes(end)) runs.push(activity("casing", rig.isCored ? 45 : 150, { payer: "client" }));
    from = end;
  }
  const middle = Math.ceil(runs.length / 2);
  const isStation = Math.floor(fromMm / STATION_MM) < Math.floor(toMm / STATION_MM);
  return [
    activity("toolbox", 15),
    activity("service", 30, { remarks: "Greased, oil and hoses looked at" }),
    ...runs.slice(0, middle),
    ...(standby === undefined
      ? []
      : [activity("standby", standby.minutes, { payer: standby.payer, reason: standby.reason })]),
    ...(changesBit ? [activity("rods", 40, { remarks: "Bit changed" })] : []),
    ...runs.slice(middle),
    ...(isStation ? [activity("survey", 20, { payer: "client" })] : []),
    activity("service", 15, { remarks: "Washed down, handed over" }),
  ];
}

/** The whole shift: nothing is drilled. */
const moving = ({ standby }: PlannedShift, minutes: number): Piece[] => [
  activity("toolbox", 15),
  activity("move", minutes - 15 - 120 - (standby?.minutes ?? 0), { payer: "client", hole: null }),
  ...(standby === undefined
    ? []
    : [activity("standby", standby.minutes, { payer: standby.payer, reason: standby.reason, hole: null })]),
  activity("service", 120, { hole: null, remarks: "Rigged up, levelled, pumps tested" }),
];

const activity = (type: string, minutes: number, more?: Partial<ActivityRow>): Piece => ({
  ...{ kind: "activity", type, minutes },
  ...(more !== undefined && { more }),
});

/** Of a run before its first metre, as a share of what is drilled in the shift: the shortest one takes some minutes too. */
const BEGINNING = 0.02;

/** One after the other, in whole minutes; what a run gets is by its metres. */
function inTime(pieces: readonly Piece[], startsAt: number, minutes: number) {
  const fixed = pieces.reduce((sum, piece) => sum + (piece.kind === "run" ? 0 : piece.minutes), 0);
  const lengths = pieces.map((piece) => (piece.kind === "run" ? piece.toMm - piece.fromMm : 0));
  const metres = lengths.reduce((sum, length) => sum + length, 0);
  const weights = lengths.map((length) => (length === 0 ? 0 : length + BEGINNING * metres));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let [drilled, passed, at] = [0, 0, startsAt];
  return pieces.map((piece, i) => {
    drilled += weights[i]!;
    if (piece.kind === "activity") passed += piece.minutes;
    const share = whole === 0 ? 0 : Math.round(((minutes - fixed) * drilled) / whole);
    const [from, until] = [at, startsAt + (passed + share) * MINUTE];
    at = until;
    return { piece, startsAt: from, endsAt: until };
  });
}

/** Depths as its people type them: as they are, or in feet to a tenth. */
function typed(
  { typedIn }: DemoRig,
  { fromMm, toMm }: { readonly fromMm: number; readonly toMm: number },
): Pick<RunRow, "fromMm" | "toMm" | "typedIn"> {
  if (typedIn === undefined) return { fromMm, toMm };
  const mmOf = (mm: number): number => halfUp([halfUp([mm, 100], [3048]), 3048], [100]);
  return { fromMm: mmOf(fromMm), toMm: mmOf(toMm), typedIn };
}

function recovered({ fromMm, toMm }: { fromMm: number; toMm: number }, random: Random): number {
  const lost = toMm > FAULT.fromMm && fromMm < FAULT.toMm ? 120 + random.below(160) : random.below(35);
  return Math.round(((toMm - fromMm) * (1000 - lost)) / 10_000) * 10;
}

const used = ({ uses }: DemoRig, id: string, random: Random) =>
  uses.map(([item, most], i) => ({
    ...{ id: `${id}-m${i}`, item, quantityMilli: (1 + random.below(most)) * 1000 },
  }));

/** The hole flattens and turns a little with depth. */
function station({ id, hole, toMm }: PlannedShift, at: number): SurveyRow {
  const depthMm = Math.floor(toMm / STATION_MM) * STATION_MM;
  const isVertical = hole.startsWith("gv");
  return {
    ...{ id: `${id}-s0`, hole, depthMm, at, north: "true", instrument: "gyro", source: "typed" },
    dipCd: isVertical ? -9000 + Math.round(depthMm / 40_000) : -6000 + Math.round(depthMm / 3000),
    azimuthCd: isVertical ? 21_500 : 9000 + Math.round(depthMm / 2000),
  };
}
