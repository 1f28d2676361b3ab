/** From a URL to its link: what the URL says of the link itself goes before the options, the rest is the transport's. */
import { durationIn } from "../duration.js";
import { LinkUrl, text } from "../source/link-url.js";
import { type TransportOptions, transportOf } from "../source/transports.js";
import { Link, type LinkOptions } from "./link.js";

export type LinkSettings = Omit<LinkOptions, "url"> & TransportOptions;

/** Nothing is opened yet. Throws Failure("usage") for a URL that can never be. */
export async function linkOf(url: string, settings: LinkSettings = {}): Promise<Link> {
  const parsed = new LinkUrl(url);
  const own = {
    name: parsed.parameter("name", text),
    idleTimeout: parsed.parameter("idleTimeout", durationIn),
    staleAfter: parsed.parameter("staleAfter", durationIn),
  };
  const told = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  const transport = await transportOf(parsed, settings);
  return new Link(transport, { ...settings, ...told, url: parsed.shown });
}
