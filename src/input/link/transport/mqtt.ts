/**
 * `mqtt://broker/topic`, `mqtts://`: what is published to a topic or, with wildcards, to many, each a stream of its own.
 * With quality of service 1 a message is acknowledged when it is settled and not before: until then the broker keeps it.
 * With a client id of one's own it keeps what comes while the link is down, too.
 *
 * Quality of service 2 is not offered: the client acknowledges it before anybody can have put it on disk.
 */

import type { IClientOptions, IPublishPacket, MqttClient } from "mqtt";
import type { FailureCode } from "../../../failure/codes.js";
import { Failure } from "../../../failure/failure.js";
import { addressText } from "../../../network/address.js";
import { choice, type LinkUrl, text, truth } from "../../../network/link-url.js";
import { durationIn } from "../../../text/duration.js";
import { abortable } from "../../bytes/abortable.js";
import { arrivalNow } from "../../bytes/arrival-clock.js";
import { Inbox } from "../../bytes/inbox.js";
import { passwordIn } from "../password.js";
import { Acknowledgements } from "./mqtt-acknowledgements.js";
import { CONNECT_TIMEOUT } from "./tcp.js";
import { secureCode, secureOptions, secureReason, tlsOptionsIn } from "./tls-options.js";
import { Topic } from "./topic.js";
import type { Connection, Opened, Transport } from "./transport.js";
import type { TransportOptions } from "./transport-options.js";

/** How long a broker of MQTT 5 keeps what came while the link was down. */
const SESSION_EXPIRY = 7 * 86_400_000;
const KEEP_ALIVE = 30_000;

interface Subscription {
  readonly topic: string;
  readonly qos: 0 | 1;
  /** Whether what a broker kept as the last message of a topic counts. */
  readonly retained: boolean;
}

export function mqttTransport(url: LinkUrl, options: TransportOptions): Transport {
  const secure = url.scheme === "mqtts";
  const port = url.port ?? (secure ? 8883 : 1883);
  const { connectTimeout = CONNECT_TIMEOUT } = options;
  if (url.host === "") throw url.failure("a broker's host follows, such as mqtt://broker/rigs/7/wits");
  const subscription: Subscription = {
    topic: url.path.slice(1),
    qos: Number(url.parameter("qos", choice(["0", "1"])) ?? "1") as 0 | 1,
    retained: url.parameter("retained", truth) ?? false,
  };
  checkTopic(url, subscription.topic);
  const clientId = url.parameter("clientId", text);
  const version = url.parameter("version", choice(["3.1.1", "5"])) ?? "3.1.1";
  const keepAlive = url.parameter("keepAlive", durationIn) ?? KEEP_ALIVE;
  const sessionExpiry = url.parameter("sessionExpiry", durationIn) ?? SESSION_EXPIRY;
  const password = passwordIn(url);
  const tls = secure ? tlsOptionsIn(url, options.tls) : undefined;
  const client: IClientOptions = {
    host: url.host,
    port,
    protocol: secure ? "mqtts" : "mqtt",
    protocolVersion: version === "5" ? 5 : 4,
    ...(clientId === undefined ? {} : { clientId }),
    clean: clientId === undefined,
    keepalive: Math.max(1, Math.round(keepAlive / 1000)),
    connectTimeout,
    // Whether to connect again is for the link to say.
    reconnectPeriod: 0,
    resubscribe: false,
    ...(version === "5" && clientId !== undefined
      ? { properties: { sessionExpiryInterval: Math.round(sessionExpiry / 1000) } }
      : {}),
    ...(url.user === undefined ? {} : { username: url.user }),
  };
  const acknowledgements = new Acknowledgements();
  return {
    shown: url.shown,
    async open(signal) {
      const secret = await password();
      const told = { ...client, ...(secret === undefined ? {} : { password: secret }) };
      const files = tls === undefined ? {} : await secureOptions(tls);
      const { connect } = await import("mqtt");
      signal.throwIfAborted();
      const broker = addressText(url.host, port);
      return new Broker(connect({ ...told, ...files }), broker, subscription, acknowledgements).open(signal);
    },
  };
}

/** One connection to a broker, and the topics that were heard in it. */
class Broker {
  readonly #client: MqttClient;
  readonly #name: string;
  readonly #subscription: Subscription;
  readonly #acknowledgements: Acknowledgements;
  readonly #topics = new Map<string, Topic>();
  readonly #arriving = new Inbox<Connection>({ sizeOf: () => 1, most: Number.POSITIVE_INFINITY });
  #error: unknown;
  #onMessage: () => void = () => {};

  constructor(
    client: MqttClient,
    name: string,
    subscription: Subscription,
    acknowledgements: Acknowledgements,
  ) {
    this.#client = client;
    this.#name = name;
    this.#subscription = subscription;
    this.#acknowledgements = acknowledgements;
    acknowledgements.begin((id) => {
      if (client.connected) client.stream.write(acknowledgementOf(id));
    });
    // Before anything else: a broker that kept messages sends them with its first word.
    client.handleMessage = (packet, done) => this.#take(packet, done);
    client.on("error", (error) => {
      this.#error = error;
    });
    client.on("disconnect", (packet) => {
      this.#error = new Error(`it said goodbye with the reason ${packet.reasonCode}`);
    });
  }

