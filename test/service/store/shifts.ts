/** Reports in the store: what holds on SQLite and on PostgreSQL alike. */
import { expect, it } from "vitest";
import type { ShiftContent } from "../../../src/service/shift/document.js";
import { verify } from "../../../src/service/store/audit/chain.js";
import {
  conditionsOf,
  countShifts,
  listShifts,
  type ShiftFilter,
} from "../../../src/service/store/repositories/shift-list.js";
import { putShift } from "../../../src/service/store/repositories/shift-put.js";
import { getShift } from "../../../src/service/store/repositories/shift-read.js";
import { activity, hour, report, run, standby, survey, used, worker } from "../shift/report.js";
import { type Given, TENANTS } from "./engines.js";
import { ada, ending, put } from "./house.js";

const [NORTH, SOUTH] = TENANTS;

/** A report with something in each of its parts. */
const full = (): ShiftContent =>
  report({
    notes: "Bohrung läuft; water truck late",
    crew: [worker("ada", 12), worker("ben", 6.5, "helper")],
    runs: [run(120.5, 134.3, 0, 4.5, { recoveredMm: 13_200, bit: "B-17", remarks: "soft ground" })],
    activities: [
      standby(4.5, 6, "client", "pad preparation"),
      activity(6, 12, { parallel: true, type: "safety" }),
    ],
    materials: [used("bentonite", 12)],
    surveys: [survey(120, -60, 90)],
    casings: [{ id: "casing-1", hole: "hole", size: "HW", kind: "steel", fromMm: 0, toMm: 6000 }],
    photos: [
      {
        id: "photo-1",
        hole: "hole",
        fromMm: 120_500,
        toMm: 123_500,
        tray: "41",
        sha256: "a".repeat(64),
        mime: "image/jpeg",
        bytes: 512_000,
        width: 2560,
        height: 1920,
      },
    ],
  });

