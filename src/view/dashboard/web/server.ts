/** Serves a dashboard to browsers: one page, and the events that it follows. It answers to nothing else. */
import { EventStream } from "../../../http/event-stream.js";
import { type Listening, listen } from "../../../http/listen.js";
import { answerRoutes, answerText, type Route, refuse, safeHeaders } from "../../../http/routes.js";
import { pageScript } from "../../page-script.js";
import type { Dashboard } from "../dashboard.js";
import { ROWS, WINDOW } from "./board-strip.js";
import { type BoardsOptions, LiveBoards } from "./live-boards.js";
import { pageHtml, pageStyle } from "./page.js";

export interface WebOptions extends BoardsOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Whether another port will do where this one is taken. */
  readonly anyPort: boolean;
}

const MOST_LISTENERS = 32;

const SAFE = safeHeaders("script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; ");

/** Throws Failure("network") when it cannot listen there. */
export async function serveDashboard(dashboard: Dashboard, options: WebOptions): Promise<Listening> {
  const boards = new LiveBoards(dashboard, options);
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
      "/events": listenTo(boards),
    },
  });
  const server = await listen(answer, { what: "the dashboard", host, port, anyPort });
  boards.start();
  return {
    url: `${server.url}/`,
    async close() {
      boards.stop();
      await server.close();
    },
  };
}

/** Those who look, each by a stream of events; not more of them than there may be. */
const listenTo =
  (boards: LiveBoards): Route =>
  ({ request, response, target }) => {
    if (boards.listeners >= MOST_LISTENERS) {
      refuse(response, 503, `${MOST_LISTENERS} pages are open already`);
      return;
    }
    const events = new EventStream(request, response);
    const asked = target.query.get("board") ?? undefined;
    const leave = boards.add({
      board: () => asked,
      send: (event, message) => events.send(event, message),
      flush: () => events.flush(),
      close: () => events.close(),
    });
    events.onClose(leave);
  };