  async open(signal: AbortSignal): Promise<Opened> {
    const client = this.#client;
    try {
      await abortable(signal, this.#connected());
      // What a broker kept comes before it answers, and holds its answer up until it is taken.
      const firstMessage = new Promise<void>((resolve) => {
        if (this.#topics.size > 0) resolve();
        else this.#onMessage = resolve;
      });
      const subscribed = this.#subscribe();
      subscribed.catch((error: unknown) => this.#finish(this.#failure("cannot subscribe at", error)));
      await abortable(signal, Promise.race([subscribed, firstMessage]));
    } catch (error) {
      await this.#end();
      signal.throwIfAborted();
      throw this.#failure("cannot subscribe at", error);
    }
    client.on("close", () => {
      this.#finish(
        this.#failure("lost the connection to", this.#error ?? new Error("it closed the connection")),
      );
    });
    return {
      connections: this.#arriving,
      close: async () => {
        this.#finish();
        await this.#end();
      },
    };
  }

  #connected(): Promise<void> {
    const client = this.#client;
    return new Promise((resolve, reject) => {
      client.once("connect", () => resolve());
      client.once("error", (error) => reject(error));
      client.once("close", () => reject(this.#error ?? new Error("it closed the connection")));
    });
  }

  async #subscribe(): Promise<void> {
    const { topic, qos } = this.#subscription;
    const granted = await this.#client.subscribeAsync(topic, { qos });
    if (granted.some((one) => one.qos > 2)) {
      throw new Error(`it refuses the subscription to ${topic}; check the rights of the user`);
    }
  }

  #failure(what: string, error: unknown): Failure {
    return new Failure(brokerCode(error), `${what} ${this.#name}: ${brokerReason(error)}`, { cause: error });
  }

  /** The client goes on with what follows when `done` is called; called with an error it acknowledges nothing itself. */
  #take(packet: IPublishPacket, done: (error?: Error) => void): void {
    const { topic, payload, qos, retain, messageId: id = 0, dup: again } = packet;
    const bytes = typeof payload === "string" ? Buffer.from(payload) : payload;
    if (qos === 0) {
      if (this.#counts(bytes, retain)) this.#give(topic, bytes, undefined, done);
      else done();
      return;
    }
    const acknowledgements = this.#acknowledgements;
    const goOn = (): void => done(new Error("it is acknowledged later"));
    const owed = acknowledgements.note({ id, topic, payload: bytes, again });
    if (owed === undefined) goOn();
    else if (this.#counts(bytes, retain)) {
      this.#give(topic, bytes, () => acknowledgements.settle(owed), goOn);
    } else {
      acknowledgements.settle(owed);
      goOn();
    }
  }

  #give(topic: string, bytes: Uint8Array, settle: (() => void) | undefined, goOn: () => void): void {
    void this.#topic(topic)
      .give([{ bytes, arrival: arrivalNow() }], settle)
      .then(goOn);
  }

  /** Whether a message is part of the stream. */
  #counts(bytes: Uint8Array, retain: boolean): boolean {
    return bytes.length > 0 && (!retain || this.#subscription.retained);
  }

  #topic(name: string): Topic {
    let topic = this.#topics.get(name);
    if (topic === undefined) {
      // With others beside it, it is named.
      const sender = /[+#]/.test(this.#subscription.topic) ? name : undefined;
      topic = new Topic({ peer: name, sender }, () => this.#topics.delete(name));
      this.#topics.set(name, topic);
      this.#arriving.push(topic);
      this.#onMessage();
    }
    return topic;
  }

  #finish(fault?: Failure): void {
    for (const topic of this.#topics.values()) topic.end();
    this.#arriving.end(fault);
  }

  /** Says goodbye. A client that waits for an acknowledgement reads no more, and does not see the broker hang up. */
  async #end(): Promise<void> {
    const client = this.#client;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        client.stream.destroy();
        resolve();
      }, GOODBYE);
      client.end(false, () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

const GOODBYE = 250;

/** PUBACK, which says in both versions that all is well when it is as short as this (MQTT 5.0, 3.4). */
const acknowledgementOf = (id: number): Uint8Array => Uint8Array.of(0x40, 2, id >> 8, id & 0xff);

function checkTopic(url: LinkUrl, topic: string): void {
  if (topic === "") throw url.failure("a topic follows the broker, such as mqtt://broker/rigs/+/wits");
  const levels = topic.split("/");
  const wrong = levels.find(
    (level, i) =>
      (level.includes("#") && (level !== "#" || i < levels.length - 1)) ||
      (level.includes("+") && level !== "+"),
  );
  if (wrong !== undefined) {
    throw url.failure(
      `"${wrong}" in its topic is no level: + stands for a whole level, # for all that follow, at the end`,
    );
  }
}

const REFUSALS: Readonly<Record<number, string>> = {
  1: "it does not speak this version of MQTT; version says which one to speak",
  2: "it does not admit this clientId",
  3: "it is not available now",
  4: "user or password is wrong",
  5: "the user has no right to connect",
  132: "it does not speak this version of MQTT; version says which one to speak",
  133: "it does not admit this clientId",
  134: "user or password is wrong",
  135: "the user has no right to do this",
  142: "another client has connected with this clientId",
};

/** Refusals that another user, password or certificate would not meet. */
const NOT_ADMITTED: readonly number[] = [2, 4, 5, 133, 134, 135];

function brokerCode(error: unknown): FailureCode {
  const { code } = error as { code?: unknown };
  if (typeof code === "number") return NOT_ADMITTED.includes(code) ? "not-admitted" : "unreachable";
  return isLate(error) ? "no-answer" : secureCode(error);
}

/** The client has no code for it. */
const isLate = (error: unknown): boolean => error instanceof Error && /connack timeout/i.test(error.message);

function brokerReason(error: unknown): string {
  const { code } = error as { code?: unknown };
  if (typeof code === "number" && REFUSALS[code] !== undefined) return REFUSALS[code];
  if (isLate(error)) return "it did not answer in time; check that it speaks MQTT there";
  return secureReason(error);
}
