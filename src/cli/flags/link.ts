/** Flags that tell how links are held, in the order of help: every command that opens one takes them all. See `linkSettings`. */
import { handshakeModes, handshakeNames, handshakeOf } from "../../input/link/handshake.js";
import { durationIn } from "../../text/duration.js";
import { flag, oneOf, toggle } from "./flag.js";
import { some } from "./values.js";

const readablePem = async (path: string): Promise<unknown> =>
  (await import("../../input/link/transport/tls-options.js")).secureOptions({ ca: path });

export const linkTable = {
  connectTimeout: flag({
    value: "TIME",
    description: "how long to wait for a connection, such as 500ms, 10s or 1m",
    usual: "10s",
    environment: true,
    parse: durationIn,
  }),
  idleTimeout: flag({
    value: "TIME",
    description: "connect again when a sender is silent for this long; 0 for never",
    usual: "5m where witskit connects to the sender, else never",
    environment: true,
    parse: durationIn,
  }),
  staleAfter: flag({
    value: "TIME",
    description: "report a link as stale when it is silent for this long; 0 for never",
    usual: "30s",
    environment: true,
    parse: durationIn,
  }),
  handshake: flag({
    value: "WHAT",
    description: `what to send to senders that wait for it: ${handshakeNames.join(", ")}, a frame, or a file that holds one`,
    environment: true,
    parse: some,
    check: (text) => handshakeOf(text),
  }),
  handshakeInterval: flag({
    value: "TIME",
    description: "how often to send the handshake",
    usual: "15s",
    environment: true,
    parse: durationIn,
  }),
  handshakeMode: flag({
    value: "MODE",
    description:
      "when to send the handshake: interval, always after the same time; reply, after each frame and after silence",
    usual: "interval",
    environment: true,
    ...oneOf(handshakeModes, "mode"),
  }),
  tlsCa: flag({
    value: "FILE",
    description: "PEM file of the certificates to trust, instead of the usual ones",
    environment: true,
    parse: some,
    check: readablePem,
  }),
  tlsCert: flag({
    value: "FILE",
    description:
      "PEM file of our own certificate, where the other side asks for one, and for a service that speaks TLS; needs --tls-key",
    environment: true,
    parse: some,
    check: readablePem,
  }),
  tlsKey: flag({
    value: "FILE",
    description: "PEM file of the key of --tls-cert",
    environment: true,
    parse: some,
    check: readablePem,
  }),
  tlsServerName: flag({
    value: "NAME",
    description: "the name that must be in the certificate of the other side",
    usual: "the host of the URL",
    environment: true,
    parse: some,
  }),
  tlsInsecure: toggle("accept any certificate, so anybody may answer", { environment: true }),
} as const;
