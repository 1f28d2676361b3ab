/** What a rig does now, as the server tells it live: the strip chart that grows, the state, the newest values. */
import { useEffect, useRef, useState } from "preact/hooks";
import { LiveChart } from "../../../view/dashboard/page/live-chart.js";
import type { ChartMessage, HistoryMessage, RowsMessage } from "../../../view/dashboard/page/messages.js";
import type { Snapshot } from "../../../view/dashboard/shown.js";
import { zoneNamed } from "../../shift/clock.js";
import type { Shown } from "../../shift/proposed.js";
import type { RigTold } from "../../shift/rig-told.js";

export interface RigNow {
  /** Undefined before the first. */
  readonly snapshot: Snapshot | undefined;
  /** The same one as long as its curves are; `version` tells that rows have come. */
  readonly chart: LiveChart | undefined;
  readonly version: number;
  /** Why nothing comes; undefined where something does. */
  readonly nothing: Shown | undefined;
  /** Undefined until the server has been reached, or not. */
  readonly isConnected: boolean | undefined;
}

/** Rows that are kept, and how far back: a day. */
const ROWS = 86_400;
const BACK = 86_400_000;
/** Milliseconds after which another connection is tried, where the browser does not try by itself. */
const AGAIN = 5000;

const NOTHING: RigNow = {
  snapshot: undefined,
  chart: undefined,
  version: 0,
  nothing: undefined,
  isConnected: undefined,
};

/** Times of the chart are shown on the rig's clock, as it stands now. */
export function useRigNow({ id: rig, timeZone }: { readonly id: string; readonly timeZone: string }): RigNow {
  const [now, show] = useState<RigNow>(NOTHING);
  const chart = useRef<LiveChart | undefined>(undefined);
  useEffect(() => {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asked = 0;
    /** Milliseconds that the clock is ahead of the times that are told; the same for all, so that they go on rising. */
    let ahead = 0;
    chart.current = undefined;
    show(NOTHING);
    /** Once a frame, however many messages come between. */
    const grown = (): void => {
      asked ||= requestAnimationFrame(() => {
        asked = 0;
        const own = chart.current;
        if (own === undefined || own.strip.length === 0) return;
        own.refresh(performance.now());
        show((before) => ({ ...before, chart: own, version: before.version + 1 }));
      });
    };
    const connect = (): void => {
      const own = new EventSource(`/api/v1/rigs/${encodeURIComponent(rig)}/now`);
      source = own;
      const on = <Message>(name: string, take: (message: Message) => void): void =>
        own.addEventListener(name, (event) =>
          take(JSON.parse((event as MessageEvent<string>).data) as Message),
        );
      own.addEventListener("open", () => show((before) => ({ ...before, isConnected: true })));
      own.addEventListener("error", () => {
        show((before) => ({ ...before, isConnected: false }));
        // Of an answer that is no stream the browser does not ask again.
        if (own.readyState === EventSource.CLOSED) timer = setTimeout(connect, AGAIN);
      });
      on<{ readonly why: string; readonly told?: RigTold }>("nothing", ({ why, told = null }) =>
        show((before) => ({ ...before, nothing: { text: why, told } })),
      );
      on<Snapshot>("now", (snapshot) => show((before) => ({ ...before, snapshot, nothing: undefined })));
      on<ChartMessage>("chart", (message) => {
        const at = Date.now();
        ahead = message.utc ? zoneNamed(timeZone).toLocal(at) - at : 0;
        chart.current = new LiveChart({ ...message, utc: false }, ROWS, BACK);
      });
      on<HistoryMessage>("history", ({ index, least, greatest }) => {
        chart.current?.strip.append(
          new Float64Array(bytesIn(index)).map((time) => time + ahead),
          least.map((one) => new Float32Array(bytesIn(one))),
          greatest?.map((one) => new Float32Array(bytesIn(one))),
        );
        grown();
      });
      on<RowsMessage>("rows", ({ cut, rows }) => {
        chart.current?.take({
          cut: cut == null ? undefined : cut + ahead,
          rows: rows.map(([time, ...cells]) => [time! + ahead, ...cells]),
        });
        grown();
      });
    };
    connect();
    return () => {
      source?.close();
      clearTimeout(timer);
      cancelAnimationFrame(asked);
    };
  }, [rig, timeZone]);
  return now;
}

function bytesIn(text: string): ArrayBuffer {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes.buffer;
}
