/** A server of HTTP that listens, or a failure that says why it cannot. */

import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { FailureCode } from "../failure/codes.js";
import { Failure, systemCode } from "../failure/failure.js";
import { addressText } from "../network/address.js";

export interface ListenOptions {
  /** What is served, for the message that it cannot be: `the dashboard`. */
  readonly what: string;
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Whether another port will do where this one is taken. */
  readonly anyPort?: boolean;
  /** A certificate and its key, in PEM: it speaks https then. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Milliseconds in which a request must have come in whole; Node's own five minutes unless told. */
  readonly requestWithin?: number;
  /** Milliseconds in which requests that are being answered may come to their end when it is closed; none unless told. */
  readonly patience?: number;
}

export interface Listening {
  /** `http://127.0.0.1:9464`: one that this machine can ask. */
  readonly url: string;
  /** Nobody is let in any more, and connections that are still open after `patience` are cut. */
  close(): Promise<void>;
}

/** Throws Failure("network") when it cannot listen there. */
export async function listen(answer: RequestListener, options: ListenOptions): Promise<Listening> {
  const { what, host, port, anyPort = false, patience = 0 } = options;
  const server = serverOf(answer, options);
  // What is no HTTP at all is answered, and ends nothing but its own connection.
  server.on("clientError", (_error, socket) => {
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n");
    else socket.destroy();
  });
  try {
    await listening(server, host, port);
  } catch (error) {
    if (systemCode(error) !== "EADDRINUSE" || !anyPort) {
      const place = addressText(host, port);
      throw new Failure(codeOf(error), `cannot serve ${what} on ${place}: ${reasonOf(error)}`, {
        cause: error,
      });
    }
    await listening(server, host, 0);
  }
  const { address, port: chosen } = server.address() as AddressInfo;
  return {
    url: `${options.tls === undefined ? "http" : "https"}://${addressText(askable(address), chosen)}`,
    async close() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      if (patience === 0) server.closeAllConnections();
      else server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), patience);
      await closed;
      clearTimeout(cut);
    },
  };
}

function serverOf(answer: RequestListener, { what, tls, requestWithin }: ListenOptions): Server {
  const limits = requestWithin === undefined ? {} : { requestTimeout: requestWithin };
  if (tls === undefined) return createServer(limits, answer);
  try {
    return createSecureServer({ ...tls, ...limits }, answer);
  } catch (error) {
    throw new Failure("not-admitted", `cannot serve ${what} by TLS: ${reasonOf(error)}`, { cause: error });
  }
}

async function listening(server: Server, host: string, port: number): Promise<void> {
  await once(server.listen({ host, port }), "listening");
}

/** Of an address that stands for all of them, the one that this machine can be asked by. */
const askable = (address: string): string =>
  address === "0.0.0.0" ? "127.0.0.1" : address === "::" ? "::1" : address;

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there; name another port, or 0 for any that is free",
  EACCES: "this user may not listen there; ports below 1024 are kept for the system",
  EADDRNOTAVAIL: "this machine does not have that address",
  ENOTFOUND: "no address goes by that name",
};

const codeOf = (error: unknown): FailureCode =>
  systemCode(error) === "ENOTFOUND" ? "host-unknown" : "address-taken";

const reasonOf = (error: unknown): string =>
  reasons[systemCode(error) ?? ""] ?? (error instanceof Error ? error.message : String(error));
