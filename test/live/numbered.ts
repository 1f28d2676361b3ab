/** Senders whose frames are numbered, each number sent once, and what became of the frames. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A frame of that number: whoever cuts it in two gives numbers that differ, or one alone. */
export const numbered = (number: number): string =>
  `&&\r\n0101WELL\r\n0108${number}\r\n0110${number}\r\n0113${number % 97}\r\n!!\r\n`;

/** Frames of one connection: where each ends in its bytes. */
interface Sent {
  readonly first: number;
  readonly ends: number[];
}

/** Sends frames to whoever connects, as fast as `burst` frames every few milliseconds, and never one twice. */
export class NumberedSender {
  readonly #server: Server;
  readonly #connections: Sent[] = [];
  readonly #burst: number;
  #next = 1;
  #socket: Socket | undefined;

  private constructor(burst: number) {
    this.#burst = burst;
    this.#server = createServer((socket) => this.#serve(socket));
  }

  static async start(burst: number): Promise<NumberedSender> {
    const sender = new NumberedSender(burst);
    sender.#server.listen(0, "127.0.0.1");
    await once(sender.#server, "listening");
    onTestFinished(() => sender.stop());
    return sender;
  }

  get url(): string {
    return `tcp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get connections(): number {
    return this.#connections.length;
  }

  /** Numbers of the frames that are whole in the first bytes of a connection, counted from 0. */
  within(connection: number, bytes: number): number[] {
    const { first, ends } = this.#connections[connection]!;
    return ends.flatMap((end, i) => (end <= bytes ? [first + i] : []));
  }

  stop(): void {
    this.#socket?.destroy();
    this.#server.close();
  }

  #serve(socket: Socket): void {
    this.#socket = socket;
    socket.on("error", () => {});
    const sent: Sent = { first: this.#next, ends: [] };
    this.#connections.push(sent);
    let bytes = 0;
    const timer = setInterval(() => {
      // Whoever does not read is not sent more.
      if (socket.writableLength > 1 << 20) return;
      const frames = Array.from({ length: this.#burst }, () => numbered(this.#next++));
      for (const frame of frames) {
        bytes += frame.length;
        sent.ends.push(bytes);
      }
      socket.write(frames.join(""));
    }, 5);
    socket.on("close", () => clearInterval(timer));
  }
}
