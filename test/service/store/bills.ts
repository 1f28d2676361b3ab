/** Contracts and bills: what is active or issued stays, and what changes later is a line of the open month. */
import { expect, it } from "vitest";
import type { Contract, Rate } from "../../../src/service/shift/contract.js";
import { billFor, issueBill, linesOfDay, putCharge } from "../../../src/service/store/repositories/boq.js";
import {
  activateContract,
  getContract,
  putContract,
} from "../../../src/service/store/repositories/contracts.js";
import { contentOf, getShift } from "../../../src/service/store/repositories/shift-read.js";
import { mm, run, standby, used } from "../shift/report.js";
import { TO_FINAL, walk } from "./deciding.js";
import { type Given, TENANTS } from "./engines.js";
import { ending, max, put } from "./house.js";

const [NORTH] = TENANTS;

const rate = (id: string, kind: Rate["kind"], price: number, more: Partial<Rate> = {}): Rate => ({
  id,
  kind,
  activityType: null,
  reason: null,
  size: null,
  item: null,
  rig: null,
  fromMm: null,
  toMm: null,
  priceE4: Math.round(price * 10_000),
  freeMin: 0,
  markupBp: 0,
  payer: "client",
  ...more,
});

const RATES = [
  rate("m-1", "metre", 85, { size: "HQ", fromMm: 0, toMm: 100_000 }),
  rate("m-2", "metre", 97.5, { size: "HQ", fromMm: 100_000, toMm: 200_000 }),
  rate("s-1", "hour", 210, { activityType: "standby", freeMin: 120 }),
  rate("i-1", "item", 18.4, { item: "bentonite", markupBp: 1500 }),
];

const terms = (code: string): Omit<Contract, "id" | "state" | "rates"> => ({
  client: "client",
  project: "project",
  code,
  currency: "EUR",
  minorDigits: 2,
  lengthUnit: "m",
  lengthStepMm: 0,
  timeStepMin: 0,
  monthSplit: "shift",
  taxBp: 1500,
  clientApproval: true,
  clientPrices: false,
  deemedDays: null,
  validFrom: "2026-01-01",
  validTo: null,
});

