/**
 * `tcp-listen://127.0.0.1:9872`: waits for senders to dial in, each a connection of its own, named by its host. Without a
 * host it is this machine alone that can; port 0 is one that the system chooses. `tls-listen://` is the same over TLS, with a
 * certificate of its own; with `ca` it asks senders for theirs.
 */

import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { addressText } from "../../../network/address.js";
import { integer, type LinkUrl } from "../../../network/link-url.js";
import { unreachable } from "../../../network/unreachable.js";
import { Inbox } from "../../bytes/inbox.js";
import { keepAliveIn, socketConnection } from "./socket.js";
import { secureOptions, secureReason, type TlsOptions, tlsOptionsIn } from "./tls-options.js";
import type { Connection, Transport } from "./transport.js";
import type { TransportOptions } from "./transport-options.js";

/** Senders at once, beyond which one more is turned away. */
export const MOST_SENDERS = 1024;
export const LOOPBACK = "127.0.0.1";

/** How often files of certificates are read anew, so that one that was renewed is taken. Milliseconds. */
const RENEW_EVERY = 60_000;

export function tcpListenTransport(url: LinkUrl, options: TransportOptions): Transport {
  const { host, port } = url.address(0, url.host || LOOPBACK);
  const maxSenders = url.parameter("maxSenders", integer(1, 65_535)) ?? MOST_SENDERS;
  const keepAlive = keepAliveIn(url);
  const tls = url.scheme === "tls-listen" ? tlsOptionsIn(url, options.tls) : undefined;
  if (tls !== undefined && tls.cert === undefined) {
    throw url.failure("who listens over TLS shows a certificate: name it with cert and key");
  }
  return {
    shown: url.shown,
    async open(signal) {
      const senders = new Inbox<Connection>({ sizeOf: () => 1, most: Number.POSITIVE_INFINITY });
      const sockets = new Set<Socket>();
      const take = (socket: Socket): void => {
        const from = socket.remoteAddress?.replace(/^::ffff:/, "") ?? "unknown";
        const peer = addressText(from, socket.remotePort ?? 0);
        senders.push(socketConnection(socket, peer, { sender: from, keepAlive, reasonOf: secureReason }));
      };
      const server =
        tls === undefined ? createServer({ noDelay: true }, take) : await secureServer(tls, take, signal);
      server.on("connection", (socket: Socket) => {
        sockets.add(socket);
        socket.once("close", () => sockets.delete(socket));
      });
      server.maxConnections = maxSenders;
      server.listen(port, host);
      try {
        await once(server, "listening", { signal });
      } catch (error) {
        server.close();
        signal.throwIfAborted();
        throw unreachable(`cannot listen at ${addressText(host, port)}`, error);
      }
      server.on("error", (error) => senders.end(unreachable(`${url.shown} broke off`, error)));
      return {
        connections: senders,
        shown: portShown(url, (server.address() as AddressInfo).port),
        async close() {
          senders.end();
          const closed = new Promise((resolve) => server.close(resolve));
          for (const socket of sockets) socket.destroy();
          await closed;
        },
      };
    },
  };
}

async function secureServer(
  tls: TlsOptions,
  take: (socket: Socket) => void,
  signal: AbortSignal,
): Promise<Server> {
  const secure = await secureOptions(tls);
  const asked = tls.ca !== undefined;
  const options = { ...secure, requestCert: asked, rejectUnauthorized: asked };
  const { createServer: createSecureServer } = await import("node:tls");
  signal.throwIfAborted();
  const server = createSecureServer(options, take);
  const renewing = setInterval(async () => {
    try {
      server.setSecureContext(await secureOptions(tls));
    } catch (error) {
      // The one before serves on: while certificates are being renewed, one may be missing for a moment.
      process.emitWarning(`the certificate is not renewed: ${secureReason(error)}`, "Certificate");
    }
  }, RENEW_EVERY).unref();
  server.once("close", () => clearInterval(renewing));
  return server;
}

/** The URL with the port that the system chose, where it was left to it. */
export const portShown = (url: LinkUrl, port: number): string =>
  url.port === 0 ? url.shown.replace(/:0(?=[/?]|$)/, `:${port}`) : url.shown;
