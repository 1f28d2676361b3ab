/** A webhook, to be made or changed: where to, in which shape, and of what. */
import { useState } from "preact/hooks";
import { newId } from "../../device/new-id.js";
import { Check } from "../../parts/fields.js";
import { ChoiceLine, FormDialog, TextLine, useSending } from "../../parts/form.js";
import { ask } from "../../server/request.js";
import { useWords } from "../../words/words.js";

/** As `GET /webhooks` lists it. */
export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly shape: "json" | "slack" | "teams";
  readonly events: readonly string[];
  readonly active: boolean;
  readonly row_version: number;
}

export function WebhookForm({
  hook,
  events,
  done,
  close,
}: {
  /** Null for a new one. */
  readonly hook: Webhook | null;
  /** All of which it can be told. */
  readonly events: readonly string[];
  /** With the secret where one was made. */
  readonly done: (secret?: string) => void;
  readonly close: () => void;
}) {
  const words = useWords();
  const { wrong, tell, busy, send } = useSending();
  const [id] = useState(hook?.id ?? newId());
  const [name, setName] = useState(hook?.name ?? "");
  const [url, setUrl] = useState(hook?.url ?? "");
  const [shape, setShape] = useState<string>(hook?.shape ?? "json");
  const [chosen, choose] = useState<readonly string[]>(hook?.events ?? []);
  const [active, setActive] = useState(hook?.active ?? true);
  const save = async (): Promise<void> => {
    const missing = [
      ...Object.entries({ name, url }).flatMap(([field, text]) => (text.trim() === "" ? [field] : [])),
      ...(chosen.length === 0 ? ["events"] : []),
    ];
    if (missing.length > 0) {
      tell(Object.fromEntries(missing.map((field) => [field, words.fields.missing])));
      return;
    }
    const headers: Record<string, string> =
      hook === null ? { "if-none-match": "*" } : { "if-match": `"${hook.row_version}"` };
    const json = { name: name.trim(), url: url.trim(), shape, events: chosen, active };
    const sent = await send<{ readonly secret?: string }>(
      () => ask(`/webhooks/${id}`, { method: "PUT", headers, json }),
      ["name", "url", "shape", "events"],
    );
    if (sent !== undefined) done(sent.body.secret);
  };
  return (
    <FormDialog
      title={hook?.name ?? words.messages.add}
      go={words.settings.save}
      wrong={wrong["all"]}
      busy={busy}
      wide
      send={() => void save()}
      close={close}
    >
      <TextLine id="hook-name" label={words.access.name} value={name} set={setName} wrong={wrong["name"]} />
      <TextLine
        id="hook-url"
        label={words.messages.url}
        hint="https://…"
        value={url}
        set={setUrl}
        wrong={wrong["url"]}
      />
      <ChoiceLine
        id="hook-shape"
        label={words.messages.shape}
        value={shape}
        set={setShape}
        options={(["json", "slack", "teams"] as const).map((one) => ({
          id: one,
          name: words.messages.shapes[one],
        }))}
        wrong={wrong["shape"]}
      />
      <fieldset class="checks">
        <legend>{words.messages.events}</legend>
        {events.map((event) => (
          <Check
            key={event}
            label={event}
            value={chosen.includes(event)}
            set={(on) => choose(on ? [...chosen, event] : chosen.filter((one) => one !== event))}
          />
        ))}
        {wrong["events"] !== undefined && <p class="wrong">{wrong["events"]}</p>}
      </fieldset>
      <Check value={active} set={setActive} label={words.messages.isActive} />
    </FormDialog>
  );
}
