/** What a tenant has chosen, each with what holds where nothing is chosen. */
import Type, { type Static } from "typebox";
import { getTenant } from "../store/repositories/tenants.js";
import { sent } from "./schema/values.js";
import type { Service } from "./service.js";

export const settingsSchema = sent({
  /** Minutes of a shift without a row that a submit lets pass. */
  tolerance_minutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 15 })),
  /** The one who submitted may approve: marked in the history. */
  one_person: Type.Optional(Type.Boolean()),
});

export interface TenantSettings {
  readonly toleranceMinutes: number;
  readonly onePerson: boolean;
}

export const settingsFrom = (chosen: Static<typeof settingsSchema>): TenantSettings => ({
  toleranceMinutes: chosen.tolerance_minutes ?? 0,
  onePerson: chosen.one_person ?? false,
});

/** Asked for before the transaction that needs it: tenants are in a place of their own. */
export async function settingsOf({ store }: Service, tenant: string): Promise<TenantSettings> {
  const { settings } = await getTenant(store, tenant);
  return settingsFrom(JSON.parse(settings) as Static<typeof settingsSchema>);
}
