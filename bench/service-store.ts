/**
 * Lists and bills of a company with 100,000 shifts, on SQLite, or on a PostgreSQL whose schema is there and empty:
 *
 *   node --import ./scripts/typescript.mjs bench/service-store.ts [SHIFTS] [postgres://witskit_app@host/database]
 *
 * Shifts are of ten rigs, two a day, all but the last hundred final, with crew, runs, activities and words. Each line is the median of eleven.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { daysOf } from "../src/service/api/day-view.js";
import { seriesOf } from "../src/service/api/measures.js";
import type { Principal } from "../src/service/identity/principal.js";
import { dateAfter } from "../src/service/shift/clock.js";
import type { ShiftContent } from "../src/service/shift/document.js";
import { canonicalJson, contentOf, sha256 } from "../src/service/shift/revision.js";
import type { Json } from "../src/service/store/audit/event.js";
import type { Store, Transaction } from "../src/service/store/database.js";
import { openStore } from "../src/service/store/open.js";
import { billFor } from "../src/service/store/repositories/boq.js";
import { activateContract, putContract } from "../src/service/store/repositories/contracts.js";
import { missingSlots } from "../src/service/store/repositories/expected.js";
import { type FigureFilter, sumsBy } from "../src/service/store/repositories/figures.js";
import { listRows } from "../src/service/store/repositories/flat-rows.js";
import { putMaster } from "../src/service/store/repositories/master.js";
import { rigPatterns } from "../src/service/store/repositories/rig-patterns.js";
import { storedWords } from "../src/service/store/repositories/search-words.js";
import { countShifts, listShifts, type ShiftFilter } from "../src/service/store/repositories/shift-list.js";
import { type PartName, partNames, parts, toStored } from "../src/service/store/repositories/shift-parts.js";
import { headColumns } from "../src/service/store/repositories/shift-read.js";
import { partsOf, shiftTotalOf } from "../src/service/store/repositories/shift-totals.js";
import { createTenant } from "../src/service/store/repositories/tenants.js";
import { readRows } from "../src/service/store/transfer/read-tenant.js";
import { report, run, standby, worker } from "../test/service/shift/report.js";
import { CONTRACT, furnish, max, SLOTS } from "../test/service/store/house.js";

const RIGS = 10;
const [count = "100000", place] = process.argv.slice(2);
const shifts = Number(count);
const days = Math.ceil(shifts / RIGS / 2);
const last = dateAfter("2026-03-31", 0);
const first = dateAfter(last, 1 - days);

/** Lines as a tenant that was written out has them. */
async function* lines(): AsyncGenerator<string> {
  const all = Array.from({ length: shifts }, (_, n) => n);
  const line = (table: string, row: object): string => JSON.stringify({ table, row });
  for (const n of all.slice(0, -100))
    for (const event of ["submit", "approve"]) yield line("decision", decision(n, event));
  for (const n of all.slice(0, -100)) yield line("shift_revision", await revision(n));
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
  for (const n of all) yield line("shift", shift(n));
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
const holeOf = (n: number): string => `hole-${Math.floor(n / HOLE)}`;
const idOf = (n: number): string => `shift-${String(n).padStart(7, "0")}`;

function content(n: number): ShiftContent {
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

function shift(n: number): Record<string, Json> {
  const isFinal = n < shifts - 100;
  const revision = isFinal ? `${idOf(n)}-f` : null;
  return {
    ...headColumns(content(n)),
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

async function revision(n: number): Promise<Record<string, Json>> {
  const frozen = contentOf(content(n));
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

async function fill(store: Store): Promise<void> {
  await createTenant(store, { id: "north", slug: "north", name: "North" });
  await furnish(store, "north");
  await store.transaction("north", async (t) => {
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
  await store.transaction("north", (t) => readRows(t, lines()));
}

async function measured(
  what: string,
  store: Store,
  work: (t: Transaction) => Promise<number>,
): Promise<void> {
  const times: number[] = [];
  let answer = 0;
  for (let round = 0; round < 11; round++) {
    const began = performance.now();
    answer = await store.read("north", work);
    times.push(performance.now() - began);
  }
  const median = times.sort((a, b) => a - b)[5]!;
  console.log(`${what.padEnd(58)} ${median.toFixed(1).padStart(8)} ms  ${answer}`);
}

const folder = mkdtempSync(join(tmpdir(), "witskit-bench-"));
const store = await openStore(place ?? folder);
try {
  const began = performance.now();
  await fill(store);
  console.log(
    `${shifts} shifts in ${store.engine}, ${((performance.now() - began) / 1000).toFixed(0)} s to fill`,
  );
  if (place === undefined)
    console.log(`${(statSync(join(folder, "tenants/north.db")).size / 2 ** 20).toFixed(0)} MiB`);
  const list = (filter: ShiftFilter) => async (t: Transaction) => (await listShifts(t, filter)).rows.length;
  const year = { from: dateAfter(last, -365), to: last };
  await measured("list: the last ones", store, list({}));
  await measured("list: a rig and a year", store, list({ rig: "rig-3", ...year }));
  await measured(
    "list: a client, final, a year",
    store,
    list({ client: "other-client", state: "final", ...year }),
  );
  await measured("list: drafts", store, list({ state: "draft" }));
  await measured("list: a hole", store, list({ hole: holeOf(shifts / 2) }));
  await measured("list: a hole that is not there", store, list({ hole: "none" }));
  await measured('list: words, "soft ground" -truck', store, list({ q: '"soft ground" -truck' }));
  await measured("list: words of one report", store, list({ q: "shift 4711" }));
  await measured("list: words that all have", store, list({ q: "ddh" }));
  await measured(
    "list: words that all have, from the oldest",
    store,
    async (t) => (await listShifts(t, { q: "ddh" }, { sort: "date" })).rows.length,
  );
  await measured(
    "list: words that an eighth has, of a rig that has none",
    store,
    list({ q: "soft", rig: "rig-4" }),
  );
  await measured(
    "list: all filters",
    store,
    list({ rig: "rig-3", client: "client", state: "final", slot: "day", q: "ground", ...year }),
  );
  await measured("list: what a client sees", store, list({ client: "client", released: true }));
  await measured("count: a rig and a year", store, (t) => countShifts(t, { rig: "rig-3", ...year }));
  await measured("count: all", store, (t) => countShifts(t, {}));
  await measured("count: words", store, (t) => countShifts(t, { q: '"soft ground"' }));
  const figures = (client?: string, days = 365): FigureFilter => ({
    ...{ seenBy: client === undefined ? "office" : "client", rigs: null, to: last },
    from: dateAfter(last, 1 - days),
    ...(client !== undefined && { client }),
  });
  const kpis = (filter: FigureFilter) => async (t: Transaction) => (await sumsBy(t, filter))[0]!.shifts;
  await measured("figures: all rigs, 30 days", store, kpis(figures(undefined, 30)));
  await measured("figures: all rigs, a year", store, kpis(figures()));
  await measured("figures: a client, 30 days", store, kpis(figures("client", 30)));
  await measured("figures: a client, a year", store, kpis(figures("client")));
  await measured(
    "figures: metres by rig and day, a year",
    store,
    async (t) => (await seriesOf(t, figures(), "metres", ["rig", "day"])).length,
  );
  await measured(
    "figures: standby by payer and reason, a year",
    store,
    async (t) => (await seriesOf(t, figures(), "standby", [])).length,
  );
  await measured(
    "expected: what is missing of all rigs, a year",
    store,
    async (t) => (await missingSlots(t, figures())).expected,
  );
  const office = { role: "manager", client: null, rigs: null } as unknown as Principal;
  const dayOf = (date: string) => async (t: Transaction) => {
    const rigs = await rigPatterns(t);
    return (await daysOf(t, office, { date, rigs, toleranceMinutes: 0 })).length;
  };
  await measured("day: ten rigs, drafts, with their problems", store, dayOf(last));
  await measured("day: ten rigs, final", store, dayOf(dateAfter(last, -30)));
  await measured(
    "rows: runs of a rig and a year, 500 of them",
    store,
    async (t) => (await listRows(t, "runs", { rig: "rig-3", ...year }, "now", { limit: 500 })).rows.length,
  );
  await measured(
    "bill: a month of ten rigs",
    store,
    async (t) => (await billFor(t, "billed", "2026-02")).lines.length,
  );
} finally {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
}
