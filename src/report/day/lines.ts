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
import type { Block } from "./folding.js";
import { asOne, type FoundBlock, foundBlocks } from "./found.js";
import { lineText } from "./line-text.js";
import type { Measures } from "./measures.js";
import { cutAt, type Piece } from "./pieces.js";

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
  const cuts = spans.flatMap(({ start, end }) => [start, end]);
  const lines: Shaped[] = [];
  let saying: { readonly span: SaidSpan; readonly pieces: Piece[] } | undefined;
  const found = foundBlocks(day);
  const finish = (): void => {
    if (saying !== undefined) lines.push(saidLine(day, found, saying.pieces, saying.span));
    saying = undefined;
  };
  for (const { activity, pieces, npt } of found) {
    // What is not said stays as it was found, however much of it is left.
    let left: Piece[] = [];
    const keep = (): void => {
      if (left.length > 0) lines.push(foundLine(day, { activity, pieces: left, npt }));
      left = [];
    };
    for (const piece of cutAt(pieces, cuts, day.holeAt)) {
      const span = spans.find((one) => one.start <= piece.start && piece.start < one.end);
      if (span !== saying?.span) finish();
      if (span === undefined) {
        left.push(piece);
        continue;
      }
      keep();
      saying ??= { span, pieces: [] };
      saying.pieces.push(piece);
    }
    keep();
  }
  finish();
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

const foundLine = (day: DayTime, block: FoundBlock): Shaped =>
  lineOf(day, block.pieces, namedByRules(day, block, block.npt), { npt: block.npt });

/** A span of a line as it was found is what that line is; of any other, what most of it was. */
function blockOf(day: DayTime, blocks: readonly FoundBlock[], run: readonly Piece[]): FoundBlock {
  const [start, end] = [run[0]!.start, run.at(-1)!.end];
  const same = blocks.find(({ pieces }) => pieces[0]!.start === start && pieces.at(-1)!.end === end);
  return same ?? { ...asOne(run), npt: lossIn(day, run) };
}

function saidLine(
  day: DayTime,
  blocks: readonly FoundBlock[],
  run: readonly Piece[],
  { said }: SaidSpan,
): Shaped {
  const block = blockOf(day, blocks, run);
  const { npt } = block;
  const found = namedByRules(day, block, npt);
  if (saysNothing(said) || repeats(said, found)) return lineOf(day, run, found, { npt });
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

/** A row as the program wrote it, which nobody changed. */
function repeats(said: ReportOverride, { activity, codes, timeClass, cause, text }: Naming): boolean {
  const pairs: readonly (readonly [string | number | undefined, string | null])[] = [
    [said.activity, activity],
    [said.code, codes.npd],
    [said.iadc, codes.iadc],
    [said.witsml, codes.witsml],
    [said.class, timeClass],
    [said.cause, cause],
    [said.holeDepth, null],
    [said.bitDepth, null],
  ];
  return said.comment === text && pairs.every(([one, other]) => one === undefined || one === other);
}

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
