/**
 * Frames published to a broker: `mqtt://broker/prefix?per=code&qos=1`. A topic for each stream, `prefix/rig-7`, or for each code of it,
 * `prefix/rig-7/0108`, and for its events, `prefix/rig-7/events`, whose last message the broker keeps for those who come later. While the broker cannot be
 * reached, and when it takes less than arrives, messages are dropped.
 */
import type { IClientOptions, MqttClient } from "mqtt";
import { frameDocument, itemDocument } from "../../frame/frame-document.js";
import type { Frame } from "../../frame/frame-reader.js";
import { passwordIn } from "../../input/link/password.js";
import {
  secureOptions,
  secureReason,
  type TlsOptions,
  tlsOptionsIn,
} from "../../input/link/transport/tls-options.js";
import { choice, LinkUrl, text, truth } from "../../network/link-url.js";
import { instant } from "../../text/instant.js";
import type { Catalog } from "../../wits/catalog/overlay.js";
import type { Outlet } from "./feed.js";
import type { Decoding, Passing } from "./passing.js";

export interface MqttTopicsOptions {
  readonly tls?: TlsOptions | undefined;
  /** Says why nothing is published; undefined: it can be again. */
  readonly onTrouble?: ((trouble: string | undefined) => void) | undefined;
}

/** Messages that may wait for the broker to take them. */
const MOST_WAITING = 10_000;
/** Milliseconds between two attempts to reach it. */
const RECONNECT = 2000;
/** Milliseconds in which it must take what is left at the end. */
const PATIENCE = 1000;

interface Publishing {
  readonly prefix: string;
  readonly perCode: boolean;
  readonly qos: 0 | 1;
  readonly retain: boolean;
}

/** What the URL of a broker says. Throws as `MqttTopics.open`, which connects besides. */
export async function publishingTo(
  address: string,
  tls?: TlsOptions | undefined,
): Promise<{ url: LinkUrl; client: IClientOptions; publishing: Publishing }> {
  const url = new LinkUrl(address);
  const secure = url.scheme === "mqtts";
  if (!secure && url.scheme !== "mqtt") throw url.failure("a broker is mqtt:// or mqtts://");
  if (url.host === "") throw url.failure("a broker's host follows, such as mqtt://broker/rigs");
  const prefix = url.path.replace(/^\/|\/$/g, "");
  if (/[+#]/.test(prefix))
    throw url.failure("+ and # stand for topics that others choose; nobody publishes to them");
  const publishing = {
    prefix,
    perCode: url.parameter("per", choice(["frame", "code"])) === "code",
    qos: Number(url.parameter("qos", choice(["0", "1"])) ?? "0") as 0 | 1,
    retain: url.parameter("retain", truth) ?? true,
  };
  const clientId = url.parameter("clientId", text);
  const version = url.parameter("version", choice(["3.1.1", "5"])) ?? "3.1.1";
  const password = passwordIn(url);
  const files = secure ? await secureOptions(tlsOptionsIn(url, tls)) : {};
  url.checkParameters();
  const secret = await password();
  const client: IClientOptions = {
    ...files,
    host: url.host,
    port: url.port ?? (secure ? 8883 : 1883),
    protocol: secure ? "mqtts" : "mqtt",
    protocolVersion: version === "5" ? 5 : 4,
    reconnectPeriod: RECONNECT,
    queueQoSZero: false,
    ...(clientId === undefined ? {} : { clientId }),
    ...(url.user === undefined ? {} : { username: url.user }),
    ...(secret === undefined ? {} : { password: secret }),
  };
  return { url, client, publishing };
}

export class MqttTopics implements Outlet {
  readonly #client: MqttClient;
  readonly #publishing: Publishing;
  readonly #catalog: Catalog;
  readonly #utc: boolean;
  #waiting = 0;
  /** Told to end, it closes the connection itself, which is no trouble. */
  #ended = false;
  /** Messages that were not published. */
  dropped = 0;

  /** Throws Failure("usage") for a URL that can never be, Failure("input") for a file of it that cannot be read. */
  static async open(
    address: string,
    decoding: Decoding,
    { tls, onTrouble }: MqttTopicsOptions = {},
  ): Promise<MqttTopics> {
    const { url, client, publishing } = await publishingTo(address, tls);
    const { connect } = await import("mqtt");
    const topics = new MqttTopics(connect(client), publishing, decoding);
    topics.#tell(url.shown, onTrouble);
    return topics;
  }

  private constructor(client: MqttClient, publishing: Publishing, { catalog, options }: Decoding) {
    this.#client = client;
    this.#publishing = publishing;
    this.#catalog = catalog;
    this.#utc = options.timezone !== undefined;
  }

  readonly idle = false;

  get connected(): boolean {
    return this.#client.connected;
  }

  async take(passing: Passing): Promise<void> {
    const { stream, arrival } = passing.whole;
    const topic = topicOf(this.#publishing.prefix, stream);
    const arrived = new Date(arrival).toISOString();
    for (const event of await passing.found()) this.#publish(`${topic}/events`, event);
    for (const frame of await passing.frames()) {
      if (frame.number === undefined) continue;
      if (this.#publishing.perCode) this.#publishItems(topic, frame, arrived);
      else {
        const document = frameDocument(frame, stream, { catalog: this.#catalog, utc: this.#utc });
        this.#publish(topic, { ...document, arrival: arrived });
      }
    }
  }

  async end(): Promise<void> {
    this.#ended = true;
    await new Promise<void>((resolve) => {
      const late = setTimeout(() => this.#client.end(true, () => resolve()), PATIENCE);
      if (!this.#client.connected) this.#client.end(true, () => resolve());
      else this.#client.end(false, () => resolve());
      late.unref();
    });
  }

  #publishItems(topic: string, { timestamp, lines }: Frame, arrived: string): void {
    const time = timestamp === undefined ? null : instant(timestamp, this.#utc, "exact");
    for (const line of lines) {
      if (line.kind === "reject") continue;
      const document = itemDocument(line, this.#catalog);
      this.#publish(`${topic}/${document.code}`, { timestamp: time, ...document, arrival: arrived });
    }
  }

  #publish(topic: string, document: unknown): void {
    if (!this.#client.connected || this.#waiting >= MOST_WAITING) {
      this.dropped++;
      return;
    }
    const { qos, retain } = this.#publishing;
    this.#waiting++;
    this.#client.publish(topic, JSON.stringify(document), { qos, retain }, (error) => {
      this.#waiting--;
      if (error) this.dropped++;
    });
  }

  #tell(shown: string, onTrouble: ((trouble: string | undefined) => void) | undefined): void {
    let said: string | undefined;
    const say = (trouble: string | undefined): void => {
      if (trouble !== said && !this.#ended) onTrouble?.(trouble);
      said = trouble;
    };
    const failed = (error: unknown): void => say(`cannot publish to ${shown}: ${secureReason(error)}`);
    this.#client.on("error", failed);
    this.#client.on("close", () => {
      if (said === undefined) failed(new Error("the broker has closed the connection"));
    });
    this.#client.on("connect", () => {
      // Each message that waits for a slow line listens to it, and there are bounds to how many do: no leak.
      this.#client.stream.setMaxListeners(0);
      say(undefined);
    });
  }
}

/** A stream's name without what means something in topics. Its slash, before a sender, begins a level. */
const topicOf = (prefix: string, stream: string): string =>
  [prefix, stream.replace(/[+#:\s/]*[+#:\s][+#:\s/]*/g, "_")].filter((level) => level !== "").join("/");
