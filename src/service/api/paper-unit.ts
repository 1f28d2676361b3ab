/** What a file has lengths in: what was asked for, else what its client has chosen, else what the company has. */
import Type from "typebox";
import { LENGTH_UNITS, type LengthUnit } from "../shift/length.js";
import type { Transaction } from "../store/database.js";
import { findMaster } from "../store/repositories/master.js";
import { word } from "./schema/values.js";
import type { TenantSettings } from "./tenant-settings.js";

/** Of the address of a file. */
export const unitAsked = { units: Type.Optional(word(...LENGTH_UNITS)) };

export async function paperUnit(
  transaction: Transaction,
  asked: { readonly units?: LengthUnit | undefined },
  client: string | null,
  { lengthUnit }: Pick<TenantSettings, "lengthUnit">,
): Promise<LengthUnit> {
  if (asked.units !== undefined) return asked.units;
  const row = client === null ? undefined : await findMaster(transaction, "client", client);
  return row?.length_unit ?? lengthUnit;
}
