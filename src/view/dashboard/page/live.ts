/** The page of a dashboard: a chart that follows what comes, until its user looks back. */

import { shownText } from "../../../text/shown-text.js";
import type { Range } from "../../plot/page/view.js";
import { openViewer, type Viewer } from "../../plot/page/viewer.js";
import type { Snapshot } from "../shown.js";
import { makeAside } from "./aside.js";
import { LiveChart } from "./live-chart.js";
import type { ChartMessage, HistoryMessage, RowsMessage, Settings } from "./messages.js";

/** Milliseconds of the chart that are in view at first. */
const SPAN = 1_800_000;
/** Milliseconds after which another connection is tried, where the browser does not try by itself. */
const AGAIN = 2000;

openLive();

function openLive(): void {
  const part = (id: string): HTMLElement => document.getElementById(id)!;
  const { rows, back, utc } = JSON.parse(part("settings").textContent ?? "") as Settings;
  let board: string | undefined;
  let source: EventSource | undefined;
  let chart: LiveChart | undefined;
  let viewer: Viewer | undefined;
  let following = true;
  /** Milliseconds in view; undefined for all that there is. */
  let span: number | undefined = SPAN;
  let lanes = 0;
  let asked = false;

  const aside = makeAside(utc ? "UTC" : "rig", (name) => {
    board = name;
    connect();
  });

  /** How far one may look: further than there are rows, where these do not fill the view. */
  function whole(): Range {
    const { first = 0, last = 1 } = chart?.index ?? {};
    return { from: first, until: Math.max(last, first + (span ?? 60_000)) };
  }

  function follow(): void {
    if (chart === undefined || viewer === undefined) return;
    const { last } = chart.index;
    viewer.look(span === undefined ? whole() : { from: last - span, until: last });
  }

  function looked(): void {
    const { from, until } = viewer!.view;
    const { first, last } = chart!.index;
    const all = from <= first && until >= last;
    span = all ? undefined : until - from;
    following = until >= last;
    showFollowing();
  }

  function showFollowing(): void {
    part("live").setAttribute("aria-pressed", String(following));
    document.documentElement.dataset["following"] = following ? "yes" : "no";
  }

  /** Once a frame, however many messages come between. */
  function refresh(): void {
    asked = false;
    if (chart === undefined || chart.strip.length === 0) return;
    chart.refresh(performance.now());
    if (viewer === undefined) {
      part("heads").replaceChildren();
      viewer = openViewer(chart, whole, looked);
    } else if (lanes !== chart.lanes.length) {
      viewer.rebuild();
    } else viewer.grown();
    lanes = chart.lanes.length;
    part("waiting").hidden = true;
    document.documentElement.dataset["rows"] = String(chart.strip.length);
    if (following) follow();
  }

  function grown(): void {
    if (!asked) requestAnimationFrame(refresh);
    asked = true;
  }

  function connect(): void {
    source?.close();
    const url = board === undefined ? "events" : `events?board=${encodeURIComponent(board)}`;
    const own = new EventSource(url);
    source = own;
    const on = <Message>(name: string, take: (message: Message) => void): void => {
      own.addEventListener(name, (event) =>
        take(JSON.parse((event as MessageEvent<string>).data) as Message),
      );
    };
    own.addEventListener("open", () => {
      document.documentElement.dataset["connected"] = "yes";
      part("lost").hidden = true;
    });
    own.addEventListener("error", () => {
      document.documentElement.dataset["connected"] = "no";
      part("lost").hidden = false;
      // Of an answer that is no stream the browser does not ask again.
      if (own.readyState === EventSource.CLOSED) {
        setTimeout(() => {
          if (source === own) connect();
        }, AGAIN);
      }
    });
    on<Snapshot>("now", (snapshot) => {
      aside.show(snapshot);
      const { board: shown, links } = snapshot;
      const name = shownText(shown?.well ?? shown?.name ?? links[0]?.name ?? "witskit");
      part("name").textContent = name;
      document.title = `${name} · witskit`;
    });
    on<ChartMessage>("chart", (message) => {
      chart = new LiveChart(message, rows, back);
      // Its lanes come with its rows.
      lanes = chart.lanes.length;
      viewer?.replace(chart);
      grown();
    });
    on<HistoryMessage>("history", (message) => {
      const { index, least, greatest } = message;
      chart?.strip.append(
        new Float64Array(bytesIn(index)),
        least.map((one) => new Float32Array(bytesIn(one))),
        greatest?.map((one) => new Float32Array(bytesIn(one))),
      );
      grown();
    });
    on<RowsMessage>("rows", (message) => {
      chart?.take(message);
      grown();
    });
  }

  part("live").addEventListener("click", () => {
    following = !following;
    if (span === undefined && !following) span = SPAN;
    showFollowing();
    if (following) follow();
  });
  showFollowing();
  connect();
}

function bytesIn(text: string): ArrayBuffer {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes.buffer;
}
