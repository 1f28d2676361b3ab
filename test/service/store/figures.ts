/** Sums over reports: equal to the arithmetic over the reports that count, whatever happens to them. */
import { expect, it } from "vitest";
import { totalsOf } from "../../../src/service/shift/day.js";
import type { ShiftContent } from "../../../src/service/shift/document.js";
import type { ShiftEvent } from "../../../src/service/shift/event.js";
import { activityTypes } from "../../../src/service/store/repositories/activity-types.js";
import { expectedOf, missingSlots } from "../../../src/service/store/repositories/expected.js";
import {
  type FigureFilter,
  notCounted,
  partsBy,
  sumsBy,
} from "../../../src/service/store/repositories/figures.js";
import { listRows } from "../../../src/service/store/repositories/flat-rows.js";
import { putMaster } from "../../../src/service/store/repositories/master.js";
import { rigPatterns } from "../../../src/service/store/repositories/rig-patterns.js";
import { getShift } from "../../../src/service/store/repositories/shift-read.js";
import type { SeenBy } from "../../../src/service/store/repositories/shift-totals.js";
import { addMove, listStock } from "../../../src/service/store/repositories/stock.js";
import { run, standby, used, worker } from "../shift/report.js";
import { TO_FINAL, walk } from "./deciding.js";
import { type Given, TENANTS } from "./engines.js";
import { max, put, SLOTS } from "./house.js";

const [, SOUTH] = TENANTS;
const RIG = "rig-figures";
const span = { from: "2031-05-01", to: "2031-05-03", rigs: [RIG] };
const of = (seenBy: SeenBy): FigureFilter => ({ ...span, seenBy });

/** A shift of 12 h: 6 m with 5.70 m of core in 6 h, standby at the client's cost, some bentonite. */
const content = (date: string, slot: string, n: number): Partial<ShiftContent> => ({
  rig: RIG,
  date,
  slot,
  crew: [worker("ada", 12), worker("ben", 6.5)],
  runs: [run(6 * n, 6 * n + 6, 0, 6, { id: `${date}${slot}`, hole: "hole-2", recoveredMm: 5700 })],
  activities: [
    { ...standby(6, 9, "client", "site access"), id: `a-${date}${slot}` },
    { ...standby(9, 12, "contractor", "weather"), id: `b-${date}${slot}` },
  ],
  materials: [used("bentonite", 2), { ...used("bentonite", 1), id: `more-${date}${slot}` }],
});

