/**
 * What is decoded, published to NATS as it passes: `rig.STREAM.frames`, an object a frame, `.batches`, Arrow streams of a few rows each, and
 * `.events`. For who looks on: while the server cannot be reached, and when it takes less than arrives, messages are dropped. The bytes
 * themselves, of which none is, go from the journal, see `delivery/nats.ts`.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { MsgHdrs, NatsConnection } from "@nats-io/transport-node";
import { frameDocument } from "../../frame/frame-document.js";
import { tokenOf } from "../../input/link/transport/nats-message.js";
import type { NatsPublishing } from "../delivery/nats.js";
import { reasonIn } from "../lookers-on.js";
import type { Outlet } from "./feed.js";
import type { Decoding, Passing } from "./passing.js";

/** Bytes that may wait for the server to take them. */
const MOST_WAITING = 8 << 20;
/** Milliseconds between two attempts to reach it. */
const RECONNECT = 2000;
/** Milliseconds in which it must take what is left at the end. */
const PATIENCE = 1000;

export class NatsSubjects implements Outlet {
  readonly #publishing: NatsPublishing;
  readonly #decoding: Decoding;
  readonly #onTrouble: (trouble: string | undefined) => void;
  readonly #ending = new AbortController();
  readonly #running: Promise<void>;
  #connection: NatsConnection | undefined;
  #headers: (() => MsgHdrs) | undefined;
  #waiting = 0;
  #said: string | undefined;
  /** Messages that were not published. */
  dropped = 0;

  constructor(
    publishing: NatsPublishing,
    decoding: Decoding,
    onTrouble: (trouble: string | undefined) => void = () => {},
  ) {
    this.#publishing = publishing;
    this.#decoding = decoding;
    this.#onTrouble = onTrouble;
    this.#running = this.#run();
  }

  readonly idle = false;

  get connected(): boolean {
    return this.#connection !== undefined;
  }

  async take(passing: Passing): Promise<void> {
    const { publish, prefix } = this.#publishing;
    const { stream, arrival, offset } = passing.whole;
    const subject = `${prefix}.${tokenOf(stream)}`;
    const arrived = new Date(arrival).toISOString();
    const { catalog, options } = this.#decoding;
    if (publish.includes("events"))
      for (const event of await passing.found()) this.#publish(`${subject}.events`, JSON.stringify(event));
    if (publish.includes("frames")) {
      for (const frame of await passing.frames()) {
        if (frame.number === undefined) continue;
        const document = frameDocument(frame, stream, { catalog, utc: options.timezone !== undefined });
        this.#publish(`${subject}.frames`, JSON.stringify({ ...document, arrival: arrived }));
      }
    }
    if (publish.includes("batches")) {
      const { ipcWriter } = await import("../../columns/arrow/ipc.js");
      // Each message is a stream of its own: who comes later understands it too.
      const writer = ipcWriter(await this.#decoding.schema(), "stream");
      const chunks = (await passing.batches()).flatMap((batch) =>
        writer.write(batch).map((chunk) => chunk.slice()),
      );
      if (chunks.length > 0)
        this.#publish(`${subject}.batches`, Buffer.concat([...chunks, ...writer.finish()]), offset);
    }
  }

  async end(): Promise<void> {
    this.#ending.abort();
    const connection = this.#connection;
    if (connection !== undefined) {
      await Promise.race([connection.flush().catch(() => undefined), delay(PATIENCE)]);
      await connection.close().catch(() => undefined);
    }
    await this.#running;
  }

  #publish(subject: string, payload: string | Uint8Array, offset?: number): void {
    const connection = this.#connection;
    const bytes = typeof payload === "string" ? Buffer.from(payload) : payload;
    const largest = connection?.info?.max_payload ?? 0;
    if (connection === undefined || this.#waiting > MOST_WAITING || bytes.length > largest) {
      this.dropped++;
      return;
    }
    const headers = offset === undefined ? undefined : this.#headers?.();
    headers?.set("Witskit-Offset", String(offset));
    this.#waiting += bytes.length;
    try {
      connection.publish(subject, bytes, headers === undefined ? {} : { headers });
    } catch {
      this.dropped++;
    }
    connection
      .flush()
      .catch(() => undefined)
      .finally(() => {
        this.#waiting -= bytes.length;
      });
  }

  /** Keeps a connection, and says once why there is none. */
  async #run(): Promise<void> {
    const { signal } = this.#ending;
    const { server, url } = this.#publishing;
    this.#headers = (await import("@nats-io/transport-node")).headers;
    while (!signal.aborted) {
      try {
        const connection = await server.connect(signal);
        this.#connection = connection;
        this.#say(undefined);
        const error = await connection.closed();
        if (!signal.aborted)
          this.#say(`cannot publish to ${url.bare}: ${reasonIn(error ?? "it closed the connection")}`);
      } catch (error) {
        if (!signal.aborted) this.#say(`cannot publish to ${url.bare}: ${reasonIn(error)}`);
      }
      this.#connection = undefined;
      await delay(RECONNECT, undefined, { signal }).catch(() => undefined);
    }
  }

  #say(trouble: string | undefined): void {
    if ((trouble === undefined) === (this.#said === undefined)) return;
    this.#said = trouble;
    this.#onTrouble(trouble);
  }
}
