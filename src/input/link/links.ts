/** From a URL to its link: what the URL says of the link itself goes before the options, the rest is the transport's. */
import { choice, LinkUrl, text } from "../../network/link-url.js";
import { STDIN } from "../../runtime/standard-input.js";
import { durationIn } from "../../text/duration.js";
import { type HandshakeMode, handshakeModes, handshakeOf } from "./handshake.js";
import { Link } from "./link.js";
import type { LinkOptions } from "./link-options.js";
import type { TransportOptions } from "./transport/transport-options.js";
import { transportOf } from "./transport/transports.js";

/** How a link is held: how long it waits, when it is opened again, what it says first, and what its transport needs. */
export interface LinkSettings extends Omit<LinkOptions, "url" | "handshake">, TransportOptions {
  /** `pason`, a frame, or the path of a file that holds one: see `handshakeOf`. None unless told. */
  readonly handshake?: string | undefined;
  /** Milliseconds; 15,000 unless told. */
  readonly handshakeInterval?: number | undefined;
  readonly handshakeMode?: HandshakeMode | undefined;
}

/** Its settings go before those for all links. */
export interface LiveLink extends LinkSettings {
  /** What the column `source` holds; of a link without, its URL with the secrets masked. */
  readonly name?: string | undefined;
  readonly url: string;
}

/** Schemes over which a sender cannot be answered. */
const ONE_WAY: ReadonlySet<string> = new Set(["mqtt", "mqtts", "nats", "natss", "file", "replay", STDIN]);

/** All of them, each with its own settings before those for all. Nothing is opened yet. Throws as `linkOf`. */
export const linksOf = (links: readonly LiveLink[], settings: LinkSettings = {}): Promise<Link[]> =>
  Promise.all(links.map(({ url, ...own }) => linkOf(url, { ...settings, ...given(own) })));

/** Nothing is opened yet. Throws Failure("usage") for a URL that can never be. */
export async function linkOf(url: string, settings: LinkSettings = {}): Promise<Link> {
  const parsed = new LinkUrl(url);
  const own = {
    name: parsed.parameter("name", text),
    idleTimeout: parsed.parameter("idleTimeout", durationIn),
    staleAfter: parsed.parameter("staleAfter", durationIn),
  };
  const asked = parsed.parameter("handshake", text);
  const answers = !ONE_WAY.has(parsed.scheme);
  if (asked !== undefined && !answers) {
    throw parsed.failure(
      `nobody can be answered over ${parsed.scheme}, so there is no handshake; leave it out`,
    );
  }
  // Said of all links, it is meant for those that it can be meant for.
  const handshake = asked ?? (answers ? settings.handshake : undefined);
  const handshakeInterval = parsed.parameter("handshakeInterval", durationIn) ?? settings.handshakeInterval;
  const handshakeMode = parsed.parameter("handshakeMode", choice(handshakeModes)) ?? settings.handshakeMode;
  const transport = await transportOf(parsed, settings);
  return new Link(transport, {
    ...settings,
    name: settings.name ?? parsed.bare,
    ...given(own),
    url: parsed.shown,
    handshake:
      handshake === undefined
        ? undefined
        : await handshakeOf(handshake, { interval: handshakeInterval, mode: handshakeMode }),
  });
}

/** What is undefined is not told, and must not hide what is told elsewhere. */
const given = <Settings extends object>(settings: Settings): Partial<Settings> =>
  Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as Partial<Settings>;
