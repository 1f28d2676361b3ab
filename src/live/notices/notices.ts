/**
 * The notices of a run: rules over what passes and over how the run is, each with its watch, and the ways by which people are told. The
 * recording neither waits for it nor ends by it.
 */
import { Failure } from "../../failure/failure.js";
import { matcherOf } from "../../input/feed/source-pattern.js";
import type { Notice } from "../../notice.js";
import type { Catalog } from "../../wits/catalog/overlay.js";
import type { UnitSet } from "../../wits/catalog/units.js";
import { reasonIn } from "../lookers-on.js";
import type { Outlet } from "../subscribers/feed.js";
import type { Passing } from "../subscribers/passing.js";
import { noticeLine } from "./notice.js";
import { OpenNotices } from "./open-notices.js";
import { Outbox, type Way, type WayStatus } from "./outbox.js";
import { type KeptNotices, readKept, StateWriter } from "./state-file.js";
import type { NoticeTold } from "./told.js";
import { diskWatch } from "./watch/disk.js";
import { eventWatch } from "./watch/event.js";
import { linkWatch } from "./watch/link.js";
import { rejectsWatch } from "./watch/rejects.js";
import { troubleWatch } from "./watch/trouble.js";
import { ValueJudge, valueWatch } from "./watch/value.js";
import type { RunSeen, Watch, Watched } from "./watch/watch.js";

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

export interface NoticesStatus {
  /** By the name of the rule, how many are open; 0 for those of which none is. */
  readonly open: ReadonlyMap<string, number>;
  readonly ways: readonly WayStatus[];
}

/** Milliseconds between two looks at the run. */
const LOOK = 1000;

export class Notices implements Outlet {
  readonly #onNote: (note: string) => void;
  readonly #outboxes: ReadonlyMap<string, Outbox>;
  readonly #open: OpenNotices;
  readonly #watches: readonly Watch[];
  readonly #state: StateWriter;
  #seen: (() => RunSeen) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ending = false;
  #looking: Promise<void> = Promise.resolve();
  #said: string | undefined;

  /** Throws a Failure for a rule that can never be judged in this run. */
  static async open(options: NoticesOptions): Promise<Notices> {
    refuse(options);
    const { dataset, onNote } = options;
    const kept = dataset === undefined ? undefined : await readKept(dataset, onNote);
    return new Notices(options, kept ?? { open: [], waiting: {} });
  }

  private constructor(options: NoticesOptions, { open, waiting }: KeptNotices) {
    const { notices, ways, dataset, onNote } = options;
    this.#onNote = onNote;
    this.#state = new StateWriter(
      dataset,
      () => ({
        open: this.#open.entries,
        waiting: Object.fromEntries([...this.#outboxes].map(([name, outbox]) => [name, outbox.waiting])),
      }),
      (trouble) => {
        if (trouble === undefined) this.#said = undefined;
        else this.#trouble(trouble);
      },
    );
    this.#outboxes = new Map(
      [...ways].map(([name, way]) => [
        name,
        new Outbox({
          ...{ name, way, waiting: waiting[name] ?? [] },
          onChange: () => this.#state.changed(),
          onTrouble: (trouble) =>
            onNote(
              trouble === undefined
                ? `notices are told by ${name} again`
                : `notices cannot be told by ${name}: ${trouble}. They wait, and are tried again`,
            ),
        }),
      ]),
    );
    this.#open = new OpenNotices({
      notices,
      open,
      tell: (told, notice) => this.#tell(told, notice),
      onChange: () => this.#state.changed(),
    });
    this.#watches = notices.map((told) =>
      watchOf(
        { told, matches: told.source === undefined ? () => true : matcherOf(told.source), open: this.#open },
        options,
      ),
    );
  }

  get status(): NoticesStatus {
    return {
      open: this.#open.counts,
      ways: [...this.#outboxes.values()].map(({ status }) => status),
    };
  }

  /** Nothing has to be decoded for rules about links and disks alone. */
  get idle(): boolean {
    return this.#watches.every(({ frames, event }) => frames === undefined && event === undefined);
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
    for (const watch of this.#watches) watch.frames?.(stream, frames, arrival);
    for (const event of await passing.found()) for (const watch of this.#watches) watch.event?.(event);
  }

  /** The links have ended, which is no news; what waits is told where that takes no time. */
  async end(): Promise<void> {
    if (this.#ending) return;
    this.#ending = true;
    clearInterval(this.#timer);
    await this.#looking;
    await Promise.all([...this.#outboxes.values()].map((outbox) => outbox.end()));
    this.#state.changed();
    await this.#state.settled();
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
    for (const watch of this.#watches) await watch.look?.(seen, now);
    this.#open.tellDue(now);
  }

  #tell(told: NoticeTold, notice: Notice): void {
    this.#onNote(`notice ${noticeLine(notice)}`);
    for (const name of told.to) this.#outboxes.get(name)?.put(notice);
  }

  #trouble(error: unknown): void {
    const why = `notices: ${reasonIn(error)}`;
    if (why !== this.#said) this.#onNote(why);
    this.#said = why;
  }
}

/** Throws a Failure for a rule that no run can judge that reads such items. */
export function checkNotices(
  notices: readonly NoticeTold[],
  { catalog, units }: Pick<NoticesOptions, "catalog" | "units">,
): void {
  for (const told of notices) if (told.rule.kind === "value") new ValueJudge(told, told.rule, catalog, units);
}

function watchOf(watched: Watched, options: NoticesOptions): Watch {
  const { rule } = watched.told;
  switch (rule.kind) {
    case "value":
      return valueWatch(watched, rule, options);
    case "event":
      return eventWatch(watched, rule);
    case "rejects":
      return rejectsWatch(watched, rule);
    case "link":
      return linkWatch(watched, rule);
    case "disk":
      return diskWatch(watched, rule, options.dataset!);
    case "trouble":
      return troubleWatch(watched);
  }
}

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
