/** What watches for a rule: it takes of a run what concerns it, and opens and clears the notices of the rule. */
import type { LiveEvent } from "../../../bulk/analysis/live-analysis.js";
import type { Frame } from "../../../frame/frame-reader.js";
import type { LinkStatus } from "../../../input/link/link-status.js";
import type { JournalStatus } from "../../recording.js";
import type { OpenNotices } from "../open-notices.js";
import type { NoticeTold } from "../told.js";

export interface Watch {
  /** Frames of a stream, as they pass: milliseconds since 1970 when they arrived. */
  frames?(stream: string, frames: readonly Frame[], arrival: number): void;
  /** What the analysis found of them. */
  event?(event: LiveEvent): void;
  /** The run, as it is now. */
  look?(seen: RunSeen, now: number): void | Promise<void>;
}

/** The run as rules see it that are not about what passes. */
export interface RunSeen {
  readonly links: readonly LinkStatus[];
  readonly journal: JournalStatus | undefined;
}

/** What a watch is given: its notice, and which streams and links that is about. */
export interface Watched {
  readonly told: NoticeTold;
  readonly matches: (source: string) => boolean;
  readonly open: OpenNotices;
}
