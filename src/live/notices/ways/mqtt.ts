/** Notices published to a broker, `mqtt://broker/rigs/notices`: a topic a rule and source, whose last message the broker keeps. */
import type { MqttClient } from "mqtt";
import { secureReason, type TlsOptions } from "../../../input/link/transport/tls-options.js";
import { publishingTo } from "../../subscribers/mqtt-topics.js";
import type { Way } from "../outbox.js";

/** Milliseconds in which a broker must take a notice. */
const ANSWER_WITHIN = 10_000;

/** Throws Failure("usage") for a URL that can never be. The broker is connected to with the first notice. */
export async function mqttWay(address: string, tls?: TlsOptions | undefined): Promise<Way> {
  const { url, client: options, publishing } = await publishingTo(address, tls);
  const { connectAsync } = await import("mqtt");
  let client: MqttClient | undefined;
  const connected = async (): Promise<MqttClient> => {
    if (client?.connected) return client;
    client?.end(true);
    const { protocol, host, port } = options;
    const broker = `${protocol}://${host?.includes(":") ? `[${host}]` : host}:${port}`;
    const told = { ...options, reconnectPeriod: 0, connectTimeout: ANSWER_WITHIN };
    client = await connectAsync(broker, told, false);
    // Why it broke off is said where something is to be sent.
    client.on("error", () => {});
    return client;
  };
  return {
    async send(notice) {
      try {
        const { prefix, retain } = publishing;
        const levels = [prefix, notice.rule, notice.source].map((level) =>
          level.replaceAll(/[+#\s:]+/g, "_"),
        );
        const topic = levels.filter((level) => level !== "").join("/");
        const publish = (await connected()).publishAsync(topic, JSON.stringify(notice), { qos: 1, retain });
        await within(ANSWER_WITHIN, publish);
      } catch (error) {
        client?.end(true);
        client = undefined;
        throw new Error(`cannot publish to ${url.shown}: ${secureReason(error)}`);
      }
    },
    async close() {
      client?.end(true);
    },
  };
}

/** Of what may never be answered. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the broker does not answer")), milliseconds);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
