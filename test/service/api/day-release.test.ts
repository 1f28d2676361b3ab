/** Two managers who approve the two shifts of a day at the same moment: the day goes to its client all the same, on both engines. */
import { expect, it } from "vitest";
import { alertLimitsFrom } from "../../../src/service/api/alert-limits.js";
import { decideOn } from "../../../src/service/api/deciding.js";
import type { TenantSettings } from "../../../src/service/api/tenant-settings.js";
import type { Principal } from "../../../src/service/identity/principal.js";
import { newId } from "../../../src/service/store/identifier.js";
import { getShift } from "../../../src/service/store/repositories/shift-read.js";
import { walk } from "../store/deciding.js";
import { engines, TENANTS } from "../store/engines.js";
import { by, furnish, put } from "../store/house.js";

const [NORTH] = TENANTS;
const settings = { toleranceMinutes: 0, onePerson: false, alerts: alertLimitsFrom() } as TenantSettings;
const manager = (account: string) =>
  ({ account, tenant: NORTH, role: "manager", client: null, rigs: null }) as unknown as Principal;

for (const { name, start } of engines)
  it.skipIf(start === undefined)(`on ${name}`, async () => {
    const place = await start!();
    const store = await place.open();
    try {
      await furnish(store, NORTH);
      for (const date of ["2026-01-05", "2026-01-06", "2026-01-07"]) {
        const pair = [`${date}-day`, `${date}-night`] as const;
        for (const [i, slot] of (["day", "night"] as const).entries()) {
          await store.transaction(NORTH, (t) => put(t, pair[i]!, { date, slot }));
          await walk(store, NORTH, pair[i]!, ["submit"]);
        }
        await Promise.all(
          pair.map((shift, i) =>
            store.transaction(NORTH, (t) =>
              decideOn(
                t,
                manager(`boss-${i}`),
                {
                  ...{ event: "approve", shift, id: newId(), ifVersion: 2, comment: "", rows: [] },
                  ...{ by: by(`boss-${i}`), onBehalf: null },
                },
                settings,
              ),
            ),
          ),
        );
        const states = await store.read(NORTH, async (t) => [
          (await getShift(t, pair[0])).document.state,
          (await getShift(t, pair[1])).document.state,
        ]);
        expect([date, ...states]).toEqual([date, "with_client", "with_client"]);
      }
    } finally {
      await store.close();
      await place.end();
    }
  });
