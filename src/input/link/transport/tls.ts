/** `tls://host:port`: dials a sender over TLS. */
import { connect } from "node:tls";
import { Failure } from "../../../failure/failure.js";
import { addressText } from "../../../network/address.js";
import type { LinkUrl } from "../../../network/link-url.js";
import { durationText } from "../../../text/duration.js";
import { keepAliveIn, opened, socketConnection } from "./socket.js";
import { CONNECT_TIMEOUT, DIALLED_IDLE_TIMEOUT } from "./tcp.js";
import { insecurePeer, secureOptions, secureReason, tlsOptionsIn } from "./tls-options.js";
import { oneConnection, type Transport } from "./transport.js";
import type { TransportOptions } from "./transport-options.js";

export function tlsTransport(url: LinkUrl, options: TransportOptions): Transport {
  const { host, port } = url.address(1);
  const { connectTimeout = CONNECT_TIMEOUT } = options;
  const told = tlsOptionsIn(url, options.tls);
  const address = addressText(host, port);
  const keepAlive = keepAliveIn(url);
  let worked = false;
  return {
    shown: url.shown,
    idleTimeout: DIALLED_IDLE_TIMEOUT,
    async open(signal) {
      const secure = await secureOptions(told).catch((error: Failure) => {
        // While certificates are being renewed, one may be missing for a moment.
        throw worked
          ? new Failure("unreachable", error.message, { cause: error, place: error.place })
          : error;
      });
      try {
        const socket = connect({ host, port, ...secure });
        const outcome = await opened(socket, "secureConnect", { timeout: connectTimeout, signal });
        if (outcome === "late") throw new Failure("no-answer", lateText(address, connectTimeout));
        worked = true;
        return oneConnection(socketConnection(socket, address, { reasonOf: secureReason, keepAlive }));
      } catch (error) {
        signal.throwIfAborted();
        throw insecurePeer(`cannot connect to ${address}`, error);
      }
    },
  };
}

const lateText = (address: string, timeout: number): string =>
  `cannot connect to ${address}: no secure connection within ${durationText(timeout)}; ` +
  "check host, port and firewall, and that it speaks TLS there";