export function shiftsAreKept(given: Given): void {
  const putting = (
    id: string,
    content: ShiftContent,
    ifVersion: number | null = null,
    tenant: string = NORTH,
  ) => given.store.transaction(tenant, (t) => putShift(t, { id, content, ifVersion, by: ada }));

  it("gives back what was put, row for row, and takes the same again as nothing new", async () => {
    const content = full();
    const { document, outcome } = await putting("whole", content);
    expect(outcome).toBe("created");
    expect(document).toEqual({ id: "whole", state: "draft", revision: 0, rowVersion: 1, ...content });
    for (const ifVersion of [null, 1, 7])
      expect(await putting("whole", content, ifVersion)).toEqual({ document, outcome: "same" });
    const changed = { ...content, notes: "", runs: [], crew: content.crew.toReversed() };
    const second = await putting("whole", changed, 1);
    expect(second.outcome).toBe("changed");
    expect(second.document).toEqual({ id: "whole", state: "draft", revision: 0, rowVersion: 2, ...changed });
    expect((await given.store.read(NORTH, (t) => getShift(t, "whole"))).document).toEqual(second.document);
  });

  it("takes a change that was made from an older version for a conflict, and stays what it was", async () => {
    const of = (notes: string) => report({ date: "2026-03-01", crew: [], notes });
    await putting("old", of(""));
    await putting("old", of("one"), 1);
    expect(await ending(putting("old", of("two"), 1))).toBe("version-mismatch");
    expect(await ending(putting("old", of("two")))).toBe("version-mismatch");
    expect(await ending(putting("new", report({ date: "2026-03-09" }), 3))).toBe("not-found");
    const { document } = await given.store.read(NORTH, (t) => getShift(t, "old"));
    expect(document).toMatchObject({ notes: "one", rowVersion: 2 });
  });

  it("lets one of those who change a version at once change it, and make a report once", async () => {
    const of = (notes: string) => report({ date: "2026-03-02", crew: [], notes });
    await putting("race", of(""));
    const tries = await Promise.all(
      ["a", "b", "c", "d"].map((notes) => ending(putting("race", of(notes), 1))),
    );
    expect(tries.toSorted()).toEqual(["done", ...Array(3).fill("version-mismatch")]);
    for (let day = 10; day < 30; day++) {
      const content = report({ date: `2026-04-${day}`, crew: [] });
      const made = await Promise.all(Array.from({ length: 4 }, () => putting(`race-${day}`, content)));
      expect(made.map(({ outcome }) => outcome).toSorted()).toEqual(["created", "same", "same", "same"]);
    }
    const others = ["e", "f", "g", "h"].map((id) => ending(putting(id, report({ date: "2026-04-30" }))));
    expect((await Promise.all(others)).toSorted()).toEqual(["done", "taken", "taken", "taken"]);
  });

  it("has one report a rig, date and slot", async () => {
    await putting("slot", report({ date: "2026-03-04" }));
    expect(await ending(putting("slot-2", report({ date: "2026-03-04" })))).toBe("taken");
    await putting("slot-2", report({ date: "2026-03-04", slot: "night" }));
    expect(await ending(putting("slot-2", report({ date: "2026-03-04", slot: "day" }), 1))).toBe("taken");
  });

  it.each([
    ["an end before the start", { endsAt: hour(-1) }, "not-valid"],
    ["more than 26 hours", { endsAt: hour(27) }, "not-valid"],
    ["a run upwards", { runs: [run(10, 9, 0, 1)] }, "not-valid"],
    ["a run backwards", { runs: [run(10, 11, 2, 1)] }, "not-valid"],
    ["a hole that is not there", { runs: [run(10, 11, 0, 1, { hole: "none" })] }, "reference-missing"],
    ["a rig that is not there", { rig: "none" }, "reference-missing"],
    ["a dip beyond straight down", { surveys: [survey(10, -91, 0)] }, "not-valid"],
    ["nothing of an item", { materials: [used("bentonite", 0)] }, "not-valid"],
    ["half a millimetre", { runs: [run(10, 11, 0, 1, { recoveredMm: 0.5 })] }, "not-valid"],
    ["a text with a zero in it", { notes: "a\0b" }, "not-valid"],
    ["half of a character", { notes: "a\ud83d" }, "not-valid"],
    ["a number that is none", { crew: [{ ...worker("ada", 1), minutes: Number.NaN }] }, "not-valid"],
  ] as const)("refuses %s, and keeps nothing of it", async (what, content, code) => {
    const id = `bad: ${what}`;
    expect(await ending(putting(id, report({ date: "2026-02-01", ...content })))).toBe(code);
    expect(await ending(given.store.read(NORTH, (t) => getShift(t, id)))).toBe("not-found");
  });

  it("does not let a row be of two reports", async () => {
    const row = run(10, 11, 0, 1);
    await putting("row-1", report({ date: "2026-02-02", runs: [row] }));
    expect(await ending(putting("row-2", report({ date: "2026-02-03", runs: [row] })))).toBe("taken");
  });

  it("is read for long without anybody waiting, and as it was when that began", async () => {
    await given.store.transaction(NORTH, (t) => put(t, "long-0", { date: "2025-06-01" }));
    const filter: ShiftFilter = { from: "2025-06-01", to: "2025-06-30" };
    let isRead = (): void => {};
    const others = new Promise<void>((resolve) => {
      isRead = resolve;
    });
    let [begun, counts] = [(): void => {}, [] as number[]];
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const long = given.store.readLong(NORTH, async (t) => {
      counts.push(await countShifts(t, filter));
      begun();
      await others;
      counts.push(await countShifts(t, filter));
    });
    await hasBegun;
    await given.store.transaction(NORTH, (t) => put(t, "long-1", { date: "2025-06-02" }));
    counts = [await given.store.read(NORTH, (t) => countShifts(t, filter)), ...counts];
    isRead();
    await long;
    expect(counts).toEqual([2, 1, 1]);
  });

  it("lists by what is filtered, a page at a time, whatever comes meanwhile", async () => {
    for (let day = 10; day < 17; day++)
      await putting(
        `list-${day}`,
        report({
          date: `2025-05-${day}`,
          rig: day % 2 ? "rig-7" : "rig-8",
          client: day < 12 ? "other-client" : "client",
          runs: [
            run(day, day + 1.5, 0, 2, { hole: day === 13 ? "hole-2" : "hole" }),
            run(0, 9, 2, 3, { kind: "ream", hole: day === 13 ? "hole-2" : "hole" }),
          ],
        }),
      );
    const may = { from: "2025-05-01", to: "2025-05-31" };
    const days = (filter: ShiftFilter) =>
      given.store.read(NORTH, async (t) => {
        const { rows, next } = await listShifts(t, { ...may, ...filter }, { sort: "date" });
        expect(next).toBeNull();
        expect(await countShifts(t, { ...may, ...filter })).toBe(rows.length);
        return rows.map(({ id }) => Number(id.slice(5)));
      });
    expect(await days({})).toEqual([10, 11, 12, 13, 14, 15, 16]);
    expect(await days({ rig: "rig-8" })).toEqual([10, 12, 14, 16]);
    expect(await days({ rig: [] })).toEqual([]);
    expect(await days({ client: "other-client" })).toEqual([10, 11]);
    expect(await days({ hole: "hole-2" })).toEqual([13]);
    expect(await days({ from: "2025-05-12", to: "2025-05-14" })).toEqual([12, 13, 14]);
    expect(await days({ state: ["submitted", "final"] })).toEqual([]);
    expect(
      await days({ state: "draft", slot: "day", project: "project", contract: "contract" }),
    ).toHaveLength(7);
    expect(await days({ released: true })).toEqual([]);
    const pageAfter = (cursor?: string | null) =>
      given.store.read(NORTH, (t) => listShifts(t, may, { limit: 3, ...(cursor && { cursor }) }));
    const first = await pageAfter();
    expect(first.rows[0]).toMatchObject({
      id: "list-16",
      metresMm: 1500,
      drillingMs: hour(3) - hour(0),
      crewMinutes: 720,
      holes: ["hole"],
    });
    await putting("list-20", report({ date: "2025-05-20" }));
    const second = await pageAfter(first.next);
    const third = await pageAfter(second.next);
    expect([first, second, third].flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(
      [16, 15, 14, 13, 12, 11, 10].map((day) => `list-${day}`),
    );
    expect(third.next).toBeNull();
    for (const cursor of ["", "x", Buffer.from("[1,2]").toString("base64url")])
      expect(await ending(given.store.read(NORTH, (t) => listShifts(t, may, { cursor })))).toBe("not-valid");
  });

  it("finds by words, phrases and what must not be there, in any case and without marks", async () => {
    await putting("s1", { ...full(), date: "2024-01-01", photos: [], casings: [] });
    await putting("s2", report({ date: "2024-01-02", notes: "étape 3 finie", runs: [run(0, 1, 0, 1)] }));
    const found = (q: string) =>
      given.store.read(NORTH, async (t) => {
        const { rows } = await listShifts(t, { q, to: "2024-12-31" }, { sort: "date" });
        const ids = rows.map(({ id }) => id);
        // The same where they are few as where they are many.
        for (const isMany of [true, false]) {
          const same = await t.sql
            .selectFrom("shift")
            .select("id")
            .where((builder) => builder.and(conditionsOf(t, { q, to: "2024-12-31" }, builder, isMany)))
            .orderBy("date")
            .execute();
          expect([q, same.map(({ id }) => id)]).toEqual([q, ids]);
        }
        return ids;
      });
    const both = ["s1", "s2"];
    for (const q of ["bohrung", "LÄUFT", "lauft", '"water truck"', "bohrung -étape", 'ddh-042 "SOFT ground"'])
      expect([q, await found(q)]).toEqual([q, ["s1"]]);
    for (const q of [
      "e\u0301tape",
      "etape 3",
      '-"water truck"',
      "ddh 042 -truck",
      '"water truck'.replace("water", "3"),
    ])
      expect([q, await found(q)]).toEqual([q, q.startsWith('"') ? [] : ["s2"]]);
    for (const q of ["DDH-042", "kar", "", "  ", '- * ""', "-"])
      expect([q, await found(q)]).toEqual([q, both]);
    // The last word of one text and the first of the next are no phrase; nothing is read as an operator.
    for (const q of [
      '"truck water"',
      '"late HQ"',
      "truck OR etape",
      "bohr*",
      "' \" ) & | ! <-> NEAR(",
      "a'); DROP",
    ])
      expect([q, await found(q)]).toEqual([q, []]);
  });

  it("keeps tenants apart: the same id is another report, and no row points into the other", async () => {
    await putting("twin", report({ date: "2026-04-01", notes: "north" }));
    expect(await ending(given.store.read(SOUTH, (t) => getShift(t, "twin")))).toBe("not-found");
    await putting("twin", report({ date: "2026-04-01", notes: "south" }), null, SOUTH);
    const notes = (tenant: string) =>
      given.store.read(tenant, async (t) => (await getShift(t, "twin")).document.notes);
    expect([await notes(NORTH), await notes(SOUTH)]).toEqual(["north", "south"]);
    await given.store.transaction(NORTH, (t) => put(t, "only-north", { date: "2026-04-02" }));
    const comment = (tenant_id: string) =>
      given.store.transaction(SOUTH, (t) =>
        t.sql
          .insertInto("comment")
          .values({
            tenant_id,
            id: "c",
            shift_id: "only-north",
            row_id: null,
            author: "eve",
            audience: "staff",
            text: "!",
            at: 1,
          })
          .execute(),
      );
    await expect(comment(NORTH)).rejects.toThrow();
    expect(await ending(comment(SOUTH))).toBe("reference-missing");
    for (const tenant of ["", "*", "../south", "North", "south'; --"])
      expect(await ending(given.store.read(tenant, (t) => listShifts(t)))).toBe("not-found");
  });

  it("writes down each change in the chain, before and after, and nothing of what was undone", async () => {
    const of = (notes: string) => report({ date: "2026-05-01", crew: [], notes });
    await putting("told", of("one"));
    await putting("told", of("two"), 1);
    await ending(putting("told", of("three"), 1));
    const events = await given.store.read(NORTH, (t) =>
      t.sql.selectFrom("audit_event").selectAll().where("entity_id", "=", "told").orderBy("seq").execute(),
    );
    expect(events.map(({ action, actor }) => [action, actor])).toEqual([
      ["shift.created", "ada"],
      ["shift.changed", "ada"],
    ]);
    expect([events[1]!.before, events[1]!.after].map((one) => JSON.parse(one!) as unknown)).toEqual([
      { notes: "one" },
      { notes: "two" },
    ]);
    expect(await given.store.read(NORTH, (t) => verify(t.sql))).toMatchObject({ isWhole: true });
  });

  it("does not let a transaction be opened within another, nor be used when it is over", async () => {
    await expect(
      given.store.transaction(NORTH, () => given.store.read(NORTH, async () => 1)),
    ).rejects.toThrow("within another");
    const kept = await given.store.transaction(NORTH, async (t) => t);
    await expect(getShift(kept, "whole")).rejects.toThrow();
  });

  it("writes nothing in a transaction that reads", async () => {
    await expect(given.store.read(NORTH, (t) => put(t, "read", { date: "2026-06-01" }))).rejects.toThrow();
  });
}
