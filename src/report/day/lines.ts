/**
 * The lines of a day: the time of its well folded as a person would, cut where people said something and where time was lost. They follow
 * each other from the start of the day to its end.
 */
import type { ConnectionRow, NptRow, PumpingRow, TripRow } from "../../analysis/table.js";
import type { ActivityCodes, TimeClass } from "../document/codes.js";
import type { Found, Said, TimeLine } from "../document/time.js";
import { addingUp, figure } from "../figure.js";
import type { Overrides, Rename, ReportOverride } from "../overrides/override.js";
import type { SaidSpan } from "../overrides/spans.js";
import { activities, codesBeside, isInterruption, lostActivity, SLIDING } from "./activities.js";
import type { DayClock } from "./clock.js";
import { type Block, folded } from "./folding.js";
import { lineText } from "./line-text.js";
import type { Measures } from "./measures.js";
import { cutAt, type Piece, piecesWithin } from "./pieces.js";

/** Lost for less is no line of its own, milliseconds. */
const SHORTEST_LOSS = 5 * 60_000;

export interface DayTime {
  readonly start: number;
  readonly end: number;
  readonly clock: DayClock;
  readonly measures: Measures;
  /** Of the well, of all time. */
  readonly pieces: readonly Piece[];
  readonly npt: readonly NptRow[];
  readonly connections: readonly ConnectionRow[];
  readonly trips: readonly TripRow[];
  readonly pumping: readonly PumpingRow[];
  readonly spans: readonly SaidSpan[];
  readonly renames: Overrides["renames"];
  /** Depth of the hole; undefined where no rows tell. */
  readonly holeAt: (time: number) => number | undefined;
  /** Of the bit that drills at a depth, metres. */
  readonly diameterAt: (depth: number | undefined) => number | undefined;
}

/** A line, and what its sums are made from. */
export interface BuiltLine extends TimeLine {
  readonly start: number;
  readonly end: number;
  readonly pieces: readonly Piece[];
  readonly npt: NptRow | undefined;
}

export function linesOf(day: DayTime): readonly BuiltLine[] {
  const spans = within(day.spans, day);
  const lost = lossesOf(day, spans);
  const cuts = [...spans, ...lost].flatMap(({ start, end }) => [start, end]);
  const pieces = cutAt(piecesWithin(day.pieces, day, day.holeAt), cuts, day.holeAt);
  const lines: Shaped[] = [];
  for (let from = 0; from < pieces.length; ) {
    const { start } = pieces[from]!;
    const span = spans.find((one) => one.start <= start && start < one.end);
    const loss = span === undefined ? lost.find((one) => one.start <= start && start < one.end) : undefined;
    const owner = span ?? loss;
    const until = owner?.end ?? nextStart(spans, lost, start) ?? day.end;
    let to = from + 1;
    while (to < pieces.length && pieces[to]!.start < until) to++;
    const run = pieces.slice(from, to);
    if (span !== undefined) lines.push(saidLine(day, run, span, lossIn(day, run)));
    else if (loss !== undefined) lines.push(lostLine(day, run, loss.npt));
    else lines.push(...folded(run).map((block) => foundLine(day, block)));
    from = to;
  }
  return withHours(lines, day);
}

/** Spans of the day, cut to it. */
const within = <One extends { readonly start: number; readonly end: number }>(
  spans: readonly One[],
  { start, end }: { readonly start: number; readonly end: number },
): One[] =>
  spans
    .filter((one) => one.start < end && one.end > start)
    .map((one) => ({ ...one, start: Math.max(one.start, start), end: Math.min(one.end, end) }));

interface Loss {
  readonly start: number;
  readonly end: number;
  readonly npt: NptRow;
}

const whole = (time: number): number => Math.round(time / 1000) * 1000;

/** Time that was lost, where no person said something; each moment once. */
function lossesOf(day: DayTime, spans: readonly SaidSpan[]): Loss[] {
  const losses: Loss[] = [];
  let until = day.start;
  const rows = [...day.npt].sort((one, other) => one.start - other.start);
  for (const { start, end, npt } of within(
    rows.map((npt) => ({ start: whole(npt.start), end: whole(npt.end), npt })),
    day,
  )) {
    let from = Math.max(start, until);
    const free: { start: number; end: number }[] = [];
    for (const span of spans) {
      if (span.end <= from || span.start >= end) continue;
      if (span.start > from) free.push({ start: from, end: span.start });
      from = Math.max(from, span.end);
    }
    if (end > from) free.push({ start: from, end });
    for (const one of free) {
      if (one.end - one.start < SHORTEST_LOSS && npt.decided_by === "proposed") continue;
      losses.push({ ...one, npt });
    }
    until = Math.max(until, end);
  }
  return losses;
}

