/** Providers by which somebody may sign in, and why the last try by one did not work. */
import { useEffect, useState } from "preact/hooks";
import { ask } from "../server/request.js";
import { useWords } from "../words/words.js";

interface Provider {
  readonly id: string;
  readonly name: string;
}

export function ByProvider({
  said,
  tenant,
  domain,
}: {
  /** What came of a try: a word of a closed list. */
  readonly said: string | undefined;
  readonly tenant: string | undefined;
  /** Of the address that was typed. */
  readonly domain: string | undefined;
}) {
  const words = useWords();
  const [providers, show] = useState<readonly Provider[]>([]);
  useEffect(() => {
    let gone = false;
    void (async () => {
      const known = await listed(tenant === undefined ? {} : { tenant });
      const found = known.length > 0 || !domain ? known : await listed({ domain });
      if (!gone) show(found);
    })();
    return () => {
      gone = true;
    };
  }, [tenant, domain]);
  const refusals: Readonly<Record<string, string>> = words.sso.refusals;
  const next = location.pathname === "/sign-in" ? "/" : location.pathname + location.search;
  return (
    <>
      {said !== undefined && said !== "done" && (
        <p class="remainder open" role="alert">
          {refusals[said] ?? words.sso.refusals.provider}
        </p>
      )}
      {providers.length > 0 && (
        <div class="providers">
          {providers.map(({ id, name }) => (
            // Away from the app: its own router must not take the address for a page.
            <a
              key={id}
              class="button"
              target="_top"
              href={`/api/v1/sso/${id}/start?next=${encodeURIComponent(next)}`}
            >
              {words.sso.with(name)}
            </a>
          ))}
          <span class="divided">{words.sso.or}</span>
        </div>
      )}
    </>
  );
}

async function listed(of: Readonly<Record<string, string>>): Promise<readonly Provider[]> {
  const reply = await ask(`/sso?${new URLSearchParams(of)}`);
  return reply.kind === "answer" ? (reply.body as { readonly items: readonly Provider[] }).items : [];
}
