/** Stands before a server as the same app: one that becomes newer, on a link that is cut, or breaks off in the middle of a file. */
import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { Server } from "./house.js";

export interface Front {
  readonly url: string;
  /** From now on the app that it has is another one. */
  change(): void;
  /** From now on there is no link; or it breaks off at every address that this matches. */
  cut(at?: RegExp): void;
  mend(): void;
  /** How often the link broke off since it was cut. */
  readonly broken: number;
  close(): void;
}

export async function frontOf(server: Server): Promise<Front> {
  let isNewer = false;
  let cut: RegExp | undefined;
  let broken = 0;
  const front = createServer((asked, answer) => {
    const { method, headers, url = "/" } = asked;
    if (cut?.test(url) === true) {
      broken++;
      asked.socket.destroy();
      return;
    }
    // Whole, whatever the browser has of it already.
    const { "if-none-match": _, ...plain } = { ...headers, "accept-encoding": "identity" };
    const on = request(`${server.url}${url}`, { method, headers: plain }, (given) => {
      if (url !== "/worker.js" || !isNewer) {
        answer.writeHead(given.statusCode ?? 502, given.headers);
        given.pipe(answer);
        return;
      }
      const chunks: Buffer[] = [];
      given.on("data", (chunk: Buffer) => chunks.push(chunk));
      given.on("end", () => {
        // Its version is a hash of all its files.
        const script = String(Buffer.concat(chunks)).replace(/\b[0-9a-f]{12}\b/, "of-tomorrow");
        const size = { "content-length": String(Buffer.byteLength(script)) };
        answer.writeHead(200, { ...given.headers, ...size, etag: '"another"' });
        answer.end(script);
      });
    });
    on.on("error", () => answer.destroy());
    asked.pipe(on);
  });
  await once(front.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    change() {
      isNewer = true;
    },
    cut(at = /^/) {
      broken = 0;
      cut = at;
      front.closeAllConnections();
    },
    mend() {
      cut = undefined;
    },
    get broken() {
      return broken;
    },
    close() {
      front.close();
      front.closeAllConnections();
    },
  };
}
