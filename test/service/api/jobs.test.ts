/** What the service does by itself, on both engines: each as often as one likes with the same end, each time by one of several servers. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mailServerUrl } from "../../../src/network/mail.js";
import type { Job } from "../../../src/service/api/jobs/job.js";
import { runJob, startScheduler } from "../../../src/service/api/jobs/scheduler.js";
import { jobs } from "../../../src/service/api/jobs/table.js";
import { insertAccount, putMembership } from "../../../src/service/store/repositories/accounts.js";
import { billFor, putCharge } from "../../../src/service/store/repositories/boq.js";
import type { Change } from "../../../src/service/store/repositories/changes.js";
import { activateContract, putContract } from "../../../src/service/store/repositories/contracts.js";
import { putMaster } from "../../../src/service/store/repositories/master.js";
import { listDecisions } from "../../../src/service/store/repositories/revisions.js";
import { getShift } from "../../../src/service/store/repositories/shift-read.js";
import { createTenant } from "../../../src/service/store/repositories/tenants.js";
import { openPostOffice, type PostOffice } from "../../live/post-office.js";
import { until } from "../../until.js";
import { run } from "../shift/report.js";
import { doEvent, walk } from "../store/deciding.js";
import { engines, type Place } from "../store/engines.js";
import { furnish, max, put } from "../store/house.js";
import { type Served, start } from "./serving.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TENANT = "north";
/** A slip of the pen. */
const SLIP = {
  ...{
    date: "2026-03-20",
    rig: null,
    description: "a slip of the pen",
    quantityMilli: 999_999_999,
    unit: "",
  },
} as const;
const noon = Date.parse("2026-03-11T12:00:00Z");

