/** Flags of a stream: how what arrives is kept, and who sees it pass. */

import { within } from "../../failure/option-check.js";
import { subscriberFormats } from "../../live/subscribers/formats.js";
import { sizeIn } from "../../text/byte-size.js";
import { durationIn } from "../../text/duration.js";
import { flag, oneOf, toggle } from "./flag.js";
import { addressIn, listOf, some } from "./values.js";

const logFormats = ["text", "json"] as const;

function addressee(text: string): string {
  if (/^[^\s@<>]+@[^\s@<>]+$/.test(text)) return text;
  throw new RangeError(`${text} is no address of a person, such as office@example.com`);
}

export const streamTable = {
  sync: flag({
    value: "TIME",
    description:
      "how often to make sure that what arrived is on disk, such as 500ms or 2s (default 1s); 0 does so after every read",
    environment: true,
    parse: (text): number => within(durationIn(text), 0, 3_600_000, text),
  }),
  rotateEvery: flag({
    value: "TIME",
    description: "how often what arrived becomes a part of the dataset, such as 30s, 15m or 1h (default 15m)",
    environment: true,
    parse: (text): number => within(durationIn(text), 100, 7 * 86_400_000, text),
  }),
  rotateSize: flag({
    value: "SIZE",
    description: "also make a part when this much has arrived, on all links together (default 256MiB)",
    environment: true,
    parse: sizeIn,
  }),
  keepRaw: toggle(
    "keep the bytes as they arrived, in OUT/_witskit/raw, after they became a part of the dataset",
    {
      environment: true,
    },
  ),
  quota: flag({
    value: "SIZE",
    description:
      "how large OUT may become, at least 16MiB; then the oldest raw bytes are removed, and after that senders must wait",
    environment: true,
    parse: (text): number => within(sizeIn(text), 16 << 20, Number.MAX_SAFE_INTEGER, text),
  }),
  compact: toggle(
    "make large parts of OUT out of small ones after a rotation, as `witskit compact` does it with what [compact] sets in witskit.toml",
  ),
  compactEvery: flag({
    value: "TIME",
    description: "how often --compact does it at most, such as 30m or 1d (default 1h)",
    parse: (text): number => within(durationIn(text), 100, 366 * 86_400_000, text),
  }),
  toStdout: flag({
    value: "FORMAT",
    description: `also write decoded frames to standard output: ${subscriberFormats.join(", ")}`,
    ...oneOf(subscriberFormats, "format"),
  }),
  toTcp: flag({
    value: "[HOST:]PORT",
    description:
      "a port where clients get decoded frames as NDJSON; add ?format=arrow or ?format=wits for others",
    environment: true,
    parse: some,
    check: async (address) => (await import("../../live/subscribers/tcp-clients.js")).listeningAt(address),
  }),
  toMqtt: flag({
    value: "URL",
    description: "publish frames as JSON, to a URL such as mqtt://broker/prefix?per=code&qos=1",
    environment: true,
    parse: some,
    check: async (url) => (await import("../../live/subscribers/mqtt-topics.js")).publishingTo(url),
  }),
  toWits: flag({
    value: "URL",
    description:
      "send frames as WITS in a receiver's dialect: tcp-listen://0.0.0.0:9873, tcp://host:port, serial:///dev/ttyS0; --pason half or full waits for its word",
    environment: true,
    parse: some,
    check: async (url) => (await import("../../live/subscribers/wits-receivers.js")).receiversAt(url),
  }),
  toNats: flag({
    value: "URL",
    description:
      "publish all that arrives to JetStream, nats://hub:4222/rig, from the journal of -o OUT/: what is not taken is sent again",
    environment: true,
    parse: some,
    check: async (url) => (await import("../../live/delivery/nats.js")).natsPublishing(url),
  }),
  toWebhook: flag({
    value: "URL",
    description:
      "post events of --analyze as JSON to this URL; WITS_WEBHOOK_SECRET in the environment signs them",
    environment: true,
    parse: some,
    check: async (url) => (await import("../../live/subscribers/webhook.js")).webhookUrl(url),
  }),
  report: flag({
    value: "DIR",
    description:
      "write the report of each day into DIR when the day has ended, laid out as [report] of witskit.toml says; PDF unless told",
    environment: true,
    parse: some,
  }),
  reportMail: flag({
    value: "URL",
    description: "mail it by this server, smtp://user:password@host:587 or smtps://; ?from= is the sender",
    environment: true,
    parse: some,
    check: async (url) => (await import("../../live/reports/mail.js")).mailUrl(url),
  }),
  reportTo: flag({
    value: "ADDRESSES",
    description: "whom --report-mail is to, parted by commas",
    environment: true,
    parse: (text): readonly string[] => listOf(text, addressee),
  }),
  reportPost: flag({
    value: "URL",
    description: "post it to this URL, a file a request; WITS_WEBHOOK_SECRET in the environment signs them",
    environment: true,
    parse: some,
    check: async (url) => (await import("../../live/reports/post.js")).reportPostUrl(url),
  }),
  monitor: flag({
    value: "[HOST:]PORT",
    description: "serve /metrics, /health and /ready over HTTP, on 127.0.0.1 unless a host is given",
    environment: true,
    parse: addressIn,
  }),
  log: flag({
    value: "FORMAT",
    description: `form of the messages on standard error: ${logFormats.join(", ")}; json is one object for each line`,
    usual: "text",
    environment: true,
    ...oneOf(logFormats, "format"),
  }),
} as const;
