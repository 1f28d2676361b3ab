/** A tenant written out, read in, and moved: the same bytes, the same sums, the same chain. */
import { expect, it } from "vitest";
import { verify } from "../../../src/service/store/audit/chain.js";
import type { Store } from "../../../src/service/store/database.js";
import { openStore } from "../../../src/service/store/open.js";
import { listShifts } from "../../../src/service/store/repositories/shift-list.js";
import { getShift } from "../../../src/service/store/repositories/shift-read.js";
import { getTenant, listTenants } from "../../../src/service/store/repositories/tenants.js";
import { moveStore } from "../../../src/service/store/transfer/move.js";
import { readTenant } from "../../../src/service/store/transfer/read-tenant.js";
import { tenantLines } from "../../../src/service/store/transfer/tenant-lines.js";
import { run } from "../shift/report.js";
import { TO_FINAL, walk } from "./deciding.js";
import { type Given, type Place, sqlitePlace, TENANTS } from "./engines.js";
import { ending, furnish, put } from "./house.js";

const [NORTH] = TENANTS;

async function linesOf(store: Store, tenant: string): Promise<string[]> {
  const row = await getTenant(store, tenant);
  return store.read(tenant, async (t) => {
    const lines: string[] = [];
    for await (const line of tenantLines(t, row)) lines.push(line);
    return lines;
  });
}

async function* streamed(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

/** Something that is kept for ever, changed by a hand that knows of no hashes. */
function frozenOtherwise(lines: readonly string[]): (readonly [readonly string[], RegExp])[] {
  const changed = (table: string, has: string, from: RegExp, to: string): string[] => {
    const at = lines.findIndex(
      (line) => line.includes(`"table":"${table}"`) && line.includes(has) && from.test(line),
    );
    expect(at, table).toBeGreaterThan(0);
    return lines.with(at, lines[at]!.replace(from, to));
  };
  return [
    [
      changed("shift_revision", "", /"hash":"[0-9a-f]{4}/, '"hash":"0000'),
      /revision \d+ of report \S+ was changed/,
    ],
    [
      changed("run", '"shift_id":"locked"', /"remarks":"[^"]*"/, '"remarks":"deeper"'),
      /report locked is not what/,
    ],
    [changed("boq_line", "", /"amount_minor":(-?\d+)/, '"amount_minor":1$1'), /is not what was issued/],
  ];
}

export function tenantsTravel(given: Given): void {
  const inAnother = async (
    name: string,
    work: (store: Store, place: Place) => Promise<void>,
  ): Promise<void> => {
    const place = await given.place.another(name);
    // Without the tenants that tests begin with.
    const store = await openStore(place.place);
    try {
      await work(store, place);
    } finally {
      await store.close();
      await place.end();
    }
  };

  it("gives the same bytes when it is written out, read in and written out again, locks and all", async () => {
    const lines = await linesOf(given.store, NORTH);
    expect(lines.length).toBeGreaterThan(200);
    for (const table of ["shift", "decision", "boq_line", "audit_event", "shift_search", "photo"])
      expect(lines.some((line) => line.includes(`"table":"${table}"`))).toBe(true);
    await inAnother("import", async (store, place) => {
      expect(await readTenant(store, streamed(lines))).toBe(NORTH);
      expect(await linesOf(store, NORTH)).toEqual(lines);
      await expect(
        place.raw(NORTH, "UPDATE run SET remarks = 'x' WHERE shift_id = 'locked'"),
      ).rejects.toThrow("locked");
      // It goes on where it ended: words are found, the chain grows.
      const found = (s: Store) => s.read(NORTH, (t) => listShifts(t, { q: '"water truck" -nothing' }));
      expect((await found(store)).rows).toEqual((await found(given.store)).rows);
      await store.transaction(NORTH, (t) => put(t, "later", { date: "2027-01-01" }));
      expect(await store.read(NORTH, (t) => verify(t.sql))).toMatchObject({ isWhole: true });
      expect(await ending(readTenant(store, streamed(lines)))).toBe("taken");
    });
  });

  it("takes all lines or none, and says which cannot be read", async () => {
    const lines = await linesOf(given.store, NORTH);
    const at = lines.findIndex((line) => line.includes('"table":"run"'));
    const without = (line: number): string[] => lines.filter((_, i) => i !== line);
    const broken: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /line 1/],
      [lines.slice(1), /line 1/],
      [lines.with(at, "{"), new RegExp(`line ${at + 1}`)],
      [
        lines.with(at, '{"table":"nothing","row":{}}'),
        new RegExp(`line ${at + 1}: there is no table nothing`),
      ],
      [lines.with(at, lines[at]!.replace('"size"', '"sise"')), new RegExp(`line ${at + 1}`)],
      ...frozenOtherwise(lines),
      [without(lines.findIndex((line) => line.includes('"table":"rig"'))), /not there/],
      [without(lines.findIndex((line) => line.includes('"table":"audit_event"'))), /audit chain/],
      [without(lines.findLastIndex((line) => line.includes('"table":"shift"'))), /not there/],
    ];
    await inAnother("broken", async (store) => {
      for (const [some, why] of broken) {
        const end = await readTenant(store, streamed(some)).then(
          () => "read",
          (error: unknown) => String(error),
        );
        expect(end).toMatch(why);
      }
      await readTenant(store, streamed(lines));
      // Of one that was not there before, nothing is there after it.
      const west = lines.with(0, lines[0]!.replaceAll(`"${NORTH}"`, '"west"'));
      await expect(readTenant(store, streamed(west.with(at, "{")))).rejects.toThrow(`line ${at + 1}`);
      expect((await listTenants(store)).map(({ id }) => id)).not.toContain("west");
    });
  });

  it("moves from a folder of SQLite with people and all tenants, and both say the same", async () => {
    const place = await sqlitePlace();
    const source = await place.open();
    try {
      for (const tenant of TENANTS) await furnish(source, tenant);
      await source.transaction(NORTH, (t) =>
        put(t, "one", { date: "2026-03-01", notes: "grüße", runs: [run(0, 1, 0, 1)] }),
      );
      await walk(source, NORTH, "one", TO_FINAL);
      await source.control(async ({ sql }) => {
        await sql
          .insertInto("account")
          .values({
            ...{
              id: "max",
              email: "max@example.org",
              name: "Max",
              password_hash: null,
              totp_secret: null,
              totp_step: null,
            },
            ...{
              recovery_codes: "[]",
              active: 1,
              failed: 0,
              locked_until: null,
              created_at: 1,
              row_version: 1,
            },
          })
          .execute();
        await sql
          .insertInto("membership")
          .values({
            tenant_id: NORTH,
            account_id: "max",
            role: "manager",
            client_id: null,
            rig_ids: null,
            active: 1,
            mails: "at-once",
            version: 1,
            created_at: 1,
          })
          .execute();
      });
      await inAnother("moved", async (store) => {
        const { tenants } = await moveStore(source, store);
        expect(tenants.map(({ id }) => id)).toEqual([...TENANTS]);
        for (const tenant of TENANTS)
          expect(await linesOf(store, tenant)).toEqual(await linesOf(source, tenant));
        expect(await store.read(NORTH, (t) => getShift(t, "one"))).toEqual(
          await source.read(NORTH, (t) => getShift(t, "one")),
        );
        expect(
          await store.control(({ sql }) => sql.selectFrom("membership").select("role").execute()),
        ).toEqual([{ role: "manager" }]);
        expect(await ending(moveStore(source, store))).toBe("taken");
      });
    } finally {
      await source.close();
      await place.end();
    }
  });
}
