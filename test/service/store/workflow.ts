/** Decisions: one a version, with all that they bring about. */
import { expect, it } from "vitest";
import { totalsOf } from "../../../src/service/shift/day.js";
import type { ShiftContent } from "../../../src/service/shift/document.js";
import type { ShiftEvent } from "../../../src/service/shift/event.js";
import { snapshotOf } from "../../../src/service/shift/revision.js";
import { MOVES as MACHINE } from "../../../src/service/shift/workflow.js";
import { newId } from "../../../src/service/store/identifier.js";
import { MOVES } from "../../../src/service/store/migrations/0001/locks.js";
import { activityTypes } from "../../../src/service/store/repositories/activity-types.js";
import { acknowledgeAlert, listAlerts } from "../../../src/service/store/repositories/alerts.js";
import { addComment, listComments } from "../../../src/service/store/repositories/comments.js";
import { decide } from "../../../src/service/store/repositories/decide.js";
import {
  actsFor,
  addDelegation,
  revokeDelegation,
} from "../../../src/service/store/repositories/delegations.js";
import { type FigureFilter, partsBy, sumsBy } from "../../../src/service/store/repositories/figures.js";
import { answerKey, freeKey, takeKey } from "../../../src/service/store/repositories/idempotency.js";
import { enqueue, markFailed, markSent, takeDue } from "../../../src/service/store/repositories/outbox.js";
import { markPhotoStored, storedPhotos } from "../../../src/service/store/repositories/photos.js";
import { keepProposal, latest } from "../../../src/service/store/repositories/proposals.js";
import { listDecisions, listRevisions } from "../../../src/service/store/repositories/revisions.js";
import { listShifts } from "../../../src/service/store/repositories/shift-list.js";
import { contentOf, getShift } from "../../../src/service/store/repositories/shift-read.js";
import { addMove, listStock } from "../../../src/service/store/repositories/stock.js";
import { runsOfHoles } from "../../../src/service/store/repositories/surroundings.js";
import { activity, report, run, standby, used, worker } from "../shift/report.js";
import { doEvent, movedBy, TO_FINAL, walk } from "./deciding.js";
import { type Given, TENANTS } from "./engines.js";
import { ada, by, ending, max, put } from "./house.js";

const [NORTH] = TENANTS;

