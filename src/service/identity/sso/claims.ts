/**
 * What a token says of somebody, and what that makes of them here. Who they are is issuer and subject, never the address: those of many
 * providers are typed by their owners.
 */
import { type GroupPlace, issuerKey, type Provider } from "./provider.js";

/** Why somebody does not come in: a closed list, for which the sign-in page has words. */
export const ssoRefusals = [
  /** Begun in another browser, too long ago, or twice. */
  "gone",
  /** The provider, or the person there, said no. */
  "denied",
  /** The provider did not answer, or with what does not hold. */
  "provider",
  "directory",
  "group-overage",
  "no-group",
  "unknown",
  "waiting",
  "inactive",
  "linked-elsewhere",
] as const;
export type SsoRefusal = (typeof ssoRefusals)[number];

export type Claims = Readonly<Record<string, unknown>>;

export interface Person {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly directory: string | null;
  readonly groups: readonly string[];
  /** The provider asked for a second factor. */
  readonly mfa: boolean;
  /** Undefined where the provider says nothing of roles; null where none of the groups has one. */
  readonly place: GroupPlace | null | undefined;
}

/** The person, or why it cannot be one of ours. The token was verified. */
export function personIn(provider: Provider, claims: Claims): Person | SsoRefusal {
  const { sub } = claims;
  if (typeof sub !== "string" || sub === "") return "provider";
  const directory = typeof claims["tid"] === "string" ? claims["tid"] : null;
  if (provider.directories.length > 0 && (directory === null || !provider.directories.includes(directory)))
    return "directory";
  const roles = textsIn(claims["roles"]);
  const isCut = isGroupsCut(claims, provider.groupsClaim);
  // Of a list that was left out for its length nobody knows what stood in it: app roles alone count then.
  const groups = isCut ? roles : [...roles, ...textsIn(claims[provider.groupsClaim])];
  const place = provider.places.find(({ group }) => groups.includes(group)) ?? null;
  if (provider.places.length > 0 && place === null && isCut) return "group-overage";
  return {
    issuer: issuerKey(provider.issuer),
    subject: sub,
    name: nameIn(claims),
    directory,
    groups,
    mfa: textsIn(claims["amr"]).some((way) => ["mfa", "otp", "hwk"].includes(way)),
    place: provider.places.length === 0 ? undefined : place,
  };
}

/** Entra leaves groups out of a token where they are many, and says where they would be found. */
const isGroupsCut = (claims: Claims, groupsClaim: string): boolean =>
  (isTable(claims["_claim_names"]) && groupsClaim in claims["_claim_names"]) || claims["hasgroups"] === true;

/** For people to know each other by: it is shown and nothing else. */
function nameIn(claims: Claims): string {
  const said = ["name", "preferred_username", "app_displayname", "email", "azp", "appid", "cid", "sub"]
    .map((name) => claims[name])
    .find((value): value is string => typeof value === "string" && value.trim() !== "");
  return (said ?? "")
    .replace(/\p{Cc}/gu, " ")
    .trim()
    .slice(0, 200);
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
