/** A small company for tests: two clients, two rigs, people, a hole of each client, and a report to begin with. */
import type { Asking } from "./serving.js";
import { ask, type Served } from "./serving.js";

export const ids = {
  ours: "0192f6a0-0000-7000-8000-000000000001",
  theirs: "0192f6a0-0000-7000-8000-000000000002",
} as const;

export async function put(served: Pick<Served, "url">, path: string, body: unknown, asking: Asking) {
  const answer = await ask(served, `PUT ${path}`, { ...asking, body });
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer;
}

/** Made by whoever may manage master data. */
export async function company(served: Pick<Served, "url">, asking: Asking): Promise<void> {
  for (const [client, name] of [
    ["client-a", "Acme Gold"],
    ["client-b", "Borealis Copper"],
  ] as const) {
    await put(served, `/clients/${client}`, { name, contacts: [] }, asking);
    const letter = client.at(-1);
    await put(
      served,
      `/projects/project-${letter}`,
      { client, code: `P-${letter}`, name: "", zone: "Europe/Oslo", po_number: null },
      asking,
    );
    await put(
      served,
      `/holes/hole-${letter}`,
      {
        project: `project-${letter}`,
        name: `DDH-${letter}`,
        planned: "350.00",
        dip: "-60.00",
        azimuth: "90.00",
        state: "open",
      },
      asking,
    );
  }
  const slots = [
    { name: "day", starts: "06:00", ends: "18:00" },
    { name: "night", starts: "18:00", ends: "06:00" },
  ];
  for (const rig of ["rig-1", "rig-2"])
    await put(served, `/rigs/${rig}`, { name: rig, zone: "Europe/Oslo", slots, wits: null }, asking);
  await put(served, "/people/person-1", { name: "Kari Berg", role: "driller" }, asking);
  await put(served, "/items/item-1", { code: "BENT", name: "Bentonite", unit: "bag", reorder: "30" }, asking);
  await put(
    served,
    "/activity-types/type-1",
    { code: "SVY", name: "Survey", class: "survey", payer: "contractor" },
    asking,
  );
}

/** A whole shift of rig 1 for client a, whose time adds up. */
export function report(more: object = {}): Record<string, unknown> {
  return {
    rig: "rig-1",
    date: "2026-03-10",
    slot: "day",
    starts_at: "2026-03-10T06:00:00+01:00",
    ends_at: "2026-03-10T18:00:00+01:00",
    time_zone: "Europe/Oslo",
    client: "client-a",
    contract: null,
    project: "project-a",
    supervisor: null,
    notes: "",
    crew: [{ id: "crew-1", person: "person-1", role: "driller", minutes: 720 }],
    runs: [
      {
        id: "run-1",
        hole: "hole-a",
        size: "HQ",
        kind: "new",
        from: "0.00",
        to: "13.80",
        starts_at: "2026-03-10T06:00:00+01:00",
        ends_at: "2026-03-10T17:00:00+01:00",
        recovered: "13.50",
        on_bottom_seconds: null,
        bit: null,
        source: "typed",
        remarks: "",
      },
    ],
    activities: [
      {
        id: "activity-1",
        type: "type-1",
        starts_at: "2026-03-10T17:00:00+01:00",
        ends_at: "2026-03-10T18:00:00+01:00",
        hole: "hole-a",
        reason: null,
        payer: "contractor",
        parallel: false,
        source: "typed",
        remarks: "",
      },
    ],
    materials: [{ id: "material-1", item: "item-1", quantity: "12" }],
    surveys: [],
    casings: [],
    photos: [],
    ...more,
  };
}

/** A contract of client a, in euro: metres of HQ in two bands, surveys by the hour, bentonite. */
export function contract(more: object = {}, own = "a"): Record<string, unknown> {
  const rate = (id: string, kind: string, price: string, fields: object = {}) => ({
    ...{
      id: `${id}-${own}`,
      kind,
      price,
      activity_type: null,
      reason: null,
      size: null,
      item: null,
      rig: null,
    },
    ...{ from: null, to: null, free_min: 0, markup: "0", payer: "client" },
    ...fields,
  });
  return {
    client: "client-a",
    project: "project-a",
    code: "A-2026",
    currency: "EUR",
    minor_digits: 2,
    length_unit: "m",
    length_step: "0",
    time_step_min: 0,
    month_split: "shift",
    tax: "15",
    client_approval: true,
    client_prices: false,
    deemed_days: null,
    valid_from: "2026-01-01",
    valid_to: null,
    rates: [
      rate("upper", "metre", "85.35", { size: "HQ", to: "10" }),
      rate("lower", "metre", "97.55", { size: "HQ", from: "10" }),
      rate("bentonite", "item", "18.40", { item: "item-1", markup: "15" }),
    ],
    ...more,
  };
}
