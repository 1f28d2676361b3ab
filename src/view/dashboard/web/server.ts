/** Serves a dashboard to browsers: one page, and the events that it follows. It answers to nothing else. */
import { EventStream } from "../../../http/event-stream.js";
import { type Listening, listen } from "../../../http/listen.js";
import {
  answerRoutes,
  answerText,
  type Exchange,
  type Route,
  refuse,
  safeHeaders,
} from "../../../http/routes.js";
import { pageScript } from "../../page-script.js";
import type { Board } from "../board.js";
import type { Dashboard } from "../dashboard.js";
import { snapshotOf, type Viewing } from "../snapshot.js";
import { type AskedTracks, BoardStrip, ROWS, WINDOW } from "./board-strip.js";
import { pageHtml, pageStyle } from "./page.js";

export interface WebOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Whether another port will do where this one is taken. */
  readonly anyPort: boolean;
  readonly viewing: Omit<Viewing, "trend">;
  /** Undefined: a driller's. */
  readonly tracks: AskedTracks | undefined;
  /** Timestamps are UTC. */
  readonly utc: boolean;
}

/** Milliseconds between two sendings of rows, and of all that stands beside the chart. */
const ROWS_EVERY = 250;
const NOW_EVERY = 1000;
const MOST_LISTENERS = 32;
/** The first boards have a day's rows; a crowd of senders has fewer each. */
const LARGE_BOARDS = 8;
const FEW_ROWS = 4096;

const SAFE = safeHeaders("script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; ");

/** Throws Failure("network") when it cannot listen there. */
export async function serveDashboard(dashboard: Dashboard, options: WebOptions): Promise<Listening> {
  const serving = new Serving(dashboard, options);
  const script = await pageScript("dashboard");
  const text =
    (type: string, content: string): Route =>
    ({ response }) =>
      answerText(response, 200, type, content);
  const { host, port, anyPort } = options;
  const answer = answerRoutes({
    host,
    headers: SAFE,
    routes: {
      "/": text("text/html", pageHtml({ rows: ROWS, back: WINDOW, utc: options.utc })),
      "/style.css": text("text/css", pageStyle),
      "/live.js": text("text/javascript", script),
      "/events": (exchange) => serving.listen(exchange),
    },
  });
  const server = await listen(answer, { what: "the dashboard", host, port, anyPort });
  serving.start();
  return {
    url: `${server.url}/`,
    async close() {
      serving.stop();
      await server.close();
    },
  };
}

/** One page that is open somewhere. */
interface Listener {
  readonly events: EventStream;
  /** The board that it asked for; undefined for the first. */
  readonly board: string | undefined;
  /** The chart that it was told last: when it is another, all is told anew. */
  told: unknown;
}

/** The rows of all boards, and those who listen. */
class Serving {
  readonly #dashboard: Dashboard;
  readonly #options: WebOptions;
  readonly #strips = new Map<Board, BoardStrip>();
  readonly #listeners = new Set<Listener>();
  #timers: readonly NodeJS.Timeout[] = [];

  constructor(dashboard: Dashboard, options: WebOptions) {
    this.#dashboard = dashboard;
    this.#options = options;
    dashboard.onFrame = (board, frame) => this.#stripOf(board).take(frame, board.arrival ?? Date.now());
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
    for (const { events } of this.#listeners) events.close();
    this.#dashboard.onFrame = undefined;
  }

  listen({ request, response, target }: Exchange): void {
    if (this.#listeners.size >= MOST_LISTENERS) {
      refuse(response, 503, `${MOST_LISTENERS} pages are open already`);
      return;
    }
    const events = new EventStream(request, response);
    const listener: Listener = { events, board: target.query.get("board") ?? undefined, told: undefined };
    this.#listeners.add(listener);
    events.onClose(() => this.#listeners.delete(listener));
    this.#sendNow(listener);
    this.#sendAll(listener, this.#shownTo(listener));
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
    return snapshotOf(this.#dashboard, listener.board, viewing, Date.now());
  }

  #shownTo(listener: Listener): BoardStrip | undefined {
    const name = listener.board ?? this.#viewOf(listener).board?.name;
    for (const [board, strip] of this.#strips) if (board.name === name) return strip;
    return undefined;
  }

  #sendNow(listener: Listener): void {
    listener.events.send("now", this.#viewOf(listener));
    listener.events.flush();
  }

  /** The chart and its history, unless that is what it has been told. */
  #sendAll(listener: Listener, strip: BoardStrip | undefined): boolean {
    if (strip?.chart === undefined || listener.told === strip.chart) return false;
    listener.told = strip.chart;
    listener.events.send("chart", strip.chart);
    for (const piece of strip.history()) listener.events.send("history", piece);
    listener.events.flush();
    return true;
  }

  #sendRows(): void {
    const shown = [...this.#listeners].map((listener) => [listener, this.#shownTo(listener)] as const);
    for (const strip of this.#strips.values()) {
      const rows = strip.flush();
      for (const [listener, own] of shown) {
        // Whoever is told all is told these too.
        if (own !== strip || this.#sendAll(listener, strip) || rows === undefined) continue;
        listener.events.send("rows", rows);
        listener.events.flush();
      }
    }
  }

  /** Boards that the dashboard has let go. */
  #forget(): void {
    const kept = new Set(this.#dashboard.boards);
    for (const board of this.#strips.keys()) if (!kept.has(board)) this.#strips.delete(board);
  }
}
