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
import type { Store, Transaction } from "../src/service/store/database.js";
import { openStore } from "../src/service/store/open.js";
import { billFor } from "../src/service/store/repositories/boq.js";
import { missingSlots } from "../src/service/store/repositories/expected.js";
import { type FigureFilter, sumsBy } from "../src/service/store/repositories/figures.js";
import { listRows } from "../src/service/store/repositories/flat-rows.js";
import { rigPatterns } from "../src/service/store/repositories/rig-patterns.js";
import { countShifts, listShifts, type ShiftFilter } from "../src/service/store/repositories/shift-list.js";
import { fillWithShifts, holeOf, LAST, TENANT } from "./many-shifts.js";

const [count = "100000", place] = process.argv.slice(2);
const shifts = Number(count);

async function measured(
  what: string,
  store: Store,
  work: (t: Transaction) => Promise<number>,
): Promise<void> {
  const times: number[] = [];
  let answer = 0;
  for (let round = 0; round < 11; round++) {
    const began = performance.now();
    answer = await store.read(TENANT, work);
    times.push(performance.now() - began);
  }
  const median = times.sort((a, b) => a - b)[5]!;
  console.log(`${what.padEnd(58)} ${median.toFixed(1).padStart(8)} ms  ${answer}`);
}

const folder = mkdtempSync(join(tmpdir(), "witskit-bench-"));
const store = await openStore(place ?? folder);
try {
  const began = performance.now();
  await fillWithShifts(store, shifts);
  console.log(
    `${shifts} shifts in ${store.engine}, ${((performance.now() - began) / 1000).toFixed(0)} s to fill`,
  );
  if (place === undefined)
    console.log(`${(statSync(join(folder, `tenants/${TENANT}.db`)).size / 2 ** 20).toFixed(0)} MiB`);
  const list = (filter: ShiftFilter) => async (t: Transaction) => (await listShifts(t, filter)).rows.length;
  const year = { from: dateAfter(LAST, -365), to: LAST };
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
    ...{ seenBy: client === undefined ? "office" : "client", rigs: null, to: LAST },
    from: dateAfter(LAST, 1 - days),
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
  await measured("day: ten rigs, drafts, with their problems", store, dayOf(LAST));
  await measured("day: ten rigs, final", store, dayOf(dateAfter(LAST, -30)));
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
