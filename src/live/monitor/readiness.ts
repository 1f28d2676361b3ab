/** Whether a run does what it is there for: links bring bytes, and the disk takes them. */
import type { LinkStatus } from "../../input/link/link-status.js";
import type { CompactingStatus } from "../compacting.js";
import type { NoticesStatus } from "../notices/notices.js";
import type { JournalStatus } from "../recording.js";
import type { ReportsStatus } from "../reports/daily-reports.js";

/** A plugin as a monitor sees it. */
export interface PluginSeen {
  readonly name: string;
  /** Why it is disabled; undefined while it works. */
  readonly disabled: string | undefined;
}

/** What a monitor sees of a run. */
export interface Monitored {
  readonly links: readonly LinkStatus[];
  /** Undefined where nothing is kept. */
  readonly journal: JournalStatus | undefined;
  /** Undefined where nothing is compacted beside it. */
  readonly compacting?: CompactingStatus | undefined;
  /** Undefined where no reports of days are made. */
  readonly reports?: ReportsStatus | undefined;
  /** Undefined where no rules are told. */
  readonly notices?: NoticesStatus | undefined;
  /** Undefined where none is listed. */
  readonly plugins?: readonly PluginSeen[] | undefined;
}

/** What keeps the run from being ready, a sentence each; empty when nothing does. */
export function whyNotReady({ links, journal, notices, plugins = [] }: Monitored): string[] {
  if (links.length === 0) return ["it is starting"];
  const reasons = links
    .filter(({ state }) => state !== "open")
    .map(({ name, state, trouble }) => `${name} is ${state}${trouble === undefined ? "" : `: ${trouble}`}`);
  if (journal?.trouble !== undefined) reasons.push(journal.trouble);
  for (const { stream, why } of journal?.held ?? []) reasons.push(`${stream} is held up: ${why}`);
  for (const { name, trouble } of notices?.ways ?? [])
    if (trouble !== undefined) reasons.push(`notices cannot be told by ${name}: ${trouble}`);
  for (const { name, disabled } of plugins)
    if (disabled !== undefined) reasons.push(`the plugin ${name} is disabled: ${disabled}`);
  for (const { target, trouble } of journal?.deliveries ?? [])
    if (trouble !== undefined) reasons.push(`${target} is not delivered to: ${trouble}`);
  return reasons;
}
