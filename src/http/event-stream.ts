/**
 * One browser that listens: server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), compressed
 * where it can, and given up when it does not keep up.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { constants, createGzip, type Gzip } from "node:zlib";

/** Bytes that may wait for a browser: a day of a chart's curves, and some more. */
const MOST_WAITING = 48 << 20;

export class EventStream {
  readonly #response: ServerResponse;
  readonly #gzip: Gzip | undefined;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.#response = response;
    const compressed = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      ...(compressed ? { "content-encoding": "gzip" } : {}),
    });
    if (compressed) {
      this.#gzip = createGzip({ level: 4 });
      this.#gzip.pipe(response);
      this.#gzip.on("error", () => response.destroy());
    }
    response.on("error", () => {});
    // The browser's own wait before it asks again.
    this.#write("retry: 1000\n\n");
  }

  onClose(closed: () => void): void {
    this.#response.on("close", () => {
      this.#gzip?.destroy();
      closed();
    });
  }

  send(event: string, message: unknown): void {
    const waiting = this.#response.writableLength + (this.#gzip?.writableLength ?? 0);
    if (waiting > MOST_WAITING) this.close();
    else this.#write(`event: ${event}\ndata: ${JSON.stringify(message)}\n\n`);
  }

  /** What was sent goes out, and does not wait for more. */
  flush(): void {
    this.#gzip?.flush(constants.Z_SYNC_FLUSH);
  }

  close(): void {
    this.#gzip?.destroy();
    this.#response.destroy();
  }

  #write(text: string): void {
    const target = this.#gzip ?? this.#response;
    if (!target.destroyed) target.write(text);
  }
}
