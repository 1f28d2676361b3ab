/** The other end of a mock rig's line: keeps what arrives. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";

export class Receiver {
  #bytes: Buffer = Buffer.alloc(0);
  readonly duplex: Duplex;
  readonly closed: Promise<unknown>;

  constructor(duplex: Duplex) {
    this.duplex = duplex;
    duplex.on("data", (bytes: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, bytes]);
    });
    duplex.on("error", () => {});
    this.closed = new Promise((resolve) => duplex.once("close", resolve));
  }

  get bytes(): Buffer {
    return this.#bytes;
  }

  /** Whole frames that have arrived. */
  get frames(): string[] {
    return framesIn(this.#bytes);
  }

  /** All bytes, once the line is closed. */
  async all(): Promise<Buffer> {
    await this.closed;
    return this.#bytes;
  }
}

export async function receive(url: string): Promise<Receiver> {
  const { hostname, port } = new URL(url);
  const socket: Socket = connect({ host: hostname, port: Number(port) });
  await once(socket, "connect");
  return new Receiver(socket);
}

export const framesIn = (bytes: Buffer): string[] =>
  bytes.toString("latin1").match(/&&\r\n(?:\d{4}.*\r\n)*!!\r\n/g) ?? [];
