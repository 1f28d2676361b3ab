/** Flags of a stream: how what arrives is kept, and who sees it pass. */
import { durationIn } from "../../duration.js";
import { subscriberFormats } from "../../live/subscribers/formats.js";
import { within } from "../../option-check.js";
import { flag, oneOf, toggle } from "./flag.js";
import { addressIn, sizeIn, some } from "./values.js";

const logFormats = ["text", "json"] as const;

export const streamTable = {
  sync: flag({
    value: "TIME",
    description:
      "make what arrives durable so often, as 500ms or 2s (default 1s); with 0 every piece is before the next one is read",
    environment: true,
    parse: (text): number => within(durationIn(text), 0, 3_600_000, text),
  }),
  rotateEvery: flag({
    value: "TIME",
    description: "what has arrived becomes a part of the dataset so often, as 30s, 15m or 1h (default 15m)",
    environment: true,
    parse: (text): number => within(durationIn(text), 100, 7 * 86_400_000, text),
  }),
  rotateSize: flag({
    value: "SIZE",
    description: "and whenever so much has arrived, on all links together (default 256MiB)",
    environment: true,
    parse: sizeIn,
  }),
  keepRaw: toggle("keep the bytes as they arrived, in OUT/_witskit/raw, also when they are in the dataset", {
    environment: true,
  }),
  quota: flag({
    value: "SIZE",
    description:
      "most that OUT may take, 16MiB at least; then kept raw bytes go, the oldest first, and after that senders are held up",
    environment: true,
    parse: (text): number => within(sizeIn(text), 16 << 20, Number.MAX_SAFE_INTEGER, text),
  }),
  toStdout: flag({
    value: "FORMAT",
    description: `decoded frames on standard output too: ${subscriberFormats.join(", ")}`,
    ...oneOf(subscriberFormats, "format"),
  }),
  toTcp: flag({
    value: "[HOST:]PORT",
    description:
      "a port where clients get decoded frames as NDJSON; ?format=arrow or wits behind it for others",
    environment: true,
    parse: some,
    check: async (address) => (await import("../../live/subscribers/tcp-clients.js")).listeningAt(address),
  }),
  toMqtt: flag({
    value: "URL",
    description: "publish frames as JSON, as mqtt://broker/prefix?per=code&qos=1",
    environment: true,
    parse: some,
    check: async (url) => (await import("../../live/subscribers/mqtt-topics.js")).publishingTo(url),
  }),
  monitor: flag({
    value: "[HOST:]PORT",
    description: "serve /metrics, /health and /ready by HTTP, on 127.0.0.1 unless a host is given",
    environment: true,
    parse: addressIn,
  }),
  log: flag({
    value: "FORMAT",
    description: `how to say on standard error what happens: ${logFormats.join(", ")}, an object a line`,
    usual: "text",
    environment: true,
    ...oneOf(logFormats, "format"),
  }),
} as const;