for (const engine of engines)
  describe.skipIf(engine.start === undefined)(engine.name, () => {
    let place: Place;
    let served: Served;
    let office: PostOffice;
    let clock = noon;
    const folder = mkdtempSync(join(tmpdir(), "witskit-jobs-"));
    const options = () => ({
      ...(place.engine === "postgres" && { database: place.place }),
      mail: { url: mailServerUrl(office.url) },
      backup: { folder: join(folder, "backups"), keep: 2 },
      sends: false,
      secrets: { encryption: "0".repeat(64) },
    });

    beforeAll(async () => {
      [place, office] = [await engine.start!(), await openPostOffice()];
      served = await start(() => clock, options());
      const { store } = served.service;
      await createTenant(store, { id: TENANT, slug: TENANT, name: "North", settings: settings() });
      await furnish(store, TENANT);
      await store.control(async ({ sql }) => {
        for (const [id, role, client] of [
          ["ada", "supervisor", null],
          ["max", "manager", null],
          ["mia", "manager", null],
          ["adam", "admin", null],
          ["client", "client", "client"],
        ] as const) {
          await insertAccount(sql, {
            id,
            email: `${id}@rig.example`,
            name: id,
            passwordHash: null,
            now: clock,
          });
          await putMembership(
            sql,
            { tenant: TENANT, account: id, role, client, rigs: null, active: true },
            clock,
          );
        }
        await sql
          .updateTable("membership")
          .set({ mails: "digest" })
          .where("account_id", "=", "mia")
          .execute();
      });
    });
    afterAll(async () => {
      await served?.end();
      await place?.end();
      await office?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    const settings = (more: object = {}) =>
      JSON.stringify({
        timetable: { time_zone: "UTC", daily_at: "07:00", remind_hours: 6, escalate_hours: 12, ...more },
      });
    const choose = (more: object) =>
      served.service.store.control(({ sql }) =>
        sql
          .updateTable("tenant")
          .set({ settings: settings(more) })
          .where("id", "=", TENANT)
          .execute(),
      );
    const named = (name: string): Job => jobs.find((job) => job.name === name)!;
    const doing = async (name: string, date?: string) => {
      const ended = await runJob(served.service, named(name), { date, signal: new AbortController().signal });
      return ended === "elsewhere" ? ended : (ended.error ?? ended.result);
    };
    const stateOf = async (id: string) =>
      (await served.service.store.read(TENANT, (t) => getShift(t, id))).document.state;
    const inTenant: Served["service"]["store"]["transaction"] = (_tenant, work) =>
      served.service.store.transaction(TENANT, work);
    /** Another server over the same database; a folder of SQLite has one in a process. */
    const another = () => (place.engine === "postgres" ? start(() => clock, options()) : served);
    const delivered = async () => {
      office.mails.length = 0;
      office.to.length = 0;
      await doing("deliver");
      return [...office.to].sort();
    };

    it("reminds who should act once, then those above, and begins anew when it comes back", async () => {
      await inTenant(TENANT, (t) => put(t, "waits", { contract: null, runs: [run(0, 10, 0, 12)] }));
      await walk(served.service.store, TENANT, "waits", ["submit"]);
      expect(await delivered()).toEqual(["max@rig.example"]);
      clock += 5 * HOUR;
      expect(await doing("reminders")).toBe("no reminder written");
      clock += HOUR;
      expect(await doing("reminders")).toBe("1 reminder written");
      expect(await doing("reminders")).toBe("no reminder written");
      expect(await delivered()).toEqual(["max@rig.example"]);
      clock += 6 * HOUR;
      expect(await doing("reminders")).toBe("1 reminder written");
      expect(await delivered()).toEqual(["adam@rig.example"]);
      await walk(served.service.store, TENANT, "waits", ["return", "submit"]);
      clock += 6 * HOUR;
      expect(await doing("reminders")).toBe("1 reminder written");
      await delivered();
    });

    it("writes one mail a day to whom that is enough, with all that was to be told", async () => {
      // 06:00 of the next day: not yet.
      expect(await doing("digest")).toBe("no mail written");
      clock += HOUR;
      expect(await doing("digest")).toBe("1 mail written");
      expect(await doing("digest")).toBe("no mail written");
      expect(await delivered()).toEqual(["mia@rig.example"]);
      expect(office.mails[0]).toMatch(/Subject: \d notices of shift reports, 2026-03-12/);
      expect(office.mails[0]!.replaceAll("=\r\n", "")).toContain(
        "Still to be decided: rig-7, day of 2026-03-10",
      );
    });

    it("sends a day to its client when what was missing of it is not expected any more", async () => {
      // Of two slots one has a report that is void: nothing that was approved made the day whole.
      await walk(served.service.store, TENANT, "waits", ["approve"]);
      expect(await doing("release")).toBe("no report released");
      await inTenant(TENANT, ({ sql }) =>
        sql
          .updateTable("rig")
          .set({ slots: JSON.stringify([{ name: "day", starts: "06:00", ends: "18:00" }]) })
          .where("id", "=", "rig-7")
          .execute(),
      );
      expect(await doing("release")).toBe("1 report released");
      expect(await stateOf("waits")).toBe("with_client");
      expect(await delivered()).toEqual(["ada@rig.example", "client@rig.example"]);
    });

    it("accepts what its client did not decide on in the days of the contract, and says so; an answer begins them anew", async () => {
      await inTenant(TENANT, async (t) => {
        await t.sql
          .updateTable("shift")
          .set({ contract_id: "contract" })
          .where("id", "=", "nobody")
          .execute();
        await put(t, "deemed", { contract: "contract", date: "2026-03-12", runs: [run(10, 20, 0, 12)] });
      });
      await walk(served.service.store, TENANT, "deemed", ["submit", "approve", "release"]);
      clock += 13 * DAY;
      expect(await doing("deemed")).toBe("no report accepted");
      await walk(served.service.store, TENANT, "deemed", ["dispute", "answer"]);
      clock += 2 * DAY;
      expect(await doing("deemed")).toBe("no report accepted");
      clock += 12 * DAY;
      expect(await doing("deemed")).toBe("1 report accepted");
      expect(await doing("deemed")).toBe("no report accepted");
      const [last] = (await served.service.store.read(TENANT, (t) => listDecisions(t, "deemed"))).slice(-1);
      expect(last).toMatchObject({ event: "accept", actor: "system", part: "system", to: "final" });
      expect(last!.comment).toMatch(/no decision in 14 days/);
      // The one without a contract waits for ever.
      expect(await stateOf("waits")).toBe("with_client");
      expect(await delivered()).toEqual(expect.arrayContaining(["client@rig.example", "max@rig.example"]));
    });

    it("issues on the chosen day the bills whose contracts say so, and tells of all others and of what is missing", async () => {
      await inTenant(TENANT, async (t) => {
        const slots = JSON.stringify([{ name: "day", starts: "06:00", ends: "18:00" }]);
        for (const id of ["rig-9", "rig-10"])
          await putMaster(t, "rig", {
            id,
            row: { name: id, zone: "UTC", slots, wits: null },
            ifVersion: null,
            by: max,
          });
        const rates = [
          {
            id: "m",
            kind: "metre",
            activityType: null,
            reason: null,
            size: "HQ",
            item: null,
            rig: null,
            fromMm: 0,
            toMm: 500_000,
            priceE4: 850_000,
            freeMin: 0,
            markupBp: 0,
            payer: "client",
          },
        ] as const;
        const terms = {
          client: "client",
          project: "project",
          code: "PAID",
          currency: "EUR",
          minorDigits: 2,
          lengthUnit: "m",
          lengthStepMm: 0,
          timeStepMin: 0,
          monthSplit: "shift",
          taxBp: 0,
          clientApproval: true,
          deemedDays: null,
          validFrom: "2026-01-01",
          validTo: null,
          clientPrices: false,
        } as const;
        for (const [id, monthEnd] of [
          ["paid", "issue"],
          ["holed", "issue"],
          ["looked-at", undefined],
          ["zinc", undefined],
        ] as const) {
          const own = {
            terms: { ...terms, code: id.toUpperCase(), ...(monthEnd !== undefined && { monthEnd }) },
            rates: rates.map((rate) => ({ ...rate, id: `m-${id}` })),
          };
          const contract = await putContract(t, { id, ...own, ifVersion: null, by: max });
          await activateContract(t, { id, ifVersion: contract.rowVersion, by: max });
        }
        for (const [id, date, from] of [
          ["first", "2026-03-30", 20],
          ["second", "2026-03-31", 30],
        ] as const)
          await put(t, id, { contract: "paid", rig: "rig-9", date, runs: [run(from, from + 10, 0, 12)] });
        const runs = () => [run(0, 10, 0, 12, { hole: "hole-2" })];
        await put(t, "third", { contract: "looked-at", rig: "rig-10", date: "2026-03-31", runs: runs() });
        // Of the rig with shifts that nobody has reported.
        await put(t, "fourth", { contract: "holed", date: "2026-03-23", runs: runs() });
      });
      for (const id of ["first", "third", "fourth"])
        await walk(served.service.store, TENANT, id, ["submit", "approve", "release", "accept"]);
      const issued = () => served.service.store.read(TENANT, (t) => billFor(t, "paid", "2026-03"));
      expect(await doing("issue", "2026-04-09")).toBe("no bill issued");
      await choose({ issue_day: 5, bill_mail: true });
      expect(await doing("issue", "2026-04-04")).toBe("no bill issued");
      expect(await doing("issue", "2026-04-09")).toBe("no bill issued");
      expect(await delivered()).toContain("max@rig.example");
      const said = office.mails.join().replaceAll("=\r\n", "");
      expect(said).toContain("1 report of the month is not final");
      expect(said).toMatch(
        /To be issued: the bill of LOOKED-AT[\s\S]*850\.00 EUR[\s\S]*Nothing of the month is missing/,
      );
      expect(said).toMatch(/Not issued: the bill of HOLED[\s\S]*\d+ shifts of its rigs have no report/);
      await walk(served.service.store, TENANT, "second", ["submit", "approve", "release", "accept"]);
      // One before it and one behind it come to more than can be counted: twice what can be, by a slip of the pen.
      const charge = (contract: string, n: number, priceE4: number | null) =>
        inTenant(TENANT, (t) =>
          putCharge(t, {
            ...{ contract, period: "2026-03", id: `slip-${contract}-${n}`, by: max },
            charge: priceE4 === null ? null : { ...SLIP, priceE4 },
          }),
        );
      for (const id of ["holed", "zinc"]) for (const n of [1, 2]) await charge(id, n, 900_000_000_000);
      expect(await doing("issue", "2026-04-09")).toMatch(
        /contract holed: .*contract zinc: |contract zinc: .*contract holed: /,
      );
      expect(await issued()).toMatchObject({ state: "issued" });
      for (const id of ["holed", "zinc"]) for (const n of [1, 2]) await charge(id, n, null);
      expect(await doing("issue", "2026-04-10")).toBe("no bill issued");
      expect(await issued()).toMatchObject({ state: "issued", issuedBy: "system", netMinor: 170_000 });
      await delivered();
      expect(office.mails.join()).toContain("Issued: the bill of PAID");
      for (const id of ["holed", "looked-at"])
        expect(await served.service.store.read(TENANT, (t) => billFor(t, id, "2026-03"))).toMatchObject({
          state: "open",
          netMinor: 85_000,
        });
    });

    it("mails managers what a day came to, once", async () => {
      await delivered();
      expect(await doing("bill-mail", "2026-03-30")).toBe("2 mails written");
      expect(await doing("bill-mail", "2026-03-30")).toBe("no mail written");
      expect(await delivered()).toEqual(["max@rig.example", "mia@rig.example"]);
      expect(office.mails[0]).toMatch(/PAID +850\.00 +1700\.00 +EUR +0/);
    });

    it("tells the end of the audit chain, and finds what was changed behind it", async () => {
      expect(await doing("audit-head")).toBe("2 heads told");
      expect(await doing("quality")).toBe("no fault found");
      const photo = "a".repeat(64);
      mkdirSync(join(served.data, "photos", TENANT), { recursive: true });
      writeFileSync(join(served.data, "photos", TENANT, photo), "other bytes");
      await inTenant(TENANT, async (t) => {
        await put(t, "pictured", { date: "2026-04-01" });
        await t.sql
          .insertInto("photo")
          .values({
            tenant_id: TENANT,
            id: "p",
            shift_id: "pictured",
            hole_id: null,
            from_mm: null,
            to_mm: null,
            tray: null,
            sha256: photo,
            mime: "image/jpeg",
            bytes: 11,
            width: 1,
            height: 1,
            stored_at: 1,
            position: 0,
          } as never)
          .execute();
      });
      expect(await doing("quality")).toBe("1 fault found");
    });

    it("forgets what nobody needs any more, and nothing else", async () => {
      const rows = () =>
        inTenant(TENANT, ({ sql }) => sql.selectFrom("outbox").select(["id", "sent_at"]).execute());
      expect((await rows()).length).toBeGreaterThan(5);
      clock += 31 * DAY;
      const fresh = await inTenant(TENANT, (t) =>
        put(t, "late", { date: "2026-05-09" }).then(() => doEvent(t, "late", "submit")),
      );
      expect(fresh.document.state).toBe("submitted");
      expect(await doing("retention")).toMatch(/^\d+ rows forgotten$/);
      expect((await rows()).filter(({ sent_at }) => sent_at !== null)).toEqual([]);
      expect((await rows()).length).toBeGreaterThanOrEqual(2);
    });

    it("keeps as many copies as it is told to", async () => {
      const done = [];
      // Of one whose server was killed.
      mkdirSync(join(folder, "backups", "witskit-2026-04-30.part-1"), { recursive: true });
      for (const date of ["2026-05-01", "2026-05-02", "2026-05-02", "2026-05-03"])
        done.push(await doing("backup", date));
      if (place.engine === "postgres") expect(done[0]).toMatch(/pg_dump/);
      else {
        expect(done[2]).toBe("witskit-2026-05-02 is there already");
        expect(readdirSync(join(folder, "backups")).sort()).toEqual([
          "witskit-2026-05-02",
          "witskit-2026-05-03",
        ]);
      }
    });

    it("does each time once, whichever server looks first, makes up for one that was missed, and follows one who died", async () => {
      const second = await another();
      const done: string[] = [];
      let dies = false;
      const hung: (() => void)[] = [];
      const job = (who: string): Job => ({
        name: "tried",
        does: "is tried",
        due: "0 * * * *",
        async run() {
          done.push(`${who} ${new Date(clock).toISOString().slice(11, 16)}`);
          if (dies) await new Promise<void>((resolve) => hung.push(resolve));
          return "";
        },
      });
      clock = Date.parse("2026-06-01T10:30:00Z");
      const one = await startScheduler(served.service, [job("one")]);
      const two = await startScheduler(second.service, [job("two")]);
      await Promise.all([one.look(), two.look()]);
      // What was due before anybody kept time is not made up for.
      expect(done).toEqual([]);
      clock += HOUR;
      await Promise.all([one.look(), two.look(), one.look(), two.look()]);
      expect(done).toEqual([expect.stringMatching(/11:30$/)]);
      // Both were down for a day: that is once.
      clock += DAY;
      await Promise.all([one.look(), two.look()]);
      await Promise.all([one.look(), two.look()]);
      expect(done.length).toBe(2);
      dies = true;
      clock += HOUR;
      void one.look();
      await until(() => done.length === 3);
      await two.look();
      expect(done.length).toBe(3);
      dies = false;
      clock += 3 * 60_000;
      await two.look();
      expect(done[3]).toBe("two 12:33");
      for (const end of hung) end();
      await Promise.all([one.stop(), two.stop()]);
      if (second !== served) await second.end();
    });

    it("hears of what another server has written, each once, and of what it has missed", async () => {
      const second = await another();
      const heard: Change[] = [];
      const stop = served.service.changes.listen(TENANT, {
        tell: (changes) => heard.push(...changes),
        end: () => {},
      });
      const before = clock;
      clock += 1000;
      await second.service.store.transaction(TENANT, (t) => put(t, "elsewhere", { date: "2026-06-02" }));
      await until(() => heard.some(({ id }) => id === "elsewhere"));
      clock += 1000;
      await second.service.store.transaction(TENANT, (t) => doEvent(t, "elsewhere", "submit"));
      await until(() => heard.filter(({ id }) => id === "elsewhere").length === 2);
      stop();
      const missed = await served.service.changes.since(TENANT, before);
      expect(missed).toMatchObject([{ kind: "shift", id: "elsewhere", state: "submitted", version: 2 }]);
      expect(await served.service.changes.since(TENANT, clock - 3 * DAY)).toBeUndefined();
      if (second !== served) await second.end();
    });

    it("delivers each of many messages once, by two servers that look at the same time", async () => {
      const { store } = served.service;
      await delivered();
      await inTenant(TENANT, async (t) => {
        const { putMail } = await import("../../../src/service/api/outbox/mail.js");
        for (let i = 0; i < 40; i++)
          await putMail(t, {
            to: `n${i}@rig.example`,
            letter: { language: "en", subject: `n${i}`, paragraphs: ["x"], foot: "y" },
          });
      });
      office.to.length = 0;
      const second = await another();
      const { deliverDue } = await import("../../../src/service/api/outbox/courier.js");
      const counts = await Promise.all([served, second].map(({ service }) => deliverDue(service, TENANT)));
      expect(counts.reduce((sum, { sent }) => sum + sent, 0)).toBe(40);
      // Both had their share.
      if (place.engine === "postgres") expect(Math.min(...counts.map(({ sent }) => sent))).toBeGreaterThan(0);
      expect(office.to.length).toBe(40);
      expect(new Set(office.to).size).toBe(40);
      const open = await store.read(TENANT, ({ sql }) =>
        sql
          .selectFrom("outbox")
          .select("id")
          .where("kind", "=", "mail")
          .where("sent_at", "is", null)
          .execute(),
      );
      expect(open).toEqual([]);
      if (second !== served) await second.end();
    });
  });
