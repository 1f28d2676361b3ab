/** Who acts for whom during a leave. A manager names a deputy for themselves, an admin for all. */
import { useState } from "preact/hooks";
import { useAnswer } from "../../device/answers.js";
import { newId } from "../../device/new-id.js";
import { me } from "../../device/session.js";
import { useQuestion } from "../../parts/dialog.js";
import { ChoiceLine, FormDialog, TextLine, useSending } from "../../parts/form.js";
import { Stale } from "../../parts/stale.js";
import { whyNot } from "../../parts/why-not.js";
import { ask } from "../../server/request.js";
import { dateText, useWords } from "../../words/words.js";

interface Delegation {
  readonly id: string;
  readonly account: { readonly id: string; readonly name: string };
  readonly to_account: { readonly id: string; readonly name: string };
  readonly starts_at: string;
  readonly ends_at: string;
  readonly revoked: boolean;
}

/** The day of an instant on the clock of this device. */
function dayOf(instant: number): string {
  const at = new Date(instant);
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

export function Deputies() {
  const words = useWords();
  const [version, again] = useState(0);
  const [adding, add] = useState(false);
  const { ask: question, shown } = useQuestion();
  const asked = useAnswer<{ readonly items: readonly Delegation[] }>("/delegations", version);
  const own = me.get()?.account.id;
  const all = (asked.answer?.body.items ?? []).filter(
    ({ revoked, ends_at }) => !revoked && Date.parse(ends_at) > Date.now(),
  );
  const end = async (id: string): Promise<string | undefined> => {
    const why = whyNot(await ask(`/delegations/${id}`, { method: "DELETE" }));
    again((count) => count + 1);
    return why;
  };
  return (
    <section class="card">
      <div class="row spread">
        <h2>{words.access.parts.deputies}</h2>
        <button type="button" class="main" onClick={() => add(true)}>
          + {words.access.addDeputy}
        </button>
      </div>
      <p class="faint">{words.access.deputyHint}</p>
      <Stale {...asked} />
      {asked.answer !== undefined && all.length === 0 && <p class="empty">{words.access.noDeputies}</p>}
      <ul class="list">
        {all.map((one) => (
          <li key={one.id}>
            <div class="line">
              <b>
                {one.account.name} → {one.to_account.name}
              </b>
              <span>
                {dateText(dayOf(Date.parse(one.starts_at)))} – {dateText(dayOf(Date.parse(one.ends_at) - 1))}
              </span>
              {(me.get()?.role === "admin" || one.account.id === own) && (
                <button
                  type="button"
                  class="plain"
                  aria-label={`${words.access.end}: ${one.to_account.name}`}
                  onClick={() =>
                    question({
                      text: words.access.endQuestion(one.to_account.name),
                      yes: words.access.end,
                      danger: true,
                      act: () => end(one.id),
                    })
                  }
                >
                  {words.access.end}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {shown}
      {adding && (
        <DeputyForm
          done={() => {
            add(false);
            again((count) => count + 1);
          }}
          close={() => add(false)}
        />
      )}
    </section>
  );
}

function DeputyForm({ done, close }: { readonly done: () => void; readonly close: () => void }) {
  const words = useWords();
  const who = me.get();
  const own = who?.account.id ?? "";
  const colleagues =
    useAnswer<{ readonly items: readonly { readonly id: string; readonly name: string }[] }>("/colleagues")
      .answer?.body.items ?? [];
  const { wrong, tell, busy, send } = useSending();
  const [id] = useState(newId);
  const [account, setAccount] = useState(own);
  const [to, setTo] = useState("");
  const [from, setFrom] = useState(() => dayOf(Date.now()));
  const [until, setUntil] = useState("");
  const save = async (): Promise<void> => {
    const missing = { to_account: to, starts_at: from, ends_at: until };
    const names = Object.entries(missing).filter(([, text]) => text === "");
    if (names.length > 0) {
      tell(Object.fromEntries(names.map(([name]) => [name, words.fields.missing])));
      return;
    }
    // The last day is one of them.
    const ends = new Date(`${until}T00:00:00`);
    ends.setDate(ends.getDate() + 1);
    const starts = new Date(`${from}T00:00:00`);
    if (ends <= starts) {
      tell({ ends_at: words.access.untilFirst });
      return;
    }
    const json = {
      account,
      to_account: to,
      starts_at: starts.toISOString(),
      ends_at: ends.toISOString(),
    };
    const sent = await send(
      () => ask(`/delegations/${id}`, { method: "PUT", json }),
      ["account", "to_account", "starts_at", "ends_at"],
    );
    if (sent !== undefined) done();
  };
  return (
    <FormDialog
      title={words.access.addDeputy}
      go={words.access.save}
      wrong={wrong["all"]}
      busy={busy}
      send={() => void save()}
      close={close}
    >
      {who?.role === "admin" && (
        <ChoiceLine
          id="deputy-for"
          label={words.access.away}
          value={account}
          set={setAccount}
          options={colleagues}
          wrong={wrong["account"]}
        />
      )}
      <ChoiceLine
        id="deputy-to"
        label={words.access.deputy}
        value={to}
        set={setTo}
        options={colleagues.filter((one) => one.id !== account)}
        wrong={wrong["to_account"]}
      />
      <div class="pair">
        <TextLine
          id="deputy-from"
          type="date"
          label={words.access.from}
          value={from}
          set={setFrom}
          wrong={wrong["starts_at"]}
        />
        <TextLine
          id="deputy-until"
          type="date"
          label={words.access.until}
          value={until}
          set={setUntil}
          wrong={wrong["ends_at"]}
        />
      </div>
    </FormDialog>
  );
}
