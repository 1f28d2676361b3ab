/** What a stream says of itself while it runs, on standard error. */
import type { LinkStatus } from "../../../input/link/link-status.js";
import type { EndedCommand } from "../../../live/beside-command.js";
import type { LiveRun } from "../../../live/run.js";

export type Seen = Pick<LiveRun, "links" | "journal">;

export interface StreamLog {
  /** A link has changed its state, or its senders. */
  link(status: LinkStatus): void;
  /** What stands in the way of recording; undefined when nothing does any more. It is said to those who want quiet too. */
  trouble(trouble: string | undefined): void;
  /** The same of one stream on its way into the dataset. */
  held(stream: string, why: string | undefined): void;
  /** What stands in the way of a target, while all is recorded; undefined when it is given all again. */
  delivery(target: string, trouble: string | undefined): void;
  /** What people should know of a link that goes on. */
  remark(status: LinkStatus, remark: string): void;
  /** What people should know of what an earlier run has left. */
  note(text: string): void;
  /** A compaction beside the stream has ended. */
  compacted(ended: EndedCommand): void;
  /** Where the monitor answers. */
  monitor(url: string): void;
  /** Clients may connect there for frames. */
  clients(address: string, format: string): void;
  /** Where receivers of WITS get it. */
  receivers(url: string): void;
  /** What did not get through to subscribers. */
  dropped(text: string): void;
  /** How it goes, now and then. */
  progress(run: Seen): void;
  end(run: Seen): void;
}

export interface LogOptions {
  readonly quiet: boolean;
}

/** Bytes a second of each link since it was last asked. */
export class Rates {
  readonly #before = new Map<string, { readonly bytes: number; readonly at: number }>();
  readonly #start = performance.now();

  of({ name, bytes }: LinkStatus): number {
    const at = performance.now();
    const before = this.#before.get(name) ?? { bytes: 0, at: this.#start };
    this.#before.set(name, { bytes, at });
    return ((bytes - before.bytes) / Math.max(at - before.at, 1)) * 1000;
  }
}

/** The last line of what a command said, without the name of the program: its sum, or why it failed. */
export const lastLine = ({ said }: EndedCommand): string =>
  (said.split("\n").at(-1) ?? "").replace(/^witskit: /, "");
