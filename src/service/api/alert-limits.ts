/** When an alert is raised: what a tenant has chosen, each with what holds where nothing is chosen. */
import Type, { type Static } from "typebox";
import { sent } from "./schema/values.js";

const whole = (minimum: number, maximum: number) => Type.Optional(Type.Integer({ minimum, maximum }));

export const alertLimitsSchema = sent({
  /** Core that came up, of what was drilled. */
  recovery_percent: whole(0, 100),
  /** Below this it is high. */
  recovery_high_percent: whole(0, 100),
  /** Slower than the final shift before, of the same rig, hole and size. */
  rate_drop_percent: whole(1, 100),
  /** Of a shift. */
  not_drilling_hours: whole(0, 26),
  /** After the end of a slot. */
  report_missing_hours: whole(0, 168),
  /** That the rig's data show and no row of the report accounts for, in one piece. */
  rig_gap_minutes: whole(5, 720),
  /** For so long nobody is told of it: a report is written as the shift goes on, and not each minute. */
  rig_gap_hours: whole(0, 48),
  /** Without a decision. */
  with_client_days: whole(1, 365),
});

export interface AlertLimits {
  readonly recoveryPercent: number;
  readonly recoveryHighPercent: number;
  readonly rateDropPercent: number;
  readonly notDrillingHours: number;
  readonly reportMissingHours: number;
  readonly rigGapMinutes: number;
  readonly rigGapHours: number;
  readonly withClientDays: number;
}

export const alertLimitsFrom = (chosen: Static<typeof alertLimitsSchema> = {}): AlertLimits => ({
  recoveryPercent: chosen.recovery_percent ?? 90,
  recoveryHighPercent: chosen.recovery_high_percent ?? 80,
  rateDropPercent: chosen.rate_drop_percent ?? 30,
  notDrillingHours: chosen.not_drilling_hours ?? 4,
  reportMissingHours: chosen.report_missing_hours ?? 2,
  rigGapMinutes: chosen.rig_gap_minutes ?? 60,
  rigGapHours: chosen.rig_gap_hours ?? 4,
  withClientDays: chosen.with_client_days ?? 7,
});
