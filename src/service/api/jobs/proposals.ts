/** What the rigs' own data say of shifts that have ended: proposed and kept, before the last hours are rotated away and whether or not somebody asks. */

import { witsOf } from "../../recorded/wits.js";
import { dateAfter, HOUR, localDate } from "../../shift/clock.js";
import { expectedShifts } from "../../shift/slots.js";
import { listMaster } from "../../store/repositories/master.js";
import { proposeShift } from "../proposing.js";
import { counted, inEachTenant, type Job } from "./job.js";

/** Shifts that have ended within this time; a service that was down for longer proposes them when they are asked for. */
const SINCE = 24 * HOUR;
/** The last rows come some time after the end. */
const SETTLED = 10 * 60_000;

export const proposalsJob: Job = {
  name: "proposals",
  does: "proposes shifts that have ended from what their rigs recorded, and keeps it",
  due: "*/10 * * * *",
  async run(run) {
    const { service, now, signal } = run;
    const count = await inEachTenant(run, async ({ id: tenant }) => {
      let made = 0;
      for (const { rig, shift, startsAt, endsAt } of await ended(tenant)) {
        if (signal.aborted) break;
        const proposed = await proposeShift(service, { tenant, rig, shift, startsAt, endsAt }, signal);
        if ("kept" in proposed && proposed.kept.at >= now) made++;
      }
      return made;
    });
    return `${counted(count, "proposal")} made`;

    /** Of rigs with data: reports as they are written, and slots that nobody has begun. */
    async function ended(tenant: string) {
      return service.store.read(tenant, async (transaction) => {
        const rigs = (await listMaster(transaction, "rig")).filter(
          ({ wits }) => witsOf(wits)?.dataset !== undefined,
        );
        const [from, to] = [now - SINCE, now - SETTLED];
        const found: { rig: string; shift: string | null; startsAt: number; endsAt: number }[] = [];
        for (const { id, zone, slots } of rigs) {
          const rows = await transaction.sql
            .selectFrom("shift")
            .select(["id", "starts_at", "ends_at"])
            .where("rig_id", "=", id)
            .where("state", "<>", "void")
            .where("ends_at", ">", from)
            .where("ends_at", "<=", to)
            .execute();
          const written = rows.map((row) => ({
            rig: id,
            shift: row.id,
            startsAt: row.starts_at,
            endsAt: row.ends_at,
          }));
          const pattern = JSON.parse(slots) as readonly { name: string; starts: string; ends: string }[];
          const today = localDate(now, zone);
          const expected = expectedShifts(
            {
              id,
              timeZone: zone,
              slots: pattern.map(({ name, starts, ends }) => ({ name, from: starts, until: ends })),
            },
            dateAfter(today, -2),
            today,
          ).filter(
            ({ startsAt, endsAt }) =>
              endsAt > from &&
              endsAt <= to &&
              !written.some((one) => one.startsAt < endsAt && startsAt < one.endsAt),
          );
          found.push(
            ...written,
            ...expected.map(({ startsAt, endsAt }) => ({ rig: id, shift: null, startsAt, endsAt })),
          );
        }
        return found;
      });
    }
  },
};
