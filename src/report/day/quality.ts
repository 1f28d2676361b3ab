/** How good the data of a day are, and what a reader must know before believing its numbers. */

import { numberText } from "../../text/number-text.js";
import { channel } from "../../wits/catalog/channel.js";
import { inWords } from "../../wits/catalog/state.js";
import type { DayQuality } from "../document/quality.js";
import { figureShown } from "../figure.js";
import type { WellLog } from "../well-log.js";
import type { DayClock } from "./clock.js";
import { type DayRows, dayChannels } from "./ledger.js";
import { count, hours, percent } from "./measures.js";
import type { Piece } from "./pieces.js";

export interface QualityFacts {
  readonly log: WellLog;
  readonly start: number;
  readonly end: number;
  readonly clock: DayClock;
  /** Of the day, gaps among them. */
  readonly pieces: readonly Piece[];
  readonly days: readonly DayRows[];
  /** Nothing declares the units of depths. */
  readonly unitless: boolean;
  /** No log was given: people told everything. */
  readonly toldAlone: boolean;
  readonly warnings: readonly string[];
}

/** Fewer rows say nothing of a channel. */
const ROWS_ENOUGH = 100;
/** A time without rows at the start of a day or its end is told when it is longer, milliseconds. */
const WORTH_TELLING = 60_000;
const USUAL_HOURS = 24;

export function qualityOf(facts: QualityFacts): DayQuality {
  const { pieces, days, start, end, clock, log } = facts;
  const gaps = pieces.filter(({ state }) => state === "data_gap");
  const missing = gaps.reduce((sum, gap) => sum + gap.end - gap.start, 0);
  const sum = (of: (rig: WellLog["rigs"][number]) => number): number =>
    log.rigs.reduce((total, rig) => total + of(rig), 0);
  return {
    rows: days.reduce((total, day) => total + day.rows, 0),
    coverage: percent((100 * (end - start - missing)) / (end - start)),
    gaps: gaps.map((gap) => ({
      from: clock.instant(gap.start),
      to: clock.until(gap.end),
      hours: hours((gap.end - gap.start) / 1000),
    })),
    dead: deadOf(facts),
    withoutTime: sum(({ withoutTime }) => withoutTime),
    behind: sum(({ behind }) => behind),
    warnings: [...warningsOf(facts, gaps), ...facts.warnings],
  };
}

function* warningsOf(facts: QualityFacts, gaps: readonly Piece[]): Generator<string> {
  const { log, start, end, unitless, days, toldAlone } = facts;
  const length = (end - start) / 3_600_000;
  if (length !== USUAL_HOURS)
    yield `The clock was put ${length < USUAL_HOURS ? "forward" : "back"}: this day has ${figureShown(hours(length * 3600))}.`;
  if (toldAlone) yield "No log was given: everything here was told by people.";
  else yield* gapWarnings(facts, gaps);
  if (unitless && days.length > 0)
    yield "Nothing declares the units of the rows: depths and rates stand without one. Give --units or a map.";
  for (const { source, withoutTime, rows } of log.rigs)
    if (withoutTime > 0)
      yield `${source}: ${figureShown(count(withoutTime))} of ${figureShown(count(rows + withoutTime))} rows have no time; nothing tells which day they are of, and none of them counts.`;
  yield* log.notes;
}

function* gapWarnings(
  { log, start, end, clock, days }: QualityFacts,
  gaps: readonly Piece[],
): Generator<string> {
  const [first, last] = [log.pieces[0], log.pieces.at(-1)];
  const date = (time: number): string => `${clock.dateOf(clock.dayOf(time))} ${clock.instant(time).clock}`;
  if (days.length === 0) {
    const reach =
      first === undefined || last === undefined
        ? "no row has a time"
        : `rows reach from ${clock.instant(first.start).iso} to ${clock.instant(last.end).iso}`;
    yield `No row is of this day: ${reach}. Nothing is said of what happened.`;
    return;
  }
  const missing = gaps.reduce((sum, gap) => sum + gap.end - gap.start, 0);
  if (missing >= WORTH_TELLING)
    yield `${figureShown(hours(missing / 1000))} of the day have no rows: nothing is said of what happened then.`;
  const [begins, ends] = [gaps.find((gap) => gap.start === start), gaps.find((gap) => gap.end === end)];
  if (begins !== undefined && begins.end - begins.start >= WORTH_TELLING) {
    const before = log.pieces.findLast((piece) => piece.end <= start);
    yield before === undefined
      ? `The first row of all is at ${clock.instant(begins.end).clock}: the day is not whole.`
      : `Rows end at ${date(before.end)} before the day and begin again at ${clock.instant(begins.end).clock}: the depths at its start are those of the last row before.`;
  }
  if (ends !== undefined && ends.end - ends.start >= WORTH_TELLING && ends !== begins) {
    const after = log.pieces.find((piece) => piece.start >= end);
    yield after === undefined
      ? `The last row of all is at ${clock.instant(ends.start).clock}: the day is not whole.`
      : `Rows end at ${clock.instant(ends.start).clock} and begin again at ${date(after.start)}, after the day: the depths at its end are those of its last row.`;
  }
}

/** Channels that the well sends, and that said nothing all day, or the same in every row. */
function deadOf({ days, log }: QualityFacts): DayQuality["dead"] {
  const rows = days.reduce((sum, day) => sum + day.rows, 0);
  if (rows < ROWS_ENOUGH) return [];
  return dayChannels.flatMap((name, place) => {
    const own = days.map((day) => day.all[place]!).filter(({ values }) => values > 0);
    const words = channel(name).meaning;
    if (own.length === 0) {
      const isSent = log.ledgers.some((ledger) =>
        [...ledger.days.values()].some((day) => day.all[place]!.values > 0),
      );
      return isSent ? [{ channel: words, reason: "no value all day" }] : [];
    }
    const least = Math.min(...own.map((one) => one.least));
    if (own.some((one) => one.least !== one.greatest || one.least !== least)) return [];
    return [{ channel: words, reason: `${numberText(least)} in every row of the day` }];
  });
}

/** `pack off`: as events are named where people read. */
export const kindWords = inWords;
