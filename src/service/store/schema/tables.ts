/** All tables as they are after the last migration, and the types of their rows. */
import { businessTables } from "../migrations/0001/business.js";
import { controlTables } from "../migrations/0001/control.js";
import { masterTables } from "../migrations/0001/master.js";
import { shiftTables } from "../migrations/0001/shifts.js";
import type { RowOf } from "./column.js";

export const tenantTables = { ...masterTables, ...shiftTables, ...businessTables };
export { controlTables };

type Rows<Tables> = { [Name in keyof Tables]: RowOf<Tables[Name]> };

/** Words of shifts in the form in which an engine looks for them; `repositories/search.ts` alone knows how. */
interface ShiftSearch {
  tenant_id: string;
  shift_id: string;
  words: string;
}

export type TenantTables = Rows<typeof tenantTables> & { shift_search: ShiftSearch };
export type ControlTables = Rows<typeof controlTables>;
export type TenantTable = keyof typeof tenantTables;