export function figuresAdd(given: Given): void {
  const sums = (seenBy: SeenBy) => given.store.read(SOUTH, async (t) => (await sumsBy(t, of(seenBy)))[0]!);
  const metres = async () => [(await sums("office")).metres_mm, (await sums("client")).metres_mm];
  const go = (id: string, ...events: ShiftEvent[]) => walk(given.store, SOUTH, id, events);

  it("count what is approved for the office and what was released for its client, while it is written anew too", async () => {
    await given.store.transaction(SOUTH, async (t) => {
      const row = { name: RIG, zone: "UTC", slots: SLOTS, wits: null };
      await putMaster(t, "rig", { id: RIG, row, ifVersion: null, by: max });
      await put(t, "figures-1", content("2031-05-01", "day", 0));
      await put(t, "figures-2", content("2031-05-01", "night", 1));
    });
    expect(await metres()).toEqual([0, 0]);
    await go("figures-1", "submit", "approve");
    expect(await metres()).toEqual([6000, 0]);
    await go("figures-1", "reopen");
    expect(await metres()).toEqual([0, 0]);
    await go("figures-1", "submit", "approve", "release");
    expect(await metres()).toEqual([6000, 6000]);
    await go("figures-1", "dispute", "rework");
    // The office has approved nothing of it any more; its client still has what it was given.
    expect(await metres()).toEqual([0, 6000]);
    const { document } = await given.store.read(SOUTH, (t) => getShift(t, "figures-1"));
    const longer = content("2031-05-01", "day", 0);
    const runs = [{ ...longer.runs![0]!, toMm: 6500 }];
    await given.store.transaction(SOUTH, (t) =>
      put(t, "figures-1", { ...longer, runs }, document.rowVersion),
    );
    expect(await metres()).toEqual([0, 6000]);
    const rows = (view: "now" | SeenBy) =>
      given.store.read(SOUTH, async (t) =>
        (await listRows(t, "runs", { rig: RIG }, view)).rows.map(({ row }) => row.toMm),
      );
    expect([await rows("now"), await rows("office"), await rows("client")]).toEqual([
      [6500, 12_000],
      [],
      [6000],
    ]);
    await go("figures-1", ...TO_FINAL);
    expect(await metres()).toEqual([6500, 6500]);
    await go("figures-1", "amend");
    // What was final counts until another revision is.
    expect(await metres()).toEqual([6500, 6500]);
    expect([await rows("office"), await rows("client")]).toEqual([[6500], [6500]]);
    await go("figures-1", ...TO_FINAL);
    await go("figures-2", ...TO_FINAL);
    expect(await metres()).toEqual([12_500, 12_500]);
  });

  it("are the arithmetic of the reports, by whatever they are told apart", async () => {
    const { stored, types, all, byDay, byMonth, parts } = await given.store.read(SOUTH, async (t) => ({
      stored: [await getShift(t, "figures-1"), await getShift(t, "figures-2")],
      types: await activityTypes(t),
      all: await sumsBy(t, of("office")),
      byDay: await sumsBy(t, of("office"), ["rig", "day"]),
      byMonth: await sumsBy(t, of("client"), ["month"]),
      parts: await partsBy(t, of("office"), "standby", ["day"]),
    }));
    const totals = totalsOf(
      stored.map(({ document }) => document),
      types,
    );
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({
      shifts: 2,
      metres_mm: totals.metresMm,
      drilling_ms: totals.drillingMs,
      recovered_mm: totals.recovery.sum,
      cored_mm: totals.recovery.by,
      crew_minutes: totals.crewMinutes,
      standby_ms: totals.byClass.get("standby"),
      travel_ms: 0,
      approvals: 2,
    });
    expect(byDay).toMatchObject([{ keys: { rig: RIG, day: "2031-05-01" }, metres_mm: 12_500 }]);
    expect(byMonth).toMatchObject([{ keys: { month: "2031-05" }, shifts: 2 }]);
    expect(parts.map(({ what, reason, quantity }) => [what, reason, quantity / 3_600_000])).toEqual([
      ["client", "site access", 6],
      ["contractor", "weather", 6],
    ]);
    const items = await given.store.read(SOUTH, (t) => partsBy(t, of("office"), "item"));
    expect(items).toMatchObject([{ what: "bentonite", quantity: 6000 }]);
    const others = await given.store.read(SOUTH, (t) => sumsBy(t, { ...of("office"), rigs: [] }));
    expect(others).toMatchObject([{ shifts: 0, metres_mm: 0 }]);
  });

  it("name what is missing of a rig from its first report on, and wait for nothing that is void", async () => {
    await given.store.transaction(SOUTH, (t) => put(t, "figures-3", content("2031-05-02", "day", 3)));
    await given.store.transaction(SOUTH, (t) => put(t, "figures-4", content("2031-05-02", "night", 4)));
    await go("figures-4", "void");
    const at = async (now: number) =>
      given.store.read(SOUTH, async (t) => {
        const [rig] = await rigPatterns(t, [RIG]);
        const slots = await expectedOf(t, rig!, { from: "2031-04-30", to: "2031-05-03" }, now);
        return slots.map(({ status }) => status);
      });
    // While the day of the 3rd goes on.
    expect(await at(Date.parse("2031-05-03T12:00:00Z"))).toEqual([
      ...["due", "due", "submitted", "submitted", "open", "void", "due", "due"],
    ]);
    expect(await at(Date.parse("2031-05-04T06:00:00Z"))).toEqual([
      ...["due", "due", "submitted", "submitted", "open", "void", "missing", "missing"],
    ]);
    const later = Date.parse("2031-05-03T18:00:00Z");
    const found = await given.store.read(SOUTH, (t) => missingSlots({ ...t, now: later }, span));
    expect(found).toEqual({ expected: 4, missing: [{ rig: RIG, date: "2031-05-03", slot: "day" }] });
    const waiting = await given.store.read(SOUTH, (t) => notCounted(t, span));
    expect([...waiting]).toEqual([["draft", 1]]);
  });

  it("say of stock what was counted last, and what came and went since", async () => {
    const moves = [
      ["delivery", 100, 1000],
      ["count", 40, 2000],
      ["delivery", 5, 1500],
      ["adjust", -3, 2500],
      // At the time of the count, and after it by its id.
      ["delivery", 7, 2000],
    ] as const;
    await given.store.transaction(SOUTH, async (t) => {
      for (const [i, [kind, quantity, at]] of moves.entries())
        await addMove(t, {
          ...{ id: `move-figures-${i}`, item: "bentonite", rig: null, kind, note: "", by: max },
          ...{ quantityMilli: quantity * 1000, at },
        });
    });
    const stock = await given.store.read(SOUTH, (t) => listStock(t, { item: "bentonite" }));
    expect(stock.find(({ rig }) => rig === null)).toMatchObject({ leftMilli: 44_000, countedAt: 2000 });
    // Of the two reports that are approved.
    expect(stock.find(({ rig }) => rig === RIG)).toMatchObject({ leftMilli: -6000, countedAt: null });
  });
}
