/** Providers by which people sign in, whether they work, and whether there is another way in. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAnswer } from "../../device/answers.js";
import { useQuestion } from "../../parts/dialog.js";
import { Check } from "../../parts/fields.js";
import { Copied, useSending } from "../../parts/form.js";
import { Refused } from "../../parts/refused.js";
import { Stale } from "../../parts/stale.js";
import { whyNot } from "../../parts/why-not.js";
import { ask } from "../../server/request.js";
import { useWords } from "../../words/words.js";
import type { Provider } from "./provider.js";
import { ProviderForm } from "./provider-form.js";
import { TryIt } from "./try-it.js";
import { useSettings } from "./use-settings.js";

export function SsoSettings() {
  const words = useWords();
  const { query } = useLocation();
  const [version, again] = useState(0);
  const [open, edit] = useState<Provider | "new" | null>(null);
  const { ask: question, shown } = useQuestion();
  const asked = useAnswer<{ readonly items: readonly Provider[]; readonly redirect_uri: string }>(
    "/sso-providers",
    version,
  );
  const providers = asked.answer?.body.items ?? [];
  const remove = async (provider: Provider): Promise<string | undefined> => {
    const why = whyNot(await ask(`/sso-providers/${provider.id}`, { method: "DELETE" }));
    again((count) => count + 1);
    return why;
  };
  return (
    <>
      <section class="card">
        <div class="row spread">
          <h2>{words.settings.providers}</h2>
          <button type="button" class="main" onClick={() => edit("new")}>
            + {words.settings.addProvider}
          </button>
        </div>
        <Stale {...asked} />
        {asked.answer !== undefined && providers.length === 0 && (
          <p class="empty">{words.settings.noProviders}</p>
        )}
        {asked.answer !== undefined && (
          <div class="field">
            <span class="label">{words.settings.redirect}</span>
            <Copied text={asked.answer.body.redirect_uri} />
          </div>
        )}
        <ul class="list">
          {providers.map((provider) => (
            <li key={provider.id}>
              <div class="line">
                <b>{provider.name}</b>
                <span class={provider.active ? "chip good" : "chip off"}>
                  {provider.active ? words.settings.active : words.settings.notActive}
                </span>
                <small>{provider.issuer}</small>
                <div class="row">
                  <button
                    type="button"
                    aria-label={`${words.settings.change} ${provider.name}`}
                    onClick={() => edit(provider)}
                  >
                    {words.settings.change}
                  </button>
                  <button
                    type="button"
                    class="plain"
                    aria-label={`${words.settings.remove} ${provider.name}`}
                    onClick={() =>
                      question({
                        text: words.settings.removeQuestion(provider.name),
                        yes: words.settings.remove,
                        danger: true,
                        act: () => remove(provider),
                      })
                    }
                  >
                    {words.settings.remove}
                  </button>
                </div>
              </div>
              <TryIt provider={provider} hasTried={query["provider"] === provider.id} />
            </li>
          ))}
        </ul>
        {shown}
        {open !== null && (
          <ProviderForm
            key={open === "new" ? "new" : open.id}
            provider={open === "new" ? null : open}
            done={() => {
              edit(null);
              again((count) => count + 1);
            }}
            close={() => edit(null)}
          />
        )}
      </section>
      <Alone />
    </>
  );
}

/** Whether people sign in by a provider alone. */
function Alone() {
  const words = useWords();
  const settings = useSettings();
  const sending = useSending();
  const { answer } = settings.asked;
  if (answer === undefined) return null;
  const wrong = sending.wrong["sso_only"] ?? sending.wrong["all"];
  return (
    <section class="card">
      <Check
        id="sso-only"
        value={answer.body.sso_only ?? false}
        set={(on) => void settings.change((now) => ({ ...now, sso_only: on }), sending)}
        label={words.settings.ssoOnly}
      />
      <small>{words.settings.ssoOnlyHint}</small>
      <Refused why={wrong} />
    </section>
  );
}
