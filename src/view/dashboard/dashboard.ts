/** What a dashboard knows: the links with their states and rates, and a board for each sender and well. */

import type { LiveAnalysis } from "../../bulk/analysis/live-analysis.js";
import type { WitsFrame } from "../../frame/frame.js";
import type { LinkStatus } from "../../input/link/link-status.js";
import { Board } from "./board.js";
import { Rate } from "./rate.js";

/** Where a frame came from. */
export interface Origin {
  readonly link: string;
  /** Within the link; empty when it has but one. */
  readonly sender: string;
}

export interface LinkState {
  readonly status: LinkStatus;
  readonly bytes: Rate;
  readonly frames: Rate;
}

/** Senders that come and go, each under a name of its own, must not fill the memory. */
const MOST_BOARDS = 500;

export class Dashboard {
  readonly #links = new Map<string, LinkState>();
  readonly #boards = new Map<string, Board>();
  /** The first well of each stream, whose board has no other name, and the last, which frames without a name are of. */
  readonly #wells = new Map<string, { first: string | undefined; last: string | undefined }>();
  /** Of what the rigs do; undefined where nobody asked. */
  readonly #analysis: LiveAnalysis | undefined;
  #frames = 0;
  /** Called with each frame that a board has taken. */
  onFrame: ((board: Board, frame: WitsFrame) => void) | undefined;

  constructor(analysis?: LiveAnalysis) {
    this.#analysis = analysis;
  }

  get isAnalysed(): boolean {
    return this.#analysis !== undefined;
  }

  get links(): readonly LinkState[] {
    return [...this.#links.values()];
  }

  get boards(): readonly Board[] {
    return [...this.#boards.values()];
  }

  /** Takes what a link says of itself; rates are told by the bytes that came since it spoke last. */
  tell(status: LinkStatus, now: number): void {
    const known = this.#links.get(status.name);
    const { bytes, frames } = known ?? { bytes: new Rate(), frames: new Rate() };
    bytes.add(Math.max(0, status.bytes - (known?.status.bytes ?? status.bytes)), now);
    this.#links.set(status.name, { status: { ...status }, bytes, frames });
  }

  /** A link is none any more. */
  forget(name: string): void {
    this.#links.delete(name);
  }

  take(origin: Origin, frame: WitsFrame, arrival: number, now: number): void {
    // What stands outside all frames has no item, and would pass for a frame.
    if (frame.number === undefined) return;
    this.#links.get(origin.link)?.frames.add(1, now);
    const stream = origin.sender === "" ? origin.link : `${origin.link}/${origin.sender}`;
    const board = this.#boardOf(stream, origin.link, frame);
    board.take(frame, arrival);
    this.#analyse(stream, board, frame);
    this.onFrame?.(board, frame);
  }

  #analyse(stream: string, board: Board, { timestamp, items }: WitsFrame): void {
    if (this.#analysis === undefined) return;
    // Offsets begin anew with each connection, and an analysis orders rows by them.
    const offset = this.#frames++;
    this.#analysis.take(stream, [{ source: stream, offset, timestamp, items }]);
    const well = board.well?.trim() || null;
    board.rig = this.#analysis.now(stream).find((rig) => rig.well === well);
  }

  #boardOf(stream: string, link: string, frame: WitsFrame): Board {
    const wells = this.#wells.get(stream) ?? { first: undefined, last: undefined };
    this.#wells.set(stream, wells);
    const well = wellOf(frame) ?? wells.last;
    wells.first ??= well;
    wells.last = well;
    const name = well === wells.first ? stream : `${stream} · ${well}`;
    const known = this.#boards.get(name);
    if (known !== undefined) return known;
    if (this.#boards.size >= MOST_BOARDS) this.#forgetOldest();
    const board = new Board(name, link);
    this.#boards.set(name, board);
    return board;
  }

  #forgetOldest(): void {
    const [oldest] = this.boards.toSorted((a, b) => (a.arrival ?? 0) - (b.arrival ?? 0));
    if (oldest !== undefined) this.#boards.delete(oldest.name);
  }
}

/** Item 01 of whichever record the frame is of. */
function wellOf(frame: WitsFrame): string | undefined {
  const item = frame.items.find(({ code, value }) => code.endsWith("01") && typeof value === "string");
  return item === undefined || item.value === "" ? undefined : String(item.value);
}
