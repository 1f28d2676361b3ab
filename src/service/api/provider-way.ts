/** The way of a browser to a provider of identities, and why it went wrong. */
import { beginFlow, FLOW_WITHIN, type Purpose } from "../identity/sso/flow.js";
import { type Provider, providerOf } from "../identity/sso/provider.js";
import { ssoProviderById } from "../store/repositories/sso-providers.js";
import { said } from "../words/refusal.js";
import { notFound, Problem } from "./problem.js";
import type { Service } from "./service.js";
import { awayCookie } from "./session-cookie.js";

/** Where providers send people back to; what is registered there. */
export const backOf = (service: Service): string => `${service.url()}/api/v1/sso/callback`;

/** One of a tenant, for its admins. Throws Problem. */
export async function ownProvider(service: Service, tenant: string, wanted: string): Promise<Provider> {
  const row = await service.store.control(({ sql }) => ssoProviderById(sql, wanted));
  if (row === undefined || row.tenant_id !== tenant) throw notFound("provider");
  return providerOf(row);
}

/** One that people may use now. Throws Problem. */
export async function openProvider(service: Service, wanted: string): Promise<Provider> {
  const found = await service.store.control(async ({ sql }) => {
    const row = await ssoProviderById(sql, wanted);
    if (row === undefined) return undefined;
    const open = await sql
      .selectFrom("tenant")
      .select("id")
      .where("id", "=", row.tenant_id)
      .where("active", "=", 1)
      .executeTakeFirst();
    return open === undefined ? undefined : providerOf(row);
  });
  if (found === undefined) throw notFound("provider");
  return found;
}

/** Where to send the browser, and its cookie. Throws Problem where the provider does not answer. */
export async function sendAway(
  service: Service,
  provider: Provider,
  purpose: Purpose,
  now: number,
): Promise<{ readonly url: string; readonly cookie: string }> {
  try {
    const { url, cookie } = await beginFlow(service.house, provider, { purpose, back: backOf(service), now });
    return { url, cookie: awayCookie(cookie, FLOW_WITHIN / 1000) };
  } catch (error) {
    service.log.warn("a provider of sign-ins does not answer", {
      provider: provider.id,
      why: reasonOf(error),
    });
    throw new Problem("unavailable", said("provider-silent", { provider: provider.name }), {
      cause: error,
    });
  }
}

/** The deepest reason, which says what went wrong; what is around it says where that was noticed. */
export function reasonOf(error: unknown): string {
  let [reason, depth] = [error, 0];
  while (reason instanceof Error && reason.cause instanceof Error && depth++ < 5) reason = reason.cause;
  return (reason instanceof Error ? reason.message : String(reason)).slice(0, 300);
}
