/**
 * Reads what a rig recorded around a shift, a dataset or the folder of a stream with its journal, and proposes the shift from it. Only what stands near the
 * shift is read: some hours before it tell its depth and what is usual there, some behind it what its last minutes were.
 */
import type { ConnectionRow, StateRow } from "../../analysis/table.js";
import { analyzeInputs, gathered } from "../../bulk/analysis/analyze.js";
import type { OpenDataset } from "../../bulk/open.js";
import { kindOf } from "../../dataset/kind.js";
import type { Selection } from "../../dataset/select.js";
import { tablesWithin } from "../../dataset/within.js";
import { Failure } from "../../failure/failure.js";
import { openFolder } from "../../live/open-dataset.js";
import { type Piece, piecesOf } from "../../report/day/pieces.js";
import { version } from "../../runtime/package.js";
import { timezoneNamed } from "../../wits/catalog/timezone.js";
import type { UnitSet } from "../../wits/catalog/units.js";
import { rigTold } from "../shift/rig-told.js";
import { fingerprintOf } from "./fingerprint.js";
import { type HoleSeen, holes } from "./hole.js";
import type { Proposal } from "./proposal.js";
import { propose, type RigSeen, type Span } from "./propose.js";
import { stateOfCode } from "./sent-activity.js";

/** Where a rig's data are, and what they mean. */
export interface RigData {
  /** A dataset, the folder of a stream, or a log. */
  readonly path: string;
  /** What it is called where it is told; the path unless told. */
  readonly name?: string | undefined;
  /** One link alone, where a stream records several: rows of others are of another rig. */
  readonly link?: string | undefined;
  /** That the feed sends, where the data do not say so themselves. */
  readonly units?: UnitSet | undefined;
  /** Of the rig's clock, where times are not instants yet. */
  readonly timeZone: string;
  /** The well, where the data tell of several: else the one that was worked on longest in the shift. */
  readonly well?: string | undefined;
}

const HOUR = 3_600_000;
/** What is read before the shift and behind it. Times may be by a clock of the rig, which is up to 14 hours from UTC. */
const CLOCKS = 14 * HOUR;
const BEFORE = 12 * HOUR + CLOCKS;
const BEHIND = 2 * HOUR + CLOCKS;

const MILLIMETRES: Readonly<Record<string, number>> = { M: 1000, F: 304.8 };

/** Throws a `Failure` where there is nothing that can be read. A shift of which no rows tell has a proposal with gaps. */
export async function prefill(
  rig: RigData,
  span: Span,
  signal: AbortSignal = new AbortController().signal,
): Promise<Proposal> {
  const zone = timezoneNamed(rig.timeZone);
  const tables = gathered();
  const seen: HoleSeen[] = [];
  let [utc, clock] = [true, zone];
  let rows = 0;
  const toUtc = (time: number): number => (utc ? time : clock.toUtc(time));
  const counts = (time: number): void => {
    const at = toUtc(time);
    if (at >= span.startsAt && at < span.endsAt) rows++;
  };
  // Before the rows: what comes meanwhile is in a proposal whose hash says that there is more by now.
  const sha256 = await fingerprintOf(rig.path);
  const times = { from: span.startsAt - BEFORE, until: span.endsAt + BEHIND };
  await using open = await opened(rig.path, times, signal);
  const { meanings } = await analyzeInputs(
    [rig.path],
    {
      // What a dataset says of itself holds.
      ...(rig.units !== undefined && { units: rig.units }),
      from: { milliseconds: times.from, zoned: false },
      until: { milliseconds: times.until, zoned: false },
      opened: () => open.dataset,
      // A rig does not go on in another link's rows.
      apart: rig.link !== undefined,
      signal,
    },
    { finished: tables.finished },
    {
      channels: ["hole-depth", "survey-depth"],
      stages: [
        holes(
          (hole) => void seen.push(hole),
          (source) => isOf(rig, source),
          counts,
        ),
      ],
      clock(isUtc, name) {
        [utc, clock] = [isUtc, name === undefined ? zone : timezoneNamed(name)];
      },
    },
  );
  const unit = meanings.unitOf("hole-depth");
  const own = {
    states: tables.rows.states.filter(({ source }) => isOf(rig, source)),
    connections: tables.rows.connections.filter(({ source }) => isOf(rig, source)),
  };
  const wells = wellsOf(own, seen, unit === undefined ? undefined : MILLIMETRES[unit], {
    toUtc,
    toRow: (time) => (utc ? time : clock.toLocal(time)),
  });
  const well = chosen(wells, rig, span);
  const proposal = propose(well, span);
  const others = wells.filter((one) => one !== well && workedOn(one, span) > 0);
  return {
    ...proposal,
    warnings: [
      ...proposal.warnings,
      ...others.map((one) => rigTold("other-well", { well: one.well ?? null, proposed: well.well ?? null })),
    ],
    origin: {
      path: rig.name ?? rig.path,
      sha256,
      program: "witskit",
      version,
      options: optionsOf(rig),
      rows,
    },
  };
}

