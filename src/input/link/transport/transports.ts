/**
 * From a URL to its transport. Only the module of the scheme that a URL names is loaded, so that nobody waits for a
 * broker's client who reads a socket.
 */
import { Failure } from "../../../failure/failure.js";
import { nearest } from "../../../failure/nearest.js";
import { LinkUrl } from "../../../network/link-url.js";
import { STDIN } from "../../../runtime/standard-input.js";
import { durationIn } from "../../../text/duration.js";
import type { Transport } from "./transport.js";
import type { TransportOptions } from "./transport-options.js";

/** What a module of a transport gives: it takes its parameters from the URL. */
export type MakeTransport = (url: LinkUrl, options: TransportOptions) => Transport;

const SCHEMES: Readonly<Record<string, () => Promise<MakeTransport>>> = {
  tcp: async () => (await import("./tcp.js")).tcpTransport,
  "tcp-listen": async () => (await import("./tcp-listen.js")).tcpListenTransport,
  "tls-listen": async () => (await import("./tcp-listen.js")).tcpListenTransport,
  tls: async () => (await import("./tls.js")).tlsTransport,
  udp: async () => (await import("./udp.js")).udpTransport,
  serial: async () => (await import("./serial.js")).serialTransport,
  mqtt: async () => (await import("./mqtt.js")).mqttTransport,
  mqtts: async () => (await import("./mqtt.js")).mqttTransport,
  nats: async () => (await import("./nats.js")).natsTransport,
  natss: async () => (await import("./nats.js")).natsTransport,
  file: async () => (await import("./follow.js")).fileTransport,
  replay: async () => (await import("./replay.js")).replayTransport,
  [STDIN]: async () => (await import("./stdin-transport.js")).stdinTransport,
};

export const schemes: readonly string[] = Object.keys(SCHEMES);

/**
 * The transport of a URL, or of `-`. Nothing is opened yet. Throws Failure("usage") for a URL that can never be opened:
 * an unknown scheme or parameter, a value out of range.
 */
export async function transportOf(url: string | LinkUrl, options: TransportOptions = {}): Promise<Transport> {
  const parsed = typeof url === "string" ? new LinkUrl(url) : url;
  const connectTimeout = parsed.parameter("connectTimeout", durationIn) ?? options.connectTimeout;
  const load = SCHEMES[parsed.scheme];
  if (load === undefined) {
    const { added } = options;
    const transport = await added?.transportOf(parsed, { ...options, connectTimeout });
    if (transport !== undefined) return transport;
    throw unknownScheme(parsed.scheme, added?.schemes);
  }
  const make = await load();
  const transport = make(parsed, { ...options, connectTimeout });
  parsed.checkParameters();
  return transport;
}

export function unknownScheme(scheme: string, added: readonly string[] = []): Failure {
  const all = [...schemes, ...added];
  const there = all.filter((one) => one !== STDIN).map((one) => `${one}://`);
  const near = nearest(scheme, all);
  const hint = near === undefined ? "" : ` Did you mean ${near}://?`;
  return new Failure("bad-link", `there is no source ${scheme}://; there are ${there.join(", ")}.${hint}`);
}
