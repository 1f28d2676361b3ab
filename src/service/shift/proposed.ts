/**
 * What the rig's own data say of a shift, as a device is told it: rows that can be taken, each under an id that stays the same however
 * often it is proposed, and what the shift came to. Pure, the same in a browser and on the server.
 */
import { parseInstant } from "./clock.js";
import { parseDecimal } from "./decimal.js";
import type { ActivityClass, Id } from "./document.js";

export interface RunProposal {
  readonly id: Id;
  readonly fromMm: number;
  readonly toMm: number;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Null where the rig's sensors do not tell it. */
  readonly onBottomSeconds: number | null;
  readonly connections: number;
  /** A mean; null without a connection. */
  readonly slipToSlipSeconds: number | null;
}

export interface ActivityProposal {
  readonly id: Id;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Null where a person must say what it was. */
  readonly class: ActivityClass | null;
  /** In words: `Tripping in`. */
  readonly what: string;
  /** What a person must say of it. */
  readonly why: string | null;
}

export interface SurveyProposal {
  readonly id: Id;
  readonly depthMm: number;
  readonly dipCd: number;
  readonly azimuthCd: number;
  readonly north: "true" | "magnetic";
  readonly at: number;
}

/** Of the shift, whether or not rows are taken. */
export interface ProposalTotals {
  readonly startMm: number | null;
  readonly endMm: number | null;
  readonly metresMm: number;
  readonly onBottomSeconds: number | null;
  readonly connections: number;
}

export interface RigProposal {
  /** Why there is nothing; null where there is something. */
  readonly why: string | null;
  /** What it is of: a shift that goes on is told up to now. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly runs: readonly RunProposal[];
  readonly activities: readonly ActivityProposal[];
  readonly surveys: readonly SurveyProposal[];
  /** Null where there is no data. */
  readonly totals: ProposalTotals | null;
  /** What the reader must know, in sentences. */
  readonly warnings: readonly string[];
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
    why: (answer["why"] as string | null) ?? null,
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
      what: row["what"] as string,
      why: (row["why"] as string | null) ?? null,
    })),
    surveys: rows(answer["surveys"]).map((row) => ({
      id: row["id"] as Id,
      depthMm: millimetres(row["depth"]) ?? 0,
      dipCd: hundredths(row["dip"]),
      azimuthCd: hundredths(row["azimuth"]),
      north: row["north"] as SurveyProposal["north"],
      at: instant(row["at"]) ?? startsAt,
    })),
    totals: totals && {
      startMm: millimetres(totals["start"]),
      endMm: millimetres(totals["end"]),
      metresMm: millimetres(totals["metres"]) ?? 0,
      onBottomSeconds: (totals["on_bottom_seconds"] as number | null) ?? null,
      connections: totals["connections"] as number,
    },
    warnings: answer["warnings"] as readonly string[],
    dataset: (origin?.["dataset"] as string | undefined) ?? null,
    madeAt: instant(origin?.["made_at"]),
  };
}

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
