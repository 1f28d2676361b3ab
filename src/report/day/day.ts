/** The report of one day of one well, from all that is known of the well. */
import type { EfficiencySettings } from "../../analysis/efficiency/settings.js";
import type { UnitOf } from "../../analysis/table.js";
import { runAt, type Well } from "../../analysis/well.js";
import { inWords } from "../../wits/catalog/state.js";
import { conversion } from "../../wits/catalog/units.js";
import type { BitRun, DayDepth, DayEvent, Remark, Survey, Top } from "../document/operations.js";
import type { DayReport } from "../document.js";
import { figure, figureShown } from "../figure.js";
import { type HeadTold, headOf } from "../head.js";
import type { Overrides } from "../overrides/override.js";
import type { SaidSpans } from "../overrides/spans.js";
import type { WellLog } from "../well-log.js";
import type { DayClock } from "./clock.js";
import { connectionsOf, tripsOf } from "./compared.js";
import type { Depths } from "./depths.js";
import { beganBefore, beganIn, sharing } from "./in-time.js";
import { kpisOf } from "./kpis.js";
import { type BuiltLine, linesOf } from "./lines.js";
import { hours, type Measures } from "./measures.js";
import { hydraulicsOf, mudOf } from "./mud.js";
import { picturesOf } from "./pictures.js";
import { type Piece, piecesWithin } from "./pieces.js";
import { qualityOf } from "./quality.js";
import { summaryOf } from "./summary.js";
import { timeBreakdown } from "./time.js";

/** What is known of a well, and how a day of it is told. */
export interface DayFacts {
  readonly log: WellLog;
  readonly depths: Depths;
  readonly clock: DayClock;
  readonly unitOf: UnitOf;
  readonly measures: Measures;
  readonly well: Well;
  readonly settings: EfficiencySettings;
  readonly head: HeadTold;
  readonly said: SaidSpans;
  readonly renames: Overrides["renames"];
  /** No log was given. */
  readonly toldAlone: boolean;
}

export function dayReport(facts: DayFacts, day: number): DayReport {
  const { log, depths, clock, unitOf, measures, settings, said, renames } = facts;
  const [start, end] = [clock.startOf(day), clock.startOf(day + 1)];
  const rows = log.ledgers.flatMap((ledger) => ledger.days.get(day) ?? []);
  const pieces = piecesWithin(log.pieces, { start, end }, depths.holeAt);
  const inDay = <Row extends { readonly start: number }>(all: readonly Row[]) => beganIn(all, start, end);
  const before = <Row extends { readonly start: number }>(all: readonly Row[]) => beganBefore(all, start);
  const over = <Row extends { readonly start: number; readonly end: number }>(all: readonly Row[]) =>
    sharing(all, start, end);
  const bits = bitsOf(facts, pieces);
  const pumping = over(log.pumping);
  const lines = linesOf({
    start,
    end,
    clock,
    measures,
    pieces: log.pieces,
    npt: over(log.npt),
    connections: inDay(log.connections),
    trips: over(log.trips),
    pumping,
    spans: said.spans,
    renames,
    holeAt: depths.holeAt,
    diameterAt: (depth) => diameterAt(facts, depth),
  });
  const depth = depthOf(facts, { start, end, pieces, lines, hasRows: rows.length > 0 });
  const [connections, trips] = [inDay(log.connections), inDay(log.trips)];
  const time = timeBreakdown(lines, {
    connections,
    connectionsSoFar: beganBefore(log.connections, end),
    trips,
    tripsSoFar: beganBefore(log.trips, end),
    settings,
  });
  const compared = { daysBefore: daysBefore(log, day), clock, measures };
  const mudFacts = {
    days: rows,
    pumping,
    start,
    end,
    clock,
    measures,
    units: { depth: unitOf("hole-depth"), volume: unitOf("pit-volume") },
    drilled: bits.map(({ length, diameter }) => ({ length, diameter })),
  };
  const parts = {
    depth: depth.shown,
    time,
    connections: connectionsOf({ ...compared, day: connections, before: before(log.connections) }),
    trips: tripsOf({ ...compared, day: trips, before: before(log.trips) }),
    hydraulics: hydraulicsOf(mudFacts),
    mud: mudOf(mudFacts),
  };
  return {
    head: headOf(facts.head, log.well, clock.dateOf(day)),
    date: clock.dateOf(day),
    start: clock.instant(start),
    end: clock.until(end),
    seconds: (end - start) / 1000,
    zone: clock.zone ?? null,
    summary: summaryOf(parts, bits.length > 0),
    ...parts,
    bits: bits.map(({ shown }) => shown),
    surveys: surveysOf(facts, start, end),
    tops: topsOf(facts, start, end),
    events: inDay(log.events).map(
      (row): DayEvent => ({
        start: clock.instant(row.start),
        end: clock.until(row.end),
        kind: inWords(row.kind),
        severity: row.severity,
        depth: measures.depth(row.hole_depth),
        confidence: figure(row.confidence, undefined, 2),
        evidence: row.evidence,
        advice: row.advice,
      }),
    ),
    remarks: remarksOf(facts, start, end),
    kpis: kpisOf(parts),
    quality: qualityOf({
      log,
      start,
      end,
      clock,
      pieces,
      days: rows,
      unitless: unitOf("hole-depth") === undefined,
      toldAlone: facts.toldAlone,
      warnings: [
        ...depth.warnings,
        ...said.warnings.filter((one) => one.start >= start && one.start < end).map(({ text }) => text),
      ],
    }),
    sources: rows.flatMap(({ places }) =>
      [...places].map(([name, { first, last, rows: own }]) => ({
        name,
        firstOffset: first,
        lastOffset: last,
        rows: own,
      })),
    ),
    pictures: picturesOf({
      start,
      end,
      clock,
      pieces,
      days: rows,
      unitOf,
      holeAt: depths.holeAt,
      bitAt: depths.bitAt,
      byActivity: time.byActivity,
    }),
  };
}

