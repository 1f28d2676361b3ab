/** The boards of a dashboard for those who look at them live: rows as they come, and once a second all that stands beside the chart. */
import type { Board } from "../board.js";
import type { Dashboard } from "../dashboard.js";
import type { Snapshot } from "../shown.js";
import { snapshotOf, type Viewing } from "../snapshot.js";
import { type AskedTracks, BoardStrip, ROWS } from "./board-strip.js";

export interface BoardsOptions {
  readonly viewing: Omit<Viewing, "trend">;
  /** Undefined: a driller's. */
  readonly tracks: AskedTracks | undefined;
  /** Timestamps are UTC. */
  readonly utc: boolean;
}

/** Milliseconds between two sendings of rows, and of all that stands beside the chart. */
const ROWS_EVERY = 250;
const NOW_EVERY = 1000;
/** The first boards have a day's rows; a crowd of senders has fewer each. */
const LARGE_BOARDS = 8;
const FEW_ROWS = 4096;

/** Who looks: `now` with a snapshot, `chart` with the curves, `history` and `rows` with their values. */
export interface Hearer {
  /** The name of the board that is looked at; undefined for the first. */
  board(): string | undefined;
  /** What of a snapshot is told; all unless said. */
  shown?(snapshot: Snapshot): Snapshot;
  send(event: string, message: unknown): void;
  flush(): void;
  close(): void;
}

interface Listener {
  readonly hearer: Hearer;
  /** The chart that it was told last: when it is another, all is told anew. */
  told: unknown;
}

/** The rows of all boards, and those who look. */
export class LiveBoards {
  readonly #dashboard: Dashboard;
  readonly #options: BoardsOptions;
  readonly #strips = new Map<Board, BoardStrip>();
  readonly #listeners = new Set<Listener>();
  #timers: readonly NodeJS.Timeout[] = [];

  constructor(dashboard: Dashboard, options: BoardsOptions) {
    this.#dashboard = dashboard;
    this.#options = options;
    dashboard.onFrame = (board, frame) => this.#stripOf(board).take(frame, board.arrival ?? Date.now());
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  start(): void {
    this.#timers = [
      setInterval(() => this.#sendRows(), ROWS_EVERY),
      setInterval(() => {
        for (const listener of this.#listeners) this.#sendNow(listener);
        this.#forget();
      }, NOW_EVERY),
    ];
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const { hearer } of this.#listeners) hearer.close();
    this.#dashboard.onFrame = undefined;
  }

  /** Tells from now on, until what is given back is called. */
  add(hearer: Hearer): () => void {
    const listener: Listener = { hearer, told: undefined };
    this.#listeners.add(listener);
    this.#sendNow(listener);
    this.#sendAll(listener, this.#shownTo(listener));
    return () => this.#listeners.delete(listener);
  }

  #stripOf(board: Board): BoardStrip {
    const known = this.#strips.get(board);
    if (known !== undefined) return known;
    const rows = this.#strips.size < LARGE_BOARDS ? ROWS : FEW_ROWS;
    const strip = new BoardStrip(board, { asked: this.#options.tracks, utc: this.#options.utc, rows });
    this.#strips.set(board, strip);
    return strip;
  }

  #viewOf(listener: Listener) {
    const viewing = { ...this.#options.viewing, trend: 0 };
    return snapshotOf(this.#dashboard, listener.hearer.board(), viewing, Date.now());
  }

  #shownTo(listener: Listener): BoardStrip | undefined {
    const name = listener.hearer.board() ?? this.#viewOf(listener).board?.name;
    for (const [board, strip] of this.#strips) if (board.name === name) return strip;
    return undefined;
  }

  #sendNow(listener: Listener): void {
    const { hearer } = listener;
    const snapshot = this.#viewOf(listener);
    hearer.send("now", hearer.shown?.(snapshot) ?? snapshot);
    hearer.flush();
  }

  /** The chart and its history, unless that is what it has been told. */
  #sendAll(listener: Listener, strip: BoardStrip | undefined): boolean {
    if (strip?.chart === undefined || listener.told === strip.chart) return false;
    listener.told = strip.chart;
    listener.hearer.send("chart", strip.chart);
    for (const piece of strip.history()) listener.hearer.send("history", piece);
    listener.hearer.flush();
    return true;
  }

  #sendRows(): void {
    const shown = [...this.#listeners].map((listener) => [listener, this.#shownTo(listener)] as const);
    for (const strip of this.#strips.values()) {
      const rows = strip.flush();
      for (const [listener, own] of shown) {
        // Whoever is told all is told these too.
        if (own !== strip || this.#sendAll(listener, strip) || rows === undefined) continue;
        listener.hearer.send("rows", rows);
        listener.hearer.flush();
      }
    }
  }

  /** Boards that the dashboard has let go. */
  #forget(): void {
    const kept = new Set(this.#dashboard.boards);
    for (const board of this.#strips.keys()) if (!kept.has(board)) this.#strips.delete(board);
  }
}
