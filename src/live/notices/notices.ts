/**
 * The notices of a run: rules over what passes and over how the run is, one open notice a rule and source, told when it opens and when it is
 * over, and not told in quiet times. The recording neither waits for it nor ends by it.
 */
import { statfs } from "node:fs/promises";
import type { LiveEvent } from "../../bulk/analysis/live-analysis.js";
import { durationText } from "../../duration.js";
import { Failure } from "../../failure.js";
import type { Frame } from "../../frame/frame-reader.js";
import { matcherOf } from "../../input/feed/source-pattern.js";
import type { LinkStatus } from "../../input/link/link-status.js";
import type { Notice } from "../../notice.js";
import { counted, integer } from "../../quantity.js";
import type { Catalog } from "../../wits/catalog/overlay.js";
import { inWords } from "../../wits/catalog/state.js";
import type { UnitSet } from "../../wits/catalog/units.js";
import { reasonIn } from "../lookers-on.js";
import type { JournalStatus } from "../recorder.js";
import type { Outlet } from "../subscribers/feed.js";
import type { Passing } from "../subscribers/passing.js";
import { Hold } from "./hold.js";
import { noticeId, noticeLine } from "./notice.js";
import { Outbox, type Way, type WayStatus } from "./outbox.js";
import { isQuiet } from "./quiet.js";
import { type DiskRule, holds, type LinkRule, type RejectsRule, type Severity, severities } from "./rule.js";
import { type OpenNotice, readKept, writeKept } from "./state-file.js";
import type { NoticeTold } from "./told.js";
import { ValueWatch } from "./value-watch.js";

export interface NoticesOptions {
  readonly notices: readonly NoticeTold[];
  /** By name, opened. */
  readonly ways: ReadonlyMap<string, Way>;
  /** Where what is open is kept over restarts; undefined where nothing is. */
  readonly dataset: string | undefined;
  readonly catalog: Catalog;
  readonly units: UnitSet | undefined;
  /** Events are found. */
  readonly analyzed: boolean;
  /** What people should know, a sentence. */
  readonly onNote: (note: string) => void;
}

/** The run as rules see it that are not about what passes. */
export interface RunSeen {
  readonly links: readonly LinkStatus[];
  readonly journal: JournalStatus | undefined;
}

export interface NoticesStatus {
  /** By the name of the rule, how many are open; 0 for those of which none is. */
  readonly open: ReadonlyMap<string, number>;
  readonly ways: readonly WayStatus[];
}

/** Milliseconds between two looks at the run. */
const LOOK = 1000;

type Entry = { -readonly [Key in keyof OpenNotice]: OpenNotice[Key] };

/** What a notice says besides. */
type Told = Pick<Notice, "text"> &
  Partial<Pick<Notice, "value" | "unit" | "severity" | "evidence" | "advice">>;

export class Notices implements Outlet {
  readonly #options: NoticesOptions;
  readonly #outboxes: ReadonlyMap<string, Outbox>;
  readonly #open = new Map<string, Entry>();
  readonly #values: readonly (readonly [NoticeTold, ValueWatch])[];
  readonly #matches: ReadonlyMap<NoticeTold, (source: string) => boolean>;
  readonly #linkHolds = new Map<string, Hold>();
  readonly #rejects = new Map<
    NoticeTold,
    { readonly time: number; readonly stream: string; readonly count: number }[]
  >();
  /** Events that are not over, by rule and source. */
  readonly #events = new Map<string, Set<string>>();
  #seen: (() => RunSeen) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ending = false;
  #looking: Promise<void> = Promise.resolve();
  #saving: Promise<void> | undefined;
  #unsaved = false;
  #said: string | undefined;

  /** Throws a Failure for a rule that can never be judged in this run. */
  static async open(options: NoticesOptions): Promise<Notices> {
    refuse(options);
    const { dataset, onNote } = options;
    const kept = dataset === undefined ? undefined : await readKept(dataset, onNote);
    return new Notices(options, kept?.open ?? [], kept?.waiting ?? {});
  }

