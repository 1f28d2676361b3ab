/** Basin Core, the other company of the demo, in Nevada: one rig, paid by the foot and in dollars. It shares the machine with the first, and nothing else. */
import { type Company, rate, row, SLOTS } from "./company.js";
import { KINDS } from "./kinds.js";

const ZONE = "America/Los_Angeles";

export const BASIN: Company = {
  tenant: "basin",
  name: "Basin Core",
  lengthUnit: "ft",
  accounts: [
    account("dana", "Dana Reyes", "admin", "people, keys, settings, the audit chain"),
    account("frank", "Frank Cole", "manager", "what waits for a decision; bills in feet and dollars"),
    account("lou", "Lou Pratt", "supervisor", "rig 12"),
    account("iris", "Iris Wood", "client", "the reports and bills of Silver Peak"),
  ],
  rows: [
    row("client", "silver-peak", { name: "Silver Peak Gold", contacts: [] }),
    row("project", "candelaria", {
      client_id: "silver-peak",
      code: "CAND",
      name: "Candelaria",
      zone: ZONE,
      po_number: "SP-88",
    }),
    ...[
      ["sp-11", "SP-11", 400_000],
      ["sp-12", "SP-12", 450_000],
      ["sp-13", "SP-13", 500_000],
    ].map(([id, name, planned]) =>
      row("hole", id as string, {
        project_id: "candelaria",
        name,
        planned_mm: planned,
        dip_cd: -7000,
        azimuth_cd: 27_000,
        state: "open",
      }),
    ),
    ...[
      ["lou-pratt", "Lou Pratt", "supervisor"],
      ["ray-ortiz", "Ray Ortiz", "driller"],
      ["tess-kim", "Tess Kim", "helper"],
      ["walt-dunn", "Walt Dunn", "driller"],
      ["gus-hale", "Gus Hale", "helper"],
    ].map(([id, name, role]) => row("person", id!, { name, role })),
    row("item", "mud", { code: "MUD", name: "Drilling mud", unit: "sack", reorder_milli: 25_000 }),
    ...KINDS,
    row("rig", "rig-12", {
      name: "Rig 12",
      zone: ZONE,
      slots: SLOTS.map(({ name, from, until }) => ({ name, starts: from, ends: until })),
      wits: null,
    }),
  ],
  contracts: [
    {
      ...{ id: "sp-2026", client: "silver-peak", project: "candelaria", code: "SP-14" },
      ...{ currency: "USD", minorDigits: 2, lengthUnit: "ft", lengthStepMm: 0, timeStepMin: 15 },
      ...{
        monthSplit: "calendar",
        taxBp: 685,
        clientApproval: true,
        clientPrices: true,
        deemedDays: 7,
        validTo: null,
      },
      rates: [
        rate("sp-hq", "metre", 29.75, { size: "HQ" }),
        rate("sp-nq", "metre", 33.1, { size: "NQ" }),
        rate("sp-standby", "hour", 245, { activityType: "standby", freeMin: 60 }),
        rate("sp-survey", "hour", 190, { activityType: "survey" }),
        rate("sp-casing", "hour", 205, { activityType: "casing" }),
        rate("sp-move", "hour", 225, { activityType: "move" }),
        rate("sp-helper", "man_hour", 4.5, { reason: "helper" }),
        rate("sp-mud", "item", 21.5, { item: "mud", markupBp: 1250 }),
        rate("sp-least", "minimum_day", 2600),
      ],
    },
  ],
  rigs: [
    {
      ...{ id: "rig-12", slots: SLOTS, zone: ZONE, client: "silver-peak", project: "candelaria" },
      ...{ contract: "sp-2026", writer: "lou", supervisor: "lou-pratt" },
      crews: {
        day: [
          ["ray-ortiz", "driller"],
          ["tess-kim", "helper"],
        ],
        night: [
          ["walt-dunn", "driller"],
          ["gus-hale", "helper"],
        ],
      },
      holes: [
        { id: "sp-11", share: 0.32, metresMm: 396_240 },
        { id: "sp-12", share: 0.36, metresMm: 441_960 },
        { id: "sp-13", share: 0.32, metresMm: 381_000 },
      ],
      sizes: [
        ["HQ", 220_000],
        ["NQ", 10_000_000],
      ],
      casings: [["HWT", 9000]],
      ...{ runMm: 3048, isCored: true, typedIn: "ft" },
      uses: [["mud", 7]],
    },
  ],
};

function account(id: string, name: string, role: Company["accounts"][number]["role"], sees: string) {
  return {
    ...{ id, name, email: `${id}@basin.example`, role, sees },
    client: role === "client" ? "silver-peak" : null,
    rigs: role === "supervisor" ? ["rig-12"] : null,
  };
}
