/** Senders for tests of links: real sockets on a free port. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { Arrived, Link } from "../../../src/input/link/link.js";
import type { LinkOptions } from "../../../src/input/link/link-options.js";
import { type LinkSettings, linkOf } from "../../../src/input/link/links.js";

export const frame = (depth: number | string): string => `&&\r\n0108${depth}\r\n!!\r\n`;

/** A server that is closed with its sockets when the test is over. `port` 0 is a free one. */
export async function serve(
  onSocket: (socket: Socket) => void,
  port = 0,
): Promise<Server & { port: number }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    onSocket(socket);
  });
  const close = server.close.bind(server);
  const closeAll = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => close(resolve));
  };
  onTestFinished(closeAll);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(server, { port: (server.address() as AddressInfo).port, stop: closeAll });
}

/** A port on which nobody listens now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A link that runs until the test is over, and what it took. */
export class Running {
  readonly link: Link;
  readonly taken: Arrived[] = [];
  /** Resolves when the link has ended, with what it threw. */
  readonly ended: Promise<unknown>;
  readonly #stop = new AbortController();

  constructor(link: Link) {
    this.link = link;
    this.ended = link
      .run((arrived) => {
        this.taken.push({ ...arrived, bytes: arrived.bytes.slice() });
      }, this.#stop.signal)
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    onTestFinished(() => this.stop());
  }

  async stop(): Promise<void> {
    this.#stop.abort(new Error("the test is over"));
    await this.ended;
  }

  /** What a sender sent so far; of all when none is named. */
  text(sender?: string): string {
    const parts = this.taken.filter((one) => sender === undefined || one.sender === sender);
    return Buffer.concat(parts.map(({ bytes }) => bytes)).toString("latin1");
  }
}

/** Waits are short, so that tests need not wait. */
export const prompt = { firstWait: 10, longestWait: 40 } satisfies LinkOptions;

export const run = async (url: string, settings: LinkSettings = {}): Promise<Running> =>
  new Running(await linkOf(url, { ...prompt, ...settings }));

/** A promise, and what resolves it. */
export function gate(): { readonly passed: Promise<void>; readonly open: () => void } {
  let open: () => void = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}
