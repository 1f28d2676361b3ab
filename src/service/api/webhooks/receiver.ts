/**
 * Where a webhook may go: by https, to an address that all the world can reach, or to one of a network that whoever runs the service has
 * named. An admin of a tenant types the URL, and must not make the service ask what stands beside it.
 */
import { isIP, type LookupFunction } from "node:net";
import { isPrivate, lookupWhere } from "../../../network/private-address.js";
import type { SaidParams } from "../../words/refusal.js";
import type { Proxies } from "../whose-address.js";

export interface WebhookSettings {
  /** Networks within, whose addresses may be told. */
  readonly within: Proxies;
  /** Certificates of authorities in PEM, beside those that all know: of a company's own. */
  readonly authorities: string | undefined;
  /** Milliseconds in which a receiver must have answered, whatever it does meanwhile. */
  readonly answerWithin: number;
}

export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "");

/** What allows it. */
const ALLOWED = "WITS_WEBHOOK_NETWORKS";

const mayBeTold =
  ({ within }: WebhookSettings) =>
  (address: string): boolean =>
    !isPrivate(address) || within.trusts(address);

/** What is wrong with a URL, when it is typed and each time before anybody is asked; undefined where nothing is. */
export function wrongWith(
  text: string,
  settings: WebhookSettings,
): SaidParams["webhook-address"] | undefined {
  if (!URL.canParse(text)) return { why: "no-url", host: null };
  const url = new URL(text);
  if (url.protocol !== "https:") return { why: "no-https", host: null };
  if (url.username !== "" || url.password !== "") return { why: "password", host: null };
  // What is an address already is not looked up.
  const host = hostOf(url);
  return isIP(host) !== 0 && !mayBeTold(settings)(host) ? { why: "private", host } : undefined;
}

/** It is this look-up that is connected to. */
export const lookupFor = (settings: WebhookSettings): LookupFunction =>
  lookupWhere(mayBeTold(settings), ALLOWED);
