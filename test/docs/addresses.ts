/** The addresses that a page names, and those that stand for them here: a real sender, and ports that are free. */
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { Page } from "./page.js";
import { type Sender, startSender } from "./sender.js";

const SENDER = "10.0.0.5:12345";
const LOCAL = /(127\.0\.0\.1|0\.0\.0\.0|localhost):([1-9]\d+)/g;
/** Where commands listen when they are not told. */
const USUAL: readonly [RegExp, string][] = [
  [/(?<=witskit mock-server)(?!.*:\/\/)/, " tcp-listen://127.0.0.1:9872"],
];

export class Addresses {
  readonly #ports: ReadonlyMap<string, string>;
  readonly #sender: Sender;

  private constructor(ports: ReadonlyMap<string, string>, sender: Sender) {
    this.#ports = ports;
    this.#sender = sender;
  }

  /** Those of the page, and of the files that stand beside it. */
  static async of(page: Page, files: readonly string[] = []): Promise<Addresses> {
    const told = [page.text, ...files, ...USUAL.map(([, url]) => url)].join("\n");
    const named = new Set([...told.matchAll(LOCAL)].map(([, , port]) => port!));
    const ports = new Map<string, string>();
    for (const port of named) ports.set(port, await freePort());
    return new Addresses(ports, await startSender());
  }

  real(text: string): string {
    return USUAL.reduce((line, [command, url]) => line.replace(command, url), text)
      .replaceAll(SENDER, `127.0.0.1:${this.#sender.port}`)
      .replaceAll(LOCAL, (_, host, port) => `${host}:${this.#ports.get(port) ?? port}`);
  }

  /** What was printed, with the addresses of the page. */
  asShown(printed: string): string {
    let text = printed.replaceAll(`127.0.0.1:${this.#sender.port}`, SENDER);
    for (const [shown, real] of this.#ports) text = text.replaceAll(`:${real}`, `:${shown}`);
    return text;
  }

  close(): Promise<void> {
    return this.#sender.close();
  }
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return String(port);
}
