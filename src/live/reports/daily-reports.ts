/**
 * The report of each day when it has ended, beside a stream: made by a process of its own, so that sockets are read meanwhile and its
 * memory is given back, then mailed, posted or published. What fails is told and tried again; the recording never waits for it, nor ends by it.
 */
import { readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { MANIFEST, MANIFEST_FOLDER } from "../../dataset/manifest.js";
import { listedFiles } from "../../dataset/manifest-file.js";
import { makeFolders } from "../../durable/make-folders.js";
import { systemCode } from "../../failure/failure.js";
import type { DayClock } from "../../report/day/clock.js";
import { withoutSecrets } from "../../text/secrets.js";
import { endedDays, type Times } from "./ended-days.js";
import { type MadeDay, type MadeDays, readMadeDays, writeMadeDays } from "./made-days.js";
import type { MailOptions } from "./mail.js";
import { streamsInDocument } from "./streams.js";
import type { ReportWay } from "./way.js";

/** What reports are laid out as, and how the names of their files end. */
export interface ReportLayout {
  readonly format: string;
  readonly ending: string;
}

export interface DailyReportsOptions {
  readonly dataset: string;
  /** Where reports go. */
  readonly folder: string;
  readonly layout: ReportLayout;
  readonly clock: DayClock;
  /** Writes reports of that day, or of all, each into `folder/DAY/`, a file a well, `WELL.pdf`. Throws what stood in the way. */
  readonly make: (day: string, folder: string, layout: ReportLayout, signal: AbortSignal) => Promise<void>;
  readonly mail?: MailOptions | undefined;
  readonly ways: readonly ReportWay[];
  /** What people should know, a sentence: what is made, and what stands in the way. */
  readonly onNote: (note: string) => void;
}

export interface ReportsStatus {
  /** Days whose report was made in this run. */
  readonly made: number;
  /** What stands in the way of making or sending; undefined when nothing does. */
  readonly trouble: string | undefined;
}

/** By which it is known of which streams a report tells. */
const DOCUMENT: ReportLayout = { format: "json", ending: ".json" };

/** Where it is kept which files a way has taken. */
const TAKEN = { post: "posted", nats: "published" } as const;

/** Milliseconds between two looks at the dataset, and between two tries, which doubles up to the longest. */
const LOOK = 1000;
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 600_000;
/** Milliseconds that what is at work may take when the run ends. */
const ENDS_WITHIN = 3000;

export class DailyReports {
  readonly #options: DailyReportsOptions;
  readonly #stopping = new AbortController();
  readonly #seen: { key: string; parts: Times[]; grown: number } = { key: "", parts: [], grown: 0 };
  #state: MadeDays | undefined;
  #trouble: string | undefined;
  #made = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(options: DailyReportsOptions) {
    this.#options = options;
  }

  get status(): ReportsStatus {
    return { made: this.#made, trouble: this.#trouble };
  }

  /** Begins to look; `end` waits for what is at work. Throws a `Failure` where nobody knows which days are made. */
  async start(): Promise<void> {
    const { dataset } = this.#options;
    this.#state = await readMadeDays(dataset);
    if (this.#state === undefined) {
      // Of a dataset that is there already, its past is not mailed.
      const { latest } = await this.#ended();
      this.#state = { since: latest ?? null, days: {} };
      await writeMadeDays(dataset, this.#state);
    }
    this.#work = this.#watch(this.#stopping.signal);
  }

  /** Makes and sends what has ended, once; what fails the next run does. Until the signal aborts. */
  async end(signal: AbortSignal): Promise<void> {
    this.#stopping.abort();
    const waited = new AbortController();
    await Promise.race([
      this.#work,
      delay(ENDS_WITHIN, undefined, { signal: waited.signal }).catch(() => undefined),
    ]);
    waited.abort();
    await this.#pass(signal);
  }

  async #watch(signal: AbortSignal): Promise<void> {
    let pause = FIRST_PAUSE;
    while (!signal.aborted) {
      const done = await this.#pass(signal);
      await delay(done ? LOOK : pause, undefined, { signal }).catch(() => undefined);
      pause = done ? FIRST_PAUSE : Math.min(2 * pause, LONGEST_PAUSE);
    }
  }

  /** False where something stood in the way. */
  async #pass(signal: AbortSignal): Promise<boolean> {
    const reasons: string[] = [];
    const tried = async (what: string, work: () => Promise<void>): Promise<void> => {
      if (signal.aborted) return;
      await work().catch((error: unknown) => {
        if (!signal.aborted) reasons.push(`${what}: ${reasonOf(error)}`);
      });
    };
    await tried("reports of days cannot be made", () => this.#makeEnded(signal));
    for (const [day, { files }] of Object.entries(this.#state!.days)) {
      if (files.length === 0) continue;
      await tried(`the report of ${day} cannot be mailed`, () => this.#mail(day));
      for (const way of this.#options.ways)
        await tried(`the report of ${day} is not ${way.done}`, () => this.#send(way, day, signal));
    }
    if (signal.aborted) return true;
    this.#tell(reasons.length === 0 ? undefined : reasons.join("; "));
    return reasons.length === 0;
  }

  async #makeEnded(signal: AbortSignal): Promise<void> {
    const { folder, layout, make, mail, ways, onNote } = this.#options;
    const { ended } = await this.#ended();
    const { since, days } = this.#state!;
    const isDue = (day: string): boolean => !Object.hasOwn(days, day) && day >= (since ?? "");
    const due = ended.filter(isDue);
    if (due.length === 0) return;
    await makeFolders(folder);
    const making = join(folder, ".making");
    await rm(making, { recursive: true, force: true });
    const [laidOut, documents] = [join(making, "laid-out"), join(making, "documents")];
    try {
      const which = due.length === 1 ? due[0]! : "all";
      await make(which, laidOut, layout, signal);
      const byStream = ways.some((way) => way.byStream);
      if (byStream) await make(which, documents, DOCUMENT, signal);
      // Between two days that have ended there may be one of which the parts did not tell.
      const found = (await namesIn(laidOut)).filter((day) => isDue(day) && day <= due.at(-1)!);
      for (const day of [...new Set([...due, ...found])].sort()) {
        const moved = await movedFiles(join(laidOut, day), join(folder, day), layout);
        const files = moved.map(({ path }) => path);
        const streams: Record<string, readonly string[]> = {};
        for (const { path, well } of byStream ? moved : [])
          streams[path] = await streamsInDocument(join(documents, day, `${well}${DOCUMENT.ending}`));
        await this.#keep(day, {
          files,
          ...(mail !== undefined && { mail: "due" }),
          ...Object.fromEntries(ways.map(({ kept }) => [kept, "due"])),
          ...(byStream && { streams }),
        });
        if (files.length === 0) continue;
        this.#made++;
        onNote(`the report of ${day} is made: ${files.join(", ")}`);
      }
    } finally {
      await rm(making, { recursive: true, force: true });
    }
  }

  async #mail(day: string): Promise<void> {
    const { mail, dataset, onNote } = this.#options;
    const made = this.#state!.days[day]!;
    if (mail === undefined || made.mail !== "due") return;
    const { mailReport } = await import("./mail.js");
    await mailReport(mail, { day, files: made.files, dataset });
    await this.#keep(day, { ...made, mail: "sent" });
    onNote(`the report of ${day} is mailed to ${mail.to.join(", ")}`);
  }

  async #send(way: ReportWay, day: string, signal: AbortSignal): Promise<void> {
    const taken = TAKEN[way.kept];
    const { files, streams, ...made } = this.#state!.days[day]!;
    if (made[way.kept] !== "due") return;
    for (const path of files.filter((one) => !made[taken]?.includes(one))) {
      await way.send({ day, path, streams: streams?.[path] ?? [] }, signal);
      const before = this.#state!.days[day]!;
      await this.#keep(day, { ...before, [taken]: [...(before[taken] ?? []), path] });
    }
    await this.#keep(day, { ...this.#state!.days[day]!, [way.kept]: "sent" });
    this.#options.onNote(`the report of ${day} is ${way.done}`);
  }

  async #keep(day: string, made: MadeDay): Promise<void> {
    const { since, days } = this.#state!;
    const state = { since, days: { ...days, [day]: made } };
    await writeMadeDays(this.#options.dataset, state);
    this.#state = state;
  }

  async #ended(): Promise<ReturnType<typeof endedDays>> {
    const { dataset, clock } = this.#options;
    const seen = this.#seen;
    const { size, mtimeMs, ino } = await stat(join(dataset, MANIFEST_FOLDER, MANIFEST));
    const key = [size, mtimeMs, ino].join();
    if (key !== seen.key) {
      const parts: Times[] = [];
      for await (const { times } of listedFiles(dataset)) if (times !== undefined) parts.push(times);
      Object.assign(seen, { key, parts, grown: mtimeMs });
    }
    return endedDays({ clock, parts: seen.parts, now: Date.now(), grown: seen.grown });
  }

  #tell(trouble: string | undefined): void {
    if (trouble !== undefined && trouble !== this.#trouble)
      this.#options.onNote(`${trouble}. The recording goes on, and it is tried again`);
    this.#trouble = trouble;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (systemCode(error) === "ENOENT") return [];
    throw error;
  }
}

/** The files of a day where they are to be, each with its well: by its date, and where there are several, by their wells too. */
async function movedFiles(
  from: string,
  to: string,
  { ending }: ReportLayout,
): Promise<{ readonly path: string; readonly well: string }[]> {
  const names = await namesIn(from);
  const files: { path: string; well: string }[] = [];
  for (const name of names) {
    const path = names.length === 1 ? `${to}${ending}` : `${to}-${name}`;
    await rename(join(from, name), path);
    files.push({ path, well: name.slice(0, -ending.length) });
  }
  return files;
}

/** `fetch` says why in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
  return withoutSecrets(cause instanceof Error ? cause.message : String(cause));
}