export function workflowIsKept(given: Given): void {
  const made = async (id: string, content: Partial<ShiftContent>) =>
    given.store.transaction(NORTH, (t) => put(t, id, content));

  it("lets the database take every move of the machine, and no other", () => {
    const moves = MACHINE.flatMap(({ from, to, toWithoutClient }) =>
      from.flatMap((state) =>
        [to, ...(toWithoutClient === undefined ? [] : [toWithoutClient])].map((one) => `${state}>${one}`),
      ),
    );
    expect([...MOVES].toSorted()).toEqual([...new Set(moves)].toSorted());
  });

  it("goes every way of the machine, and writes down each step", async () => {
    await made("way", { date: "2026-01-05" });
    const events: ShiftEvent[] = [
      "submit",
      "recall",
      "submit",
      "return",
      "submit",
      "return",
      "submit",
      "approve",
    ];
    events.push(
      "reopen",
      "submit",
      "approve",
      "release",
      "dispute",
      "answer",
      "dispute",
      "rework",
      "submit",
      "approve",
    );
    events.push("release", "accept", "amend", "submit", "approve", "release", "accept");
    const { document, finalId, releasedId } = await walk(given.store, NORTH, "way", events);
    expect(document).toMatchObject({ state: "final", revision: 3, rowVersion: events.length + 1 });
    const decisions = await given.store.read(NORTH, (t) => listDecisions(t, "way"));
    expect(decisions.map(({ event }) => event)).toEqual(events);
    const revisions = await given.store.read(NORTH, (t) => listRevisions(t, "way"));
    expect(revisions.map(({ revision, state }) => [revision, state])).toEqual([
      ...Array(5).fill([1, "submitted"]),
      [2, "submitted"],
      [2, "final"],
      [3, "submitted"],
      [3, "final"],
    ]);
    expect([finalId, releasedId]).toEqual([revisions.at(-1)!.id, revisions.at(-1)!.id]);
    for (const revision of revisions) {
      expect(revision.content).toEqual(contentOf(document));
      expect((await snapshotOf(revision.content)).hash).toBe(revision.hash);
    }
  });

  it("makes it final at once where the client does not decide, and void where it never was", async () => {
    await made("short", { date: "2026-01-06" });
    const { document } = await walk(given.store, NORTH, "short", ["submit", "approve"], {
      clientDecides: false,
    });
    expect(document.state).toBe("final");
    await made("gone", { date: "2026-01-07" });
    await walk(given.store, NORTH, "gone", ["submit", "return", "void"]);
    await made("again", { date: "2026-01-07" });
  });

  it("has one decision and one conflict where two managers decide at once", async () => {
    await made("two", { date: "2026-01-08" });
    const { document } = await walk(given.store, NORTH, "two", ["submit"]);
    const deciding = (event: ShiftEvent, who: string) =>
      ending(
        given.store.transaction(NORTH, (t) =>
          decide(t, {
            id: newId(),
            shift: "two",
            ifVersion: document.rowVersion,
            moved: movedBy(document, event),
            comment: "no",
            by: by(who),
          }),
        ),
      );
    const ends = await Promise.all([
      deciding("approve", "max"),
      deciding("return", "eva"),
      deciding("approve", "kim"),
    ]);
    expect(ends.toSorted()).toEqual(["already-decided", "already-decided", "done"]);
    const made_ = await given.store.read(NORTH, (t) => listDecisions(t, "two"));
    expect(made_.filter(({ rowVersion }) => rowVersion === document.rowVersion)).toHaveLength(1);
  });

  it("takes a decision that is sent again for the same one, and one on an older version for a conflict", async () => {
    await made("sent", { date: "2026-01-09" });
    const id = newId();
    const first = await given.store.transaction(NORTH, (t) => doEvent(t, "sent", "submit", { id }));
    const again = await given.store.transaction(NORTH, async (t) => {
      const draft = { ...first.document, state: "draft", revision: 0 } as const;
      return decide(t, {
        id,
        shift: "sent",
        ifVersion: 1,
        moved: movedBy(draft, "submit"),
        comment: "",
        by: ada,
      });
    });
    expect(again).toEqual(first);
    expect(await given.store.read(NORTH, (t) => listDecisions(t, "sent"))).toHaveLength(1);
    expect(
      await ending(given.store.transaction(NORTH, (t) => doEvent(t, "sent", "approve", { ifVersion: 1 }))),
    ).toBe("already-decided");
    expect(
      await ending(given.store.transaction(NORTH, (t) => doEvent(t, "sent", "approve", { ifVersion: 7 }))),
    ).toBe("version-mismatch");
    expect(
      await ending(
        given.store.transaction(NORTH, (t) => put(t, "sent", { date: "2026-01-09", notes: "x" }, 2)),
      ),
    ).toBe("locked");
  });

  it("shows the client a revision and keeps it while another one is made", async () => {
    await made("seen", { date: "2026-01-10", notes: "first" });
    const final = await walk(given.store, NORTH, "seen", TO_FINAL);
    await walk(given.store, NORTH, "seen", ["amend"]);
    const { document } = await given.store.read(NORTH, (t) => getShift(t, "seen"));
    await given.store.transaction(NORTH, (t) =>
      put(t, "seen", { date: "2026-01-10", notes: "second" }, document.rowVersion),
    );
    const amended = await given.store.read(NORTH, (t) => getShift(t, "seen"));
    expect(amended).toMatchObject({ finalId: final.finalId, releasedId: final.releasedId });
    expect(amended.document.notes).toBe("second");
    const { rows } = await given.store.read(NORTH, (t) =>
      listShifts(t, { released: true, from: "2026-01-10", to: "2026-01-10" }),
    );
    expect(rows.map(({ id }) => id)).toEqual(["seen"]);
    const other = report({ date: "2026-01-10", client: "other-client" });
    expect(
      await ending(given.store.transaction(NORTH, (t) => put(t, "seen", other, amended.document.rowVersion))),
    ).toBe("locked");
  });

  it("has figures of a day by the revision that counts, equal to the sums of SQL and to the arithmetic", async () => {
    const day = {
      date: "2026-01-11",
      crew: [worker("ada", 12), worker("ben", 6.5)],
      runs: [
        run(120.5, 134.3, 0, 4.5, { recoveredMm: 13_200, onBottomSeconds: 9000 }),
        run(100, 120, 4.5, 6, { kind: "ream" }),
      ],
      activities: [
        standby(6, 8, "client", "site access"),
        standby(8, 9, "contractor", "weather"),
        activity(9, 12),
        activity(0, 1, { parallel: true }),
      ],
    };
    await made("total-day", day);
    await made("total-night", {
      date: "2026-01-11",
      slot: "night",
      crew: [],
      runs: [run(134.3, 140, 0, 2)],
      activities: [activity(2, 12)],
    });
    const days: FigureFilter = {
      ...{ seenBy: "client", rigs: ["rig-7"], from: "2026-01-11", to: "2026-01-12" },
    };
    const figures = () => given.store.read(NORTH, (t) => sumsBy(t, days, ["day"]));
    expect(await figures()).toEqual([]);
    await walk(given.store, NORTH, "total-day", TO_FINAL);
    expect(await figures()).toMatchObject([
      { shifts: 1, metres_mm: 13_800, crew_minutes: 1110, on_bottom_s: 9000 },
    ]);
    await walk(given.store, NORTH, "total-night", TO_FINAL);
    const both = await figures();
    expect(both).toMatchObject([{ keys: { day: "2026-01-11" }, shifts: 2, metres_mm: 19_500 }]);
    const contents = await given.store.read(NORTH, async (t) => ({
      types: await activityTypes(t),
      shifts: [await getShift(t, "total-day"), await getShift(t, "total-night")].map(
        ({ document }) => document,
      ),
    }));
    const sums = totalsOf(contents.shifts, contents.types);
    const [row] = await given.place.raw(NORTH, TWIN);
    const inSql = Object.fromEntries(Object.entries(row!).map(([name, value]) => [name, Number(value)]));
    expect(inSql).toEqual({
      metres: sums.metresMm,
      drilling: sums.drillingMs,
      recovered: sums.recovery.sum,
      cored: sums.recovery.by,
      minutes: sums.crewMinutes,
      client: sums.standbyMs.client,
      contractor: sums.standbyMs.contractor,
      maintenance: sums.byClass.get("maintenance"),
    });
    expect(both[0]).toMatchObject({
      metres_mm: inSql["metres"],
      drilling_ms: inSql["drilling"],
      recovered_mm: inSql["recovered"],
      cored_mm: inSql["cored"],
      crew_minutes: inSql["minutes"],
      maintenance_ms: inSql["maintenance"],
    });
    const standing = await given.store.read(NORTH, (t) => partsBy(t, days, "standby"));
    expect(Object.fromEntries(standing.map(({ what, quantity }) => [what, quantity]))).toEqual({
      client: inSql["client"],
      contractor: inSql["contractor"],
    });
    // While it is amended the last final revision counts, and on another day when that is final.
    await walk(given.store, NORTH, "total-night", ["amend"]);
    const { document } = await given.store.read(NORTH, (t) => getShift(t, "total-night"));
    const moved = { ...contentOf(document), date: "2026-01-12", runs: [run(134.3, 139, 0, 2)] };
    await given.store.transaction(NORTH, (t) => put(t, "total-night", moved, document.rowVersion));
    expect(await figures()).toEqual(both);
    await walk(given.store, NORTH, "total-night", TO_FINAL);
    expect((await figures()).map(({ keys, metres_mm }) => [keys.day, metres_mm])).toEqual([
      ["2026-01-11", 13_800],
      ["2026-01-12", 4700],
    ]);
  });

  it("moves stock when it is approved, once, again when it was changed, and says when to order", async () => {
    await given.store.transaction(NORTH, (t) =>
      addMove(t, {
        id: "delivery",
        item: "bentonite",
        rig: "rig-8",
        kind: "delivery",
        quantityMilli: 40_000,
        note: "",
        at: 0,
        by: max,
      }),
    );
    const left = () =>
      given.store.read(
        NORTH,
        async (t) => (await listStock(t, { item: "bentonite", rig: "rig-8" }))[0]?.leftMilli,
      );
    const alerts = () =>
      given.store.read(NORTH, async (t) =>
        (await listAlerts(t)).rows.filter(({ rig_id }) => rig_id === "rig-8"),
      );
    const content = { date: "2026-01-13", rig: "rig-8", materials: [used("bentonite", 12)] };
    await made("stock", content);
    await walk(given.store, NORTH, "stock", ["submit"]);
    expect([await left(), (await alerts()).length]).toEqual([40_000, 0]);
    await walk(given.store, NORTH, "stock", ["approve"]);
    expect(await left()).toBe(28_000);
    expect(await alerts()).toMatchObject([
      { kind: "stock", value: 28_000, threshold: 30_000, item_id: "bentonite" },
    ]);
    await walk(given.store, NORTH, "stock", ["reopen"]);
    const { document } = await given.store.read(NORTH, (t) => getShift(t, "stock"));
    await given.store.transaction(NORTH, (t) =>
      put(t, "stock", { ...content, materials: [used("bentonite", 15)] }, document.rowVersion),
    );
    await walk(given.store, NORTH, "stock", ["submit", "approve"]);
    expect(await left()).toBe(25_000);
    const open = await alerts();
    expect(open).toMatchObject([{ value: 25_000 }]);
    await given.store.transaction(NORTH, (t) => acknowledgeAlert(t, open[0]!.id, max));
    expect(await alerts()).toEqual([]);
    await walk(given.store, NORTH, "stock", ["reopen", "void"]);
    expect(await left()).toBe(40_000);
  });

  it("takes bytes of a photo after the report is submitted, and nothing else of it", async () => {
    const sha256 = "b".repeat(64);
    const photo = {
      id: "late-photo",
      hole: null,
      fromMm: null,
      toMm: null,
      tray: null,
      sha256,
      mime: "image/png",
      bytes: 9,
      width: 1,
      height: 1,
    } as const;
    await made("photo", { date: "2026-01-14", photos: [photo] });
    await walk(given.store, NORTH, "photo", ["submit"]);
    const mark = (hash: string) =>
      given.store.transaction(NORTH, (t) => markPhotoStored(t, { id: "late-photo", sha256: hash, by: ada }));
    expect(await ending(mark("c".repeat(64)))).toBe("not-valid");
    const receipt = await mark(sha256);
    expect(await mark(sha256)).toEqual(receipt);
    expect(receipt.stored_at).toBeGreaterThan(0);
    expect(await given.store.read(NORTH, storedPhotos)).toContain(sha256);
    await expect(
      given.place.raw(NORTH, "UPDATE photo SET tray = 'x' WHERE id = 'late-photo'"),
    ).rejects.toThrow("locked");
    await walk(given.store, NORTH, "photo", ["recall"]);
    await given.store.transaction(NORTH, (t) => put(t, "photo", { date: "2026-01-14" }, 3));
    // A revision that was frozen still shows it.
    const [revision] = await given.store.read(NORTH, (t) => listRevisions(t, "photo"));
    expect(revision!.content.photos).toMatchObject([{ id: "late-photo", sha256 }]);
  });

  it("knows the runs of a hole on all shifts that are not void", async () => {
    await made("hole-1", { date: "2026-01-15", runs: [run(0, 10, 0, 1, { hole: "hole-2", id: "hr-1" })] });
    await made("hole-2", {
      date: "2026-01-16",
      rig: "rig-8",
      runs: [run(10, 20, 1, 2, { hole: "hole-2", id: "hr-2" })],
    });
    await made("hole-3", { date: "2026-01-17", runs: [run(10, 30, 2, 3, { hole: "hole-2", id: "hr-3" })] });
    await walk(given.store, NORTH, "hole-3", ["void"]);
    const runs = await given.store.read(NORTH, (t) => runsOfHoles(t, ["hole-2"], "hole-2"));
    expect(runs.map(({ id }) => id).filter((id) => id.startsWith("hr-"))).toEqual(["hr-1"]);
  });

  it("keeps comments once, and shows clients theirs", async () => {
    await made("talk", { date: "2026-01-18" });
    const say = (id: string, audience: "staff" | "client", text = id) =>
      given.store.transaction(NORTH, (t) =>
        addComment(t, { id, shift: "talk", row: null, audience, text, by: max }),
      );
    await say("c-1", "staff");
    await say("c-1", "staff");
    await say("c-2", "client");
    expect(await ending(say("c-1", "staff", "other"))).toBe("taken");
    const texts = (audience?: "client") =>
      given.store.read(NORTH, async (t) => (await listComments(t, "talk", audience)).map(({ text }) => text));
    expect([await texts(), await texts("client")]).toEqual([["c-1", "c-2"], ["c-2"]]);
  });

  it("lets deputies act in their span", async () => {
    const add = (startsAt: number, endsAt: number) =>
      given.store.transaction(NORTH, (t) =>
        addDelegation(t, { id: "leave", account: "max", toAccount: "eva", startsAt, endsAt, by: max }),
      );
    expect(await ending(add(20, 10))).toBe("not-valid");
    await add(10, 20);
    const acts = (at: number) => given.store.read(NORTH, (t) => actsFor(t, "eva", at));
    expect([await acts(9), await acts(10), await acts(19), await acts(20)]).toEqual([
      [],
      ["max"],
      ["max"],
      [],
    ]);
    await given.store.transaction(NORTH, (t) => revokeDelegation(t, "leave", max));
    expect(await acts(15)).toEqual([]);
  });

  it("hands out what is to be sent to one at a time, again where it was not sent, until it is given up", async () => {
    const ids = await given.store.transaction(NORTH, async (t) => {
      const made: string[] = [];
      for (const target of ["a", "b", "c"])
        made.push(await enqueue(t, { kind: "try", target, payload: { target } }));
      return made;
    });
    const take = (leaseMs: number) =>
      given.store.transaction(NORTH, async (t) =>
        (await takeDue(t, { kinds: ["try"], most: 2, leaseMs })).map(({ target }) => target),
      );
    const taken = await Promise.all([take(60_000), take(60_000)]);
    expect(taken.flat().toSorted()).toEqual(["a", "b", "c"]);
    await given.store.transaction(NORTH, async (t) => {
      await markSent(t, ids[0]!);
      await markFailed(t, ids[1]!, "no answer", 0);
      await markFailed(t, ids[2]!, "gone", null);
    });
    expect(await take(0)).toEqual(["b"]);
    const again = await given.store.transaction(NORTH, (t) => takeDue(t, { kinds: ["try"] }));
    expect(again).toMatchObject([{ target: "b", attempts: 3, payload: { target: "b" } }]);
    await expect(
      given.store.transaction(NORTH, async (t) => {
        await enqueue(t, { kind: "undone", target: "x", payload: {} });
        throw new Error("undone");
      }),
    ).rejects.toThrow("undone");
    expect(await given.store.transaction(NORTH, (t) => takeDue(t, { kinds: ["undone"] }))).toEqual([]);
  });

  it("lets a key be taken once, tells its answer after it, and refuses it for something else", async () => {
    const keyed = (requestHash: string, account = "max") => ({ key: "key-1", account, requestHash });
    const take = (requestHash: string, account?: string) =>
      given.store.transaction(NORTH, (t) => takeKey(t, keyed(requestHash, account)));
    const both = await Promise.all([take("h"), take("h")]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(["new", "under-way"]);
    await given.store.transaction(NORTH, (t) =>
      answerKey(t, keyed("h"), { status: 201, answer: '{"done":1}' }),
    );
    expect(await take("h")).toMatchObject({ kind: "answered", status: 201 });
    expect(await take("h", "eva")).toEqual({ kind: "new" });
    expect(await ending(take("other"))).toBe("same-key-other-request");
    await given.store.transaction(NORTH, (t) => freeKey(t, keyed("h")));
    expect(await take("other")).toEqual({ kind: "new" });
  });

  it("keeps proposals of the rig's data with what they were made of", async () => {
    const proposal = {
      rig: "rig-7",
      shift: null,
      startsAt: 1,
      endsAt: 2,
      source: "rig-7/out",
      sha256: "d".repeat(64),
      version: "0.1.0",
      options: { gap_min: 30 },
      proposal: [{ from: 1.5 }],
    };
    const keep = (more: object = {}) =>
      given.store.transaction(NORTH, (t) => keepProposal(t, { ...proposal, ...more }));
    const first = await keep();
    expect(await keep()).toEqual(first);
    await keep({ proposal: [] });
    expect(await given.store.read(NORTH, (t) => latest(t, "rig-7", 1, 2))).toMatchObject({
      ...proposal,
      proposal: [],
    });
  });
}

/** The same sums by SQL over the rows as they are stored. */
const TWIN = `SELECT
  (SELECT sum(to_mm - from_mm) FROM run r WHERE kind = 'new' AND shift_id IN ('total-day', 'total-night')) AS metres,
  (SELECT sum(ends_at - starts_at) FROM run WHERE kind = 'new' AND shift_id IN ('total-day', 'total-night')) AS drilling,
  (SELECT sum(recovered_mm) FROM run WHERE kind = 'new' AND shift_id IN ('total-day', 'total-night')) AS recovered,
  (SELECT sum(to_mm - from_mm) FROM run WHERE kind = 'new' AND recovered_mm IS NOT NULL AND shift_id IN ('total-day', 'total-night')) AS cored,
  (SELECT sum(minutes) FROM crew WHERE shift_id IN ('total-day', 'total-night')) AS minutes,
  (SELECT sum(a.ends_at - a.starts_at) FROM activity a JOIN activity_type y ON y.tenant_id = a.tenant_id AND y.id = a.type_id
    WHERE y.class = 'standby' AND a.payer = 'client' AND a.parallel = 0 AND a.shift_id IN ('total-day', 'total-night')) AS client,
  (SELECT sum(a.ends_at - a.starts_at) FROM activity a JOIN activity_type y ON y.tenant_id = a.tenant_id AND y.id = a.type_id
    WHERE y.class = 'standby' AND a.payer = 'contractor' AND a.parallel = 0 AND a.shift_id IN ('total-day', 'total-night')) AS contractor,
  (SELECT sum(a.ends_at - a.starts_at) FROM activity a JOIN activity_type y ON y.tenant_id = a.tenant_id AND y.id = a.type_id
    WHERE y.class = 'maintenance' AND a.parallel = 0 AND a.shift_id IN ('total-day', 'total-night')) AS maintenance`;
