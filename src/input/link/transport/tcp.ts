/** `tcp://host:port`: dials a sender. The connection is kept alive, so that a peer that is gone is found out. */
import { connect } from "node:net";
import { Failure } from "../../../failure/failure.js";
import { addressText } from "../../../network/address.js";
import type { LinkUrl } from "../../../network/link-url.js";
import { unreachable } from "../../../network/unreachable.js";
import { durationText } from "../../../text/duration.js";
import { keepAliveIn, opened, ReadBuffer, socketConnection } from "./socket.js";
import { oneConnection, type Transport } from "./transport.js";
import type { TransportOptions } from "./transport-options.js";

export const CONNECT_TIMEOUT = 10_000;
/** A sender at a rig says something every few seconds; one that is silent for so long is most likely no more there. */
export const DIALLED_IDLE_TIMEOUT = 300_000;

export function tcpTransport(url: LinkUrl, options: TransportOptions): Transport {
  const { host, port } = url.address(1);
  const { connectTimeout = CONNECT_TIMEOUT } = options;
  const address = addressText(host, port);
  const keepAlive = keepAliveIn(url);
  return {
    shown: url.shown,
    idleTimeout: DIALLED_IDLE_TIMEOUT,
    async open(signal) {
      const buffer = new ReadBuffer();
      const socket = connect({ host, port, noDelay: true, onread: buffer.onread });
      const outcome = await opened(socket, "connect", { timeout: connectTimeout, signal }).catch((error) => {
        signal.throwIfAborted();
        throw unreachable(`cannot connect to ${address}`, error);
      });
      if (outcome === "late") {
        const within = `it did not answer within ${durationText(connectTimeout)}`;
        throw new Failure(
          "no-answer",
          `cannot connect to ${address}: ${within}; check host, port and firewall`,
        );
      }
      return oneConnection(socketConnection(socket, address, { buffer, keepAlive }));
    },
  };
}