export function billsAreKept(given: Given): void {
  const putting = (id: string, rates: readonly Rate[], ifVersion: number | null = null, code = id) =>
    given.store.transaction(NORTH, (t) =>
      putContract(t, { id, terms: terms(code), rates, ifVersion, by: max }),
    );
  const raw = (statement: string) => given.place.raw(NORTH, statement);

  it("keep a contract with its rates, a version a change, and lock it when it is active", async () => {
    const first = await putting("deal", RATES.slice(0, 1));
    expect(first).toMatchObject({ rowVersion: 1, state: "draft", rates: RATES.slice(0, 1) });
    expect(await putting("deal", RATES.slice(0, 1), 9)).toEqual(first);
    expect(await ending(putting("deal", RATES, 9))).toBe("version-mismatch");
    expect(await putting("deal", RATES, 1)).toMatchObject({ rowVersion: 2, rates: RATES });
    expect(await putting("deal", RATES)).toMatchObject({ rowVersion: 2 });
    const activate = (id: string, ifVersion: number) =>
      given.store.transaction(NORTH, (t) => activateContract(t, { id, ifVersion, by: max }));
    await putting("twins", [rate("t-1", "metre", 1), rate("t-2", "metre", 2)]);
    expect(await ending(activate("twins", 1))).toBe("not-valid");
    expect(await ending(activate("deal", 1))).toBe("version-mismatch");
    expect(await activate("deal", 2)).toMatchObject({ state: "active", rowVersion: 3 });
    expect(await ending(putting("deal", RATES.slice(0, 1), 3))).toBe("locked");
    for (const change of [
      "UPDATE rate SET price_e4 = 1 WHERE id = 'm-1'",
      "DELETE FROM rate WHERE id = 'm-1'",
      "UPDATE contract SET tax_bp = 0 WHERE id = 'deal'",
      "UPDATE contract SET state = 'draft' WHERE id = 'deal'",
      "DELETE FROM contract WHERE id = 'deal'",
    ])
      await expect(raw(change)).rejects.toThrow(/active|draft to/);
    expect(await given.store.read(NORTH, (t) => getContract(t, "deal"))).toMatchObject({ rates: RATES });
  });

  const bill = (period: string) => given.store.read(NORTH, (t) => billFor(t, "deal", period));
  const amounts = async (period: string) => (await bill(period)).lines.map(({ amountMinor }) => amountMinor);
  const issue = (period: string) =>
    given.store.transaction(NORTH, (t) => issueBill(t, { contract: "deal", period, by: max }));

  it("count what is final, cut at bands, with free standby and a markup, and add up from days to the month", async () => {
    const content = {
      date: "2026-03-30",
      rig: "rig-8",
      contract: "deal",
      runs: [run(96.4, 103.6, 0, 4)],
      activities: [standby(4, 7.25, "client", "site access"), standby(7.25, 9, "contractor", "weather")],
      materials: [used("bentonite", 12)],
    };
    await given.store.transaction(NORTH, (t) => put(t, "billed", content));
    expect(await amounts("2026-03")).toEqual([]);
    await walk(given.store, NORTH, "billed", TO_FINAL);
    await given.store.transaction(NORTH, (t) =>
      put(t, "billed-2", {
        ...content,
        date: "2026-03-31",
        runs: [run(103.6, 117.4, 0, 4)],
        activities: [],
        materials: [],
      }),
    );
    await walk(given.store, NORTH, "billed-2", TO_FINAL);
    // What the contractor pays costs nothing, and is shown.
    expect(await amounts("2026-03")).toEqual([30_600, 35_100, 26_250, 0, 25_392, 134_550]);
    const march = await bill("2026-03");
    const days = await given.store.read(NORTH, async (t) => [
      ...(await linesOfDay(t, "deal", "2026-03-30")),
      ...(await linesOfDay(t, "deal", "2026-03-31")),
    ]);
    expect(days).toEqual(march.lines);
    expect(march).toMatchObject({ state: "open", netMinor: 251_892, taxMinor: 37_784, totalMinor: 289_676 });
  });

  it("issue once and for ever, and put what is amended later into the open month", async () => {
    const charge = {
      date: "2026-03-31",
      rig: null,
      description: "rescue of a lost rod",
      quantityMilli: 1000,
      unit: "",
      priceE4: -1_000_000,
    };
    const charging = (period: string) =>
      given.store.transaction(NORTH, (t) =>
        putCharge(t, { contract: "deal", period, id: "charge-1", charge, by: max }),
      );
    await charging("2026-03");
    await charging("2026-03");
    expect(await ending(charging("2026-04"))).toBe("not-valid");
    expect((await bill("2026-03")).netMinor).toBe(241_892);
    const issued = await issue("2026-03");
    expect(issued).toMatchObject({ state: "issued", netMinor: 241_892, issuedBy: "max" });
    expect(await issue("2026-03")).toEqual(issued);
    expect(await bill("2026-03")).toEqual(issued);
    expect(await ending(charging("2026-03"))).toBe("locked");
    for (const change of [
      "UPDATE boq SET total_minor = 1 WHERE period = '2026-03'",
      "DELETE FROM boq WHERE period = '2026-03'",
      "UPDATE boq_line SET amount_minor = 1",
      "DELETE FROM boq_line",
    ])
      await expect(raw(change)).rejects.toThrow("issued");
    expect(await bill("2026-04")).toMatchObject({ adjustments: [], netMinor: 0 });
    // 13.80 m become 13.20: while it is amended nothing changes, and then the open month has the difference.
    await walk(given.store, NORTH, "billed-2", ["amend"]);
    const { document } = await given.store.read(NORTH, (t) => getShift(t, "billed-2"));
    const [old] = document.runs;
    const amended = { ...contentOf(document), runs: [{ ...old!, toMm: mm(116.8) }] };
    await given.store.transaction(NORTH, (t) => put(t, "billed-2", amended, document.rowVersion));
    expect(await bill("2026-04")).toMatchObject({ adjustments: [] });
    await walk(given.store, NORTH, "billed-2", TO_FINAL);
    const april = await bill("2026-04");
    expect(april.adjustments).toMatchObject([
      { amountMinor: -5850, adjusts: "2026-03", quantity: { value: -600, per: 1000 } },
    ]);
    expect(april.netMinor).toBe(-5850);
    expect(await bill("2026-03")).toEqual(issued);
    // It is corrected once, in the first open month.
    expect(await bill("2026-05")).toMatchObject({ adjustments: [] });
    await issue("2026-04");
    expect(await bill("2026-05")).toMatchObject({ adjustments: [], netMinor: 0 });
    expect((await bill("2026-04")).netMinor).toBe(-5850);
  });

  it("lets one of two who issue at once issue it", async () => {
    const ends = await Promise.all([ending(issue("2026-05")), ending(issue("2026-05"))]);
    expect(ends).toContain("done");
    expect(ends.filter((end) => end !== "done" && end !== "already-decided")).toEqual([]);
    expect(await raw("SELECT count(*) AS n FROM boq WHERE period = '2026-05'")).toMatchObject([
      { n: expect.anything() },
    ]);
    expect(await ending(given.store.read(NORTH, (t) => billFor(t, "deal", "2026-13")))).toBe("not-valid");
  });
}
