/**
 * A company that has worked for years, for benchmarks: shifts of ten rigs, two a day, all but the last hundred final, with crew, runs, activities and
 * words, and a contract that prices them. Written as a tenant that comes from another database, since the doors that people use would take hours.
 */
import { dateAfter } from "../src/service/shift/clock.js";
import type { ShiftContent } from "../src/service/shift/document.js";
import { canonicalJson, contentOf, sha256 } from "../src/service/shift/revision.js";
import type { Json } from "../src/service/store/audit/event.js";
import type { Store } from "../src/service/store/database.js";
import { activateContract, putContract } from "../src/service/store/repositories/contracts.js";
import { putMaster } from "../src/service/store/repositories/master.js";
import { storedWords } from "../src/service/store/repositories/search-words.js";
import { type PartName, partNames, parts, toStored } from "../src/service/store/repositories/shift-parts.js";
import { headColumns } from "../src/service/store/repositories/shift-read.js";
import { partsOf, shiftTotalOf } from "../src/service/store/repositories/shift-totals.js";
import { createTenant } from "../src/service/store/repositories/tenants.js";
import { readRows } from "../src/service/store/transfer/read-tenant.js";
import { report, run, standby, worker } from "../test/service/shift/report.js";
import { CONTRACT, furnish, max, SLOTS } from "../test/service/store/house.js";

export const TENANT = "north";
export const RIGS = 10;
/** Of the last shifts. */
export const LAST = "2026-03-31";

/** Lines as a tenant that was written out has them. */
async function* lines(shifts: number): AsyncGenerator<string> {
  const first = firstDay(shifts);
  const content = (n: number): ShiftContent => contentOn(n, first);
  const all = Array.from({ length: shifts }, (_, n) => n);
  const line = (table: string, row: object): string => JSON.stringify({ table, row });
  for (const n of all.slice(0, -100))
    for (const event of ["submit", "approve"]) yield line("decision", decision(n, event));
  for (const n of all.slice(0, -100)) yield line("shift_revision", await revision(n, content(n)));
  for (const name of partNames)
    for (const n of all)
      for (const [position, row] of content(n)[name].entries())
        yield line(parts[name].table, { shift_id: idOf(n), position, ...toStored(name as PartName, row) });
  for (const n of all.slice(0, -100))
    for (const seenBy of ["office", "client"] as const) {
      const id = `${idOf(n)} ${seenBy}`;
      yield line("shift_total", {
        ...{ id, shift_id: idOf(n), seen_by: seenBy, submitted_at: n, approved_at: n },
        ...shiftTotalOf(content(n), types),
      });
      for (const [i, part] of partsOf(content(n), types).entries())
        yield line("shift_total_part", { id: `${id} ${i}`, shift_total_id: id, ...part });
    }
  for (const n of all) yield line("shift", shift(n, content(n), n < shifts - 100));
  for (const n of all)
    yield line("shift_search", {
      shift: idOf(n),
      words: storedWords([content(n).notes, `rig ${n % RIGS}`, "DDH-042"]),
    });
}

/** As `furnish` makes them. */
const types = new Map(
  (["maintenance", "standby", "safety", "travel"] as const).map((id) => [id, { class: id }]),
);

const HOLE = 1000;
export const holeOf = (n: number): string => `hole-${Math.floor(n / HOLE)}`;
const idOf = (n: number): string => `shift-${String(n).padStart(7, "0")}`;

function contentOn(n: number, first: string): ShiftContent {
  const day = Math.floor(n / RIGS / 2);
  const id = idOf(n);
  const from = (Math.floor(n / RIGS) * 12.3) % 450;
  return report({
    rig: `rig-${n % RIGS}`,
    date: dateAfter(first, day),
    slot: Math.floor(n / RIGS) % 2 ? "night" : "day",
    contract: "billed",
    client: n % 3 ? "client" : "other-client",
    notes: `shift ${n}, ${["water truck late", "soft ground", "bit changed", "nothing to say"][n % 4]}`,
    crew: [0, 1, 2, 3].map((i) => ({
      ...worker(["ada", "ben", "supervisor", "ada"][i]!, 12),
      id: `${id}-c${i}`,
    })),
    runs: [0, 1, 2].map((i) =>
      run(from + i * 3, from + i * 3 + 3, i * 2, i * 2 + 2, {
        id: `${id}-r${i}`,
        recoveredMm: 2900,
        hole: holeOf(n),
      }),
    ),
    activities: [
      { ...standby(6, 9.25, "client", "site access"), id: `${id}-a0` },
      { ...standby(9.25, 12, "contractor", "weather"), id: `${id}-a1` },
    ],
  });
}

