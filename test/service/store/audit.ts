/** The audit chain: what somebody changes behind our back is seen, and where. The last claims of a store, as they break it. */
import { expect, it } from "vitest";
import type { Verified } from "../../../src/service/store/audit/chain.js";
import { verify } from "../../../src/service/store/audit/chain.js";
import { type Given, TENANTS } from "./engines.js";
import { max } from "./house.js";

const [NORTH, SOUTH] = TENANTS;

export function auditIsSeen(given: Given): void {
  const verified = (tenant: string): Promise<Verified> => given.store.read(tenant, (t) => verify(t.sql));
  /** As somebody who owns the machine: the locks are off while he does it. */
  const tampered = async (tenant: string, statement: string): Promise<void> => {
    if (given.place.engine === "postgres") {
      await given.place.raw(tenant, "ALTER TABLE audit_event DISABLE TRIGGER USER");
      await given.place.raw(tenant, `${statement} AND tenant_id = '${tenant}'`);
      await given.place.raw(tenant, "ALTER TABLE audit_event ENABLE TRIGGER USER");
      return;
    }
    await given.place.raw(tenant, "DROP TRIGGER IF EXISTS audit_event_kept_on_update");
    await given.place.raw(tenant, "DROP TRIGGER IF EXISTS audit_event_kept_on_delete");
    await given.place.raw(tenant, statement);
  };

  it("is whole over all that was done, also by many at once", async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        given.store.transaction(NORTH, async (t) => {
          for (const part of [1, 2])
            t.audit({
              by: max,
              action: "try",
              entity: "try",
              entityId: `${i}-${part}`,
              after: { ratio: 0.1, "ü\n": ["\\u0041"], big: 1e21 },
            });
        }),
      ),
    );
    const found = await verified(NORTH);
    expect(found).toMatchObject({ isWhole: true });
    const rows = await given.store.read(NORTH, (t) =>
      t.sql.selectFrom("audit_event").select("seq").orderBy("seq").execute(),
    );
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, i) => i + 1));
    expect(found).toMatchObject({ head: { seq: rows.length } });
  });

  it.each([
    ["an event that was changed", "UPDATE audit_event SET actor = 'eve' WHERE seq = 7", 7],
    [
      "what it was before that was changed",
      `UPDATE audit_event SET after = '{"name":"eve"}' WHERE seq = 5`,
      5,
    ],
    ["an event that was taken out", "DELETE FROM audit_event WHERE seq = 3", 3],
  ])("shows %s", async (_what, statement, seq) => {
    expect(await verified(SOUTH)).toMatchObject(seq === 7 ? { isWhole: true } : { isWhole: false });
    await tampered(SOUTH, statement);
    expect(await verified(SOUTH)).toMatchObject({ isWhole: false, seq });
  });

  it("shows that the last events were taken out", async () => {
    const { head } = (await verified(NORTH)) as Extract<Verified, { isWhole: true }>;
    await tampered(NORTH, `DELETE FROM audit_event WHERE seq > ${head.seq - 2}`);
    expect(await verified(NORTH)).toEqual({
      isWhole: false,
      seq: head.seq - 1,
      what: "last-missing",
    });
  });
}
