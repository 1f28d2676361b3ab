/**
 * A run for those who watch over it, by HTTP: `/metrics` for Prometheus, `/health` (the process is alive), `/ready` (links
 * are open, and the disk takes what they bring).
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Failure, systemCode } from "../../failure.js";
import { addressText } from "../../input/link/transport/socket.js";
import { metricsOf } from "./metrics.js";
import { type Monitored, whyNotReady } from "./readiness.js";

export interface MonitorAddress {
  readonly host: string;
  /** 0: the system chooses one. */
  readonly port: number;
}

export interface Monitor {
  /** `http://127.0.0.1:9464`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Throws Failure("network") where the address cannot be listened on. */
export async function startMonitor(run: Monitored, { host, port }: MonitorAddress): Promise<Monitor> {
  const metrics = metricsOf(run);
  const pages: Readonly<Record<string, (response: ServerResponse) => Promise<void> | void>> = {
    "/metrics": async (response) => {
      const text = await metrics.metrics();
      response.writeHead(200, { "content-type": metrics.contentType }).end(text);
    },
    "/health": (response) => answer(response, 200, { status: "alive" }),
    "/ready": (response) => {
      const reasons = whyNotReady(run);
      if (reasons.length === 0) answer(response, 200, { status: "ready" });
      else answer(response, 503, { status: "not ready", reasons });
    },
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const [pathname = "/"] = (request.url ?? "/").split("?");
    const page = pages[pathname];
    if (request.method !== "GET" && request.method !== "HEAD") {
      answer(response, 405, { error: `${request.method} is not answered; GET is` });
    } else if (page === undefined) {
      answer(response, 404, { error: `there is no ${pathname}; there are ${Object.keys(pages).join(", ")}` });
    } else {
      Promise.resolve(page(response)).catch((error: unknown) =>
        answer(response, 500, { error: String(error) }),
      );
    }
  });
  try {
    server.listen({ host, port });
    await once(server, "listening");
  } catch (error) {
    throw new Failure("network", `cannot serve metrics on ${addressText(host, port)}: ${reasonOf(error)}`, {
      cause: error,
    });
  }
  const { address, port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://${addressText(address, chosen)}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function answer(response: ServerResponse, status: number, body: Readonly<Record<string, unknown>>): void {
  if (response.headersSent) return;
  response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(body)}\n`);
}

function reasonOf(error: unknown): string {
  const code = systemCode(error);
  if (code === "EADDRINUSE") return "another program listens there; name another port";
  if (code === "EACCES") return "that port is not ours to take; name one above 1023";
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return "that address is none of this machine";
  return error instanceof Error ? error.message : String(error);
}
