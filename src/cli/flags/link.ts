/** Flags that tell how links are held, in the order of help: every command that opens one takes them all. See `linkSettings`. */
import { durationIn } from "../../duration.js";
import { handshakeModes, handshakeNames, handshakeOf } from "../../input/link/handshake.js";
import { flag, oneOf, toggle } from "./flag.js";
import { some } from "./values.js";

const readablePem = async (path: string): Promise<unknown> =>
  (await import("../../input/link/transport/tls-options.js")).secureOptions({ ca: path });

export const linkTable = {
  connectTimeout: flag({
    value: "TIME",
    description: "how long to wait for a connection, as 500ms, 10s or 1m",
    usual: "10s",
    environment: true,
    parse: durationIn,
  }),
  idleTimeout: flag({
    value: "TIME",
    description: "connect again where a sender is silent for so long; 0 for never",
    usual: "5m where a sender is dialled, else never",
    environment: true,
    parse: durationIn,
  }),
  staleAfter: flag({
    value: "TIME",
    description: "call a link stale that is silent for so long; 0 for never",
    usual: "30s",
    environment: true,
    parse: durationIn,
  }),
  handshake: flag({
    value: "WHAT",
    description: `what to say to senders that must be spoken to: ${handshakeNames.join(", ")}, a frame, or a file that holds one`,
    environment: true,
    parse: some,
    check: (text) => handshakeOf(text),
  }),
  handshakeInterval: flag({
    value: "TIME",
    description: "how often to say it",
    usual: "15s",
    environment: true,
    parse: durationIn,
  }),
  handshakeMode: flag({
    value: "MODE",
    description: "interval: say it at equal distances; reply: when a frame has ended, and after silence",
    usual: "interval",
    environment: true,
    ...oneOf(handshakeModes, "mode"),
  }),
  tlsCa: flag({
    value: "FILE",
    description: "certificates to trust, PEM, instead of the usual ones",
    environment: true,
    parse: some,
    check: readablePem,
  }),
  tlsCert: flag({
    value: "FILE",
    description: "our own certificate, PEM, where the other side wants one; needs --tls-key",
    environment: true,
    parse: some,
    check: readablePem,
  }),
  tlsKey: flag({
    value: "FILE",
    description: "the key of --tls-cert, PEM",
    environment: true,
    parse: some,
    check: readablePem,
  }),
  tlsServerName: flag({
    value: "NAME",
    description: "name that the other side's certificate must be for",
    usual: "the host of the URL",
    environment: true,
    parse: some,
  }),
  tlsInsecure: toggle("talk to whoever answers, without checking certificates", { environment: true }),
} as const;
