/**
 * Fjell Boring, the larger company of the demo, in Norway: a core rig for a copper mine, whose client decides on each report, and a rotary rig
 * for a geothermal well, whose data are recorded. Two clients that must not see each other.
 */
import { type Company, rate, row, SLOTS } from "./company.js";
import { KINDS } from "./kinds.js";

const ZONE = "Europe/Oslo";
const slots = SLOTS.map(({ name, from, until }) => ({ name, starts: from, ends: until }));

/** The rig whose data are recorded, and how deep its hole is as they begin. */
export const RECORDED = { rig: "rig-2", hole: "gv-2", depthMm: 2_412_500 } as const;

export const FJELL: Company = {
  tenant: "fjell",
  name: "Fjell Boring",
  lengthUnit: "m",
  accounts: [
    account("astrid", "Astrid Lund", "admin", "people, keys, settings, the audit chain"),
    account("max", "Max Holm", "manager", "what waits for a decision; days, bills, contracts"),
    account("ingrid", "Ingrid Dahl", "manager", "the same, and as deputy of Max this week"),
    account("ola", "Ola Berg", "supervisor", "rig 1: a report that came back, and tonight's", {
      rigs: ["rig-1"],
    }),
    account("siri", "Siri Vik", "supervisor", "rig 2: what the rig recorded, as a proposal", {
      rigs: ["rig-2"],
    }),
    account("nora", "Nora Falk", "client", "the reports and bills of Nordkobber alone", {
      client: "nordkobber",
    }),
    account("geir", "Geir Aas", "client", "those of Geovarme alone", { client: "geovarme" }),
    account("per", "Per Hagen", "viewer", "all of it, to read"),
    account("eva", "Eva Strand", "operator", "all of it, to read, and the rigs' data"),
    account("sam", "Sam Root", "super_admin", "tenants"),
  ],
  rows: [
    row("client", "nordkobber", {
      name: "Nordkobber AS",
      contacts: [{ name: "Nora Falk", email: "nora@nordkobber.example", role: "geologist" }],
    }),
    row("client", "geovarme", {
      name: "Geovarme AS",
      contacts: [{ name: "Geir Aas", email: "geir@geovarme.example", role: "well engineer" }],
    }),
    row("project", "storfjell", {
      client_id: "nordkobber",
      code: "STORFJELL",
      name: "Storfjell copper",
      zone: ZONE,
      po_number: "NK-4711",
    }),
    row("project", "varme", {
      client_id: "geovarme",
      code: "VARME",
      name: "Deep heat",
      zone: ZONE,
      po_number: null,
    }),
    ...[
      ["ddh-039", "DDH-039", 200_000],
      ["ddh-040", "DDH-040", 350_000],
      ["ddh-041", "DDH-041", 420_000],
      ["ddh-042", "DDH-042", 500_000],
    ].map(([id, name, planned]) =>
      hole(id as string, name as string, "storfjell", planned as number, -6000, 9000),
    ),
    hole("gv-1", "GV-1", "varme", 2_200_000, -9000, 0),
    hole(RECORDED.hole, "GV-2", "varme", 3_200_000, -9000, 0),
    ...[
      ["ola-berg", "Ola Berg", "supervisor"],
      ["kari-moen", "Kari Moen", "driller"],
      ["jon-lie", "Jon Lie", "helper"],
      ["arne-sand", "Arne Sand", "helper"],
      ["liv-haug", "Liv Haug", "driller"],
      ["tor-eide", "Tor Eide", "helper"],
      ["ida-myhre", "Ida Myhre", "helper"],
      ["siri-vik", "Siri Vik", "supervisor"],
      ["bo-lindqvist", "Bo Lindqvist", "driller"],
      ["nils-foss", "Nils Foss", "derrickman"],
      ["ada-nygard", "Ada Nygård", "driller"],
      ["leif-krog", "Leif Krog", "derrickman"],
    ].map(([id, name, role]) => row("person", id!, { name, role })),
    item("bentonite", "BENT", "Bentonite", "bag", 30),
    item("polymer", "POLY", "Polymer", "L", 60),
    item("rod-grease", "GRSE", "Rod grease", "kg", 10),
    item("barite", "BAR", "Barite", "bag", 100),
    ...KINDS,
    row("rig", "rig-1", { name: "Rig 1", zone: ZONE, slots, wits: null }),
    row("rig", RECORDED.rig, {
      name: "Rig 2",
      zone: ZONE,
      slots,
      wits: { dataset: RECORDED.rig, zone: ZONE },
    }),
  ],
  contracts: [
    {
      ...{ id: "nk-2026", client: "nordkobber", project: "storfjell", code: "NK-26" },
      ...{ currency: "EUR", minorDigits: 2, lengthUnit: "m", lengthStepMm: 500, timeStepMin: 30 },
      ...{
        monthSplit: "shift",
        taxBp: 2500,
        clientApproval: true,
        clientPrices: true,
        deemedDays: 14,
        validTo: null,
      },
      rates: [
        rate("nk-pq", "metre", 141.15, { size: "PQ" }),
        rate("nk-hq-100", "metre", 85.35, { size: "HQ", toMm: 100_000 }),
        rate("nk-hq-200", "metre", 97.55, { size: "HQ", fromMm: 100_000, toMm: 200_000 }),
        rate("nk-hq", "metre", 112.4, { size: "HQ", fromMm: 200_000 }),
        rate("nk-nq", "metre", 104.9, { size: "NQ" }),
        rate("nk-standby", "hour", 210, { activityType: "standby", freeMin: 120 }),
        rate("nk-survey", "hour", 165, { activityType: "survey" }),
        rate("nk-casing", "hour", 180, { activityType: "casing" }),
        rate("nk-move", "hour", 190, { activityType: "move" }),
        rate("nk-bentonite", "item", 18.4, { item: "bentonite", markupBp: 1500 }),
        rate("nk-polymer", "item", 6.25, { item: "polymer", markupBp: 1000 }),
        rate("nk-grease", "item", 9.8, { item: "rod-grease" }),
        rate("nk-camp", "fixed_day", 350, { reason: "camp" }),
        rate("nk-least", "minimum_day", 3200),
        rate("nk-most", "maximum_day", 6500),
      ],
    },
    {
      ...{ id: "gv-2026", client: "geovarme", project: "varme", code: "GV-26" },
      ...{ currency: "EUR", minorDigits: 2, lengthUnit: "m", lengthStepMm: 0, timeStepMin: 15 },
      ...{
        monthSplit: "calendar",
        taxBp: 2500,
        clientApproval: false,
        clientPrices: false,
        deemedDays: null,
        validTo: null,
      },
      rates: [
        rate("gv-metre", "metre", 96.5),
        rate("gv-standby", "hour", 780, { activityType: "standby" }),
        rate("gv-survey", "hour", 310, { activityType: "survey" }),
        rate("gv-casing", "hour", 640, { activityType: "casing" }),
        rate("gv-move", "hour", 410, { activityType: "move" }),
        rate("gv-barite", "item", 14.75, { item: "barite", markupBp: 1200 }),
        rate("gv-least", "minimum_shift", 4100),
      ],
    },
  ],
  rigs: [
    {
      ...{
        id: "rig-1",
        slots: SLOTS,
        zone: ZONE,
        client: "nordkobber",
        project: "storfjell",
        contract: "nk-2026",
      },
      ...{ writer: "ola", supervisor: "ola-berg" },
      crews: {
        day: [
          ["kari-moen", "driller"],
          ["jon-lie", "helper"],
          ["arne-sand", "helper"],
        ],
        night: [
          ["liv-haug", "driller"],
          ["tor-eide", "helper"],
          ["ida-myhre", "helper"],
        ],
      },
      earlierHole: { id: "ddh-039", share: 1, metresMm: 78_600 },
      holes: [
        { id: "ddh-040", share: 0.3, metresMm: 352_400 },
        { id: "ddh-041", share: 0.37, metresMm: 421_300 },
        { id: "ddh-042", share: 0.33, metresMm: 377_850 },
      ],
      sizes: [
        ["PQ", 45_000],
        ["HQ", 260_000],
        ["NQ", 10_000_000],
      ],
      casings: [["HWT", 6000]],
      ...{ runMm: 3000, isCored: true },
      uses: [
        ["bentonite", 8],
        ["polymer", 12],
        ["rod-grease", 2],
      ],
    },
    {
      ...{
        id: RECORDED.rig,
        slots: SLOTS,
        zone: ZONE,
        client: "geovarme",
        project: "varme",
        contract: "gv-2026",
      },
      ...{ writer: "siri", supervisor: "siri-vik" },
      crews: {
        day: [
          ["bo-lindqvist", "driller"],
          ["nils-foss", "derrickman"],
        ],
        night: [
          ["ada-nygard", "driller"],
          ["leif-krog", "derrickman"],
        ],
      },
      holes: [
        { id: "gv-1", share: 0.46, metresMm: 2_198_600 },
        // Up to where its data begin.
        { id: RECORDED.hole, share: 0.54, metresMm: RECORDED.depthMm },
      ],
      sizes: [
        ["17 1/2", 400_000],
        ["12 1/4", 1_500_000],
        ["8 1/2", 10_000_000],
      ],
      casings: [
        ["13 3/8", 400_000],
        ["9 5/8", 1_500_000],
      ],
      ...{ runMm: 40_000, isCored: false },
      uses: [["barite", 40]],
    },
  ],
};

function account(
  id: string,
  name: string,
  role: Company["accounts"][number]["role"],
  sees: string,
  {
    client = null,
    rigs = null,
  }: { client?: string; rigs?: readonly string[] } | { client?: null; rigs?: null } = {},
): Company["accounts"][number] {
  const house = client ?? "fjell";
  return { id, name, email: `${id}@${house}.example`, role, client, rigs, sees };
}

function hole(id: string, name: string, project: string, planned: number, dip: number, azimuth: number) {
  const state = "open";
  return row("hole", id, {
    project_id: project,
    name,
    planned_mm: planned,
    dip_cd: dip,
    azimuth_cd: azimuth,
    state,
  });
}

function item(id: string, code: string, name: string, unit: string, reorder: number) {
  return row("item", id, { code, name, unit, reorder_milli: reorder * 1000 });
}
