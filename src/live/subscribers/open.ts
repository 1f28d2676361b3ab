/** The subscribers that a live run is given on the command line: standard output, a port, a broker. */
import type { DataOptions } from "../../input/feed/options.js";
import type { TlsOptions } from "../../input/link/transport/tls-options.js";
import { type Code, formatCode } from "../../wits/catalog/code.js";
import type { RigWatch } from "../analysis/rig-watch.js";
import type { NatsPublishing } from "../delivery/nats.js";
import { Feed, type Outlet } from "./feed.js";
import type { SubscriberFormat } from "./formats.js";
import type { MqttTopics } from "./mqtt-topics.js";
import type { NatsSubjects } from "./nats-subjects.js";
import { Decoding } from "./passing.js";
import type { StandardOutput } from "./standard-output.js";
import type { TcpClients } from "./tcp-clients.js";
import type { Webhook } from "./webhook.js";
import type { ReceiversOptions, WitsReceivers } from "./wits-receivers.js";

export interface SubscribersOptions {
  readonly data: DataOptions;
  /** The format on standard output, where frames go there. */
  readonly stdout?: SubscriberFormat | undefined;
  /** `HOST:PORT` where clients connect, see TcpClients. */
  readonly toTcp?: string | undefined;
  /** `mqtt://broker/prefix`, see MqttTopics. */
  readonly toMqtt?: string | undefined;
  /** `tcp-listen://0.0.0.0:9873`, where receivers of WITS are, see WitsReceivers; and how it is written for them. */
  readonly toWits?: (Omit<ReceiversOptions, "onTrouble"> & { readonly url: string }) | undefined;
  /** What `--to-nats` publishes besides raw bytes, see NatsSubjects. */
  readonly toNats?: NatsPublishing | undefined;
  /** `https://host/path` that events are posted to, see Webhook. */
  readonly toWebhook?: string | undefined;
  /** What signs them. */
  readonly webhookSecret?: string | undefined;
  /** What the rigs do; without it there are no events. */
  readonly watch?: RigWatch | undefined;
  /** Who else takes frames. */
  readonly others?: readonly Outlet[] | undefined;
  readonly tls?: TlsOptions | undefined;
  readonly onTrouble?: ((trouble: string | undefined) => void) | undefined;
  /** Whether the recording has no time to spare, see LiveRun. */
  readonly busy?: (() => boolean) | undefined;
}

export interface Subscribers {
  /** To be subscribed with. */
  readonly feed: Feed;
  readonly stdout: StandardOutput | undefined;
  readonly tcp: TcpClients | undefined;
  readonly mqtt: MqttTopics | undefined;
  readonly nats: NatsSubjects | undefined;
  readonly webhook: Webhook | undefined;
  readonly wits: WitsReceivers | undefined;
}

/** Undefined where there is none. Throws the Failure of the first that cannot be opened. */
export async function openSubscribers(options: SubscribersOptions): Promise<Subscribers | undefined> {
  const {
    data,
    stdout: format,
    toTcp,
    toMqtt,
    toWits,
    toNats,
    toWebhook,
    webhookSecret,
    watch,
    others = [],
    tls,
    onTrouble,
    busy,
  } = options;
  const decoding = new Decoding(data, onTrouble, watch);
  const opened: Outlet[] = [];
  try {
    const keep = <One extends Outlet>(one: One): One => {
      opened.push(one);
      return one;
    };
    const stdout =
      format && keep(await (await import("./standard-output.js")).StandardOutput.open(format, decoding));
    const tcp =
      toTcp === undefined
        ? undefined
        : keep(await (await import("./tcp-clients.js")).TcpClients.open(toTcp, decoding));
    const mqtt =
      toMqtt === undefined
        ? undefined
        : keep(
            await (await import("./mqtt-topics.js")).MqttTopics.open(toMqtt, decoding, { tls, onTrouble }),
          );
    const wits =
      toWits === undefined
        ? undefined
        : keep(
            await (await import("./wits-receivers.js")).WitsReceivers.open(toWits.url, decoding, {
              ...toWits,
              onTrouble,
            }),
          );
    const nats =
      toNats === undefined
        ? undefined
        : keep(new (await import("./nats-subjects.js")).NatsSubjects(toNats, decoding, onTrouble));
    const webhook =
      toWebhook === undefined
        ? undefined
        : keep(new (await import("./webhook.js")).Webhook(toWebhook, { secret: webhookSecret, onTrouble }));
    if (opened.length + others.length === 0 && watch === undefined) return undefined;
    return { feed: new Feed(decoding, [...opened, ...others], busy), stdout, tcp, mqtt, nats, webhook, wits };
  } catch (error) {
    await Promise.all([watch?.end(), ...opened.map((one) => one.end())]);
    throw error;
  }
}

/** What did not get through, a sentence for each subscriber that it concerns. */
export function dropText({ feed, stdout, tcp, mqtt, nats, webhook, wits }: Subscribers): string[] {
  const count = (n: number): string => n.toLocaleString("en-US");
  return [
    feed.dropped > 0 && `${count(feed.dropped)} bytes came faster than they could be decoded for subscribers`,
    stdout &&
      stdout.dropped > 0 &&
      `standard output was too slow for ${count(stdout.dropped)} bytes of frames`,
    tcp && tcp.dropped > 0 && `${count(tcp.dropped)} clients were disconnected because they did not read`,
    mqtt && mqtt.dropped > 0 && `${count(mqtt.dropped)} messages could not be published`,
    wits &&
      wits.dropped > 0 &&
      `receivers of WITS were too slow, or silent, for ${count(wits.dropped)} frames`,
    wits && wits.leftOut.size > 0 && `receivers of WITS have no place for ${codesText(wits.leftOut)}`,
    wits &&
      wits.asNull.size > 0 &&
      `receivers of WITS take for a null, as it is written so: ${codesText(wits.asNull)}`,
    nats && nats.dropped > 0 && `${count(nats.dropped)} messages could not be published to NATS`,
    webhook && webhook.dropped > 0 && `${count(webhook.dropped)} events could not be posted`,
  ].filter((text) => typeof text === "string");
}

const codesText = (values: ReadonlyMap<Code, number>): string =>
  [...values]
    .map(
      ([code, count]) =>
        `${count.toLocaleString("en-US")} ${count === 1 ? "value" : "values"} of ${formatCode(code)}`,
    )
    .join(", ");
