/** What a tenant has chosen, each with what holds where nothing is chosen. */
import Type, { type Static } from "typebox";
import { LENGTH_UNITS, type LengthUnit } from "../shift/length.js";
import { getTenant } from "../store/repositories/tenants.js";
import { type AlertLimits, alertLimitsFrom, alertLimitsSchema } from "./alert-limits.js";
import { sent, word } from "./schema/values.js";
import type { Service } from "./service.js";
import { type Timetable, timetableFrom, timetableSchema } from "./timetable.js";

export const settingsSchema = sent({
  /** Minutes of a shift without a row that a submit lets pass. */
  tolerance_minutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 15 })),
  /** The one who submitted may approve: marked in the history. */
  one_person: Type.Optional(Type.Boolean()),
  /** When alerts are raised. */
  alerts: Type.Optional(alertLimitsSchema),
  /** When it wants what the service does by itself. */
  timetable: Type.Optional(timetableSchema),
  /** What people read and type lengths in unless they choose otherwise, and papers are in unless their client has chosen. */
  length_unit: Type.Optional(word(...LENGTH_UNITS)),
  /** People sign in by a provider; by password an admin with a second factor alone. */
  sso_only: Type.Optional(Type.Boolean()),
});

export interface TenantSettings {
  readonly toleranceMinutes: number;
  readonly onePerson: boolean;
  readonly alerts: AlertLimits;
  readonly timetable: Timetable;
  readonly lengthUnit: LengthUnit;
}

export const settingsFrom = (chosen: Static<typeof settingsSchema>): TenantSettings => ({
  toleranceMinutes: chosen.tolerance_minutes ?? 0,
  onePerson: chosen.one_person ?? false,
  alerts: alertLimitsFrom(chosen.alerts),
  timetable: timetableFrom(chosen.timetable),
  lengthUnit: chosen.length_unit ?? "m",
});

/** Asked for before the transaction that needs it: tenants are in a place of their own. */
export const settingsOf = async ({ store }: Service, tenant: string): Promise<TenantSettings> =>
  settingsIn(await getTenant(store, tenant));

/** As the row of a tenant has them. */
export const settingsIn = ({ settings }: { readonly settings: string }): TenantSettings =>
  settingsFrom(JSON.parse(settings) as Static<typeof settingsSchema>);
