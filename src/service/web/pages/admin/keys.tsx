/** Keys of programs: what each may, until when, and when it was used last. */
import { useState } from "preact/hooks";
import { useAnswer } from "../../device/answers.js";
import { me } from "../../device/session.js";
import { useQuestion } from "../../parts/dialog.js";
import { Check } from "../../parts/fields.js";
import { FormDialog, TextLine, ToldOnce, useSending } from "../../parts/form.js";
import { Stale } from "../../parts/stale.js";
import { Table } from "../../parts/table.js";
import { whyNot } from "../../parts/why-not.js";
import { ask } from "../../server/request.js";
import { dateText, momentText, useWords } from "../../words/words.js";

interface Key {
  readonly id: string;
  readonly name: string;
  readonly account_name: string;
  readonly permissions: readonly string[];
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly used_at: string | null;
}

export function Keys() {
  const words = useWords();
  const [version, again] = useState(0);
  const [making, make] = useState(false);
  const [made, tell] = useState<string | null>(null);
  const { ask: question, shown } = useQuestion();
  const asked = useAnswer<{ readonly items: readonly Key[] }>("/api-keys", version);
  const keys = (asked.answer?.body.items ?? []).toReversed();
  const end = async (key: Key): Promise<string | undefined> => {
    const why = whyNot(await ask(`/api-keys/${key.id}`, { method: "DELETE" }));
    again((count) => count + 1);
    return why;
  };
  return (
    <section class="card">
      <div class="row spread">
        <h2>{words.access.parts.keys}</h2>
        <button type="button" class="main" onClick={() => make(true)}>
          + {words.access.makeKey}
        </button>
      </div>
      <p class="faint">{words.access.keyHint}</p>
      <Stale {...asked} />
      {asked.answer !== undefined && keys.length === 0 && <p class="empty">{words.access.noKeys}</p>}
      {keys.length > 0 && (
        <Table
          heads={[
            words.access.name,
            words.access.may,
            words.access.state,
            words.access.expires,
            words.access.used,
            "",
          ]}
        >
          {keys.map((key) => (
            <tr key={key.id}>
              <td>
                <b>{key.name}</b>
                <br />
                <small>
                  {words.access.keyBy} {key.account_name}
                </small>
              </td>
              <td class="told">
                <small>{key.permissions.join(", ")}</small>
              </td>
              <td>
                <State {...key} />
              </td>
              <td class="told">
                {key.expires_at === null ? words.access.never : dateText(key.expires_at.slice(0, 10))}
              </td>
              <td class="told">
                {key.used_at === null ? words.access.notUsed : momentText(Date.parse(key.used_at))}
              </td>
              <td>
                {key.revoked_at === null && (
                  <button
                    type="button"
                    class="plain"
                    aria-label={`${words.access.void} ${key.name}`}
                    onClick={() =>
                      question({
                        text: words.access.voidQuestion(key.name),
                        yes: words.access.void,
                        danger: true,
                        act: () => end(key),
                      })
                    }
                  >
                    {words.access.void}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {shown}
      {making && (
        <KeyForm
          done={(key) => {
            make(false);
            again((count) => count + 1);
            tell(key);
          }}
          close={() => make(false)}
        />
      )}
      {made !== null && (
        <ToldOnce
          title={words.access.makeKey}
          hint={words.access.keyTold}
          text={made}
          close={() => tell(null)}
        />
      )}
    </section>
  );
}

function State({ revoked_at, expires_at }: Key) {
  const words = useWords().access;
  if (revoked_at !== null) return <span class="chip off">{words.voided}</span>;
  if (expires_at !== null && Date.parse(expires_at) <= Date.now())
    return <span class="chip off">{words.ended}</span>;
  return <span class="chip good">{words.works}</span>;
}

const DAY = 86_400_000;
/** Days that a key works, where nothing else is written. */
const USUAL_DAYS = 90;

function KeyForm({ done, close }: { readonly done: (key: string) => void; readonly close: () => void }) {
  const words = useWords();
  const { wrong, tell, busy, send } = useSending();
  const [name, setName] = useState("");
  const [until, setUntil] = useState(() =>
    new Date(Date.now() + USUAL_DAYS * DAY).toISOString().slice(0, 10),
  );
  const [chosen, choose] = useState<readonly string[]>(["data:read"]);
  const save = async (): Promise<void> => {
    if (name.trim() === "") {
      tell({ name: words.fields.missing });
      return;
    }
    if (chosen.length === 0) {
      tell({ permissions: words.fields.missing });
      return;
    }
    const sent = await send<{ readonly key: string }>(
      () =>
        ask("/api-keys", {
          method: "POST",
          json: {
            name: name.trim(),
            permissions: chosen,
            expires_at: until === "" ? null : new Date(`${until}T23:59:59`).toISOString(),
          },
        }),
      ["name", "permissions", "expires_at"],
    );
    if (sent !== undefined) done(sent.body.key);
  };
  return (
    <FormDialog
      title={words.access.makeKey}
      go={words.access.makeKey}
      wrong={wrong["all"]}
      busy={busy}
      wide
      send={() => void save()}
      close={close}
    >
      <TextLine id="key-name" label={words.access.keyName} value={name} set={setName} wrong={wrong["name"]} />
      <TextLine
        id="key-until"
        type="date"
        label={words.access.expires}
        value={until}
        set={setUntil}
        wrong={wrong["expires_at"]}
      />
      <fieldset class="checks">
        <legend>{words.access.may}</legend>
        {Object.keys(me.get()?.permissions ?? {}).map((permission) => (
          <Check
            key={permission}
            label={permission}
            value={chosen.includes(permission)}
            set={(on) => choose(on ? [...chosen, permission] : chosen.filter((one) => one !== permission))}
          />
        ))}
        {wrong["permissions"] !== undefined && <p class="wrong">{wrong["permissions"]}</p>}
      </fieldset>
    </FormDialog>
  );
}
