/** The notices that are open, one a rule and source: told when they open and when they are over, and not told in quiet times. */
import type { Notice } from "../../notice.js";
import { noticeId } from "./notice.js";
import { isQuiet } from "./quiet.js";
import type { OpenNotice } from "./state-file.js";
import type { NoticeTold } from "./told.js";

export interface OpenNoticesOptions {
  readonly notices: readonly NoticeTold[];
  /** Of the run before. */
  readonly open: readonly OpenNotice[];
  readonly tell: (told: NoticeTold, notice: Notice) => void;
  /** What a restart has to know has changed. */
  readonly onChange: () => void;
}

/** What a notice says besides. */
export type NoticeSaid = Pick<Notice, "text"> &
  Partial<Pick<Notice, "value" | "unit" | "severity" | "evidence" | "advice">>;

type Entry = { -readonly [Key in keyof OpenNotice]: OpenNotice[Key] };

export class OpenNotices {
  readonly #options: OpenNoticesOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: OpenNoticesOptions) {
    this.#options = options;
    for (const entry of options.open) {
      // A rule that is another one by now says nothing of what was open.
      if (options.notices.some(({ name, when }) => name === entry.rule && when === entry.when))
        this.#entries.set(keyOf(entry.rule, entry.source), { ...entry });
    }
  }

  get entries(): readonly OpenNotice[] {
    return [...this.#entries.values()];
  }

  /** By the name of the rule; 0 for those of which none is open. */
  get counts(): ReadonlyMap<string, number> {
    const counts = new Map(this.#options.notices.map(({ name }) => [name, 0]));
    for (const { rule, cleared } of this.#entries.values())
      if (cleared === undefined) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    return counts;
  }

  /** Sources of which that rule has one that is open or still to be told. */
  sourcesOf({ name }: NoticeTold): string[] {
    return this.entries.filter(({ rule }) => rule === name).map(({ source }) => source);
  }

  /** Milliseconds since 1970; undefined where none is. */
  since({ name }: NoticeTold, source: string): number | undefined {
    return this.#entries.get(keyOf(name, source))?.since;
  }

  /** Of what is open already nothing more is told. */
  opens(told: NoticeTold, source: string, said: NoticeSaid): void {
    const key = keyOf(told.name, source);
    const known = this.#entries.get(key);
    if (known !== undefined) {
      // Back before it was told that it is over: it is the same one.
      if (known.cleared !== undefined) {
        known.cleared = undefined;
        this.#options.onChange();
      }
      return;
    }
    const since = Date.now();
    const opened = noticeOf(told, source, since, "opened", said);
    this.#entries.set(key, { rule: told.name, when: told.when, source, since, told: false, opened });
    this.tellDue(since);
    this.#options.onChange();
  }

  clears(told: NoticeTold, source: string, said: NoticeSaid): void {
    const entry = this.#entries.get(keyOf(told.name, source));
    if (entry === undefined || entry.cleared !== undefined) return;
    entry.cleared = noticeOf(told, source, entry.since, "cleared", said);
    this.tellDue(Date.now());
    this.#options.onChange();
  }

  /** What is to be told and is not, where no quiet time keeps it back. What began and ended in one is never told. */
  tellDue(now: number): void {
    const { notices, tell, onChange } = this.#options;
    let changed = false;
    for (const [key, entry] of this.#entries) {
      const told = notices.find(({ name }) => name === entry.rule)!;
      if (!entry.told && entry.cleared !== undefined) {
        this.#entries.delete(key);
        changed = true;
        continue;
      }
      if ((entry.told && entry.cleared === undefined) || isQuiet(told.quiet, now)) continue;
      changed = true;
      if (!entry.told) {
        entry.told = true;
        tell(told, entry.opened);
      }
      if (entry.cleared !== undefined) {
        this.#entries.delete(key);
        tell(told, entry.cleared);
      }
    }
    if (changed) onChange();
  }
}

const keyOf = (rule: string, source: string): string => `${rule}\n${source}`;

const noticeOf = (
  { name, when }: NoticeTold,
  source: string,
  since: number,
  phase: Notice["phase"],
  said: NoticeSaid,
): Notice => ({
  id: noticeId(name, source, since, phase),
  rule: name,
  when,
  phase,
  source,
  since: new Date(since).toISOString(),
  time: new Date().toISOString(),
  ...said,
});
