/** What the service tells others: webhooks with what was posted to them lately, and whether mail is sent. */
import { useState } from "preact/hooks";
import { useAnswer } from "../../device/answers.js";
import { useQuestion } from "../../parts/dialog.js";
import { ToldOnce, useSending } from "../../parts/form.js";
import { Stale } from "../../parts/stale.js";
import { ask } from "../../server/request.js";
import { useWords } from "../../words/words.js";
import { MailState } from "./mail-state.js";
import { type Message, messageText, type Tested } from "./message.js";
import { TestResult } from "./test-result.js";
import { type Webhook, WebhookForm } from "./webhook-form.js";

interface Listed extends Webhook {
  readonly last: Message | null;
}

export function Messages() {
  const words = useWords();
  const [version, again] = useState(0);
  const [open, edit] = useState<Webhook | "new" | null>(null);
  const [secret, tell] = useState<string | null>(null);
  const asked = useAnswer<{ readonly items: readonly Listed[]; readonly events: readonly string[] }>(
    "/webhooks",
    version,
  );
  const changed = (): void => again((count) => count + 1);
  const { items: hooks = [], events = [] } = asked.answer?.body ?? {};
  return (
    <>
      <section class="card">
        <div class="row spread">
          <h2>{words.messages.webhooks}</h2>
          <button type="button" class="main" onClick={() => edit("new")}>
            + {words.messages.add}
          </button>
        </div>
        <p class="faint">{words.messages.hint}</p>
        <Stale {...asked} />
        {asked.answer !== undefined && hooks.length === 0 && <p class="empty">{words.messages.none}</p>}
        <ul class="list">
          {hooks.map((hook) => (
            <li key={hook.id}>
              <OneWebhook hook={hook} edit={() => edit(hook)} changed={changed} tell={tell} />
            </li>
          ))}
        </ul>
        {open !== null && (
          <WebhookForm
            key={open === "new" ? "new" : open.id}
            hook={open === "new" ? null : open}
            events={events}
            done={(made) => {
              edit(null);
              changed();
              if (made !== undefined) tell(made);
            }}
            close={() => edit(null)}
          />
        )}
        {secret !== null && (
          <ToldOnce
            title={words.messages.secret}
            hint={words.messages.secretTold}
            text={secret}
            close={() => tell(null)}
          />
        )}
      </section>
      <MailState />
    </>
  );
}

function OneWebhook({
  hook,
  edit,
  changed,
  tell,
}: {
  readonly hook: Listed;
  readonly edit: () => void;
  readonly changed: () => void;
  readonly tell: (secret: string) => void;
}) {
  const words = useWords();
  const [looking, look] = useState(false);
  const [tested, say] = useState<Tested | null>(null);
  const { wrong, busy, send } = useSending();
  const { ask: question, shown } = useQuestion();
  const at = `/webhooks/${hook.id}`;
  const test = async (): Promise<void> => {
    const sent = await send<Tested>(() => ask(`${at}/test`, { method: "POST" }), []);
    say(sent?.body ?? null);
    changed();
  };
  const remove = async (): Promise<void> => {
    if ((await send(() => ask(at, { method: "DELETE" }), [])) !== undefined) changed();
  };
  const renew = async (): Promise<void> => {
    const sent = await send<{ readonly secret: string }>(() => ask(`${at}/secret`, { method: "POST" }), []);
    if (sent !== undefined) tell(sent.body.secret);
  };
  const named = (text: string): string => `${text}: ${hook.name}`;
  return (
    <>
      <div class="row">
        <b>{hook.name}</b>
        <span class={hook.active ? "chip good" : "chip off"}>
          {hook.active ? words.settings.active : words.settings.notActive}
        </span>
        <small>{hook.url}</small>
      </div>
      {hook.last !== null && <small>{messageText(hook.last, words)}</small>}
      <div class="row">
        <button type="button" aria-label={named(words.settings.change)} onClick={edit}>
          {words.settings.change}
        </button>
        <button
          type="button"
          disabled={busy}
          aria-label={named(words.messages.test)}
          onClick={() => void test()}
        >
          {words.messages.test}
        </button>
        <button
          type="button"
          aria-expanded={looking}
          aria-label={named(words.messages.deliveries)}
          onClick={() => look(!looking)}
        >
          {words.messages.deliveries}
        </button>
        <button
          type="button"
          class="plain"
          aria-label={named(words.messages.newSecret)}
          onClick={() =>
            question({
              text: words.messages.newSecretQuestion(hook.name),
              yes: words.messages.newSecret,
              danger: true,
              act: () => void renew(),
            })
          }
        >
          {words.messages.newSecret}
        </button>
        <button
          type="button"
          class="plain"
          aria-label={named(words.settings.remove)}
          onClick={() =>
            question({
              text: words.messages.removeQuestion(hook.name),
              yes: words.settings.remove,
              danger: true,
              act: () => void remove(),
            })
          }
        >
          {words.settings.remove}
        </button>
      </div>
      <TestResult wrong={wrong["all"]} tested={tested} />
      {looking && <Deliveries at={at} />}
      {shown}
    </>
  );
}

function Deliveries({ at }: { readonly at: string }) {
  const words = useWords();
  const asked = useAnswer<{ readonly items: readonly Message[] }>(`${at}/deliveries`);
  const all = asked.answer?.body.items ?? [];
  return (
    <>
      <Stale {...asked} />
      {asked.answer !== undefined && all.length === 0 && <p class="empty">{words.messages.noDeliveries}</p>}
      <ul class="list">
        {all.map((one) => (
          <li key={one.id}>
            <small>{messageText(one, words)}</small>
          </li>
        ))}
      </ul>
    </>
  );
}
