/** From what was seen of a rig to the rows that are proposed: pure, so that the same data give the same proposal. */
import type { ConnectionRow } from "../../analysis/table.js";
import { type ActivityKey, activities } from "../../report/day/activities.js";
import { type Block, folded } from "../../report/day/folding.js";
import { type Piece, piecesWithin } from "../../report/day/pieces.js";
import type { ActivityClass } from "../shift/document.js";
import { metresText } from "../shift/length.js";
import type { ProposedActivity, ProposedRun, ProposedSurvey } from "../shift/proposed.js";
import { type RigTold, rigTold } from "../shift/rig-told.js";
import { dipOf } from "../shift/survey.js";
import type { HoleSeen } from "./hole.js";
import type { Proposal } from "./proposal.js";
import { codesWithin, type SentActivity, stateOfCode, toldByCode } from "./sent-activity.js";

/** All times are instants. */
export interface RigSeen {
  readonly well: string | undefined;
  readonly pieces: readonly Piece[];
  readonly connections: readonly ConnectionRow[];
  /** By their first row; more than one where the data come from several logs. */
  readonly holes: readonly HoleSeen[];
  /** Millimetres of a unit of depth; undefined where nothing declares it. */
  readonly millimetres: number | undefined;
}

export interface Span {
  readonly startsAt: number;
  readonly endsAt: number;
}

const MINUTE = 60_000;
/** A shorter activity joins its neighbour. */
const SHORTEST_ACTIVITY = 5 * MINUTE;
/** Standing still for longer asks for a reason. */
const LONGEST_STILL = 30 * MINUTE;

const drills = (piece: Piece): boolean => piece.state === "drill_rotate" || piece.state === "drill_slide";
const lengthOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, { start, end }) => sum + end - start, 0);

export function propose(seen: RigSeen, { startsAt, endsAt }: Span): Omit<Proposal, "origin"> {
  const warnings: RigTold[] = [];
  const depthAt = depthsOf(seen);
  const [startMm, endMm] = [depthAt(startsAt), depthAt(endsAt)];
  const pieces = piecesWithin(seen.pieces, { start: startsAt, end: endsAt }, (time) => depthAt(time));
  const drilled = seen.connections.filter(
    ({ kind, start }) => kind === "drilling" && start >= startsAt && start < endsAt,
  );
  const lines = onMinutes(folded(pieces, SHORTEST_ACTIVITY), { startsAt, endsAt });
  const sent = seen.holes.flatMap(({ activities }) => activities);
  const byCode = sent.filter(
    ({ start, end, code }) => stateOfCode(code) !== undefined && end > startsAt && start < endsAt,
  );
  // A driller's word for drilling says nothing of the time on bottom.
  const onBottom = (some: readonly Piece[]): number | null => {
    const drilling = some.filter(drills);
    const isWord = drilling.some((piece) =>
      byCode.some(({ start, end }) => start < piece.end && piece.start < end),
    );
    return isWord ? null : Math.round(lengthOf(drilling) / 1000);
  };
  const isKnown = seen.millimetres !== undefined && endMm !== undefined;
  const runs: ProposedRun[] = [];
  const others: ProposedActivity[] = [];
  let reached = startMm;
  const drilling = lines.filter(({ activity }) => activity === "drilling");
  for (const line of lines) {
    if (line.activity === "no data") {
      others.push(...proposedByCode(line, sent));
      continue;
    }
    if (line.activity !== "drilling" || !isKnown) {
      others.push(proposedActivity(line));
      continue;
    }
    // Hole that was made outside of drilling, as rows far apart have it, goes with the run behind it; that of the end with the last.
    const toMm = line === drilling.at(-1) ? endMm : (depthAt(line.pieces.at(-1)!.end) ?? endMm);
    const fromMm = reached ?? depthAt(line.pieces.find(drills)?.start ?? line.pieces[0]!.start) ?? toMm;
    if (toMm <= fromMm) {
      others.push(proposedActivity(line));
      continue;
    }
    reached = toMm;
    const own = drilled.filter(
      ({ start }) => start >= line.pieces[0]!.start && start < line.pieces.at(-1)!.end,
    );
    runs.push({
      fromMm,
      toMm,
      startsAt: line.startsAt,
      endsAt: line.endsAt,
      onBottomSeconds: onBottom(line.pieces),
      connections: own.length,
      slipToSlipSeconds:
        own.length === 0
          ? null
          : Math.round(own.reduce((sum, one) => sum + one.slip_to_slip_s, 0) / own.length),
    });
  }
  const metresMm = startMm === undefined || endMm === undefined ? 0 : endMm - startMm;
  const ofRuns = runs.reduce((sum, { fromMm, toMm }) => sum + toMm - fromMm, 0);
  if (startMm !== undefined && metresMm !== ofRuns)
    warnings.push(
      rigTold("deeper-than-drilled", { deeper: metresText(metresMm), drilled: metresText(ofRuns) }),
    );
  if (seen.millimetres === undefined && drilling.length > 0) warnings.push(rigTold("no-depth-unit"));
  if (sent.some(({ start, end }) => end > startsAt && start < endsAt)) warnings.push(rigTold("by-codes"));
  return {
    startsAt,
    endsAt,
    well: seen.well ?? null,
    runs,
    activities: others,
    surveys: surveysOf(seen, { startsAt, endsAt }),
    totals: {
      startMm: startMm ?? null,
      endMm: endMm ?? null,
      metresMm,
      onBottomSeconds: onBottom(pieces),
      connections: drilled.length,
      secondsByState: secondsByState(pieces),
    },
    depths: depthsWithin({ startsAt, endsAt }, pieces, depthAt),
    warnings,
  };
}

