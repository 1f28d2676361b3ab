/**
 * Frames for any number of clients who connect to a port: `127.0.0.1:9900?format=arrow`. Each gets what passes from then on. One who stops
 * reading is disconnected when too much waits for him, and comes back when he likes.
 */
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { Failure } from "../../failure/failure.js";
import { addressText } from "../../network/address.js";
import { choice, LinkUrl } from "../../network/link-url.js";
import { networkCode, networkReason } from "../../network/unreachable.js";
import { type Encoder, encoderOf } from "./encoder.js";
import type { Outlet } from "./feed.js";
import { type SubscriberFormat, subscriberFormats } from "./formats.js";
import type { Decoding, Passing } from "./passing.js";

/** Bytes that may wait for a client. */
const MOST_WAITING = 8 << 20;
/** Milliseconds in which clients must take what is left at the end. */
const PATIENCE = 1000;

interface Client {
  readonly socket: Socket;
  readonly encoder: Encoder;
}

/** What the address says. Throws Failure("usage") for what is none. */
export function listeningAt(address: string): { host: string; port: number; format: SubscriberFormat } {
  const url = new LinkUrl(`tcp-listen://${/^\d+(\?|$)/.test(address) ? "127.0.0.1:" : ""}${address}`);
  const format = url.parameter("format", choice(subscriberFormats)) ?? "ndjson";
  const { host, port } = url.address(0);
  url.checkParameters();
  return { host, port, format };
}

export class TcpClients implements Outlet {
  readonly format: SubscriberFormat;
  readonly #server: Server;
  readonly #clients = new Set<Client>();
  /** Clients that were disconnected because they did not read. */
  dropped = 0;

  /** `HOST:PORT` or `PORT`, `?format=` behind it. Throws Failure("usage") for what is none, Failure("network") where nobody may listen. */
  static async open(address: string, decoding: Decoding): Promise<TcpClients> {
    const { host, port, format } = listeningAt(address);
    // Who has nothing to say and closes that side of its line at once is there to listen: `ncat </dev/null`, a service's socket.
    const server = createServer({ noDelay: true, allowHalfOpen: true });
    const clients = new TcpClients(server, format, decoding);
    server.listen({ host, port });
    try {
      await once(server, "listening");
    } catch (error) {
      throw new Failure(
        networkCode(error),
        `cannot listen on ${addressText(host, port)}: ${networkReason(error)}`,
        {
          cause: error,
        },
      );
    }
    return clients;
  }

  private constructor(server: Server, format: SubscriberFormat, decoding: Decoding) {
    this.#server = server;
    this.format = format;
    server.on("connection", (socket) => void this.#join(socket, decoding));
    server.on("error", () => {});
  }

  /** Where it listens: `127.0.0.1:9900`. */
  get address(): string {
    const { address, port } = this.#server.address() as AddressInfo;
    return addressText(address, port);
  }

  get clients(): number {
    return this.#clients.size;
  }

  get idle(): boolean {
    return this.#clients.size === 0;
  }

  async take(passing: Passing): Promise<void> {
    for (const client of [...this.#clients]) {
      for (const chunk of await client.encoder.encode(passing)) client.socket.write(chunk);
      if (client.socket.writableLength <= MOST_WAITING) continue;
      this.dropped++;
      this.#clients.delete(client);
      client.socket.resetAndDestroy();
    }
  }

  async end(): Promise<void> {
    this.#server.close();
    const ended = [...this.#clients].map(async ({ socket, encoder }) => {
      const closed = new Promise((resolve) => socket.once("close", resolve));
      for (const chunk of encoder.end()) socket.write(chunk);
      const late = setTimeout(() => socket.destroy(), PATIENCE);
      socket.end();
      await closed;
      clearTimeout(late);
    });
    await Promise.all(ended);
  }

  async #join(socket: Socket, decoding: Decoding): Promise<void> {
    // A client that breaks off is gone, and that is all.
    socket.on("error", () => {});
    socket.resume();
    const client = { socket, encoder: await encoderOf(this.format, decoding) };
    if (socket.destroyed) return;
    this.#clients.add(client);
    socket.on("close", () => this.#clients.delete(client));
  }
}
