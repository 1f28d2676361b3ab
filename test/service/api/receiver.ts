/** Who gets webhooks, for tests: by real TLS, with a certificate of its own. */
import { once } from "node:events";
import type { IncomingHttpHeaders } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { selfSigned } from "../../../src/input/link/sending/self-signed.js";

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly authority: string;
  readonly got: Received[];
  /** What it answers; never where it is "hangs". */
  answer: number | "hangs";
  close(): Promise<void>;
}

export async function receiver(): Promise<Receiver> {
  const { cert, key } = await selfSigned();
  const server = createServer({ cert, key }, (request, response) => {
    let body = "";
    request.on("data", (piece) => {
      body += piece;
    });
    request.on("end", () => {
      one.got.push({ headers: request.headers, body });
      if (one.answer === "hangs") return;
      response.writeHead(one.answer, one.answer === 302 ? { location: one.url } : {});
      response.end("thanks");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const one: Receiver = {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    authority: cert,
    got: [],
    answer: 200,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return one;
}