/** Depth of the hole at a moment, millimetres: the last that was told before it, as rows of a moment belong to what begins there; else that of the moment itself. */
function depthsOf({ holes, millimetres }: RigSeen): (time: number) => number | undefined {
  return (time) => {
    if (millimetres === undefined) return undefined;
    for (const { first, depth } of [...holes].reverse()) {
      const told = first <= time ? (depth.at(time - 1) ?? depth.at(time)) : undefined;
      if (told !== undefined) return Math.round(told * millimetres);
    }
    return undefined;
  };
}

const QUARTER = 15 * MINUTE;

/** At quarters of an hour; what was told before a gap in the data is not what the hole was in it. */
function depthsWithin(
  { startsAt, endsAt }: Span,
  pieces: readonly Piece[],
  depthAt: (time: number) => number | undefined,
): Proposal["depths"] {
  const from = Math.ceil(startsAt / QUARTER) * QUARTER;
  const mm: (number | null)[] = [];
  for (let at = from; at < endsAt; at += QUARTER) {
    const state = pieces.find(({ start, end }) => start <= at && at < end)?.state;
    mm.push(state === undefined || state === "data_gap" ? null : (depthAt(at) ?? null));
  }
  return { from, mm };
}

interface Line extends Span {
  readonly activity: ActivityKey;
  readonly pieces: readonly Piece[];
}

/** Edges at whole minutes, so that the grid closes; what then has no length is gone. */
function onMinutes(blocks: readonly Block[], { startsAt, endsAt }: Span): Line[] {
  const lines: Line[] = [];
  let from = startsAt;
  for (const [place, { activity, pieces }] of blocks.entries()) {
    const isLast = place === blocks.length - 1;
    const to = isLast ? endsAt : Math.round(pieces.at(-1)!.end / MINUTE) * MINUTE;
    const last = lines.at(-1);
    if (last?.activity === activity)
      lines[lines.length - 1] = { ...last, endsAt: to, pieces: [...last.pieces, ...pieces] };
    else if (to > from) lines.push({ activity, pieces, startsAt: from, endsAt: to });
    from = Math.max(from, to);
  }
  return lines;
}

const classes: Readonly<Record<ActivityKey, ActivityClass | null>> = {
  drilling: "other",
  reaming: "reaming",
  "back reaming": "reaming",
  circulating: "circulating",
  "tripping in": "tripping",
  "tripping out": "tripping",
  "handling assembly": "tripping",
  "out of hole": null,
  "working string": "other",
  waiting: "other",
  "no data": null,
};

const questions: Readonly<Partial<Record<ActivityKey, RigTold>>> = {
  "out of hole": rigTold("ask-out-of-hole"),
  waiting: rigTold("ask-waiting"),
  "no data": rigTold("ask-no-data"),
  drilling: rigTold("ask-drilling"),
};

function proposedActivity({ activity, startsAt, endsAt }: Line): ProposedActivity {
  const isLong = activity !== "waiting" || endsAt - startsAt > LONGEST_STILL;
  const why = isLong ? (questions[activity] ?? null) : null;
  return {
    startsAt,
    endsAt,
    class: why === null ? classes[activity] : null,
    activity,
    what: activities[activity].name,
    why,
  };
}

/** Where sensors tell nothing, the feed's own code may; what is left over asks. */
function proposedByCode(line: Line, sent: readonly SentActivity[]): ProposedActivity[] {
  const told = codesWithin(sent, line, SHORTEST_ACTIVITY);
  if (told.length === 0) return [proposedActivity(line)];
  const rows: ProposedActivity[] = [];
  let from = line.startsAt;
  for (const [place, { code, start, end }] of told.entries()) {
    const isFar = start - from >= SHORTEST_ACTIVITY;
    if (isFar) rows.push(proposedActivity({ ...line, startsAt: from, endsAt: start }));
    const next = told[place + 1]?.start ?? line.endsAt;
    // What is too short for a row of its own goes with the row before it.
    const to = next - end < SHORTEST_ACTIVITY ? next : end;
    rows.push({ startsAt: isFar ? start : from, endsAt: to, ...toldByCode(code) });
    from = to;
  }
  if (from < line.endsAt) rows.push(proposedActivity({ ...line, startsAt: from }));
  return rows;
}

function surveysOf({ holes, millimetres }: RigSeen, { startsAt, endsAt }: Span): ProposedSurvey[] {
  if (millimetres === undefined) return [];
  const surveys = new Map<number, ProposedSurvey>();
  for (const { time, depth, inclination, azimuth, magnetic } of holes.flatMap((hole) => hole.surveys)) {
    if (time < startsAt || time >= endsAt) continue;
    const isCorrected = !Number.isNaN(azimuth);
    const bearing = isCorrected ? azimuth : magnetic;
    // Sent without an azimuth, it says nothing that a hole could be drawn from.
    if (Number.isNaN(bearing)) continue;
    const depthMm = Math.round(depth * millimetres);
    // A survey that comes again is the same; the last holds.
    surveys.set(depthMm, {
      depthMm,
      dipCd: dipOf(inclination),
      azimuthCd: Math.round((((bearing % 360) + 360) % 360) * 100) % 36_000,
      north: isCorrected ? "true" : "magnetic",
      at: time,
    });
  }
  return [...surveys.values()].sort((one, other) => one.at - other.at);
}

/** Whole seconds that fill the shift: pieces have their edges at whole ones. */
function secondsByState(pieces: readonly Piece[]): Record<string, number> {
  const seconds: Record<string, number> = {};
  for (const { state, start, end } of pieces)
    seconds[state] = (seconds[state] ?? 0) + Math.round((end - start) / 1000);
  return seconds;
}