function nextStart(spans: readonly SaidSpan[], lost: readonly Loss[], after: number): number | undefined {
  const starts = [...spans, ...lost].map(({ start }) => start).filter((start) => start > after);
  return starts.length === 0 ? undefined : Math.min(...starts);
}

/** The loss that takes most of a run, where it takes half of it. */
function lossIn({ npt }: DayTime, run: readonly Piece[]): NptRow | undefined {
  const [start, end] = [run[0]!.start, run.at(-1)!.end];
  const shared = (row: NptRow): number => Math.min(row.end, end) - Math.max(row.start, start);
  const most = [...npt].sort((one, other) => shared(other) - shared(one))[0];
  return most !== undefined && 2 * shared(most) >= end - start ? most : undefined;
}

type Shaped = Omit<BuiltLine, "hours">;

interface Naming {
  readonly activity: string;
  readonly codes: ActivityCodes;
  readonly timeClass: TimeClass;
  readonly cause: string | null;
  readonly text: string;
}

/** What most of a run was, as one block. */
function asOne(run: readonly Piece[]): Block {
  const blocks = folded(run);
  const longest = blocks.reduce((best, one) => (lengthOf(one.pieces) > lengthOf(best.pieces) ? one : best));
  return { activity: longest.activity, pieces: run };
}

const lengthOf = (pieces: readonly Piece[]): number => pieces.at(-1)!.end - pieces[0]!.start;

function textOf(day: DayTime, { activity, pieces }: Block): string {
  const [start, end] = [pieces[0]!.start, pieces.at(-1)!.end];
  const [holeStart, holeEnd] = [day.holeAt(start), day.holeAt(end)];
  return lineText({
    activity,
    pieces,
    start,
    end,
    holeStart,
    holeEnd,
    bitDiameter: day.diameterAt(holeEnd),
    connections: day.connections.filter((one) => one.start >= start && one.start < end),
    trips: day.trips.filter((one) => one.start < end && one.end > start),
    pumping: day.pumping.filter((one) => one.start < end && one.end > start),
    measures: day.measures,
  });
}

/** By rules alone, renamed where people said so. */
function namedByRules(day: DayTime, block: Block, npt: NptRow | undefined): Naming {
  const { name, codes } = npt === undefined ? activities[block.activity] : lostActivity(npt.cause);
  const made = (state: string): number =>
    block.pieces.reduce((sum, one) => sum + (one.state === state ? one.metres : 0), 0);
  const isSlid =
    npt === undefined && block.activity === "drilling" && made("drill_slide") > made("drill_rotate");
  const text = textOf(day, block);
  return {
    activity: isSlid ? SLIDING.name : name,
    codes: isSlid ? SLIDING.codes : codes,
    timeClass: npt !== undefined ? "lost" : block.activity === "no data" ? "no data" : "planned",
    cause: npt === undefined ? null : causeWords(npt.cause),
    text: npt === undefined ? text : `${text} Lost: ${npt.reason}.`.replace(/\.\.$/, "."),
  };
}

/** `pack off`: as people read it. */
const causeWords = (cause: string): string => cause.replaceAll("_", " ");

const foundLine = (day: DayTime, block: Block): Shaped =>
  lineOf(day, block.pieces, namedByRules(day, block, undefined));

const lostLine = (day: DayTime, run: readonly Piece[], npt: NptRow): Shaped =>
  lineOf(day, run, namedByRules(day, asOne(run), npt), { npt });

function saidLine(day: DayTime, run: readonly Piece[], { said }: SaidSpan, npt: NptRow | undefined): Shaped {
  const found = namedByRules(day, asOne(run), npt);
  if (saysNothing(said)) return lineOf(day, run, found, { npt });
  const given = said.activity ?? said.code;
  const timeClass = said.class ?? classOf(said, given, found);
  const codes = codesSaid(said, given === undefined ? found.codes : undefined);
  const named: Naming = {
    activity: given ?? (found.timeClass === "no data" ? "Told" : found.activity),
    codes,
    timeClass,
    cause: timeClass === "lost" ? (said.cause ?? causeOf(said, found)) : null,
    text:
      said.comment ??
      (given === undefined || found.timeClass === "no data" ? found.text : `${given}. ${found.text}`),
  };
  return lineOf(day, run, named, {
    npt: timeClass === "lost" ? npt : undefined,
    holeDepth: said.holeDepth,
    bitDepth: said.bitDepth,
    said: {
      activity: given ?? null,
      comment: said.comment ?? null,
      timeClass: said.class ?? null,
      cause: said.cause ?? null,
    },
    found: { activity: found.activity, timeClass: found.timeClass, text: found.text },
  });
}

