/**
 * The tables of a tenant in the order in which they are written out and read in: what lies under something before it, history before what it is of.
 * So read, no lock stands in the way, and references are looked at when all is there.
 */
import { type TenantTable, tenantTables } from "../schema/tables.js";

const UNDER: readonly TenantTable[] = ["decision", "shift_revision", "rate", "boq_line"];
const LOCKING: readonly TenantTable[] = ["shift", "contract", "boq"];

const others = (Object.keys(tenantTables) as TenantTable[]).filter(
  (name) => !UNDER.includes(name) && !LOCKING.includes(name),
);

export const transferOrder: readonly TenantTable[] = [...UNDER, ...others, ...LOCKING];
