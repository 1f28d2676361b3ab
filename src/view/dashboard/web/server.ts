/** Serves a dashboard to browsers: one page, and the events that it follows. It answers to nothing else. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Failure, systemCode } from "../../../failure.js";
import { addressText } from "../../../input/link/transport/socket.js";
import { pageScript } from "../../page-script.js";
import type { Board } from "../board.js";
import type { Dashboard } from "../dashboard.js";
import { snapshotOf, type Viewing } from "../snapshot.js";
import { type AskedTracks, BoardStrip, ROWS, WINDOW } from "./board-strip.js";
import { isOwnHost } from "./host.js";
import { Listener } from "./listener.js";
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

export interface WebDashboard {
  readonly url: string;
  close(): Promise<void>;
}

/** Milliseconds between two sendings of rows, and of all that stands beside the chart. */
const ROWS_EVERY = 250;
const NOW_EVERY = 1000;
const MOST_LISTENERS = 32;
/** The first boards have a day's rows; a crowd of senders has fewer each. */
const LARGE_BOARDS = 8;
const FEW_ROWS = 4096;

const SAFE: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "cross-origin-resource-policy": "same-origin",
};

/** Throws Failure("network") when it cannot listen there. */
export async function serveDashboard(dashboard: Dashboard, options: WebOptions): Promise<WebDashboard> {
  const serving = new Serving(dashboard, options);
  const script = await pageScript("dashboard");
  const pages: Readonly<Record<string, readonly [type: string, text: string]>> = {
    "/": ["text/html", pageHtml({ rows: ROWS, back: WINDOW, utc: options.utc })],
    "/style.css": ["text/css", pageStyle],
    "/live.js": ["text/javascript", script],
  };
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(SAFE)) response.setHeader(name, value);
    if (!isOwnHost(request.headers.host, options.host)) return refuse(response, 403, "another host is meant");
    if (request.method !== "GET") return refuse(response, 405, "there is nothing but to read");
    const url = new URL(request.url ?? "/", "http://localhost");
    const page = pages[url.pathname];
    if (url.pathname === "/events")
      serving.listen(request, response, url.searchParams.get("board") ?? undefined);
    else if (page === undefined) refuse(response, 404, "there is no such page");
    else response.writeHead(200, { "content-type": `${page[0]}; charset=utf-8` }).end(page[1]);
  });
  await listening(server, options);
  serving.start();
  const { port } = server.address() as AddressInfo;
  return {
    url: urlOf(options.host, port),
    async close() {
      serving.stop();
      server.closeAllConnections();
      server.close();
      if (server.listening) await once(server, "close");
    },
  };
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${why}\n`);
}

async function listening(server: Server, { host, port, anyPort }: WebOptions): Promise<void> {
  try {
    await once(server.listen({ host, port }), "listening");
  } catch (error) {
    const code = systemCode(error);
    if (code === "EADDRINUSE" && anyPort) {
      await once(server.listen({ host, port: 0 }), "listening");
      return;
    }
    const reasons: Readonly<Record<string, string>> = {
      EADDRINUSE: "another program listens there; name another port, or 0 for any that is free",
      EACCES: "this user may not listen there; ports below 1024 are kept for the system",
      EADDRNOTAVAIL: "this machine does not have that address",
    };
    const why = reasons[code ?? ""] ?? (error instanceof Error ? error.message : String(error));
    throw new Failure("network", `cannot serve the dashboard on ${addressText(host, port)}: ${why}`, {
      cause: error,
    });
  }
}

function urlOf(host: string, port: number): string {
  // Of an address that stands for all of them, the one that this machine can be asked by.
  const shown = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${addressText(shown, port)}/`;
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
    for (const listener of this.#listeners) listener.close();
    this.#dashboard.onFrame = undefined;
  }

  listen(request: IncomingMessage, response: ServerResponse, board: string | undefined): void {
    if (this.#listeners.size >= MOST_LISTENERS) {
      refuse(response, 503, `${MOST_LISTENERS} pages are open already`);
      return;
    }
    const listener = new Listener(request, response, board);
    this.#listeners.add(listener);
    listener.onClose(() => this.#listeners.delete(listener));
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
    listener.send("now", this.#viewOf(listener));
    listener.flush();
  }

  /** The chart and its history, unless that is what it has been told. */
  #sendAll(listener: Listener, strip: BoardStrip | undefined): boolean {
    if (strip?.chart === undefined || listener.told === strip.chart) return false;
    listener.told = strip.chart;
    listener.send("chart", strip.chart);
    for (const piece of strip.history()) listener.send("history", piece);
    listener.flush();
    return true;
  }

  #sendRows(): void {
    const shown = [...this.#listeners].map((listener) => [listener, this.#shownTo(listener)] as const);
    for (const strip of this.#strips.values()) {
      const rows = strip.flush();
      for (const [listener, own] of shown) {
        // Whoever is told all is told these too.
        if (own !== strip || this.#sendAll(listener, strip) || rows === undefined) continue;
        listener.send("rows", rows);
        listener.flush();
      }
    }
  }

  /** Boards that the dashboard has let go. */
  #forget(): void {
    const kept = new Set(this.#dashboard.boards);
    for (const board of this.#strips.keys()) if (!kept.has(board)) this.#strips.delete(board);
  }
}