/** Days before, of which something is known. */
const daysBefore = ({ ledgers }: WellLog, day: number): number =>
  new Set(ledgers.flatMap((ledger) => [...ledger.days.keys()].filter((one) => one < day))).size;

const isDrilled = ({ state }: Piece): boolean => state === "drill_rotate" || state === "drill_slide";

interface DayParts {
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly Piece[];
  readonly lines: readonly BuiltLine[];
  /** Of a day without rows nothing is known, however deep the hole was before. */
  readonly hasRows: boolean;
}

/** A difference of depths that the hole made does not explain is told, in either unit. */
const UNEXPLAINED = 0.5;

function depthOf(
  { depths, measures }: DayFacts,
  { start, end, pieces, lines, hasRows }: DayParts,
): { readonly shown: DayDepth; readonly warnings: readonly string[] } {
  const of = (...states: readonly string[]) => {
    const own = pieces.filter(({ state }) => states.includes(state));
    return {
      metres: own.reduce((sum, { metres }) => sum + metres, 0),
      seconds: own.reduce((sum, piece) => sum + piece.end - piece.start, 0) / 1000,
    };
  };
  const [rotated, slid, both] = [of("drill_rotate"), of("drill_slide"), of("drill_rotate", "drill_slide")];
  const saidHole = lines.findLast(({ said, holeDepthEnd }) => said !== null && holeDepthEnd.value !== null);
  const first = depths.lastHole(start)?.depth ?? depths.nextHole(start);
  const last = depths.lastHole(end)?.depth;
  const isKnown = hasRows && last !== undefined;
  const holeStart = measures.depth(isKnown ? first : undefined);
  const holeEnd = isKnown ? measures.depth(last) : (saidHole?.holeDepthEnd ?? measures.depth(undefined));
  const progress = measures.depth(isKnown ? both.metres : undefined);
  const known = lines.reduce(
    (sum, { timeClass, seconds }) => sum + (timeClass === "no data" ? 0 : seconds),
    0,
  );
  const grown = (holeEnd.value ?? 0) - (holeStart.value ?? 0);
  const warnings: string[] = [];
  if (isKnown && holeStart.value !== null && Math.abs(grown - (progress.value ?? 0)) > UNEXPLAINED)
    warnings.push(
      `The hole is ${figureShown({ ...progress, value: Math.abs(grown) })} ${grown < 0 ? "shallower" : "deeper"} at the end than at the start, and ${figureShown(progress)} of it were drilled in rows that tell of it.`,
    );
  return {
    warnings,
    shown: {
      holeStart,
      holeEnd,
      bitEnd: measures.depth(hasRows ? depths.lastBit(end) : undefined),
      progress,
      rateOnBottom: measures.rate(
        isKnown && both.seconds > 0 ? (both.metres / both.seconds) * 3600 : undefined,
      ),
      rateGross: measures.rate(isKnown && known > 0 ? (both.metres / known) * 3600 : undefined),
      hoursOnBottom: hours(isKnown ? both.seconds : undefined),
      rotated: measures.depth(isKnown ? rotated.metres : undefined),
      slid: measures.depth(isKnown ? slid.metres : undefined),
      hoursRotating: hours(isKnown ? rotated.seconds : undefined),
      hoursSliding: hours(isKnown ? slid.seconds : undefined),
    },
  };
}

interface DayBit {
  readonly shown: BitRun;
  readonly length: number;
  readonly diameter: number | undefined;
}

const metresIn = ({ unitOf }: DayFacts): number | undefined => {
  const unit = unitOf("hole-depth");
  return unit === undefined ? undefined : conversion(unit, "M")?.scale;
};