  private constructor(
    options: NoticesOptions,
    open: readonly OpenNotice[],
    waiting: Readonly<Record<string, readonly Notice[]>>,
  ) {
    this.#options = options;
    const { notices, ways, catalog, units } = options;
    this.#values = notices.flatMap((told) =>
      told.rule.kind === "value" ? [[told, new ValueWatch(told, told.rule, catalog, units)] as const] : [],
    );
    this.#matches = new Map(
      notices.map((told) => [told, told.source === undefined ? () => true : matcherOf(told.source)]),
    );
    for (const entry of open) {
      // A rule that is another one by now says nothing of what was open.
      if (notices.some(({ name, when }) => name === entry.rule && when === entry.when))
        this.#open.set(keyOf(entry.rule, entry.source), { ...entry });
    }
    this.#outboxes = new Map(
      [...ways].map(([name, way]) => [
        name,
        new Outbox({
          ...{ name, way, waiting: waiting[name] ?? [] },
          onChange: () => this.#save(),
          onTrouble: (trouble) =>
            options.onNote(
              trouble === undefined
                ? `notices are told by ${name} again`
                : `notices cannot be told by ${name}: ${trouble}. They wait, and are tried again`,
            ),
        }),
      ]),
    );
    // Who looked at the events of the run before is gone, and so is what would tell that they are over.
    for (const told of notices)
      if (told.rule.kind === "event")
        for (const entry of this.#open.values())
          if (entry.rule === told.name)
            this.#clears(told, entry.source, { text: "the run that saw it has ended" });
  }

  get status(): NoticesStatus {
    const open = new Map(this.#options.notices.map(({ name }) => [name, 0]));
    for (const { rule, cleared } of this.#open.values())
      if (cleared === undefined) open.set(rule, (open.get(rule) ?? 0) + 1);
    return { open, ways: [...this.#outboxes.values()].map(({ status }) => status) };
  }

  /** Nothing has to be decoded for rules about links and disks alone. */
  get idle(): boolean {
    return this.#options.notices.every(({ rule }) => !PASSING.has(rule.kind));
  }

  /** Begins to look at the run. */
  start(seen: () => RunSeen): void {
    this.#seen = seen;
    this.#timer = setInterval(() => void this.look(), LOOK).unref();
    void this.look();
  }

  async take(passing: Passing): Promise<void> {
    const { stream, arrival } = passing.whole;
    const frames = await passing.frames();
    for (const frame of frames) {
      for (const [told, watch] of this.#values) {
        if (!this.#matches.get(told)!(stream)) continue;
        const reading = watch.reading(frame, arrival);
        if (reading === undefined) continue;
        const { opens, clears } = watch.verdict(stream, reading);
        const more = { value: reading.value, unit: reading.unit };
        if (opens) this.#opens(told, stream, { text: watch.text(reading, true), ...more });
        else if (clears) this.#clears(told, stream, { text: watch.text(reading, false), ...more });
      }
    }
    this.#countRejects(stream, frames);
    for (const event of await passing.found()) this.#event(event);
  }

  /** The links have ended, which is no news; what waits is told where that takes no time. */
  async end(): Promise<void> {
    if (this.#ending) return;
    this.#ending = true;
    clearInterval(this.#timer);
    await this.#looking;
    await Promise.all([...this.#outboxes.values()].map((outbox) => outbox.end()));
    this.#save();
    await this.#saving;
  }

  /** Looks at the links, the disk and the clock. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look()).catch((error: unknown) => this.#trouble(error));
    return this.#looking;
  }

  async #look(): Promise<void> {
    const seen = this.#seen?.();
    if (this.#ending || seen === undefined) return;
    const now = Date.now();
    for (const told of this.#options.notices) {
      const { rule } = told;
      if (rule.kind === "link") for (const link of seen.links) this.#link(told, rule, link, now);
      if (rule.kind === "disk") await this.#disk(told, rule);
      if (rule.kind === "rejects") this.#rejected(told, rule, now);
      if (rule.kind === "trouble") {
        const trouble = seen.journal?.trouble;
        if (trouble !== undefined) this.#opens(told, "", { text: trouble });
        else this.#clears(told, "", { text: "what arrives is written and converted again" });
      }
    }
    this.#tellDue(now);
  }

  #link(told: NoticeTold, { state, lasts }: LinkRule, link: LinkStatus, now: number): void {
    // One that has ended, as all do when the run is stopped, is neither down nor back.
    if (!this.#matches.get(told)!(link.name) || link.state === "closed") return;
    const key = keyOf(told.name, link.name);
    const hold = this.#linkHolds.get(key) ?? new Hold();
    this.#linkHolds.set(key, hold);
    const is = state === "stale" ? link.state === "stale" : isDown(link);
    const for_ = lasts === 0 ? "" : `, and has been ${state} for ${durationText(lasts)}`;
    const why = link.trouble === undefined || link.state === "open" ? "" : `: ${link.trouble}`;
    const silent =
      link.state === "stale" && link.lastArrival !== undefined
        ? `, the last bytes came at ${new Date(link.lastArrival).toISOString()}`
        : "";
    if (hold.see(is, now, lasts))
      this.#opens(told, link.name, { text: `it is ${link.state}${for_}${silent}${why}` });
    else if (state === "stale" ? this.#cameSince(key, link) : !is && link.state !== "connecting")
      this.#clears(told, link.name, { text: `it is ${link.state}` });
  }

  /** A link that was silent is back when bytes have come: one that is opened again, by the next run too, has brought none yet. */
  #cameSince(key: string, { state, lastArrival = 0 }: LinkStatus): boolean {
    return state === "open" && lastArrival > (this.#open.get(key)?.since ?? Number.POSITIVE_INFINITY);
  }

  async #disk(told: NoticeTold, rule: DiskRule): Promise<void> {
    const { bsize, blocks, bfree, bavail } = await statfs(this.#options.dataset!);
    const used = (blocks - bfree) * bsize;
    const free = bavail * bsize;
    const bytes = rule.of === "free" ? free : used;
    const value = rule.share ? bytes / (used + free) : bytes;
    const text = `${rule.of} on the disk: ${rule.share ? `${(100 * value).toFixed(1)}%` : `${integer(bytes)} bytes`}`;
    if (holds(value, rule.operator, rule.bound)) this.#opens(told, "", { text, value });
    else if (told.clear === undefined || holds(value, told.clear.operator, told.clear.bound))
      this.#clears(told, "", { text, value });
  }

  #countRejects(stream: string, frames: readonly Frame[]): void {
    let count = 0;
    for (const { lines } of frames) for (const line of lines) if (line.kind === "reject") count++;
    if (count === 0) return;
    const time = Date.now();
    for (const told of this.#options.notices) {
      if (told.rule.kind !== "rejects" || !this.#matches.get(told)!(stream)) continue;
      const counts = this.#rejects.get(told) ?? [];
      const last = counts.at(-1);
      // By the second, so that a bad feed takes no memory.
      if (last?.stream === stream && Math.floor(last.time / 1000) === Math.floor(time / 1000))
        counts[counts.length - 1] = { ...last, count: last.count + count };
      else counts.push({ time, stream, count });
      this.#rejects.set(told, counts);
      this.#rejected(told, told.rule, time, stream);
    }
  }

  #rejected(told: NoticeTold, rule: RejectsRule, now: number, of?: string): void {
    const counts = (this.#rejects.get(told) ?? []).filter(({ time }) => now - time <= rule.within);
    const before = this.#rejects.get(told) ?? [];
    this.#rejects.set(told, counts);
    const streams = new Set([
      ...(of === undefined ? before.map(({ stream }) => stream) : [of]),
      ...[...this.#open.values()].filter((entry) => entry.rule === told.name).map(({ source }) => source),
    ]);
    for (const stream of streams) {
      const value = counts.reduce((sum, one) => (one.stream === stream ? sum + one.count : sum), 0);
      const text = `${counted(value, "reject")} in ${durationText(rule.within)}`;
      if (holds(value, rule.operator, rule.bound)) this.#opens(told, stream, { text, value });
      else this.#clears(told, stream, { text, value });
    }
  }

  #event(event: LiveEvent): void {
    for (const told of this.#options.notices) {
      const { rule } = told;
      if (rule.kind !== "event" || (rule.event !== "any" && rule.event !== event.event)) continue;
      if (!this.#matches.get(told)!(event.source)) continue;
      const key = keyOf(told.name, event.source);
      const open = this.#events.get(key) ?? new Set();
      this.#events.set(key, open);
      const one = `${event.event} ${event.start}`;
      const { severity, evidence, advice } = event;
      const text = `${inWords(event.event)}, ${severity}, at ${event.start}`;
      if (event.phase === "over") {
        open.delete(one);
        if (open.size === 0)
          this.#clears(told, event.source, { text: `${text}, is over`, severity, evidence });
      } else if (severities.indexOf(severity as Severity) >= severities.indexOf(rule.severity)) {
        open.add(one);
        this.#opens(told, event.source, { text, severity, evidence, advice });
      }
    }
  }

  /** Of what is open already nothing more is told. */
  #opens(told: NoticeTold, source: string, more: Told): void {
    const key = keyOf(told.name, source);
    const known = this.#open.get(key);
    if (known !== undefined) {
      // Back before it was told that it is over: it is the same one.
      if (known.cleared !== undefined) {
        known.cleared = undefined;
        this.#save();
      }
      return;
    }
    const since = Date.now();
    const opened = this.#notice(told, source, since, "opened", more);
    this.#open.set(key, { rule: told.name, when: told.when, source, since, told: false, opened });
    this.#tellDue(since);
    this.#save();
  }

  #clears(told: NoticeTold, source: string, more: Told): void {
    const entry = this.#open.get(keyOf(told.name, source));
    if (entry === undefined || entry.cleared !== undefined) return;
    entry.cleared = this.#notice(told, source, entry.since, "cleared", more);
    this.#tellDue(Date.now());
    this.#save();
  }

  #notice(told: NoticeTold, source: string, since: number, phase: Notice["phase"], more: Told): Notice {
    return {
      id: noticeId(told.name, source, since, phase),
      rule: told.name,
      when: told.when,
      phase,
      source,
      since: new Date(since).toISOString(),
      time: new Date().toISOString(),
      ...more,
    };
  }

  /** What is to be told and is not, where no quiet time keeps it back. What began and ended in one is never told. */
  #tellDue(now: number): void {
    let changed = false;
    for (const [key, entry] of this.#open) {
      const told = this.#options.notices.find(({ name }) => name === entry.rule)!;
      if (!entry.told && entry.cleared !== undefined) {
        this.#open.delete(key);
        changed = true;
        continue;
      }
      if ((entry.told && entry.cleared === undefined) || isQuiet(told.quiet, now)) continue;
      changed = true;
      if (!entry.told) {
        entry.told = true;
        this.#tell(told, entry.opened);
      }
      if (entry.cleared !== undefined) {
        this.#open.delete(key);
        this.#tell(told, entry.cleared);
      }
    }
    if (changed) this.#save();
  }

  #tell(told: NoticeTold, notice: Notice): void {
    this.#options.onNote(`notice ${noticeLine(notice)}`);
    for (const name of told.to) this.#outboxes.get(name)?.put(notice);
  }

  /** One at a time; what changes while it is written is written behind it. */
  #save(): void {
    const { dataset } = this.#options;
    if (dataset === undefined) return;
    this.#unsaved = true;
    this.#saving ??= this.#write(dataset).finally(() => {
      this.#saving = undefined;
    });
  }

  async #write(dataset: string): Promise<void> {
    while (this.#unsaved) {
      this.#unsaved = false;
      const waiting = [...this.#outboxes].map(([name, outbox]) => [name, outbox.waiting] as const);
      try {
        await writeKept(dataset, { open: [...this.#open.values()], waiting: Object.fromEntries(waiting) });
        this.#said = undefined;
      } catch (error) {
        this.#trouble(error);
      }
    }
  }

  #trouble(error: unknown): void {
    const why = `notices: ${reasonIn(error)}`;
    if (why !== this.#said) this.#options.onNote(why);
    this.#said = why;
  }
}

/** Throws a Failure for a rule that no run can judge that reads such items. */
export function checkNotices(
  notices: readonly NoticeTold[],
  { catalog, units }: Pick<NoticesOptions, "catalog" | "units">,
): void {
  for (const told of notices) if (told.rule.kind === "value") new ValueWatch(told, told.rule, catalog, units);
}

/** One that is being opened for the first time is on its way. */
const isDown = ({ state, connections, failures }: LinkStatus): boolean =>
  state === "waiting" || (state === "connecting" && connections + failures > 0);

const PASSING: ReadonlySet<string> = new Set(["value", "event", "rejects"]);

const keyOf = (rule: string, source: string): string => `${rule}\n${source}`;

function refuse({ notices, analyzed, dataset }: NoticesOptions): void {
  for (const { name, rule, when } of notices) {
    if (rule.kind === "event" && !analyzed)
      throw new Failure(
        "missing-option",
        `notice ${name}: "${when}" needs the events that --analyze finds; give --analyze`,
      );
    if (rule.kind === "disk" && dataset === undefined)
      throw new Failure(
        "missing-option",
        `notice ${name}: "${when}" is about the disk of the dataset, and there is none; give -o OUT/`,
      );
  }
}
