/** A hole with all that reports say of it, as the server lists it. */
import { parseDecimal } from "../../shift/decimal.js";
import type { Surveyed } from "../charts/hole-path.js";
import { useAnswer } from "./answers.js";
import { useRows } from "./rows.js";

export interface HoleOnWire {
  readonly id: string;
  readonly name: string;
  readonly project: string;
  readonly planned: string | null;
  readonly dip: string | null;
  readonly azimuth: string | null;
  readonly state: "planned" | "open" | "finished" | "abandoned";
}

interface OfShift {
  readonly id: string;
  readonly shift: string;
  readonly rig: string;
  readonly date: string;
  readonly slot: string;
}

export interface RunOnWire extends OfShift {
  readonly size: string;
  readonly kind: "new" | "ream" | "redrill" | "wedge";
  readonly from: string;
  readonly to: string;
  readonly metres: string;
  readonly starts_at: string;
  readonly ends_at: string;
  readonly rate: string | null;
  readonly recovered: string | null;
  readonly recovery: string | null;
}

export interface SurveyOnWire extends OfShift {
  readonly depth: string;
  readonly dip: string;
  readonly azimuth: string;
  readonly north: "true" | "magnetic" | "grid";
  readonly instrument: string;
}

export interface CasingOnWire extends OfShift {
  readonly size: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
}

export interface PhotoOnWire extends OfShift {
  readonly from: string | null;
  readonly to: string | null;
  readonly tray: string | null;
}

export function useHole(id: string) {
  const of = `hole=${encodeURIComponent(id)}`;
  return {
    hole: useAnswer<HoleOnWire>(`/holes/${encodeURIComponent(id)}`),
    runs: useRows<RunOnWire>(`/drilling-progress?${of}`),
    surveys: useRows<SurveyOnWire>(`/surveys?${of}`),
    casings: useRows<CasingOnWire>(`/casings?${of}`),
    photos: useRows<PhotoOnWire>(`/photos?${of}`),
  };
}

/** What a decimal of the wire is in thousandths, or hundredths. */
export const milli = (text: string): number => parseDecimal(text, 3) ?? 0;
const hundredths = (text: string): number => parseDecimal(text, 2) ?? 0;

export const surveyed = ({ depth, dip, azimuth }: SurveyOnWire): Surveyed => ({
  depthMm: milli(depth),
  dipCd: hundredths(dip),
  azimuthCd: hundredths(azimuth),
});
