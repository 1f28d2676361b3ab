/** Contracts and bills over HTTP: what is in force stays, what is issued stays, and who sees prices is told. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { putCharge } from "../../../src/service/store/repositories/boq.js";
import { max } from "../store/house.js";
import { admin, person } from "./people.js";
import { company, contract, ids, put, report } from "./rigs.js";
import { type Answer, ask, type Served, start } from "./serving.js";

let served: Served;
const by: Record<string, string> = {};

beforeAll(async () => {
  served = await start(() => Date.UTC(2026, 4, 2));
  by["admin"] = await admin(served);
  await company(served, { cookie: by["admin"] });
  for (const [name, role, more] of [
    ["driller", "supervisor", { rigs: ["rig-1"] }],
    ["boss", "manager", {}],
    ["acme", "client", { client: "client-a" }],
    ["borealis", "client", { client: "client-b" }],
  ] as const)
    by[name] = (await person(served, by["admin"], name, role, more)).cookie;
});
afterAll(() => served.end());

const say = (who: string, line: string, body?: object, version?: number): Promise<Answer> =>
  ask(served, line, {
    cookie: by[who]!,
    ...(body !== undefined && { body }),
    ...(version !== undefined && { headers: { "if-match": `"${version}"` } }),
  });
const wrong = ({ status, body }: Answer) => [
  status,
  ...body.errors.map(({ at, code }: { at: string; code: string }) => `${at} ${code}`),
];

async function act(who: string, event: string, id: string = ids.ours, comment = "said") {
  const { body } = await say("boss", `GET /shifts/${id}`);
  const done = await say(who, `POST /shifts/${id}/${event}`, { comment }, body.row_version);
  expect(done.status, JSON.stringify(done.body)).toBe(200);
  return done.body.state;
}

const path = "/contracts/contract-a";

describe("a contract", () => {
  it("is a draft until it is in force, and is then changed by a new version alone", async () => {
    const [upper, ...rates] = contract()["rates"] as object[];
    const twins = contract({ rates: [upper, { ...upper, id: "twin", to: "8" }, ...rates] });
    expect(wrong(await say("boss", `PUT ${path}`, contract({ tax: "15.255" })))).toEqual([
      422,
      "tax decimals",
    ]);
    expect((await say("driller", `PUT ${path}`, twins)).status).toBe(403);
    expect((await say("boss", `PUT ${path}`, twins)).status).toBe(201);
    expect(wrong(await say("boss", `POST ${path}/activate`, undefined, 1))).toEqual([
      422,
      "rates/twin two-alike",
    ]);
    expect((await say("boss", `PUT ${path}`, contract())).status).toBe(428);
    const draft = await say("boss", `PUT ${path}`, contract(), 1);
    expect([draft.status, draft.body.tax, draft.body.rates[2].markup]).toEqual([200, "15.00", "15.00"]);
    // What is answered can be sent as it is.
    const { id: _, state: __, archived: ___, row_version, ...terms } = draft.body;
    expect((await say("boss", `PUT ${path}`, terms, row_version)).body).toEqual(draft.body);
    expect((await say("boss", `POST ${path}/activate`, undefined, row_version)).body.state).toBe("active");
    expect(wrong(await say("boss", `PUT ${path}`, contract({ tax: "16" }), 3))).toEqual([
      409,
      "contract-a contract-locked",
    ]);
  });

  it("is copied as its next version, which holds from another day on and in the same currency", async () => {
    const copy = async (id: string, more: object) => say("boss", `POST ${path}/copy`, { id, ...more });
    expect((await copy("again", {})).status).toBe(201);
    const same = await say("boss", "GET /contracts/again");
    expect(same.body).toMatchObject({ state: "draft", code: "A-2026", rates: [{ price: "85.35" }, {}, {}] });
    expect(wrong(await say("boss", "POST /contracts/again/activate", undefined, 1))).toEqual([
      ...[422, "valid_from same-day"],
    ]);
    const { id: _, state: __, archived: ___, row_version, ...terms } = same.body;
    const dollars = { ...terms, currency: "USD", valid_from: "2026-05-01" };
    await say("boss", "PUT /contracts/again", dollars, row_version);
    expect(wrong(await say("boss", "POST /contracts/again/activate", undefined, 2))).toEqual([
      ...[422, "currency other-currency"],
    ]);
    expect((await copy("other", { code: "A-2027", valid_from: "2027-01-01" })).body.valid_from).toBe(
      "2027-01-01",
    );
  });

  it("names itself to those who write reports, without prices, and to clients where it says so", async () => {
    const list = async (who: string) =>
      (await say(who, "GET /contracts")).body.items.map(({ id }: { id: string }) => id);
    expect(await list("driller")).toEqual(["contract-a"]);
    expect(await list("acme")).toEqual(["contract-a"]);
    expect(await list("borealis")).toEqual([]);
    expect(await list("boss")).toEqual(["again", "contract-a", "other"]);
    expect(JSON.stringify((await say("driller", "GET /contracts")).body)).not.toContain("85.35");
    expect((await say("driller", `GET ${path}`)).status).toBe(403);
    for (const line of [`GET ${path}`, "GET /boq/monthly/2026-03?contract=contract-a"])
      for (const who of ["acme", "borealis"]) expect((await say(who, line)).status, line).toBe(404);
  });
});

describe("a bill", () => {
  const under = { contract: "contract-a" };

  it("has what is final: the lines of its shifts are its day's and its month's", async () => {
    await put(served, `/shifts/${ids.ours}`, report(under), { cookie: by["driller"]! });
    const draft = await say("boss", `GET /shifts/${ids.ours}/boq`);
    // 10 m at 85.35 and 3.80 m at 97.55; 12 bags at 18.40 and 15 %.
    expect(draft.body).toMatchObject({ counts: false, currency: "EUR", net: "1478.11" });
    const month = () => say("boss", "GET /boq/monthly/2026-03?contract=contract-a");
    expect((await month()).body.bills[0]).toMatchObject({
      net: "0.00",
      waiting: [{ id: ids.ours, state: "draft" }],
    });
    await act("driller", "submit");
    await act("boss", "approve");
    await act("boss", "release");
    await act("acme", "accept");
    const shift = await say("boss", `GET /shifts/${ids.ours}/boq`);
    const day = await say("boss", "GET /boq/daily/2026-03-10");
    const { bills, totals } = (await month()).body;
    expect(shift.body.counts).toBe(true);
    expect(shift.body.lines.map(({ amount }: { amount: string }) => amount)).toEqual([
      "853.50",
      "370.69",
      "0.00",
      "253.92",
    ]);
    expect(day.body.bills[0].lines).toEqual(shift.body.lines);
    expect(bills[0].lines).toEqual(shift.body.lines);
    expect(bills[0]).toMatchObject({
      state: "open",
      net: "1478.11",
      tax: "221.72",
      total: "1699.83",
      waiting: [],
    });
    expect(totals).toEqual([{ currency: "EUR", net: "1478.11", tax: "221.72", total: "1699.83" }]);
    const small = await say("boss", "GET /boq/monthly/2026-03?contract=contract-a&size=HQ&hole=hole-a");
    expect(small.body.bills[0]).toMatchObject({ lines_net: "1224.19", net: "1478.11" });
  });

  it("has quantities alone of work under no contract, and adds no currency to another", async () => {
    const theirs = contract(
      { client: "client-b", project: "project-b", code: "A-2026", currency: "NOK", client_approval: false },
      "b",
    );
    await say("boss", "PUT /contracts/contract-b", theirs);
    expect((await say("boss", "POST /contracts/contract-b/activate", undefined, 1)).body.state).toBe(
      "active",
    );
    const rows = ["crew", "runs", "activities", "materials"].map((name) => [
      name,
      (report()[name] as object[]).map((row, i) => ({
        ...row,
        id: `${name}-${i}-b`,
        ...(name === "runs" && { hole: "hole-b" }),
      })),
    ]);
    const own = report({
      ...Object.fromEntries(rows),
      client: "client-b",
      project: "project-b",
      rig: "rig-2",
    });
    await put(served, `/shifts/${ids.theirs}`, { ...own, contract: "contract-b" }, { cookie: by["boss"]! });
    expect(
      (await say("boss", "GET /boq/monthly/2026-03")).body.totals.map(
        ({ currency }: { currency: string }) => currency,
      ),
    ).toEqual(["EUR"]);
    await put(served, `/shifts/${ids.theirs}`, own, {
      cookie: by["boss"]!,
      headers: { "if-match": '"1"' },
    });
    expect(
      wrong(await say("boss", `PUT /shifts/${ids.theirs}`, { ...own, contract: "contract-a" }, 2)),
    ).toEqual([422, "contract other-client"]);
    const shift = await say("boss", `GET /shifts/${ids.theirs}/boq`);
    expect(shift.body).toMatchObject({ contract: null, net: null, lines: [] });
    expect(shift.body.quantities[0]).toMatchObject({
      description: "drilling HQ",
      quantity: "13.80",
      unit: "m",
    });
  });

  it("shows its client's prices once the contract says so, and tells who read them", async () => {
    const open = contract({ client_prices: true, valid_from: "2026-05-01" }, "v2");
    await say("boss", "PUT /contracts/contract-a2", open);
    await say("boss", "POST /contracts/contract-a2/activate", undefined, 1);
    const seen = await say("acme", "GET /boq/monthly/2026-03");
    expect(seen.body.bills).toMatchObject([
      { client: "client-a", net: "1478.11", waiting: [], problems: [] },
    ]);
    expect((await say("acme", "GET /boq/monthly/2026-03?client=client-b")).body.bills).toEqual([]);
    expect((await say("borealis", "GET /boq/monthly/2026-03")).body.bills).toEqual([]);
    expect((await say("acme", `GET /shifts/${ids.ours}/boq`)).body.net).toBe("1478.11");
    expect((await say("borealis", `GET /shifts/${ids.ours}/boq`)).status).toBe(404);
    const read = await served.service.store.read("main", ({ sql }) =>
      sql
        .selectFrom("audit_event")
        .select(["entity", "entity_id"])
        .where("action", "=", "price.read")
        .execute(),
    );
    expect(read).toContainEqual({ entity: "shift", entity_id: ids.ours });
    expect(read).toContainEqual({ entity: "contract", entity_id: "again" });
  });

  it("has charges while it is open, is issued as it was looked at, and never changes then", async () => {
    const charges = "/boq/contract-a/2026-03/charges/lift";
    const lift = {
      date: "2026-03-10",
      rig: "rig-1",
      description: "=1+1 helicopter",
      quantity: "1",
      unit: "lift",
      price: "12.345",
    };
    expect(wrong(await say("boss", `PUT ${charges}`, { ...lift, date: "2026-04-01" }))).toEqual([
      422,
      "lift charge-elsewhere",
    ]);
    expect((await say("boss", `PUT ${charges}`, lift)).status).toBe(204);
    // Half a cent is one more: 12.345.
    const day = await say("boss", "GET /boq/daily/2026-03-10?contract=contract-a");
    expect(day.body.bills[0].lines.at(-1)).toMatchObject({ charge: "lift", amount: "12.35", shift: null });
    const issue = (total: string) => say("boss", "POST /boq/contract-a/2026-03/issue", { total });
    expect((await say("driller", "POST /boq/contract-a/2026-03/issue", {})).status).toBe(403);
    expect((await issue("1699.83")).status).toBe(412);
    const issued = await issue("1714.03");
    expect([issued.status, issued.body.state, issued.body.total]).toEqual([200, "issued", "1714.03"]);
    expect((await issue("1714.03")).body).toEqual(issued.body);
    expect(wrong(await say("boss", `DELETE ${charges}`))).toEqual([409, "lift charge-late"]);
    expect((await say("acme", "GET /boq")).body.items).toMatchObject([
      { period: "2026-03", total: "1714.03" },
    ]);
    expect((await say("borealis", "GET /boq")).body.items).toEqual([]);
    expect((await say("boss", "POST /boq/contract-a/2026-06/issue", {})).status).toBe(422);
  });

  it("that comes to more than can be counted says so, in each language, and is right again when that is corrected", async () => {
    // Each is just what can be counted; the API lets in no charge of so much, and reports and prices can.
    const slip = (n: number, isThere: boolean) =>
      served.service.store.transaction("main", (transaction) =>
        putCharge(transaction, {
          ...{ contract: "contract-a", period: "2026-04", id: `slip-${n}`, by: max },
          charge: isThere
            ? {
                ...{ date: "2026-04-10", rig: "rig-1", description: "a slip of the pen", unit: "" },
                ...{ quantityMilli: 999_999_999, priceE4: 900_000_000_000 },
              }
            : null,
        }),
      );
    const before = await say("boss", "GET /boq/monthly/2026-04?contract=contract-a");
    for (const n of [1, 2]) await slip(n, true);
    const details = new Set<string>();
    for (const [language, word] of [
      ["en", "slip of the pen"],
      ["es", "error de escritura"],
      ["fr", "faute de frappe"],
    ] as const) {
      for (const line of [
        "GET /boq/monthly/2026-04?contract=contract-a",
        "GET /boq/daily/2026-04-10?contract=contract-a",
        "POST /boq/contract-a/2026-04/issue",
      ]) {
        const answer = await ask(served, line, {
          cookie: by["boss"]!,
          headers: { "accept-language": language },
          ...(line.startsWith("POST") && { body: {} }),
        });
        expect([line, answer.status, answer.body.reason]).toEqual([line, 409, "sum-beyond-count"]);
        expect(answer.body.detail).toContain(word);
        details.add(answer.body.detail);
      }
    }
    expect(details.size).toBe(3);
    for (const n of [1, 2]) await slip(n, false);
    expect((await say("boss", "GET /boq/monthly/2026-04?contract=contract-a")).body).toEqual(before.body);
  });

  it("says what its lines are for in the language of who reads them, also once it is issued", async () => {
    const read = async (language: string) => {
      const headers = { "accept-language": language };
      const at = "GET /boq/monthly/2026-03?contract=contract-a";
      const { body } = await ask(served, at, { cookie: by["boss"]!, headers });
      const { lines } = body.bills[0] as {
        readonly lines: readonly { billed: object; description: string }[];
      };
      return lines.map(({ billed, description }) => ({ billed, description }));
    };
    const [english, spanish, french] = [await read("en"), await read("es"), await read("fr")];
    const first = (lines: readonly { readonly description: string }[]): string => lines[0]!.description;
    expect([english, spanish, french].map((lines) => first(lines).split(",")[0])).toEqual([
      "drilling HQ",
      "perforación HQ",
      "forage HQ",
    ]);
    expect(spanish.map(({ billed }) => billed)).toEqual(english.map(({ billed }) => billed));
    const files = await Promise.all(
      ["en", "es"].map(async (language) => {
        const at = `GET /exports/boq/contract-a/2026-03.csv?language=${language}`;
        return String((await ask(served, at, { cookie: by["boss"]! })).body);
      }),
    );
    expect(files[0]).toContain("drilling HQ");
    expect(files[1]).toContain("perforación HQ");
    expect(files[1]).not.toContain("drilling");
  });

  it("is corrected in the open month when a report is amended", async () => {
    await act("boss", "amend");
    const { body: now } = await say("driller", `GET /shifts/${ids.ours}`);
    const mended = { ...now, runs: [{ ...now.runs[0], to: "13.20", recovered: "13.00" }] };
    await say("driller", `PUT /shifts/${ids.ours}`, mended, now.row_version);
    await act("driller", "submit");
    await act("boss", "approve");
    await act("boss", "release");
    await act("acme", "accept");
    const month = async (period: string) =>
      (await say("boss", `GET /boq/monthly/${period}?contract=contract-a`)).body.bills[0];
    expect((await month("2026-04")).adjustments).toMatchObject([
      { adjusts: "2026-03", quantity: "-0.60", amount: "-58.53", shift: ids.ours },
    ]);
    expect(await month("2026-04")).toMatchObject({ net: "-58.53", lines: [], adjustments_net: "-58.53" });
    expect(await month("2026-03")).toMatchObject({ state: "issued", total: "1714.03" });
    const back = contract({ valid_from: "2026-02-01" }, "v3");
    await say("boss", "PUT /contracts/contract-a3", back);
    expect(wrong(await say("boss", "POST /contracts/contract-a3/activate", undefined, 1))).toEqual([
      422,
      "valid_from issued",
    ]);
  });
});
