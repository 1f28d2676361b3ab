/** What a running `witskit stream` receives, by the journal that it writes: looked at, and never touched. */
import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { lockOf } from "../../dataset/lock.js";
import type { DataOptions } from "../../input/feed/options.js";
import type { LinkStatus } from "../../input/link/link-status.js";
import { journalOf } from "../../live/journal/format.js";
import { JournalTail } from "../../live/journal/journal-tail.js";
import { streamOf } from "../../live/journal/stream-folder.js";
import type { Dashboard } from "./dashboard.js";
import { StreamDecoder } from "./stream-decoder.js";

/** Milliseconds between two looks. */
const INTERVAL = 250;
/** Milliseconds of silence after which a stream counts as stale, unless told. */
const STALE_AFTER = 30_000;

interface Followed {
  readonly name: string;
  readonly tail: JournalTail;
  readonly decoder: StreamDecoder;
  bytes: number;
  lastArrival: number | undefined;
  connections: number;
}

/** Runs until the signal aborts. */
export async function followJournal(
  output: string,
  dashboard: Dashboard,
  {
    data,
    staleAfter = STALE_AFTER,
  }: { readonly data: DataOptions; readonly staleAfter?: number | undefined },
  signal: AbortSignal,
): Promise<void> {
  const streams = new Map<string, Followed>();
  try {
    await followStreams();
  } finally {
    for (const { tail } of streams.values()) await tail.close();
  }

  async function followStreams(): Promise<void> {
    while (!signal.aborted) {
      const running = await access(lockOf(output)).then(
        () => true,
        () => false,
      );
      for (const folder of await foldersIn(journalOf(output))) {
        if (streams.has(folder)) continue;
        const name = await streamOf(journalOf(output), folder);
        if (name === undefined) continue;
        streams.set(folder, {
          name,
          tail: new JournalTail(join(journalOf(output), folder)),
          decoder: new StreamDecoder(name, data, (frame, arrival) =>
            dashboard.take({ link: name, sender: "" }, frame, arrival, Date.now()),
          ),
          ...{ bytes: 0, lastArrival: undefined, connections: 0 },
        });
      }
      for (const stream of streams.values()) {
        dashboard.tell(statusOf(stream, output, running, staleAfter), Date.now());
        await readOn(stream, signal);
        dashboard.tell(statusOf(stream, output, running, staleAfter), Date.now());
      }
      if (streams.size === 0) dashboard.tell(emptyStatus(output, running), Date.now());
      else dashboard.forget(output);
      await delay(INTERVAL, undefined, { signal }).catch(() => {});
    }
  }
}

async function readOn(stream: Followed, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const piece = await stream.tail.next();
    if (piece === undefined) return;
    stream.bytes += piece.bytes.length;
    stream.lastArrival = piece.arrival;
    stream.connections = piece.connection;
    await stream.decoder.push(piece.bytes, piece.arrival, piece.connection);
  }
}

async function foldersIn(journal: string): Promise<string[]> {
  const entries = await readdir(journal, { withFileTypes: true }).catch(() => []);
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

const NOT_RUNNING = "no `witskit stream` is writing here";

function statusOf(stream: Followed, url: string, running: boolean, staleAfter: number): LinkStatus {
  const { name, bytes, lastArrival, connections } = stream;
  const silent = lastArrival === undefined || (staleAfter > 0 && Date.now() - lastArrival > staleAfter);
  return {
    ...emptyStatus(url, running),
    ...{ name, bytes, lastArrival, connections },
    state: running ? (silent ? "stale" : "open") : "closed",
    senders: running ? 1 : 0,
  };
}

const emptyStatus = (url: string, running: boolean): LinkStatus => ({
  ...{
    name: url,
    url,
    since: Date.now(),
    bytes: 0,
    lost: 0,
    echoed: 0,
    connections: 0,
    failures: 0,
    senders: 0,
  },
  state: running ? "connecting" : "closed",
  lastArrival: undefined,
  trouble: running ? undefined : NOT_RUNNING,
});
