/** A proposal as it travels. */
import Type from "typebox";
import type { Proposal } from "../../prefill/proposal.js";
import { instantText } from "../../shift/clock.js";
import { decimalText } from "../../shift/decimal.js";
import { ACTIVITY_CLASSES } from "../../shift/document.js";
import { RIG_ACTIVITIES, type RigTold } from "../../shift/rig-told.js";
import type { Language } from "../../words/language.js";
import { rigText } from "../../words/rig-text.js";
import { count, decimal, id, instant, orNull, told, word } from "./values.js";

const span = { starts_at: instant, ends_at: instant };

const coded = told({ code: Type.String(), params: Type.Unknown() });

export const proposalSchema = told({
  /** Of the kept proposal: lineage. Null where there is none. */
  id: orNull(id),
  /** Why there is nothing to propose. */
  why: orNull(Type.String()),
  /** The same by its code with what its sentence names. */
  why_told: orNull(coded),
  ...span,
  well: orNull(Type.String()),
  runs: Type.Array(
    told({
      id,
      from: decimal,
      to: decimal,
      ...span,
      on_bottom_seconds: orNull(count),
      connections: count,
      slip_to_slip_seconds: orNull(count),
    }),
  ),
  activities: Type.Array(
    told({
      id,
      ...span,
      class: orNull(word(...ACTIVITY_CLASSES)),
      /** Null where the feed's own code tells it. */
      activity: orNull(word(...RIG_ACTIVITIES)),
      what: Type.String(),
      /** What a person must say of it; null where the data tell it. */
      why: orNull(Type.String()),
      why_told: orNull(coded),
    }),
  ),
  surveys: Type.Array(
    told({
      id,
      depth: decimal,
      dip: decimal,
      azimuth: decimal,
      north: word("true", "magnetic"),
      at: instant,
    }),
  ),
  totals: orNull(
    told({
      start: orNull(decimal),
      end: orNull(decimal),
      metres: decimal,
      on_bottom_seconds: orNull(count),
      connections: count,
      seconds_by_state: Type.Record(Type.String(), count),
    }),
  ),
  warnings: Type.Array(Type.String()),
  /** The same, in the same order. */
  warnings_told: Type.Array(coded),
  /** With the same, it is made again. */
  origin: orNull(
    told({
      dataset: Type.String(),
      sha256: Type.String(),
      program: Type.String(),
      version: Type.String(),
      options: Type.Record(Type.String(), Type.String()),
      rows: count,
      made_at: instant,
    }),
  ),
});

export interface ShownAs {
  /** Of the kept proposal. */
  readonly id: string;
  readonly madeAt: number;
  readonly timeZone: string;
  /** An id for a row that begins then: the same however often it is proposed. */
  rowId(kind: string, at: number): string;
  readonly language: Language;
}

export function proposalShown(
  { startsAt, endsAt, well, runs, activities, surveys, totals, warnings, origin }: Proposal,
  { id: own, madeAt, timeZone, rowId, language }: ShownAs,
) {
  const at = (time: number): string => instantText(time, timeZone);
  const sentenceOf = (one: RigTold): string => {
    const text = rigText(one, language);
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  };
  const metres = (mm: number): string => decimalText(mm, 3, 2);
  const metresOrNull = (mm: number | null): string | null => (mm === null ? null : metres(mm));
  return {
    id: own,
    why: null,
    why_told: null,
    starts_at: at(startsAt),
    ends_at: at(endsAt),
    well,
    runs: runs.map((run) => ({
      id: rowId("run", run.startsAt),
      from: metres(run.fromMm),
      to: metres(run.toMm),
      starts_at: at(run.startsAt),
      ends_at: at(run.endsAt),
      on_bottom_seconds: run.onBottomSeconds,
      connections: run.connections,
      slip_to_slip_seconds: run.slipToSlipSeconds,
    })),
    activities: activities.map((one) => ({
      id: rowId("activity", one.startsAt),
      starts_at: at(one.startsAt),
      ends_at: at(one.endsAt),
      class: one.class,
      activity: one.activity,
      what: one.what,
      why: one.why === null ? null : sentenceOf(one.why),
      why_told: one.why,
    })),
    surveys: surveys.map((survey) => ({
      id: rowId("survey", survey.at),
      depth: metres(survey.depthMm),
      dip: decimalText(survey.dipCd, 2),
      azimuth: decimalText(survey.azimuthCd, 2),
      north: survey.north,
      at: at(survey.at),
    })),
    totals: {
      start: metresOrNull(totals.startMm),
      end: metresOrNull(totals.endMm),
      metres: metres(totals.metresMm),
      on_bottom_seconds: totals.onBottomSeconds,
      connections: totals.connections,
      seconds_by_state: { ...totals.secondsByState },
    },
    warnings: warnings.map(sentenceOf),
    warnings_told: [...warnings],
    origin: {
      dataset: origin.path,
      sha256: origin.sha256,
      program: origin.program,
      version: origin.version,
      options: { ...origin.options },
      rows: origin.rows,
      made_at: new Date(madeAt).toISOString(),
    },
  };
}

/** Where there is nothing to propose, and why. */
export const nothingProposed = (
  why: RigTold,
  {
    startsAt,
    endsAt,
    timeZone,
  }: { readonly startsAt: number; readonly endsAt: number; readonly timeZone: string },
  language: Language,
) => ({
  id: null,
  why: rigText(why, language),
  why_told: why,
  starts_at: instantText(startsAt, timeZone),
  ends_at: instantText(endsAt, timeZone),
  well: null,
  runs: [],
  activities: [],
  surveys: [],
  totals: null,
  warnings: [],
  warnings_told: [],
  origin: null,
});
