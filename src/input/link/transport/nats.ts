/**
 * `nats://hub:4222/rig.*.raw?consumer=centre`: what edge boxes publish of their journals, a rig a subject, from a stream of JetStream.
 * A message is acknowledged when it is on disk; until then, and while we are away, the broker keeps it for the consumer of that name.
 *
 * Each session begins behind the last message up to which all are acknowledged, in the order of the stream: what a session before had
 * under way would come late otherwise, behind newer ones. What comes twice so is known by its place.
 */
import { createHash } from "node:crypto";
import type { ConsumerConfig, ConsumerMessages, JetStreamManager, JsMsg } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import { Failure } from "../../../failure/failure.js";
import { choice, type LinkUrl } from "../../../network/link-url.js";
import { arrivalNow } from "../../bytes/arrival-clock.js";
import { Inbox } from "../../bytes/inbox.js";
import { journalPlace } from "../../bytes/journal-place.js";
import { type MessagePlace, placeTold, streamIn } from "./nats-message.js";
import { natsFailure, natsServer } from "./nats-server.js";
import { CONNECT_TIMEOUT } from "./tcp.js";
import { Topic } from "./topic.js";
import type { Chunk, Connection, Opened, Transport } from "./transport.js";
import type { TransportOptions } from "./transport-options.js";

/** Messages that the broker sends ahead: of those of an edge box, 16 MiB at most. */
const AHEAD = 100;
/** Nanoseconds: after so long without an acknowledgement the broker sends again. A disk may be full for as long. */
const ACKNOWLEDGED_WITHIN = 60e9;
/** Nanoseconds for which the broker remembers a consumer without a name. */
const FORGOTTEN_AFTER = 60e9;
const CONSUMER = "witskit";

interface Consuming {
  readonly subject: string;
  readonly stream: string | undefined;
  /** The consumer's name at the broker; undefined for one that it forgets. */
  readonly consumer: string | undefined;
  readonly from: "start" | "new";
  readonly share: Share | undefined;
}

interface Share {
  readonly index: number;
  readonly of: number;
}

export function natsTransport(url: LinkUrl, options: TransportOptions): Transport {
  const { connectTimeout = CONNECT_TIMEOUT, kept = false } = options;
  const subject = url.path.slice(1);
  checkSubject(url, subject);
  const server = natsServer(url, { tls: options.tls, connectTimeout });
  const consumer = url.parameter("consumer", nameIn) ?? (kept ? CONSUMER : undefined);
  const consuming: Consuming = {
    subject,
    consumer,
    stream: url.parameter("stream", nameIn),
    from: url.parameter("from", choice(["start", "new"])) ?? (consumer === undefined ? "new" : "start"),
    share: url.parameter("share", shareIn),
  };
  return {
    shown: url.shown,
    tellsPlaces: true,
    async open(signal) {
      const connection = await server.connect(signal);
      try {
        return await new Session(connection, server.address, consuming).open();
      } catch (error) {
        await connection.close();
        signal.throwIfAborted();
        throw natsFailure(`cannot consume ${subject} of ${server.address}`, error);
      }
    },
  };
}

/** One connection to the broker, and the rigs that were heard in it. */
class Session {
  readonly #connection: NatsConnection;
  readonly #address: string;
  readonly #consuming: Consuming;
  readonly #rigs = new Map<string, Topic>();
  readonly #arriving = new Inbox<Connection>({ sizeOf: () => 1, most: Number.POSITIVE_INFINITY });
  #messages: ConsumerMessages | undefined;
  #closing = false;

  constructor(connection: NatsConnection, address: string, consuming: Consuming) {
    this.#connection = connection;
    this.#address = address;
    this.#consuming = consuming;
  }

  async open(): Promise<Opened> {
    const { jetstreamManager } = await import("@nats-io/jetstream");
    const manager = await jetstreamManager(this.#connection);
    const { stream = await this.#streamAt(manager) } = this.#consuming;
    const name = await this.#consumerAt(manager, stream);
    const consumer = await manager.jetstream().consumers.get(stream, name);
    this.#messages = await consumer.consume({ max_messages: AHEAD, abort_on_missing_resource: true });
    void this.#read(this.#messages);
    void this.#connection.closed().then((error) => {
      if (!this.#closing) this.#finish(this.#lost(error ?? new Error("it closed the connection")));
    });
    return { connections: this.#arriving, close: () => this.#close() };
  }

  async #streamAt(manager: JetStreamManager): Promise<string> {
    const { subject } = this.#consuming;
    try {
      return await manager.streams.find(subject);
    } catch (error) {
      if (!/no stream matches/i.test((error as Error).message)) throw error;
      throw new Failure(
        "unreachable",
        `no stream of ${this.#address} holds ${subject}: the first edge box that publishes there makes one, see --to-nats`,
      );
    }
  }

  /** Answers the name of a consumer that gives in order all that was not acknowledged. */
  async #consumerAt(manager: JetStreamManager, stream: string): Promise<string> {
    const { subject, consumer: name, from } = this.#consuming;
    const config: Partial<ConsumerConfig> = {
      ack_policy: "explicit",
      ack_wait: ACKNOWLEDGED_WITHIN,
      max_ack_pending: 2 * AHEAD,
      filter_subject: subject,
      deliver_policy: from === "new" ? "new" : "all",
    };
    if (name === undefined) {
      return (await manager.consumers.add(stream, { ...config, inactive_threshold: FORGOTTEN_AFTER })).name;
    }
    const durable = { ...config, durable_name: name };
    const known = await manager.consumers.info(stream, name).catch((error: Error) => {
      if (error.name === "ConsumerNotFoundError") return undefined;
      throw error;
    });
    if (known === undefined) return (await manager.consumers.add(stream, durable)).name;
    this.#check(known.config, known.num_waiting);
    if (known.num_ack_pending === 0) return name;
    // A kill between these two makes it begin with all that is there, which is known by its place.
    await manager.consumers.delete(stream, name);
    const behind = {
      deliver_policy: "by_start_sequence",
      opt_start_seq: known.ack_floor.stream_seq + 1,
    } as const;
    return (await manager.consumers.add(stream, { ...durable, ...behind })).name;
  }

