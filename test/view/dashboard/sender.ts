/** A rig on a TCP port: seconds of a scenario, sent when the test says so. */
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { generateScenario } from "../../../src/samples/scenarios/generator.js";
import type { ScenarioName } from "../../../src/samples/scenarios/names.js";
import { scenarios } from "../../../src/samples/scenarios/scenarios.js";
import { until } from "../../until.js";

/** The frames of each second, in order. */
export function secondsOf(name: ScenarioName, seconds: number): string[] {
  const scenario = scenarios.find((one) => one.name === name)!;
  const text = [...generateScenario(scenario, { hours: seconds / 3600 })]
    .map((chunk) => Buffer.from(chunk).toString("latin1"))
    .join("");
  const groups = new Map<string, string>();
  for (const frame of text.split(/(?<=!!\r\n)/)) {
    const time = /\n\d\d06(\d+)/.exec(frame)?.[1] ?? "";
    groups.set(time, (groups.get(time) ?? "") + frame);
  }
  return [...groups.values()];
}

export class Sender {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #timer: NodeJS.Timeout | undefined;
  port: number;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
    server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      socket.on("error", () => {});
    });
  }

  static async start(port = 0): Promise<Sender> {
    const server = createServer().listen(port, "127.0.0.1");
    await once(server, "listening");
    return new Sender(server, (server.address() as AddressInfo).port);
  }

  get url(): string {
    return `tcp://127.0.0.1:${this.port}`;
  }

  get connected(): number {
    return this.#sockets.size;
  }

  async untilConnected(): Promise<void> {
    await until(() => this.#sockets.size > 0);
  }

  send(text: string): void {
    for (const socket of this.#sockets) socket.write(text);
  }

  /** Sends what `next` gives, again and again. */
  every(milliseconds: number, next: (count: number) => string): void {
    let count = 0;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.send(next(count++)), milliseconds);
  }

  pause(): void {
    clearInterval(this.#timer);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }
}

/** A frame by its items. */
export const frameOf = (items: Readonly<Record<string, string | number>>): string =>
  `&&\r\n${Object.entries(items)
    .map(([code, value]) => `${code}${value}\r\n`)
    .join("")}!!\r\n`;