function shift(n: number, content: ShiftContent, isFinal: boolean): Record<string, Json> {
  const revision = isFinal ? `${idOf(n)}-f` : null;
  return {
    ...headColumns(content),
    ...{
      id: idOf(n),
      state: isFinal ? "final" : "draft",
      revision: isFinal ? 1 : 0,
      row_version: isFinal ? 3 : 1,
    },
    ...{
      released_id: revision,
      final_id: revision,
      created_by: "ada",
      created_at: n,
      submitted_by: "ada",
      updated_at: n,
    },
  };
}

const decision = (n: number, event: string): Record<string, Json> => ({
  ...{
    id: `${idOf(n)}-${event}`,
    shift_id: idOf(n),
    revision: 1,
    row_version: event === "submit" ? 1 : 2,
    event,
  },
  ...{
    from_state: event === "submit" ? "draft" : "submitted",
    to_state: event === "submit" ? "submitted" : "final",
  },
  ...{ actor: "max", actor_role: "manager", on_behalf: null, comment: "", row_ids: [], at: n },
});

async function revision(n: number, content: ShiftContent): Promise<Record<string, Json>> {
  const frozen = contentOf(content);
  const { client, contract, rig, date } = frozen;
  return {
    ...{
      id: `${idOf(n)}-f`,
      shift_id: idOf(n),
      revision: 1,
      row_version: 2,
      client_id: client,
      contract_id: contract,
    },
    ...{
      rig_id: rig,
      date,
      state: "final",
      snapshot: frozen as unknown as Json,
      hash: await sha256(canonicalJson(frozen)),
      at: n,
    },
  };
}

const firstDay = (shifts: number): string => dateAfter(LAST, 1 - Math.ceil(shifts / RIGS / 2));

/** Makes the company, in a store that has none of its name; 100,000 shifts take minutes. */
export async function fillWithShifts(store: Store, shifts: number): Promise<void> {
  await createTenant(store, { id: TENANT, slug: TENANT, name: "North" });
  await furnish(store, TENANT);
  await store.transaction(TENANT, async (t) => {
    for (let rig = 0; rig < RIGS; rig++) {
      if (rig === 7 || rig === 8) continue;
      await putMaster(t, "rig", {
        id: `rig-${rig}`,
        row: { name: `rig-${rig}`, zone: "UTC", slots: SLOTS, wits: null },
        ifVersion: null,
        by: max,
      });
    }
    for (let n = 0; n < shifts; n += HOLE) {
      if (n === 2 * HOLE) continue;
      const row = {
        project_id: "project",
        name: `DDH-${n}`,
        planned_mm: null,
        dip_cd: null,
        azimuth_cd: null,
      } as const;
      await putMaster(t, "hole", { id: holeOf(n), row: { ...row, state: "open" }, ifVersion: null, by: max });
    }
    const rate = {
      activityType: null,
      reason: null,
      size: null,
      item: null,
      rig: null,
      fromMm: null,
      toMm: null,
      freeMin: 0,
      markupBp: 0,
      payer: "client",
    } as const;
    const rates = [
      { ...rate, id: "b-1", kind: "metre" as const, fromMm: 0, toMm: 200_000, priceE4: 850_000 },
      { ...rate, id: "b-2", kind: "metre" as const, fromMm: 200_000, toMm: null, priceE4: 975_000 },
      {
        ...rate,
        id: "b-3",
        kind: "hour" as const,
        activityType: "standby",
        priceE4: 2_100_000,
        freeMin: 120,
      },
      { ...rate, id: "b-4", kind: "minimum_day" as const, priceE4: 45_000_000 },
    ];
    const terms = {
      client: "client",
      project: "project",
      code: "B",
      currency: "EUR",
      minorDigits: 2,
      lengthUnit: "m",
      lengthStepMm: 0,
      timeStepMin: 30,
    } as const;
    await putContract(t, {
      id: "billed",
      terms: {
        ...terms,
        monthSplit: "shift",
        taxBp: 1500,
        clientApproval: false,
        clientPrices: false,
        deemedDays: null,
        validFrom: CONTRACT.valid_from.replace("2026", "2000"),
        validTo: null,
      },
      rates: rates as never,
      ifVersion: null,
      by: max,
    });
    await activateContract(t, { id: "billed", ifVersion: 1, by: max });
  });
  await store.transaction(TENANT, (t) => readRows(t, lines(shifts)));
}
