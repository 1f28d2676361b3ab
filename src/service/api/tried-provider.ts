/** What came of a try of a provider. */
import { hashOf } from "../identity/opaque.js";
import { verdictOn } from "../identity/sso/admit.js";
import { type Claims, personIn } from "../identity/sso/claims.js";
import type { Begun } from "../identity/sso/flow.js";
import type { Provider } from "../identity/sso/provider.js";
import { endTokens, insertToken } from "../store/repositories/one-time-tokens.js";
import type { OpenCall } from "./call.js";

/** What came of a try, for the admin who made it: for an hour, and the last one alone. */
export async function keepTried(
  { service, now }: OpenCall<unknown, unknown, unknown>,
  { provider, begun, claims }: { provider: Provider; begun: Begun; claims: Claims | undefined },
): Promise<void> {
  if (begun.purpose.kind !== "try") return;
  const { account } = begun.purpose;
  const person = claims === undefined ? "provider" : personIn(provider, claims);
  const details = await service.store.control(async (control) => {
    if (typeof person === "string") return { why: person, claims: Object.keys(claims ?? {}) };
    const verdict = await verdictOn(control, provider, person);
    return {
      claims: Object.keys(claims ?? {}),
      subject: person.subject,
      name: person.name,
      directory: person.directory,
      groups: person.groups,
      role: person.place?.role ?? null,
      why: verdict.kind === "refused" ? verdict.why : null,
    };
  });
  await service.store.control(async ({ sql }) => {
    const kind = triedKind(provider.id);
    await endTokens(sql, { kind, account });
    await insertToken(sql, {
      hash: hashOf(`${kind} ${account} ${now}`),
      kind,
      account_id: account,
      tenant_id: provider.tenant,
      details: JSON.stringify(details),
      created_at: now,
      expires_at: now + TRIED_KEPT,
    });
  });
}

const TRIED_KEPT = 3_600_000;

export const triedKind = (provider: string): string => `sso-tried ${provider}`;