function diameterAt(facts: DayFacts, depth: number | undefined): number | undefined {
  const { runs } = facts.well;
  const scale = metresIn(facts);
  // Of one bit nobody need know where it began.
  if (runs.length === 1 && runs[0]!.from === 0) return runs[0]!.bitDiameter;
  return depth === undefined || scale === undefined
    ? undefined
    : runAt(facts.well, depth * scale)?.bitDiameter;
}

/** Bits that drilled on the day. */
function bitsOf(facts: DayFacts, pieces: readonly Piece[]): DayBit[] {
  const { depths, measures, well, head } = facts;
  const scale = metresIn(facts);
  const placeAt = (depth: number | undefined): number => {
    if (well.runs.length === 1 && well.runs[0]!.from === 0) return 0;
    return depth === undefined || scale === undefined
      ? -1
      : well.runs.findLastIndex(({ from }) => from <= depth * scale);
  };
  const drilled = new Map<number, { metres: number; milliseconds: number }>();
  for (const piece of pieces.filter(isDrilled)) {
    const place = placeAt(depths.holeAt(piece.start));
    const own = drilled.get(place) ?? { metres: 0, milliseconds: 0 };
    own.metres += piece.metres;
    own.milliseconds += piece.end - piece.start;
    drilled.set(place, own);
  }
  return [...drilled]
    .filter(([, { metres }]) => metres > 0)
    .map(([place, { metres, milliseconds }]) => {
      const run = well.runs[place];
      const diameter = run?.bitDiameter;
      return {
        length: metres,
        diameter,
        shown: {
          name: run?.name ?? (run === undefined ? "not told" : `run ${place + 1}`),
          diameter: figure(diameter === undefined ? undefined : diameter / 0.0254, "in", 3),
          depthIn: measures.depth(
            run === undefined || scale === undefined || run.from === 0 ? undefined : run.from / scale,
          ),
          hoursOnBottom: hours(milliseconds / 1000),
          drilled: measures.depth(metres),
          rate: measures.rate((metres / milliseconds) * 3_600_000),
          assembly: head.assembly ?? null,
        },
      };
    });
}

/** By when they came; where no row tells, by when the hole was so deep. */
function surveysOf({ log, depths, clock, measures, unitOf }: DayFacts, start: number, end: number): Survey[] {
  const came = new Map<number, number>();
  for (const { surveys } of log.ledgers)
    for (const { time, depth } of surveys) if (!came.has(depth)) came.set(depth, time);
  const unit = unitOf("survey-depth");
  const dogleg = unit === "M" ? "DGHM" : unit === "F" ? "DGHF" : undefined;
  return log.surveys
    .filter(({ depth }) => {
      const time = came.get(depth) ?? depths.reached(depth);
      return time !== undefined && time >= start && time < end;
    })
    .map((row) => ({
      time: came.has(row.depth) ? clock.instant(came.get(row.depth)!) : null,
      depth: measures.inUnit(unit, row.depth),
      inclination: measures.of("inclination", row.inclination),
      azimuth: measures.of("azimuth", row.azimuth),
      tvd: measures.inUnit(unit, row.tvd),
      north: measures.inUnit(unit, row.north),
      east: measures.inUnit(unit, row.east),
      dogleg: measures.inUnit(dogleg, row.dogleg),
      verticalSection: measures.inUnit(unit, row.vertical_section),
    }));
}

/** Those that were drilled through on the day. */
const topsOf = ({ log, depths, measures, unitOf }: DayFacts, start: number, end: number): Top[] =>
  log.formations
    .filter(({ depth }) => {
      const time = depths.reached(depth);
      return time !== undefined && time >= start && time < end;
    })
    .map((row) => {
      const unit =
        row.curve === "gamma"
          ? unitOf("gamma")
          : row.curve === "resistivity"
            ? unitOf("resistivity")
            : undefined;
      return {
        depth: measures.depth(row.depth),
        above: row.above ?? null,
        below: row.below ?? null,
        curve: row.curve,
        valueAbove: measures.inUnit(unit, row.value_above),
        valueBelow: measures.inUnit(unit, row.value_below),
        confidence: figure(row.confidence, undefined, 2),
      };
    });

function remarksOf({ log, clock, said }: DayFacts, start: number, end: number): Remark[] {
  const inDay = (time: number): boolean => time >= start && time < end;
  const sent = log.ledgers.flatMap(({ remarks }) => remarks.filter(({ time }) => inDay(time)));
  const told = said.spans.flatMap((span) =>
    span.said.remark !== undefined && inDay(span.start) ? [{ time: span.start, text: span.said.remark }] : [],
  );
  return [
    ...sent.map((one) => ({ ...one, by: "log" as const })),
    ...told.map((one) => ({ ...one, by: "overrides" as const })),
  ]
    .sort((one, other) => one.time - other.time)
    .map(({ time, text, by }) => ({ time: clock.instant(time), text, by }));
}