  #check({ filter_subject, ack_policy }: ConsumerConfig, waiting: number): void {
    const { subject, consumer } = this.#consuming;
    if (filter_subject !== subject || ack_policy !== "explicit") {
      throw new Failure(
        "unreachable",
        `the consumer ${consumer} of ${this.#address} is one of ${filter_subject ?? "all subjects"}, and this link asks for ${subject}; ` +
          "name another with consumer=",
      );
    }
    if (waiting > 0) {
      throw new Failure(
        "unreachable",
        `another process takes what ${this.#address} keeps for the consumer ${consumer}, and frames of a rig would be in both; ` +
          "this one goes on when that one has ended. To share the rigs, give each a consumer= and a share= of its own",
      );
    }
  }

  async #read(messages: ConsumerMessages): Promise<void> {
    try {
      for await (const message of messages) {
        if (this.#closing) return;
        await this.#take(message);
      }
      if (!this.#closing) this.#finish(this.#lost(new Error("it sends nothing any more")));
    } catch (error) {
      if (!this.#closing) this.#finish(this.#lost(error));
    }
  }

  #lost(error: unknown): Failure {
    return natsFailure(`lost the connection to ${this.#address}`, error);
  }

  /** Resolves when there is room for another. */
  async #take(message: JsMsg): Promise<void> {
    const { subject, data, headers } = message;
    const { share } = this.#consuming;
    if (data.length === 0 || (share !== undefined && shareOf(subject, share.of) !== share.index)) {
      acknowledge(message);
      return;
    }
    const rig = this.#rigOf(subject);
    const place = placeTold(headers, data.length);
    const chunks = place === undefined ? [{ bytes: data, arrival: arrivalNow() }] : chunksOf(data, place);
    await rig.give(chunks, () => acknowledge(message));
  }

  #rigOf(subject: string): Topic {
    let rig = this.#rigs.get(subject);
    if (rig === undefined) {
      const source = streamIn(subject);
      rig = new Topic({ peer: subject, sender: source ?? subject, source }, () => this.#rigs.delete(subject));
      this.#rigs.set(subject, rig);
      this.#arriving.push(rig);
    }
    return rig;
  }

  #finish(fault?: Failure): void {
    for (const rig of this.#rigs.values()) rig.end();
    this.#arriving.end(fault);
  }

  /** What was acknowledged is heard at the other end. */
  async #close(): Promise<void> {
    this.#closing = true;
    this.#finish();
    this.#messages?.stop();
    const connection = this.#connection;
    if (connection.isClosed()) return;
    await connection.drain().catch(() => undefined);
    await connection.close();
  }
}

function acknowledge(message: JsMsg): void {
  try {
    message.ack();
  } catch {
    // The connection is gone, and it comes again.
  }
}

/** The bytes of a message by their arrivals. */
function chunksOf(data: Uint8Array, { journal, offset, arrivals, joined }: MessagePlace): Chunk[] {
  let at = 0;
  return arrivals.map(({ at: arrival, size }) => {
    const place = { ...journalPlace(journal, offset + at), joined: joined || at > 0 };
    const bytes = data.subarray(at, at + size);
    at += size;
    return { bytes, arrival, place };
  });
}

// -- Parameters ------------------------------------------------------------------------------------------------

function checkSubject(url: LinkUrl, subject: string): void {
  if (subject === "") throw url.failure("a subject follows the server, such as nats://hub:4222/rig.*.raw");
  const tokens = subject.split(".");
  const wrong = tokens.find(
    (token, i) =>
      token === "" ||
      /\s/.test(token) ||
      (/[*>]/.test(token) && token !== "*" && !(token === ">" && i === tokens.length - 1)),
  );
  if (wrong !== undefined)
    throw url.failure(
      `"${wrong}" in its subject is no token: * stands for a whole one, > for all that follow, at the end`,
    );
}

function nameIn(given: string): string {
  if (/^[\w-]{1,200}$/.test(given)) return given;
  throw new Error(`"${given}" is no name at a NATS server; letters, digits, - and _ are`);
}

function shareIn(given: string): Share {
  const [, index, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(given) ?? [];
  if (index !== undefined && Number(index) >= 1 && Number(index) <= Number(of))
    return { index: Number(index), of: Number(of) };
  throw new Error(`"${given}" is no share; 2/3 is the second of three`);
}

/** Which of so many a subject belongs to, from 1: by its name alone, so that all who share agree. */
export const shareOf = (subject: string, of: number): number =>
  (createHash("sha256").update(subject).digest().readUInt32BE(0) % of) + 1;
