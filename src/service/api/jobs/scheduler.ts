/**
 * Keeps time for the jobs: each of its times is done by one of the servers that stand over a database, once, also where that one was down when
 * it came. Who does a job holds it for a while and says so again and again; who dies over it is followed by another.
 */
import { randomUUID } from "node:crypto";
import { MINUTE } from "../../shift/clock.js";
import { addJob, endJob, jobRows, keepJob, type Lease, takeJob } from "../../store/repositories/jobs.js";
import type { Service } from "../service.js";
import type { Job, JobRun } from "./job.js";

const LEASE = 2 * MINUTE;
/** What failed is tried again before its next time comes. */
const AGAIN_AFTER = 10 * MINUTE;
/** Seconds between two looks at the clock. */
const LOOK = "*/5 * * * * *";

export interface Scheduler {
  /** Does what is due now; done when all of it is. */
  look(): Promise<void>;
  /** Ends when the job under way is done, or has heard that it is to end. */
  stop(): Promise<void>;
}

export async function startScheduler(service: Service, jobs: readonly Job[]): Promise<Scheduler> {
  const { Cron } = await import("croner");
  const clocks = jobs.flatMap((job) =>
    job.due === "always" ? [] : [{ job, cron: new Cron(job.due, { paused: true }), done: 0 }],
  );
  const stopping = new AbortController();
  const began = service.now();
  await service.store.control(async ({ sql }) => {
    for (const { job } of clocks) await addJob(sql, job.name, began);
    const rows = new Map((await jobRows(sql)).map((row) => [row.name, row]));
    for (const clock of clocks) clock.done = rows.get(clock.job.name)?.due_at ?? began;
  });
  async function look(): Promise<void> {
    for (const clock of clocks) {
      if (stopping.signal.aborted) return;
      const now = service.now();
      const due = clock.cron.previousRuns(1, new Date(now + 1))[0]?.getTime();
      // The database is asked where something is due alone.
      if (due === undefined || due <= clock.done) continue;
      const outcome = await runJob(service, clock.job, { dueAt: due, signal: stopping.signal }).catch(
        (error: unknown) => {
          service.log.error("a job could not be begun", { job: clock.job.name, error });
          return "elsewhere" as const;
        },
      );
      if (outcome !== "elsewhere" && outcome.error === null) clock.done = due;
      else if (outcome === "elsewhere") clock.done = await doneBefore(service, clock.job.name, clock.done);
    }
  }
  let working: Promise<void> = Promise.resolve();
  const ticking = new Cron(LOOK, { protect: true, catch: true }, () => {
    working = look();
    return working;
  });
  return {
    look,
    async stop() {
      ticking.stop();
      stopping.abort();
      await working.catch(() => {});
    },
  };
}

/** By others too. */
async function doneBefore(service: Service, name: string, known: number): Promise<number> {
  try {
    const rows = await service.store.control(({ sql }) => jobRows(sql));
    return rows.find((row) => row.name === name)?.due_at ?? known;
  } catch {
    // A database that does not answer is asked again at the next look.
    return known;
  }
}

export interface JobEnded {
  readonly result: string;
  readonly error: string | null;
}

type Asked = Pick<JobRun, "signal" | "date" | "byHand"> & {
  /** The time that is done by it; undefined where somebody asks for it between its times. */
  readonly dueAt?: number;
};

/** Does a job for the time that it was due, or because somebody asks. `elsewhere` where another one does it, or has done it. */
export async function runJob(service: Service, job: Job, asked: Asked): Promise<JobEnded | "elsewhere"> {
  const begun = await beginJob(service, job, asked);
  return begun === "elsewhere" ? begun : begun.ended;
}

/** The same, for whoever does not wait until it ends: when this is done, the job is held. */
export async function beginJob(
  service: Service,
  job: Job,
  asked: Asked,
): Promise<{ readonly ended: Promise<JobEnded> } | "elsewhere"> {
  const { store } = service;
  const holder = randomUUID();
  const lease = (): Lease => {
    const now = service.now();
    return { name: job.name, holder, now, until: now + LEASE };
  };
  const taken = await store.control(async ({ sql }) => {
    await addJob(sql, job.name, service.now());
    return takeJob(sql, lease(), asked.dueAt);
  });
  return taken ? { ended: doJob(service, job, { ...asked, holder, lease }) } : "elsewhere";
}

/** What is held is done, and let go. */
async function doJob(
  service: Service,
  job: Job,
  { dueAt, date, byHand, signal, holder, lease }: Asked & { readonly holder: string; lease(): Lease },
): Promise<JobEnded> {
  const { store, log } = service;
  const lost = new AbortController();
  const holding = setInterval(() => {
    void store
      .control(({ sql }) => keepJob(sql, lease()))
      .then((isOurs) => isOurs || lost.abort())
      .catch((error: unknown) => log.warn("a job could not be held", { job: job.name, error }));
  }, LEASE / 4);
  holding.unref();
  const ended: JobEnded = await job
    .run({ service, now: service.now(), date, byHand, signal: AbortSignal.any([signal, lost.signal]) })
    .then(
      (result) => ({ result, error: null }),
      (error: unknown) => {
        // It has heard that the service ends, and is done by the next one that looks.
        if (signal.aborted) return { result: "", error: null };
        log.error("a job failed", { job: job.name, error });
        return { result: "", error: error instanceof Error ? error.message : String(error) };
      },
    )
    .finally(() => clearInterval(holding));
  // Half of it may be left where the service ends: that time is not done.
  const isDone = ended.error === null && !signal.aborted;
  const now = service.now();
  await store.control(({ sql }) =>
    endJob(sql, {
      name: job.name,
      holder,
      now,
      ...ended,
      dueAt: isDone ? dueAt : undefined,
      notBefore: dueAt !== undefined && ended.error !== null ? now + AGAIN_AFTER : 0,
    }),
  );
  if (ended.error === null) log.debug("a job is done", { job: job.name, result: ended.result });
  return ended;
}
