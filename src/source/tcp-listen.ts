/**
 * `tcp-listen://127.0.0.1:9872`: waits for senders to dial in, each a connection of its own, named by its host. Without a
 * host it is this machine alone that can; port 0 is one that the system chooses.
 */

import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { Inbox } from "./inbox.js";
import { integer, type LinkUrl } from "./link-url.js";
import { addressText, keepAliveIn, socketConnection } from "./socket.js";
import type { Connection, Transport } from "./transport.js";
import { unreachable } from "./unreachable.js";

/** Senders at once, beyond which one more is turned away. */
export const MOST_SENDERS = 1024;
export const LOOPBACK = "127.0.0.1";

export function tcpListenTransport(url: LinkUrl): Transport {
  const { host, port } = url.address(0, url.host || LOOPBACK);
  const maxSenders = url.parameter("maxSenders", integer(1, 65_535)) ?? MOST_SENDERS;
  const keepAlive = keepAliveIn(url);
  return {
    shown: url.shown,
    async open(signal) {
      const senders = new Inbox<Connection>({ sizeOf: () => 1, most: Number.POSITIVE_INFINITY });
      const sockets = new Set<Socket>();
      const server = createServer({ noDelay: true, pauseOnConnect: false }, (socket) => {
        sockets.add(socket);
        socket.once("close", () => sockets.delete(socket));
        const from = socket.remoteAddress?.replace(/^::ffff:/, "") ?? "unknown";
        senders.push(
          socketConnection(socket, addressText(from, socket.remotePort ?? 0), { sender: from, keepAlive }),
        );
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

/** The URL with the port that the system chose, where it was left to it. */
export const portShown = (url: LinkUrl, port: number): string =>
  url.port === 0 ? url.shown.replace(/:0(?=[/?]|$)/, `:${port}`) : url.shown;
