/** What the service does by itself: how each went the last time, when it comes next, and one done now. */
import Type from "typebox";
import { type JobRow, jobRows } from "../../store/repositories/jobs.js";
import { said } from "../../words/refusal.js";
import { actorOf, audited } from "../acting.js";
import type { Job } from "../jobs/job.js";
import { beginJob } from "../jobs/scheduler.js";
import { jobs } from "../jobs/table.js";
import { forbidden, notFound, Problem } from "../problem.js";
import { type AnyRoute, json, route } from "../route.js";
import { runsService } from "../running.js";
import { instant, orNull, told, word } from "../schema/values.js";
import type { Service } from "../service.js";

const tagged = { tag: "admin", permission: "service:manage" } as const;

const job = told({
  name: Type.String(),
  does: Type.String(),
  due: Type.String(),
  /** `waiting`: it was not done yet. */
  state: word("waiting", "running", "done", "failed"),
  began_at: orNull(instant),
  ended_at: orNull(instant),
  /** Null where it is done all the time. */
  next_at: orNull(instant),
  failed: Type.Boolean(),
  /** What came of it, for whoever runs the service: both may name other tenants. */
  result: orNull(Type.String()),
  error: orNull(Type.String()),
});

async function shown(service: Service, all: readonly Job[], isTold: boolean) {
  const { Cron } = await import("croner");
  const now = service.now();
  const rows = new Map(
    (await service.store.control(({ sql }) => jobRows(sql))).map((row) => [row.name, row]),
  );
  return all.map(({ name, does, due }) => {
    const row = rows.get(name);
    const next = due === "always" ? null : new Cron(due, { paused: true }).nextRun(new Date(now));
    const { result = "", error = null } = row ?? {};
    return {
      ...{ name, does, due },
      state: stateOf(row, now),
      began_at: textOf(row?.began_at),
      ended_at: textOf(row?.ended_at),
      next_at: textOf(next?.getTime()),
      failed: error !== null,
      result: isTold && result !== "" ? result : null,
      error: isTold ? error : null,
    };
  });
}

const textOf = (at: number | null | undefined): string | null =>
  at == null ? null : new Date(at).toISOString();

/** Who dies over a job is running until its lease is over. */
function stateOf(row: JobRow | undefined, now: number): "waiting" | "running" | "done" | "failed" {
  if (row !== undefined && row.holder !== null && row.leased_until > now) return "running";
  if (row === undefined || row.ended_at === null) return "waiting";
  return row.error === null ? "done" : "failed";
}

export const jobRoutes: readonly AnyRoute[] = [
  route({
    ...tagged,
    method: "GET",
    path: "/jobs",
    summary: "What the service does by itself, for all tenants, and how that went the last time.",
    answer: json(told({ items: Type.Array(job) })),
    handle: async ({ reach, service }) => ({
      body: { items: await shown(service, jobs, await runsService(service, reach)) },
    }),
  }),
  route({
    ...tagged,
    method: "POST",
    path: "/jobs/{name}/runs",
    summary:
      "Do one now, beside its times. It is begun when this is answered, and `GET /jobs` says how it ends.",
    params: Type.Object({ name: Type.String({ pattern: "^[a-z][a-z-]{0,39}$" }) }),
    answer: json(job, 202),
    async handle({ who, params: { name }, reach, asked, service }) {
      if (!(await runsService(service, reach))) throw forbidden("shared-service");
      const wanted = jobs.find((one) => one.name === name);
      if (wanted === undefined) throw notFound("job");
      await audited(service, who.tenant, actorOf(who, asked), {
        action: "job.run",
        entity: "job",
        entityId: name,
      });
      const begun = await beginJob(service, wanted, { byHand: true, signal: service.ending });
      if (begun === "elsewhere") throw new Problem("conflict", said("job-running"));
      service.later(begun.ended);
      const [now] = await shown(service, [wanted], true);
      return { body: now!, status: 202 };
    },
  }),
];
