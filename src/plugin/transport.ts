/** A link of a plugin, as all others are: what it does is done in the plugin's thread. What it answers is looked at here. */
import { Failure } from "../failure/failure.js";
import { arrivalNow } from "../input/bytes/arrival-clock.js";
import type { Chunk, Connection, Opened, Transport } from "../input/link/transport/transport.js";
import type { TransportOptions } from "../input/link/transport/transport-options.js";
import type { LinkUrl } from "../network/link-url.js";
import type { PluginHost } from "./host.js";

interface Made {
  readonly number: number;
  readonly shown: string;
  readonly finite: boolean;
  readonly idleTimeout: unknown;
}

/** Milliseconds in which a link is opened, unless told. */
const CONNECT = 10_000;

/** Throws Failure("usage") for what can never be opened; where the plugin itself fails, the link never opens and says why. */
export async function pluginTransport(
  host: PluginHost,
  url: LinkUrl,
  { connectTimeout = CONNECT }: TransportOptions,
): Promise<Transport> {
  let made: Made;
  try {
    made = await host.call<Made>("transport.make", [url.scheme, url.whole, url.known, { connectTimeout }]);
  } catch (error) {
    if (error instanceof Failure && error.code !== "plugin-failed") throw error;
    return neverOpens(url, () => host.failure.message);
  }
  const { number, shown, finite, idleTimeout } = made;
  let attempts = 0;
  const transport: Transport = {
    shown,
    finite,
    ...(typeof idleTimeout === "number" && { idleTimeout }),
    async open(signal) {
      const attempt = ++attempts;
      const stop = (): void => void host.call("transport.stop", [attempt]).catch(() => {});
      signal.addEventListener("abort", stop, { once: true });
      try {
        const within = connectTimeout + host.patience;
        const open = host.call<{ link: number; shown: unknown }>("transport.open", [number, attempt], {
          within,
        });
        const { link, shown: as } = await untilAborted(open, signal);
        return openedLink(host, link, typeof as === "string" ? as : undefined);
      } catch (error) {
        throw asNetwork(error);
      } finally {
        signal.removeEventListener("abort", stop);
      }
    },
  };
  host.remarks.set(number, (text) => transport.onRemark?.(text));
  return transport;
}

/** A link that waits for something that will not come in this run, and says so for as long as it is there. */
export const neverOpens = (url: LinkUrl, why: () => string): Transport => ({
  shown: url.shown,
  async open() {
    throw new Failure("unreachable", `${url.shown}: ${why()}`);
  },
});

function openedLink(host: PluginHost, link: number, shown: string | undefined): Opened {
  const counts = { lost: 0 };
  return {
    shown,
    get lost() {
      return counts.lost;
    },
    connections: (async function* () {
      for (;;) {
        const next = await waited(host.call<Connected | undefined>("link.next", [link], FOREVER));
        if (next === undefined) return;
        yield connectionOf(host, next, counts);
      }
    })(),
    close: () => ended(host, "link.close", link),
  };
}

interface Connected {
  readonly connection: number;
  readonly peer: string;
  readonly sender: unknown;
  readonly answers: boolean;
}

interface Came {
  readonly lost: unknown;
  readonly lostBefore: unknown;
  readonly bytes?: unknown;
  readonly arrival?: unknown;
  readonly settles?: number;
}

function connectionOf(
  host: PluginHost,
  { connection, peer, sender, answers }: Connected,
  before: { lost: number },
): Connection {
  let lost = 0;
  return {
    peer,
    sender: typeof sender === "string" ? sender : undefined,
    get lost() {
      return lost;
    },
    async next(): Promise<Chunk | undefined> {
      const came = await waited(host.call<Came>("connection.next", [connection], FOREVER));
      lost = countIn(host, came.lost, lost);
      before.lost = countIn(host, came.lostBefore, before.lost);
      const { bytes, arrival = arrivalNow(), settles } = came;
      if (bytes === undefined) return undefined;
      if (!(bytes instanceof Uint8Array) || typeof arrival !== "number" || !Number.isFinite(arrival)) {
        host.disable("a connection answers no bytes, or no time of their arrival");
        throw asNetwork(host.failure);
      }
      if (settles === undefined) return { bytes, arrival };
      const settle = (): void => void host.call("connection.settle", [settles]).catch(() => {});
      return { bytes, arrival, settle };
    },
    ...(answers && {
      send: (bytes: Uint8Array) =>
        waited(host.call<void>("connection.send", [connection, new Uint8Array(bytes)])),
    }),
    close: () => ended(host, "connection.close", connection),
  };
}

/** It may take as long as nobody sends anything. */
const FOREVER = { within: Number.POSITIVE_INFINITY };

/** A count that it tells, which never goes down. */
function countIn(host: PluginHost, told: unknown, before: number): number {
  if (typeof told === "number" && Number.isSafeInteger(told) && told >= before) return told;
  host.disable(`it counts ${String(told)} lost bytes behind ${before}`);
  throw asNetwork(host.failure);
}

const waited = <Value>(answer: Promise<Value>): Promise<Value> =>
  answer.catch((error: unknown) => {
    throw asNetwork(error);
  });

/** Whatever a link of a plugin fails with, the others of the run go on. */
const asNetwork = (error: unknown): unknown =>
  error instanceof Failure && error.kind !== "network"
    ? new Failure("unreachable", error.message, { cause: error })
    : error;

/** One that is disabled has nothing open. */
const ended = (host: PluginHost, method: string, number: number): Promise<void> =>
  host.call<void>(method, [number]).catch(() => undefined);

async function untilAborted<Value>(answer: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = (): void => reject(new Failure("unreachable", "it was stopped while it was opened"));
  });
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
    answer.catch(() => {});
  }
}