/** As the lineage of a proposal keeps them. */
export const optionsOf = ({ timeZone, units, well, link }: RigData): Record<string, string> => ({
  time_zone: timeZone,
  ...(units !== undefined && { units }),
  ...(well !== undefined && { well }),
  ...(link !== undefined && { link }),
});

/** Of a link, each sender is a source of its own. */
const isOf = ({ link }: RigData, source: string): boolean =>
  link === undefined || source === link || source.startsWith(`${link}/`);

interface Opened extends AsyncDisposable {
  readonly dataset: OpenDataset | undefined;
}

/** A folder is a dataset, with what its stream has not made a part of yet; of it the parts that may have rows of these times. */
async function opened(path: string, times: Selection, signal: AbortSignal): Promise<Opened> {
  const whole = (await kindOf(path)) === "folder" ? await openFolder(path, { signal }) : undefined;
  const tables = await tablesWithin(whole?.tables ?? [], times);
  // Where none has, one part says what there is.
  const isEmpty = tables.every(({ files }) => files.length === 0);
  const dataset = whole && { ...whole, tables: isEmpty ? whole.tables.map(firstPart) : tables };
  return { dataset, [Symbol.asyncDispose]: async () => whole?.close() };
}

const firstPart = <Table extends { readonly files: readonly string[] }>(table: Table): Table => ({
  ...table,
  files: table.files.slice(0, 1),
});

interface Clocks {
  toUtc(time: number): number;
  toRow(time: number): number;
}

/** What was seen, by well; rows without a name are those of the only one that has one. */
function wellsOf(
  { states, connections }: Pick<ReturnType<typeof gathered>["rows"], "states" | "connections">,
  seen: readonly HoleSeen[],
  millimetres: number | undefined,
  { toUtc, toRow }: Clocks,
): RigSeen[] {
  const names = new Set([...states, ...seen].flatMap(({ well }) => well ?? []));
  const [only] = names;
  const nameOf = (well: string | undefined): string | undefined =>
    well ?? (names.size === 1 ? only : undefined);
  const groups = new Set([...states, ...seen].map(({ well }) => nameOf(well)));
  return [...groups].map((well) => ({
    well,
    millimetres,
    pieces: piecesOf([
      ...states.filter((one) => nameOf(one.well) === well),
      ...seen.filter((one) => nameOf(one.well) === well).flatMap(statesByCode),
    ]).map((piece): Piece => ({ ...piece, start: toUtc(piece.start), end: toUtc(piece.end) })),
    connections: connections
      .filter((one) => nameOf(one.well) === well)
      .map((one): ConnectionRow => ({ ...one, start: toUtc(one.start), end: toUtc(one.end) })),
    holes: seen
      .filter((one) => nameOf(one.well) === well)
      .map((one) => ({
        well,
        first: toUtc(one.first),
        last: toUtc(one.last),
        depth: { at: (time: number) => one.depth.at(toRow(time)) },
        activities: one.activities.map((sent) => ({
          ...sent,
          start: toUtc(sent.start),
          end: toUtc(sent.end),
        })),
        surveys: one.surveys.map((survey) => ({ ...survey, time: toUtc(survey.time) })),
      }))
      .sort((one, other) => one.first - other.first),
  }));
}

/** States that the feed's own code says, as rows of the analysis. */
const statesByCode = ({ well, activities }: HoleSeen): StateRow[] =>
  activities.flatMap(({ start, end, code }) => {
    const state = stateOfCode(code);
    if (state === undefined || end <= start) return [];
    return [
      {
        source: "",
        well,
        start,
        end,
        state,
        seconds: (end - start) / 1000,
        hole_depth_start: undefined,
        hole_depth_end: undefined,
        bit_depth_start: undefined,
        bit_depth_end: undefined,
        metres: undefined,
        activity_code: code,
        reason: "the feed's own activity code",
      },
    ];
  });

/** How long, milliseconds, rows tell of a well in a span. */
const workedOn = ({ pieces }: RigSeen, { startsAt, endsAt }: Span): number =>
  pieces.reduce(
    (sum, { start, end }) => sum + Math.max(0, Math.min(end, endsAt) - Math.max(start, startsAt)),
    0,
  );

function chosen(wells: readonly RigSeen[], rig: RigData, span: Span): RigSeen {
  if (rig.well !== undefined) {
    const named = wells.find(({ well }) => well === rig.well);
    if (named !== undefined) return named;
    if (wells.length > 0)
      throw new Failure(
        "unknown-name",
        `${rig.name ?? rig.path} tells of no well ${rig.well} around this shift; it has ${wells.map(({ well }) => well ?? "rows without a name").join(", ")}`,
        { place: { file: rig.name ?? rig.path } },
      );
  }
  const none: RigSeen = { well: undefined, pieces: [], connections: [], holes: [], millimetres: undefined };
  return wells.reduce((best, one) => (workedOn(one, span) > workedOn(best, span) ? one : best), none);
}
