/** A small company to test with: clients, a contract, two rigs, holes, people, items; and reports over it. */
import type { ShiftContent, ShiftDocument } from "../../../src/service/shift/document.js";
import type { Actor } from "../../../src/service/store/audit/event.js";
import type { Store, Transaction } from "../../../src/service/store/database.js";
import { isRefusal } from "../../../src/service/store/refusal.js";
import { putMaster } from "../../../src/service/store/repositories/master.js";
import { putShift } from "../../../src/service/store/repositories/shift-put.js";
import { report } from "../shift/report.js";

export const by = (account: string, role = "manager"): Actor => ({
  account,
  kind: "person",
  role,
  ip: "127.0.0.1",
});
export const ada = by("ada", "supervisor");
export const max = by("max");

export const SLOTS = JSON.stringify([
  { name: "day", starts: "06:00", ends: "18:00" },
  { name: "night", starts: "18:00", ends: "06:00" },
]);

const make = { ifVersion: null, by: max } as const;

export async function furnish(store: Store, tenant: string): Promise<void> {
  await store.transaction(tenant, async (t) => {
    for (const id of ["client", "other-client"])
      await putMaster(t, "client", {
        ...make,
        id,
        row: { name: `${tenant} ${id}`, contacts: "[]", length_unit: null, language: null },
      });
    await putMaster(t, "project", {
      ...make,
      id: "project",
      row: { client_id: "client", code: "KAR", name: "Kärnten", zone: "UTC", po_number: null },
    });
    for (const id of ["rig-7", "rig-8"])
      await putMaster(t, "rig", { ...make, id, row: { name: id, zone: "UTC", slots: SLOTS, wits: null } });
    for (const [id, name] of [
      ["hole", "DDH-042"],
      ["hole-2", "DDH-043"],
    ] as const)
      await putMaster(t, "hole", {
        ...make,
        id,
        row: {
          project_id: "project",
          name,
          planned_mm: 500_000,
          dip_cd: -6000,
          azimuth_cd: 9000,
          state: "open",
        },
      });
    for (const id of ["ada", "ben", "supervisor"])
      await putMaster(t, "person", { ...make, id, row: { name: id, role: "driller" } });
    await putMaster(t, "item", {
      ...make,
      id: "bentonite",
      row: { code: "BEN", name: "bentonite", unit: "bag", reorder_milli: 30_000 },
    });
    for (const id of ["maintenance", "standby", "safety", "travel"] as const)
      await putMaster(t, "activity_type", {
        ...make,
        id,
        row: { code: id, name: id, class: id, payer: "contractor" },
      });
    await putMaster(t, "contract", { ...make, id: "contract", row: CONTRACT });
  });
}

export const CONTRACT = {
  client_id: "client",
  project_id: "project",
  code: "C-1",
  currency: "EUR",
  minor_digits: 2,
  length_unit: "m",
  length_step_mm: 0,
  time_step_min: 0,
  month_split: "shift",
  month_end: "draft",
  tax_bp: 1500,
  client_approval: 1,
  client_prices: 0,
  deemed_days: 14,
  state: "draft",
  valid_from: "2026-01-01",
  valid_to: null,
} as const;

/** Puts a report as a supervisor does, a new one or the next version. */
export async function put(
  t: Transaction,
  id: string,
  content: Partial<ShiftContent> = {},
  ifVersion: number | null = null,
): Promise<ShiftDocument> {
  return (await putShift(t, { id, content: report(content), ifVersion, by: ada })).document;
}

/** How something that is asked of the store ends: `done`, or why it was refused. */
export async function ending(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
}
