/** The store on SQLite and on PostgreSQL: each claim is written once, and holds on both. */
import { afterAll, beforeAll, describe } from "vitest";
import { auditIsSeen } from "./audit.js";
import { billsAreKept } from "./bills.js";
import { engines, type Given, TENANTS } from "./engines.js";
import { furnish } from "./house.js";
import { locksHold } from "./locks.js";
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
    describe("bills", () => billsAreKept(given));
    describe("a tenant", () => tenantsTravel(given));
    describe("the audit chain", () => auditIsSeen(given));
  });
