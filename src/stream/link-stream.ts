/** Links as what a stream reads: the readers of their connections, each with the name of its sender and unwrapped. */
import { Failure } from "../failure/failure.js";
import type { ByteReader } from "../input/bytes/source.js";
import type { StreamOptions } from "../input/feed/stream-options.js";
import type { LinkStatus } from "../input/link/link-status.js";
import type { LinkSettings } from "../input/link/links.js";
import { schemes, unknownScheme } from "../input/link/transport/transports.js";
import type { OpenOptions } from "../input/source/open.js";
import { LinkUrl, text } from "../network/link-url.js";
import type { Places } from "../wits/decoding/places.js";
import type { Parts } from "./merged.js";

export type Reader = ByteReader & { readonly places?: Places | undefined };

/** One of the byte streams that a stream is read from: a file is one, and so is each connection of a link. */
export interface StreamPart {
  /** What the column `source` holds. */
  readonly name: string;
  /** `options` say what wraps its frames. */
  open(options: OpenOptions): Promise<Reader>;
}

/** Unlike links that a command opens, one that breaks or ends is not opened again unless `reconnect` is set. */
export interface LinkStreamOptions extends StreamOptions, LinkSettings {
  /** Called when the link has changed its state, or the number of its senders. */
  onStatus?(status: LinkStatus): void;
}

/** How a serial line is set; 9600 baud, 8 bits, no parity, 1 stop bit unless told. */
export interface SerialOptions extends LinkStreamOptions {
  readonly baudRate?: number | undefined;
  readonly dataBits?: 5 | 6 | 7 | 8 | undefined;
  readonly parity?: "none" | "even" | "odd" | undefined;
  readonly stopBits?: 1 | 1.5 | 2 | undefined;
  readonly rtscts?: boolean | undefined;
}

export interface MqttOptions extends LinkStreamOptions {
  /** 0: what is lost on the way is lost. 1, unless told: what the loop has not taken comes again. */
  readonly qos?: 0 | 1 | undefined;
  /** With one, the broker keeps what is published while nobody listens. */
  readonly clientId?: string | undefined;
  readonly version?: "3.1.1" | "5" | undefined;
  /** Whether the last message that a broker kept of a topic counts; not unless told. */
  readonly retained?: boolean | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

/** The URL of a serial line: a device's path or name. */
export function serialUrl(path: string, options: SerialOptions): string {
  const { baudRate, dataBits, parity, stopBits, rtscts } = options;
  const device = path.split("/").map(encodeURIComponent).join("/");
  return `serial://${device}${query({ baudRate, dataBits, parity, stopBits, rtscts })}`;
}

/** `url` is `mqtt://broker:1883/topic` or `mqtts://`; what it says itself goes before the options. */
export function mqttUrl(url: string, options: MqttOptions): string {
  const { qos, clientId, version, retained, user, password } = options;
  const { scheme } = new LinkUrl(url);
  if (scheme !== "mqtt" && scheme !== "mqtts") {
    throw new Failure(
      "bad-link",
      `${scheme}:// is no broker; write it as mqtt://broker/topic or mqtts://broker/topic`,
    );
  }
  const [start = "", given = ""] = url.split("?", 2);
  const said = new Set(given.split("&").map((part) => part.split("=", 1)[0]));
  const told = Object.entries({ qos, clientId, version, retained }).filter(([name]) => !said.has(name));
  const userInfo =
    user === undefined || /^[a-z]+:\/\/[^/?]*@/i.test(start)
      ? ""
      : `${encodeURIComponent(user)}${password === undefined ? "" : `:${encodeURIComponent(password)}`}@`;
  const address = start.replace("://", `://${userInfo}`);
  const more = query(Object.fromEntries(told)).slice(1);
  const all = [given, more].filter((part) => part !== "").join("&");
  return all === "" ? address : `${address}?${all}`;
}

function query(parameters: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  if (given.length === 0) return "";
  return `?${given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&")}`;
}

/** What a link's stream is called. Throws Failure("usage") where there is no such scheme. */
export function linkName(url: string, { name }: LinkStreamOptions): string {
  const parsed = new LinkUrl(url);
  if (!schemes.includes(parsed.scheme)) throw unknownScheme(parsed.scheme);
  return parsed.parameter("name", text) ?? name ?? parsed.bare;
}

/** Opens the link: a part for each connection, until it is closed. */
export async function openLink(url: string, options: LinkStreamOptions): Promise<Parts<StreamPart>> {
  const [{ linkOf }, { connectionsOf }, { openContainer }] = await Promise.all([
    import("../input/link/links.js"),
    import("../input/link/link-connections.js"),
    import("../input/container/open.js"),
  ]);
  const { onStatus, reconnect = false, ...settings } = options;
  const link = await linkOf(url, { ...settings, reconnect });
  if (onStatus !== undefined) link.onChange = (status) => onStatus(status);
  const { connections, close } = connectionsOf(link);
  return {
    parts: (async function* () {
      for await (const { sender, reader } of connections) {
        const name = sender === "" ? link.status.name : `${link.status.name}/${sender}`;
        yield { name, open: async (told) => (await openContainer(reader, told)).reader };
      }
    })(),
    close,
  };
}
