/** The camp of `camp.ts` in a service that is asked over HTTP: March of both contracts issued, and one report of each amended afterwards. */
import type { ExportedShift } from "../../../src/service/export/shift-tables.js";
import type { Transaction } from "../../../src/service/store/database.js";
import { activateContract, putContract } from "../../../src/service/store/repositories/contracts.js";
import { putMaster } from "../../../src/service/store/repositories/master.js";
import { putShift } from "../../../src/service/store/repositories/shift-put.js";
import { contentOf, getShift } from "../../../src/service/store/repositories/shift-read.js";
import { admin, person } from "../api/people.js";
import { ask, type Served, start } from "../api/serving.js";
import { TYPES } from "../shift/report.js";
import { doEvent, TO_FINAL } from "../store/deciding.js";
import { ada, max } from "../store/house.js";
import { AMENDED, CHARGES, CONTRACTS, NAMES, SHIFTS } from "./camp.js";

export interface Camp {
  readonly served: Served;
  readonly manager: string;
  /** Of the client of the contract in dollars. */
  readonly client: string;
}

export async function servedCamp(): Promise<Camp> {
  const served = await start(() => Date.now());
  const by = await admin(served);
  const { store } = served.service;
  await store.transaction("main", furnish);
  const manager = (await person(served, by, "boss", "manager")).cookie;
  const client = (await person(served, by, "copper", "client", { client: "client" })).cookie;
  await store.transaction("main", async (t) => {
    for (const shift of SHIFTS) await makeFinal(t, shift);
  });
  for (const { id, ...charge } of CHARGES) {
    const body = {
      ...{ date: charge.date, rig: charge.rig, description: charge.description, unit: charge.unit },
      ...{ quantity: `${charge.quantityMilli / 1000}`, price: `${charge.priceE4 / 10_000}` },
    };
    await done(ask(served, `PUT /boq/contract/2026-03/charges/${id}`, { cookie: manager, body }));
  }
  for (const { id } of CONTRACTS)
    await done(ask(served, `POST /boq/${id}/2026-03/issue`, { cookie: manager, body: {} }));
  await store.transaction("main", async (t) => {
    for (const [i, shift] of AMENDED.entries()) if (shift !== SHIFTS[i]) await amend(t, shift);
  });
  return { served, manager, client };
}

async function done(answer: Promise<{ readonly status: number; readonly body: unknown }>): Promise<void> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
}

async function furnish(t: Transaction): Promise<void> {
  const make = { ifVersion: null, by: max } as const;
  const slots = JSON.stringify([
    { name: "day", starts: "06:00", ends: "18:00" },
    { name: "night", starts: "18:00", ends: "06:00" },
  ]);
  for (const [id, name] of NAMES.clients)
    await putMaster(t, "client", {
      ...make,
      id,
      row: { name, contacts: "[]", length_unit: null, language: null },
    });
  const project = { client_id: "client", code: "BR", zone: "Europe/Oslo", po_number: null };
  for (const [id, name] of NAMES.projects)
    await putMaster(t, "project", { ...make, id, row: { ...project, name } });
  for (const [id, name] of NAMES.rigs)
    await putMaster(t, "rig", { ...make, id, row: { name, zone: "Europe/Oslo", slots, wits: null } });
  const hole = { planned_mm: null, dip_cd: null, azimuth_cd: null, state: "open" } as const;
  for (const [id, name] of NAMES.holes)
    await putMaster(t, "hole", { ...make, id, row: { ...hole, project_id: "project", name } });
  for (const [id, name] of NAMES.people)
    await putMaster(t, "person", { ...make, id, row: { name, role: "" } });
  for (const [id, { name, unit }] of NAMES.items)
    await putMaster(t, "item", { ...make, id, row: { code: id, name, unit, reorder_milli: null } });
  for (const { id, ...type } of TYPES.values())
    await putMaster(t, "activity_type", { ...make, id, row: type });
  for (const { id, rates, state: _, ...terms } of CONTRACTS) {
    await putContract(t, { ...make, id, terms: { ...terms, project: null }, rates });
    await activateContract(t, { id, ifVersion: 1, by: max });
  }
}

async function makeFinal(t: Transaction, { id, content }: ExportedShift): Promise<void> {
  await putShift(t, { id, content, ifVersion: null, by: ada });
  for (const event of TO_FINAL) await doEvent(t, id, event);
}

async function amend(t: Transaction, { id, content }: ExportedShift): Promise<void> {
  await doEvent(t, id, "amend");
  const { document } = await getShift(t, id);
  const amended = { ...contentOf(document), runs: content.runs };
  await putShift(t, { id, content: amended, ifVersion: document.rowVersion, by: ada });
  for (const event of TO_FINAL) await doEvent(t, id, event);
}
