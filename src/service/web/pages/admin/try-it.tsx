/** Whether a provider answers, and what a sign-in there would bring: nobody is let in by it. */
import { useState } from "preact/hooks";
import { useAnswer } from "../../device/answers.js";
import { sentence } from "../../parts/fields.js";
import { ask } from "../../server/request.js";
import { refusalText } from "../../words/told.js";
import { useWords } from "../../words/words.js";
import type { Provider } from "./provider.js";

interface Looked {
  readonly answers: boolean;
  readonly why: string | null;
  readonly issuer: string | null;
  readonly pkce: boolean;
  readonly url: string | null;
}

interface Tried {
  readonly at: string | null;
  readonly claims: readonly string[];
  readonly subject?: string;
  readonly groups?: readonly string[];
  readonly role?: string | null;
  readonly why: string | null;
}

export function TryIt({ provider, hasTried }: { readonly provider: Provider; readonly hasTried: boolean }) {
  const words = useWords();
  const [busy, work] = useState(false);
  const [looked, tell] = useState<Looked | string | null>(null);
  const look = async (): Promise<void> => {
    work(true);
    const reply = await ask(`/sso-providers/${provider.id}/try`, { method: "POST" });
    work(false);
    if (reply.kind === "answer") tell(reply.body as Looked);
    else tell(reply.kind === "refused" ? sentence(refusalText(reply.refusal)) : words.account.noLink);
  };
  return (
    <div class="row">
      <button
        type="button"
        disabled={busy}
        aria-label={`${words.settings.tryIt}: ${provider.name}`}
        onClick={() => void look()}
      >
        {busy ? words.settings.trying : words.settings.tryIt}
      </button>
      {looked !== null && typeof looked !== "string" && looked.url !== null && (
        <button type="button" class="main" onClick={() => location.assign(looked.url!)}>
          {words.settings.signInThere}
        </button>
      )}
      <div role="status">
        {typeof looked === "string" && <p class="result bad">{looked}</p>}
        {looked !== null && typeof looked !== "string" && (
          <p class={looked.answers ? "result" : "result bad"}>
            {looked.answers
              ? words.settings.answers(looked.issuer ?? provider.issuer)
              : words.settings.silent(looked.why ?? "")}
            {looked.answers && !looked.pkce && ` ${words.settings.noPkce}`}
          </p>
        )}
        {hasTried && <CameBack provider={provider} />}
      </div>
    </div>
  );
}

function CameBack({ provider }: { readonly provider: Provider }) {
  const words = useWords();
  const { answer } = useAnswer<Tried>(`/sso-providers/${provider.id}/tried`);
  const tried = answer?.body;
  if (tried === undefined || tried.at === null) return null;
  const refusals: Readonly<Record<string, string>> = words.sso.refusals;
  return (
    <div class={tried.why === null ? "result" : "result bad"}>
      <h3>{words.settings.tried}</h3>
      {tried.claims.length === 0 ? (
        <p>{words.settings.triedFailed}</p>
      ) : (
        <>
          <p>
            {words.settings.subject}: <code>{tried.subject}</code>
          </p>
          <p>
            {words.settings.claims}: {tried.claims.join(", ")}
          </p>
          <p>
            {words.settings.hasGroups}: {tried.groups?.join(", ") || words.settings.noGroups}
          </p>
          <p>
            {tried.why !== null
              ? words.settings.refusedBecause(refusals[tried.why] ?? tried.why)
              : tried.role == null
                ? words.settings.staysRole
                : words.settings.becomes(words.roles[tried.role as keyof typeof words.roles] ?? tried.role)}
          </p>
        </>
      )}
    </div>
  );
}