const saysNothing = ({
  activity,
  code,
  iadc,
  witsml,
  class: timeClass,
  cause,
  comment,
  holeDepth,
  bitDepth,
}: ReportOverride): boolean =>
  [activity, code, iadc, witsml, timeClass, cause, comment, holeDepth, bitDepth].every(
    (one) => one === undefined,
  );

/** What is interrupted is lost; what a person named otherwise is not, and of which they only told something stays what it was. */
function classOf(said: ReportOverride, given: string | undefined, found: Naming): TimeClass {
  if (said.cause !== undefined) return "lost";
  if (said.code !== undefined && isInterruption(said.code)) return "lost";
  if (given !== undefined || found.timeClass === "no data") return "planned";
  return found.timeClass;
}

/** The words behind the dashes of a code: `interruption -- waiting on weather`. */
const causeOf = ({ code, activity }: ReportOverride, { cause }: Naming): string =>
  code?.split("--").at(-1)?.trim() ?? activity ?? cause ?? "not said";

function codesSaid(said: ReportOverride, found: ActivityCodes | undefined): ActivityCodes {
  const known = Object.values(activities).find(({ name }) => name === said.activity)?.codes;
  const base: ActivityCodes =
    said.code !== undefined
      ? codesBeside(said.code)
      : (found ?? known ?? { iadc: null, npd: null, witsml: null });
  return { npd: base.npd, iadc: said.iadc ?? base.iadc, witsml: said.witsml ?? base.witsml };
}

interface Rest {
  readonly npt?: NptRow | undefined;
  readonly said?: Said;
  readonly found?: Found;
  readonly holeDepth?: number | undefined;
  readonly bitDepth?: number | undefined;
}

function lineOf(day: DayTime, pieces: readonly Piece[], naming: Naming, rest: Rest = {}): Shaped {
  const [start, end] = [pieces[0]!.start, pieces.at(-1)!.end];
  // A name that a person gave to one time is theirs.
  const named: Renamed = typeof rest.said?.activity === "string" ? naming : renamed(naming, day.renames);
  const { measures, clock } = day;
  return {
    start,
    end,
    pieces,
    npt: rest.npt,
    from: clock.instant(start),
    to: clock.until(end),
    seconds: (end - start) / 1000,
    activity: named.activity,
    codes: named.codes,
    timeClass: named.timeClass,
    cause: named.cause,
    holeDepthStart: measures.depth(day.holeAt(start)),
    holeDepthEnd: measures.depth(rest.holeDepth ?? day.holeAt(end)),
    bitDepthStart: measures.depth(pieces.find(({ bitStart }) => bitStart !== undefined)?.bitStart),
    bitDepthEnd: measures.depth(
      rest.bitDepth ?? pieces.findLast(({ bitEnd }) => bitEnd !== undefined)?.bitEnd,
    ),
    text: named.text,
    states: statesOf(pieces),
    said: rest.said ?? named.said ?? null,
    found: rest.found ?? named.found ?? null,
  };
}

type Renamed = Naming & { readonly said?: Said; readonly found?: Found };

/** Another name holds for what was found, and not for what a person said of one time. */
function renamed(naming: Naming, renames: Overrides["renames"]): Renamed {
  const rename: Rename | undefined = renames[naming.activity];
  if (rename === undefined) return naming;
  const { activity = naming.activity, code, iadc, witsml } = rename;
  const base = code === undefined ? naming.codes : codesBeside(code);
  const timeClass = rename.class ?? (code !== undefined && isInterruption(code) ? "lost" : naming.timeClass);
  return {
    ...naming,
    activity,
    codes: { npd: base.npd, iadc: iadc ?? base.iadc, witsml: witsml ?? base.witsml },
    timeClass,
    cause: timeClass === "lost" ? (naming.cause ?? activity.toLowerCase()) : null,
    said: { activity, comment: null, timeClass: rename.class ?? null, cause: null },
    found: { activity: naming.activity, timeClass: naming.timeClass, text: naming.text },
  };
}

function statesOf(pieces: readonly Piece[]): TimeLine["states"] {
  const seconds = new Map<string, number>();
  for (const { state, start, end } of pieces)
    seconds.set(state, (seconds.get(state) ?? 0) + (end - start) / 1000);
  return [...seconds].map(([state, length]) => ({ state, seconds: length }));
}

/** Of an hour, a hundred: what is shown. */
const HUNDREDTH = 36;

function withHours(lines: readonly Shaped[], { start, end }: DayTime): BuiltLine[] {
  const hundredths = addingUp(
    lines.map(({ seconds }) => seconds / HUNDREDTH),
    (end - start) / 1000 / HUNDREDTH,
  );
  return lines.map((line, place) => ({ ...line, hours: figure(hundredths[place]! / 100, "h", 2) }));
}
