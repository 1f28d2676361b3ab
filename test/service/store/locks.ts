/** What the databases refuse by themselves: statements behind the back of the service, by the most powerful one who can. */
import { expect, it } from "vitest";
import { listMaster } from "../../../src/service/store/repositories/master.js";
import { listShifts } from "../../../src/service/store/repositories/shift-list.js";
import { activity, run, standby, survey, used, worker } from "../shift/report.js";
import { TO_FINAL, walk } from "./deciding.js";
import { type Given, TENANTS } from "./engines.js";
import { put } from "./house.js";

const [NORTH, SOUTH] = TENANTS;

export function locksHold(given: Given): void {
  const raw = (statement: string) => given.place.raw(NORTH, statement);
  const parts = (day: string) => ({
    date: day,
    crew: [{ ...worker("ada", 12), id: `${day}-crew` }],
    runs: [run(0, 1, 0, 1, { id: `${day}-run` })],
    activities: [activity(1, 2, { id: `${day}-activity` }), standby(2, 3, "client", "other")],
    materials: [{ ...used("bentonite", 1), id: `${day}-material` }],
    surveys: [{ ...survey(1, -60, 90), id: `${day}-survey` }],
    casings: [{ id: `${day}-casing`, hole: "hole", size: "HW", kind: "steel", fromMm: 0, toMm: 1000 }],
  });
  const ROWS = ["crew", "run", "activity", "material_use", "survey", "casing"];

  it("say what they refuse, and pass on what is thrown by who asks, whatever it is called and says", async () => {
    class Problem extends Error {
      override readonly name = "Problem";
      readonly code = "not-found";
    }
    const thrown = new Problem("the password is wrong, and the session has ended");
    const work = async () => {
      throw thrown;
    };
    const { store } = given;
    await expect(store.read("north", work)).rejects.toBe(thrown);
    await expect(store.transaction("north", work)).rejects.toBe(thrown);
    await expect(store.control(work)).rejects.toBe(thrown);
  });

  it("keep what is submitted as it is, its rows too, and let drafts change", async () => {
    await given.store.transaction(NORTH, (t) => put(t, "locked", parts("2026-02-10")));
    await given.store.transaction(NORTH, (t) => put(t, "open", parts("2026-02-11")));
    await raw("UPDATE run SET remarks = 'x' WHERE shift_id = 'open'");
    await walk(given.store, NORTH, "locked", ["submit"]);
    for (const table of ROWS) {
      await expect(raw(`DELETE FROM ${table} WHERE shift_id = 'locked'`)).rejects.toThrow("locked");
      await expect(raw(`UPDATE ${table} SET position = 9 WHERE shift_id = 'locked'`)).rejects.toThrow(
        "locked",
      );
      // Neither out of it nor into it.
      await expect(raw(`UPDATE ${table} SET shift_id = 'open' WHERE shift_id = 'locked'`)).rejects.toThrow(
        "locked",
      );
      await expect(raw(`UPDATE ${table} SET shift_id = 'locked' WHERE shift_id = 'open'`)).rejects.toThrow(
        "locked",
      );
    }
    const another = "'north', 'new', 'locked', 9, 'ada', '', 1";
    await expect(
      raw(
        `INSERT INTO crew (tenant_id, id, shift_id, position, person_id, role, minutes) VALUES (${another})`,
      ),
    ).rejects.toThrow("locked");
    for (const change of [
      "notes = 'x'",
      "date = '2026-02-12'",
      "ends_at = ends_at + 1",
      "created_by = 'x'",
      "id = 'y'",
    ])
      await expect(
        raw(`UPDATE shift SET row_version = row_version + 1, ${change} WHERE id = 'locked'`),
      ).rejects.toThrow("locked");
  });

  it("let a report go from state to state by a decision alone, a version at a time", async () => {
    await given.store.transaction(NORTH, (t) => put(t, "moved", { date: "2026-02-13" }));
    await given.store.transaction(NORTH, (t) => put(t, "jumped", { date: "2026-02-16" }));
    const set = (change: string) => raw(`UPDATE shift SET ${change} WHERE id = 'moved'`);
    await expect(set("state = 'submitted', row_version = row_version + 1")).rejects.toThrow("decision");
    // A forged decision does not help where there is no such way.
    await raw(
      "INSERT INTO decision (tenant_id, id, shift_id, revision, row_version, event, from_state, to_state, actor, actor_role, comment, row_ids, at) VALUES ('north', 'forged', 'jumped', 0, 1, 'x', 'draft', 'final', 'eve', '', '', '[]', 1)",
    );
    await expect(
      raw("UPDATE shift SET state = 'final', row_version = row_version + 1 WHERE id = 'jumped'"),
    ).rejects.toThrow("does not go");
    await expect(set("notes = 'x'")).rejects.toThrow("version");
    await expect(set("notes = 'x', row_version = row_version + 2")).rejects.toThrow("version");
    await expect(
      raw(
        "INSERT INTO shift SELECT tenant_id, 'born', rig_id, '2026-02-14', slot, starts_at, ends_at, time_zone, client_id, contract_id, project_id, supervisor_id, notes, 'final', 1, 5, released_id, final_id, created_by, created_at, submitted_by, updated_at FROM shift WHERE id = 'moved'",
      ),
    ).rejects.toThrow("draft");
    await walk(given.store, NORTH, "moved", TO_FINAL);
    await expect(set("state = 'void', row_version = row_version + 1")).rejects.toThrow();
    await expect(set("final_id = NULL, row_version = row_version + 1")).rejects.toThrow("stays valid");
  });

  it("add to history, and never change it", async () => {
    for (const table of ["decision", "shift_revision", "audit_event"]) {
      await expect(raw(`DELETE FROM ${table}`)).rejects.toThrow("history");
      await expect(raw(`UPDATE ${table} SET at = 1`)).rejects.toThrow("history");
    }
    await expect(raw("DELETE FROM shift WHERE id = 'moved'")).rejects.toThrow();
    await expect(raw("DELETE FROM shift WHERE id = 'locked'")).rejects.toThrow();
    if (given.place.engine === "postgres")
      for (const table of ["decision", "shift_revision", "audit_event"])
        await expect(raw(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(/history/);
  });

  it("let no row point into another tenant, nor be of one", async () => {
    await given.store.transaction(SOUTH, (t) => put(t, "south-only", { date: "2026-02-15" }));
    const comment = (tenant: string, shift: string) =>
      given.place.raw(
        NORTH,
        `INSERT INTO comment (tenant_id, id, shift_id, author, audience, text, at) VALUES ('${tenant}', 'x-${shift}', '${shift}', 'eve', 'staff', '!', 1)`,
      );
    await expect(comment(NORTH, "south-only")).rejects.toThrow(/foreign key/i);
    await expect(comment("nobody", "moved")).rejects.toThrow(/constraint/i);
    if (given.place.engine === "sqlite")
      await expect(comment(SOUTH, "south-only")).rejects.toThrow(/constraint/i);
  });

  it("show a transaction the rows of its tenant, whatever it asks for", async () => {
    await given.store.read(SOUTH, async (t) => {
      for (const table of [
        "shift",
        "rig",
        "audit_event",
        "decision",
        "shift_search",
        "shift_total",
      ] as const) {
        const rows = await t.sql.selectFrom(table).select("tenant_id").distinct().execute();
        expect(rows.filter(({ tenant_id }) => tenant_id !== SOUTH)).toEqual([]);
      }
      expect(await t.sql.selectFrom("shift").selectAll().where("tenant_id", "=", NORTH).execute()).toEqual(
        [],
      );
      expect(await t.sql.selectFrom("shift").selectAll().where("id", "=", "moved").execute()).toEqual([]);
    });
    const changed = await given.store.transaction(SOUTH, (t) =>
      t.sql
        .updateTable("rig")
        .set({ name: "stolen" })
        .where("tenant_id", "=", NORTH)
        .executeTakeFirstOrThrow(),
    );
    expect(changed.numUpdatedRows).toBe(0n);
    const rigs = await given.store.read(NORTH, (t) => listMaster(t, "rig"));
    expect(rigs.map(({ name }) => name)).toEqual(["rig-7", "rig-8"]);
  });

  it("keep accounts and tenants from transactions of a tenant, and rows of tenants from those over accounts", async () => {
    const people = await given.store
      .read(SOUTH, (t) =>
        t.sql
          .selectFrom("tenant" as "rig")
          .selectAll()
          .execute(),
      )
      .catch(() => []);
    expect(people).toEqual([]);
    const shifts = await given.store
      .control(({ sql }) =>
        sql
          .selectFrom("shift" as "tenant")
          .selectAll()
          .execute(),
      )
      .catch(() => []);
    expect(shifts).toEqual([]);
    expect(
      await given.store.control(({ sql }) => sql.selectFrom("tenant").select("id").orderBy("id").execute()),
    ).toEqual([{ id: NORTH }, { id: SOUTH }]);
  });

  it("keep forty transactions of two tenants apart that run at once", async () => {
    const seen = await Promise.all(
      Array.from({ length: 40 }, (_, i) => {
        const tenant = i % 2 ? NORTH : SOUTH;
        return given.store.read(tenant, async (t) => {
          const { rows } = await listShifts(t, {}, { limit: 500 });
          const tenants = await t.sql.selectFrom("shift").select("tenant_id").distinct().execute();
          return [tenant, tenants.length, tenants[0]?.tenant_id, rows.length > 0];
        });
      }),
    );
    for (const [tenant, count, found, some] of seen) expect([count, found, some]).toEqual([1, tenant, true]);
  });
}
