/**
 * What the system dropped of the datagrams to a port because nobody fetched them in time. Linux tells how many; their
 * bytes are reckoned from the mean of those that came. Elsewhere it stays 0.
 */
import { readFile } from "node:fs/promises";

const EVERY = 1000;

export class DropCount {
  readonly #port: string;
  readonly #timer: NodeJS.Timeout;
  #datagrams = 0;
  #bytes = 0;
  #dropped = 0;

  constructor(port: number) {
    this.#port = port.toString(16).toUpperCase().padStart(4, "0");
    this.#timer = setInterval(() => void this.#look(), EVERY).unref();
  }

  /** A datagram of so many bytes came. */
  note(bytes: number): void {
    this.#datagrams++;
    this.#bytes += bytes;
  }

  get bytes(): number {
    return this.#datagrams === 0 ? 0 : Math.round((this.#dropped * this.#bytes) / this.#datagrams);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    let dropped = 0;
    for (const table of ["/proc/net/udp", "/proc/net/udp6"]) {
      const text = await readFile(table, "latin1").catch(() => "");
      for (const line of text.split("\n").slice(1)) {
        // sl, local address:port, ...; the last column is what was dropped.
        const columns = line.trim().split(/\s+/);
        if (columns[1]?.endsWith(`:${this.#port}`)) dropped += Number(columns.at(-1));
      }
    }
    this.#dropped = Math.max(this.#dropped, dropped);
  }
}
