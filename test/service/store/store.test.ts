/** The store on SQLite and on PostgreSQL: each claim is written once, and holds on both. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditIsSeen } from "./audit.js";
import { billsAreKept } from "./bills.js";
import { engines, type Given, TENANTS } from "./engines.js";
import { figuresAdd } from "./figures.js";
import { postgresIsGuarded } from "./guards.js";
import { furnish } from "./house.js";
import { killed } from "./kills.js";
import { locksHold } from "./locks.js";
import { besieged, serverKilled } from "./server-kills.js";
import { shiftsAreKept } from "./shifts.js";
import { tenantsTravel } from "./transfer.js";
import { workflowIsKept } from "./workflow.js";

for (const { name, start } of engines)
  describe.skipIf(start === undefined)(name, () => {
    const given = {} as { -readonly [Name in keyof Given]: Given[Name] };
    beforeAll(async () => {
      given.place = await start!();
      given.store = await given.place.open();
      for (const tenant of TENANTS) await furnish(given.store, tenant);
    });
    afterAll(async () => {
      await given.store?.close();
      await given.place?.end();
    });

    describe("reports", () => shiftsAreKept(given));
    describe("decisions", () => workflowIsKept(given));
    describe("locks", () => locksHold(given));
    describe("figures", () => figuresAdd(given));
    describe("bills", () => billsAreKept(given));
    describe("a tenant", () => tenantsTravel(given));
    if (name === "PostgreSQL") describe("the database", () => postgresIsGuarded(given));
    it("has each report that was acknowledged, whenever what writes is killed", async () => {
      const place = await given.place.another("killed");
      const store = await place.open();
      await furnish(store, TENANTS[0]);
      await store.close();
      expect(await killed(name === "SQLite" ? 1 : 2, { place, acknowledged: new Map() })).toEqual([]);
      await place.end();
    });
    it("has whatever it gave a receipt for, once, when the server is killed while people send to it", async () => {
      const place = await given.place.another("besieged");
      const siege = await besieged(place);
      try {
        for (const seed of [1, 2]) expect(await serverKilled(seed, siege)).toEqual([]);
      } finally {
        await siege.server.end();
        await place.end();
      }
    });
    describe("the audit chain", () => auditIsSeen(given));
  });
