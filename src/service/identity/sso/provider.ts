/**
 * Where people sign in elsewhere: a provider of OpenID Connect, as Entra and Okta are. It belongs to one tenant, so that the tenant follows
 * from the provider and from nothing that a request says.
 */
import { Failure } from "../../../failure/failure.js";
import { isPrivate } from "../../../network/private-address.js";
import type { SsoProviderRow } from "../../store/repositories/sso-providers.js";
import type { Role } from "../roles.js";

export const providerKinds = ["entra", "okta", "other"] as const;
export type ProviderKind = (typeof providerKinds)[number];

/** What becomes of somebody who comes for the first time: nobody, one who waits for an admin, or what their groups say. */
export const strangerRules = ["refused", "pending", "admitted"] as const;
export type StrangerRule = (typeof strangerRules)[number];

/** What the members of a group are here. */
export interface GroupPlace {
  /** As the provider names it in its tokens: the id of a group, or an app role. */
  readonly group: string;
  readonly role: Exclude<Role, "super_admin">;
  readonly client: string | null;
  /** Null says nothing of rigs: those that an admin gave stay. */
  readonly rigs: readonly string[] | null;
}

export interface Provider {
  readonly id: string;
  readonly tenant: string;
  readonly name: string;
  readonly kind: ProviderKind;
  readonly issuer: string;
  readonly clientId: string;
  /** Sealed; null for a client that has none and shows PKCE alone. */
  readonly secret: string | null;
  /** Of addresses by which a sign-in page finds the provider; they say nothing of who somebody is. */
  readonly domains: readonly string[];
  /** The first that fits counts; where there is none at all, roles are given here. */
  readonly places: readonly GroupPlace[];
  /** Directories of Entra (`tid`) whose people are taken. */
  readonly directories: readonly string[];
  /** The claim that has the groups. */
  readonly groupsClaim: string;
  readonly strangers: StrangerRule;
  /** For whom tokens of machines must be made; null where none are taken. */
  readonly audience: string | null;
  readonly isActive: boolean;
  readonly version: number;
}

/** What of a provider stands in the column `settings`. */
export interface ProviderSettings {
  readonly kind: ProviderKind;
  readonly directories: readonly string[];
  readonly groups_claim: string;
  readonly strangers: StrangerRule;
  readonly audience: string | null;
}

export function providerOf(row: SsoProviderRow): Provider {
  const settings = JSON.parse(row.settings) as ProviderSettings;
  return {
    id: row.id,
    tenant: row.tenant_id,
    name: row.name,
    kind: settings.kind,
    issuer: row.issuer,
    clientId: row.client_id,
    secret: row.secret_ref === "" ? null : row.secret_ref,
    domains: JSON.parse(row.domains) as readonly string[],
    places: JSON.parse(row.group_map) as readonly GroupPlace[],
    directories: settings.directories,
    groupsClaim: settings.groups_claim,
    strangers: settings.strangers,
    audience: settings.audience,
    isActive: row.active === 1,
    version: row.row_version,
  };
}

/** What the sealed secret of a provider is bound to. */
export const secretOf = (provider: string): string => `sso_provider/${provider}/secret`;

/** The issuer as accounts are known by: with the slash at its end, or without, it is the same one. */
export const issuerKey = (issuer: string): string => issuer.replace(/\/$/, "");

/** What would allow an issuer within the network. */
export const PRIVATE_ALLOWED = "WITS_SSO_ALLOW_PRIVATE=1";

/**
 * The address of an issuer as it is kept: https and beyond the network, unless issuers within are allowed. Throws Failure with what is wrong.
 */
export function issuerUrl(text: string, allowPrivate: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const wrong = (what: string): Failure => new Failure("bad-config", what);
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw wrong("it is no address such as https://login.example");
  if (url.protocol !== "https:" && !allowPrivate) throw wrong("it must begin with https://");
  if (url.search !== "" || url.hash !== "" || url.username !== "" || url.password !== "")
    throw wrong("an issuer has no ?, no # and no name or password in its address");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!allowPrivate && (host === "localhost" || (/^[\d.]+$|:/.test(host) && isPrivate(host))))
    throw wrong(`it is an address within a network; ${PRIVATE_ALLOWED} allows it`);
  // One address for all directories says at sign-in alone which it was, and anybody's directory is one of them.
  if (
    url.hostname === "login.microsoftonline.com" &&
    /^\/(common|organizations|consumers)\b/.test(url.pathname)
  )
    throw wrong("name one directory: https://login.microsoftonline.com/<directory id>/v2.0");
  return url;
}
