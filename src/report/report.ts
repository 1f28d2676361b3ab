/** Reports of wells: which days are told, and all that stands around them. The rows have been read by then, once, whatever the days. */
import type { AnalysisSettings } from "../analysis/settings.js";
import type { UnitOf } from "../analysis/table.js";
import { wellOf } from "../analysis/well.js";
import { Failure } from "../failure/failure.js";
import type { Timezone } from "../wits/catalog/timezone.js";
import { type DayClock, dayClock } from "./day/clock.js";
import { type DayFacts, dayReport } from "./day/day.js";
import { depthsOf } from "./day/depths.js";
import { measuresIn } from "./day/measures.js";
import { wellDays } from "./days.js";
import type { Provenance } from "./document/quality.js";
import { type DayReport, REPORT_FORMAT, type Report } from "./document.js";
import type { HeadTold } from "./head.js";
import type { Overrides, ReportOverride } from "./overrides/override.js";
import { saidSpans } from "./overrides/spans.js";
import type { WellLog } from "./well-log.js";

/** A date, `2024-03-04`; the last day that has rows, of each well; all days. */
export type DayAsked = "last" | "all" | (string & {});

export interface ReportSettings {
  readonly day?: DayAsked | undefined;
  /** Milliseconds from midnight at which a day begins: 0 unless told. */
  readonly dayStart?: number | undefined;
  readonly zone?: Timezone | undefined;
  /** One of the wells alone, where there are several; else what the only one is called. */
  readonly well?: string | undefined;
  /** Of all wells, and of some alone, by their names. */
  readonly head: HeadTold;
  readonly heads: Readonly<Record<string, HeadTold>>;
  readonly overrides: Overrides;
  readonly analysis: AnalysisSettings;
}

export interface ReadRows {
  readonly logs: readonly WellLog[];
  readonly unitOf: UnitOf;
  /** Times are instants in UTC, and not the rig's clock. */
  readonly utc: boolean;
  /** No log was given: what people said is all there is. */
  readonly toldAlone: boolean;
  readonly warnings: readonly string[];
}

/** More days without anything, one after the other, are left out of `all`: another campaign, or a clock that leapt. */
const LONGEST_SILENCE = 31;

export const clockFor = ({ dayStart, zone }: ReportSettings, utc: boolean): DayClock =>
  dayClock({ dayStart, zone, utc });

export function reportOf(rows: ReadRows, settings: ReportSettings, made: Provenance): Report {
  const clock = clockFor(settings, rows.utc);
  const warnings = [...rows.warnings];
  const days: DayReport[] = [];
  const wells: DayReport[][] = [];
  for (const log of chosen(rows.logs, settings.well)) {
    const facts = factsOf(log, rows, settings, clock);
    const own = daysAsked(facts, settings.day ?? "last", warnings).map((day) => dayReport(facts, day));
    days.push(...own);
    if (own.length > 0) wells.push(own);
  }
  if (days.length === 0) warnings.push(nothingText(rows));
  return {
    format: REPORT_FORMAT,
    days,
    wells: days.length > 1 ? wells.map(wellDays) : [],
    warnings,
    made,
  };
}

function nothingText({ logs }: ReadRows): string {
  const untimed = logs.flatMap(({ rigs }) => rigs).reduce((sum, { withoutTime }) => sum + withoutTime, 0);
  return untimed > 0
    ? `No row has a time (${untimed} rows), so there is no day to report: nothing tells when they were. --day DATE makes a report of a day, which will say so.`
    : "There are no rows of record 1, so there is no day to report.";
}

/** Throws a `Failure` where there is none of that name among several. */
function chosen(logs: readonly WellLog[], well: string | undefined): readonly WellLog[] {
  if (well === undefined) return logs;
  const own = logs.filter((log) => log.well === well);
  // A name for what has none.
  if (own.length === 0 && logs.length === 1 && logs[0]!.well === undefined) return [{ ...logs[0]!, well }];
  if (own.length > 0) return own;
  throw new Failure(
    "unknown-name",
    `no well is named ${well}; there are ${logs.map((log) => log.well ?? "rows without a name").join(", ")}`,
  );
}

function factsOf(log: WellLog, rows: ReadRows, settings: ReportSettings, clock: DayClock): DayFacts {
  const { overrides, head, heads, analysis, zone } = settings;
  const name = log.well;
  const isOf = ({ well }: ReportOverride): boolean => well === undefined || well === name;
  return {
    log,
    depths: depthsOf(log.ledgers),
    clock,
    unitOf: rows.unitOf,
    measures: measuresIn(rows.unitOf),
    well: wellOf(analysis.well),
    settings: analysis.efficiency ?? {},
    head: { ...head, ...(name !== undefined && heads[name]) },
    said: saidSpans(overrides.spans.filter(isOf), { utc: rows.utc, zone }),
    renames: overrides.renames,
    toldAlone: rows.toldAlone,
  };
}

function daysAsked(facts: DayFacts, asked: DayAsked, warnings: string[]): number[] {
  const { clock, log, said, toldAlone } = facts;
  if (asked !== "last" && asked !== "all") return [Date.parse(asked) / 86_400_000];
  const told = new Set<number>();
  const over = ({ start, end }: { readonly start: number; readonly end: number }): void => {
    for (let day = clock.dayOf(start); clock.startOf(day) < end; day++) told.add(day);
  };
  for (const piece of log.pieces) over(piece);
  // A single row is no time, and a day yet.
  if (told.size === 0) for (const ledger of log.ledgers) for (const day of ledger.days.keys()) told.add(day);
  const ofRows = [...told].sort((one, other) => one - other);
  if (asked === "last" && ofRows.length > 0) return ofRows.slice(-1);
  for (const span of said.spans) over(span);
  const known = [...told].sort((one, other) => one - other);
  if (asked === "last") return toldAlone ? known.slice(-1) : [];
  const days: number[] = [];
  for (const day of known) {
    const last = days.at(-1);
    if (last !== undefined && day - last <= LONGEST_SILENCE)
      for (let silent = last + 1; silent < day; silent++) days.push(silent);
    else if (last !== undefined)
      warnings.push(
        `${log.well ?? "The well"}: nothing is known of the days between ${clock.dateOf(last)} and ${clock.dateOf(day)}; they are left out.`,
      );
    days.push(day);
  }
  return days;
}
