/**
 * Tokens that a provider gives to machines: taken where they were made for the audience that a provider of ours names, signed by its keys.
 * Who they are is issuer and subject as with people, and they are let in as people are.
 */
import { type Member, memberOf } from "../../store/repositories/accounts.js";
import { ssoProvidersByIssuer } from "../../store/repositories/sso-providers.js";
import type { IdentityHouse } from "../house.js";
import { admit, verdictOn } from "./admit.js";
import { type Person, personIn } from "./claims.js";
import { CLOCKS_APART } from "./flow.js";
import { ProviderSilent, SIGNATURES } from "./issuers.js";
import { issuerKey, type Provider, providerOf } from "./provider.js";

/** Undefined for whatever is no token of a provider, or of nobody who is let in. */
export async function memberByMachineToken(
  house: IdentityHouse,
  text: string,
  { address, now }: { readonly address: string; readonly now: number },
): Promise<Member | undefined> {
  const issuer = await issuerIn(text);
  if (issuer === undefined) return undefined;
  const key = issuerKey(issuer);
  const rows = await house.store.control(({ sql }) => ssoProvidersByIssuer(sql, [key, `${key}/`]));
  const found: { readonly provider: Provider; readonly person: Person }[] = [];
  for (const provider of rows.map(providerOf)) {
    const person = await personOf(house, provider, text, now);
    if (person !== undefined) found.push({ provider, person });
  }
  // Where several tenants take tokens of one audience, it is told by who is known there already, and by nothing in a request.
  const chosen = found.length > 1 ? await knownOf(house, found) : found;
  const [one] = chosen;
  if (one === undefined || chosen.length > 1) return undefined;
  const admitted = await admit(house.store, one.provider, one.person, { address, now });
  if ("refused" in admitted) return undefined;
  return house.store.control(({ sql }) => memberOf(sql, one.provider.tenant, admitted.account));
}

async function issuerIn(text: string): Promise<string | undefined> {
  const { decodeJwt } = await import("jose");
  try {
    return decodeJwt(text).iss;
  } catch {
    return undefined;
  }
}

async function personOf(
  { issuers }: IdentityHouse,
  provider: Provider,
  text: string,
  now: number,
): Promise<Person | undefined> {
  if (provider.audience === null) return undefined;
  const { jwtVerify, errors } = await import("jose");
  try {
    const { doors, keys } = await issuers.find(provider.issuer);
    const { payload } = await jwtVerify(text, keys, {
      algorithms: SIGNATURES,
      issuer: doors.issuer,
      audience: provider.audience,
      currentDate: new Date(now),
      clockTolerance: CLOCKS_APART,
      requiredClaims: ["sub", "iat", "exp"],
    });
    const person = personIn(provider, payload);
    return typeof person === "string" ? undefined : person;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw new ProviderSilent(`${provider.name} does not answer`, { cause: error });
  }
}

async function knownOf<One extends { readonly provider: Provider; readonly person: Person }>(
  { store }: IdentityHouse,
  found: readonly One[],
): Promise<readonly One[]> {
  return store.control(async (control) => {
    const known: One[] = [];
    for (const one of found)
      if ((await verdictOn(control, one.provider, one.person)).kind === "in") known.push(one);
    return known;
  });
}
