/**
 * What the rig's own data say of a shift, as a device is told it: rows that can be taken, each under an id that stays the same however
 * often it is proposed, and what the shift came to. Pure, the same in a browser and on the server.
 */
import { parseInstant } from "./clock.js";
import { parseDecimal } from "./decimal.js";
import type { ActivityClass, Id } from "./document.js";
import type { RigActivity, RigTold } from "./rig-told.js";

/** Hole that was made, in one go: drilling with its connections, surveys and reaming, without a longer pause. */
export interface ProposedRun {
  readonly fromMm: number;
  readonly toMm: number;
  /** Whole minutes, milliseconds since 1970. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** Null where sensors do not tell it, and the feed says by its code alone that it drills. */
  readonly onBottomSeconds: number | null;
  readonly connections: number;
  /** Of them, in slips, a mean; null without a connection. */
  readonly slipToSlipSeconds: number | null;
}

/** Anything else that took time. */
export interface ProposedActivity {
  readonly startsAt: number;
  readonly endsAt: number;
  /** Null where the data tell nothing that a person could sign: `why` then asks. */
  readonly class: ActivityClass | null;
  /** Null where the feed's own code tells it. */
  readonly activity: RigActivity | null;
  /** In words, in English: `Tripping in`. */
  readonly what: string;
  /** What a person must say of it. Waiting is never proposed as standby: whose it was is no matter of sensors. */
  readonly why: RigTold | null;
}

export interface ProposedSurvey {
  readonly depthMm: number;
  readonly dipCd: number;
  readonly azimuthCd: number;
  /** `true`, where the sender corrected it; `magnetic`, as it was measured. */
  readonly north: "true" | "magnetic";
  readonly at: number;
}

/** Of the shift, whether or not rows are taken. */
export interface ProposedTotals {
  /** Of the hole, at the start and at the end of the shift; null where no row told before it. */
  readonly startMm: number | null;
  readonly endMm: number | null;
  readonly metresMm: number;
  readonly onBottomSeconds: number | null;
  readonly connections: number;
}

/** As it travels: by its code, and in the words of the server for who knows it not. */
export interface Shown {
  readonly told: RigTold | null;
  readonly text: string;
}

/** A row that can be taken. */
export type Takeable<Row> = Row & { readonly id: Id };

/** As it travels. */
export interface ShownActivity extends Omit<ProposedActivity, "why"> {
  readonly why: Shown | null;
}

export interface RigProposal {
  /** Why there is nothing; null where there is something. */
  readonly why: Shown | null;
  /** What it is of: a shift that goes on is told up to now. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly runs: readonly Takeable<ProposedRun>[];
  readonly activities: readonly Takeable<ShownActivity>[];
  readonly surveys: readonly Takeable<ProposedSurvey>[];
  /** Null where there is no data. */
  readonly totals: ProposedTotals | null;
  /** What the reader must know. */
  readonly warnings: readonly Shown[];
  /** The dataset, and when it was asked; null where nothing was. */
  readonly dataset: string | null;
  readonly madeAt: number | null;
}

type Wire = Readonly<Record<string, unknown>>;

/** What a server answers to `GET /shifts/{id}/prefill`; undefined of what is none of these. */
export function proposalFromWire(wire: unknown): RigProposal | undefined {
  const answer = wire as Wire | null;
  const [startsAt, endsAt] = [instant(answer?.["starts_at"]), instant(answer?.["ends_at"])];
  if (answer === null || startsAt === null || endsAt === null) return undefined;
  const totals = answer["totals"] as Wire | null;
  const origin = answer["origin"] as Wire | null;
  return {
    why: shownIn(answer["why"], answer["why_told"]),
    startsAt,
    endsAt,
    runs: rows(answer["runs"]).map((row) => ({
      ...spanOf(row),
      fromMm: millimetres(row["from"]) ?? 0,
      toMm: millimetres(row["to"]) ?? 0,
      onBottomSeconds: (row["on_bottom_seconds"] as number | null) ?? null,
      connections: row["connections"] as number,
      slipToSlipSeconds: (row["slip_to_slip_seconds"] as number | null) ?? null,
    })),
    activities: rows(answer["activities"]).map((row) => ({
      ...spanOf(row),
      class: (row["class"] as ActivityClass | null) ?? null,
      activity: (row["activity"] as RigActivity | null) ?? null,
      what: row["what"] as string,
      why: shownIn(row["why"], row["why_told"]),
    })),
    surveys: rows(answer["surveys"]).map((row) => ({
      id: row["id"] as Id,
      depthMm: millimetres(row["depth"]) ?? 0,
      dipCd: hundredths(row["dip"]),
      azimuthCd: hundredths(row["azimuth"]),
      north: row["north"] as ProposedSurvey["north"],
      at: instant(row["at"]) ?? startsAt,
    })),
    totals: totals && {
      startMm: millimetres(totals["start"]),
      endMm: millimetres(totals["end"]),
      metresMm: millimetres(totals["metres"]) ?? 0,
      onBottomSeconds: (totals["on_bottom_seconds"] as number | null) ?? null,
      connections: totals["connections"] as number,
    },
    warnings: (answer["warnings"] as readonly string[]).map((text, i) => ({
      text,
      told: (answer["warnings_told"] as readonly RigTold[] | undefined)?.[i] ?? null,
    })),
    dataset: (origin?.["dataset"] as string | undefined) ?? null,
    madeAt: instant(origin?.["made_at"]),
  };
}

const shownIn = (text: unknown, told: unknown): Shown | null =>
  typeof text === "string" ? { text, told: (told as RigTold | null | undefined) ?? null } : null;

const rows = (list: unknown): readonly Wire[] => list as readonly Wire[];

const spanOf = (row: Wire): { readonly id: Id; readonly startsAt: number; readonly endsAt: number } => ({
  id: row["id"] as Id,
  startsAt: instant(row["starts_at"]) ?? 0,
  endsAt: instant(row["ends_at"]) ?? 0,
});

const instant = (text: unknown): number | null =>
  typeof text === "string" ? (parseInstant(text) ?? null) : null;
const millimetres = (text: unknown): number | null =>
  typeof text === "string" ? (parseDecimal(text, 3) ?? null) : null;
const hundredths = (text: unknown): number => parseDecimal(String(text), 2) ?? 0;
