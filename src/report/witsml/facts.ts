/**
 * A day as WITSML tells it, of whatever version: who and when, what each activity is, what was lost and how it ended. Nothing is made up:
 * times need the offset of the rig's clock, reports the name of the well, and what is not known is not written.
 */
import { Failure } from "../../failure/failure.js";
import { isDrillingActivity } from "../../wits/catalog/drilling-activity.js";
import { uuidOf } from "../../witsml/identity.js";
import type { ActivityHours, TimeLine } from "../document/time.js";
import type { DayReport, Report } from "../document.js";
import { type Figure, figure, figureShown, type Instant } from "../figure.js";

export interface DayFacts {
  readonly day: DayReport;
  readonly well: string;
  readonly wellbore: string;
  /** The report's name: the well and the date. */
  readonly name: string;
  readonly start: string;
  readonly end: string;
  readonly program: string;
  /** Everything that a reader must know and no element has a place for. */
  readonly comments: string;
}

/** Throws a `Failure` where the day lacks what no WITSML can be without. */
export function factsOf(day: DayReport, { made }: Report): DayFacts {
  const { well, wellbore } = day.head;
  if (well === null) {
    throw new Failure(
      "missing-option",
      `WITSML of ${day.date}: a report names its well, and neither the log nor anybody told it; say --well NAME`,
    );
  }
  return {
    day,
    well,
    wellbore: wellbore ?? well,
    name: `${well} ${day.date}`,
    start: withOffset(day.start),
    end: withOffset(day.end),
    program: `${made.program} ${made.version}`,
    comments: commentsOf(day),
  };
}

/** A moment with the offset of its zone, which every time of WITSML has. */
export function withOffset({ iso }: Instant): string {
  if (/(?:Z|[+-]\d\d:\d\d)$/.test(iso)) return iso;
  throw new Failure(
    "zone-undeclared",
    `WITSML tells every time with its zone, and nothing tells that of the rig's clock (${iso}); say --tz, such as --tz Europe/Oslo or --tz UTC`,
  );
}

/** The offset alone, `+01:00`. */
export const offsetOf = (time: string): string => /(?:Z|[+-]\d\d:\d\d)$/.exec(time)![0];

export const reportUid = (object: string, { well, wellbore, start }: DayFacts): string =>
  uuidOf(object, well, wellbore, start);

function commentsOf({ head, remarks, events, quality, mud, time }: DayReport): string {
  const { unexplained } = mud.pits;
  return [
    ...quality.warnings,
    ...(head.missing.length > 0 ? [`Not told: ${head.missing.join(", ")}.`] : []),
    ...(unexplained.value === null
      ? []
      : [`Change of the active pits that new hole does not explain: ${figureShown(unexplained)}.`]),
    ...time.lines.flatMap(({ from, found }) =>
      found === null ? [] : [`${from.clock} found by the program: ${found.activity}. ${found.text}`],
    ),
    ...remarks.map(({ time: at, text, by }) => `${at.clock} remark (${by}): ${text}`),
    ...events.map(
      ({ start, kind, severity, evidence }) => `${start.clock} ${kind} (${severity}, advisory): ${evidence}`,
    ),
  ].join(" ");
}

export interface ActivityFacts {
  readonly uid: string;
  readonly line: TimeLine;
  readonly start: string;
  readonly end: string;
  /** Of the closed list; null where the code is none of it. */
  readonly code: string | null;
  readonly timeClass: "planned" | "downtime" | null;
  readonly state: "ok" | "fail" | null;
  readonly outcome: string | null;
}

export const activityFacts = ({ day }: DayFacts): readonly ActivityFacts[] =>
  day.time.lines.map((line, place) => ({
    uid: `activity-${place + 1}`,
    line,
    start: withOffset(line.from),
    end: withOffset(line.to),
    code: line.codes.witsml !== null && isDrillingActivity(line.codes.witsml) ? line.codes.witsml : null,
    ...classes[line.timeClass],
    outcome: line.timeClass === "planned" ? "success" : outcomeOf(line.cause),
  }));

const classes = {
  planned: { timeClass: "planned", state: "ok" },
  lost: { timeClass: "downtime", state: "fail" },
  // What happened then nobody knows: no class, no state.
  "no data": { timeClass: null, state: null },
} as const;

/** How lost time ended, in the words of WITSML; of waiting and of causes that a person made up it has none. */
const outcomes: readonly (readonly [words: RegExp, outcome: string])[] = [
  [/\bkick|well control/, "kick"],
  [/circulation/, "circulation loss"],
  [/\bloss(?:es)?\b|mud loss/, "mud loss"],
  [/\bstuck|pack.?off/, "stuck equipment"],
  [/repair|pump|washout|plugged|equipment|failure|leak/, "equipment failure"],
];

function outcomeOf(cause: string | null): string | null {
  const words = cause?.toLowerCase().replaceAll("_", " ");
  if (words === undefined || /\bwait/.test(words)) return null;
  return outcomes.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

/** Time that was lost to something that broke. */
export const isEquipment = (cause: string): boolean => outcomeOf(cause) === "equipment failure";

/** Hours of activities whose WITSML code begins so: the sum of what stands in the report; not known where there is none. */
export function hoursOf(byActivity: readonly ActivityHours[], beginning: string): Figure {
  const hours = byActivity.filter(({ codes }) => codes.witsml?.startsWith(beginning)).map((one) => one.hours);
  const known = hours.map(({ value }) => value).filter((value) => value !== null);
  return figure(
    known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0),
    "h",
    hours[0]?.decimals ?? 2,
  );
}
