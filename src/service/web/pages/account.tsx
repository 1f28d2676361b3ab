/** An account of one's own: password, second factor, other ways to sign in, and where one is signed in. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useCell } from "../cell.js";
import { useAnswer } from "../device/answers.js";
import { me } from "../device/session.js";
import { useQuestion } from "../parts/dialog.js";
import { TextLine, useSending } from "../parts/form.js";
import { Refused } from "../parts/refused.js";
import { Stale } from "../parts/stale.js";
import { useTitle } from "../parts/title.js";
import { ask } from "../server/request.js";
import { momentText, useWords } from "../words/words.js";
import { OwnTabs } from "./admin/tabs.js";
import { SecondFactor } from "./second-factor.js";

export function AccountPage() {
  const words = useWords();
  const who = useCell(me);
  useTitle(words.account.title);
  if (who == null) return null;
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1}>{words.account.title}</h1>
      <OwnTabs />
      <section class="card">
        <h2>{words.account.who}</h2>
        <p>
          <b>{who.account.name}</b> · {who.account.email ?? words.account.noEmail}
        </p>
        <p>
          {words.roles[who.role]} · {who.tenant?.name}
        </p>
      </section>
      <div class="in-columns">
        <Password />
        <SecondFactor />
        <Providers />
        <Sessions />
      </div>
    </main>
  );
}

function Password() {
  const words = useWords();
  const { wrong, tell, busy, send } = useSending();
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const [done, say] = useState(false);
  const save = async (): Promise<void> => {
    const missing = Object.entries({ old, new: next }).filter(([, text]) => text === "");
    if (missing.length > 0) {
      tell(Object.fromEntries(missing.map(([name]) => [name, words.fields.missing])));
      return;
    }
    const sent = await send(
      () => ask("/me/password", { method: "PUT", json: { old, new: next } }),
      ["old", "new"],
    );
    say(sent !== undefined);
    if (sent === undefined) return;
    setOld("");
    setNext("");
  };
  return (
    <form
      class="card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{words.account.password}</h2>
      <TextLine
        id="password-old"
        type="password"
        complete="current-password"
        label={words.account.old}
        value={old}
        set={setOld}
        wrong={wrong["old"]}
      />
      <TextLine
        id="password-new"
        type="password"
        complete="new-password"
        label={words.account.next}
        hint={words.account.nextHint}
        value={next}
        set={setNext}
        wrong={wrong["new"]}
      />
      <Refused why={wrong["all"]} />
      <div class="row">
        <button type="submit" disabled={busy}>
          {words.account.setPassword}
        </button>
        <span role="status">{done && words.account.passwordSet}</span>
      </div>
    </form>
  );
}

interface Identities {
  readonly items: readonly { readonly id: string; readonly issuer: string }[];
  readonly providers: readonly { readonly id: string; readonly name: string }[];
}

function Providers() {
  const words = useWords();
  const { query } = useLocation();
  const [version, again] = useState(0);
  const { wrong, busy, send } = useSending();
  const { ask: question, shown } = useQuestion();
  const asked = useAnswer<Identities>("/me/identities", version);
  const { items = [], providers = [] } = asked.answer?.body ?? {};
  const takeOn = async (provider: string): Promise<void> => {
    const sent = await send<{ readonly url: string }>(
      () => ask("/me/identities", { method: "POST", json: { provider } }),
      [],
    );
    if (sent !== undefined) location.assign(sent.body.url);
  };
  const drop = async (id: string): Promise<void> => {
    await send(() => ask(`/me/identities/${id}`, { method: "DELETE" }), []);
    again((count) => count + 1);
  };
  const said = query["sso"];
  const refusals: Readonly<Record<string, string>> = words.sso.refusals;
  return (
    <section class="card">
      <h2>{words.account.providers}</h2>
      <Stale {...asked} />
      {said !== undefined && (
        <p class={said === "done" ? "result" : "result bad"} role="status">
          {said === "done" ? words.account.linked : (refusals[said] ?? words.sso.refusals.provider)}
        </p>
      )}
      {items.length > 0 && (
        <ul class="list">
          {items.map(({ id, issuer }) => (
            <li key={id}>
              <div class="line">
                <span>{words.account.knownAs(hostOf(issuer))}</span>
                <button
                  type="button"
                  class="plain"
                  onClick={() =>
                    question({
                      text: words.account.dropQuestion(hostOf(issuer)),
                      yes: words.account.drop,
                      danger: true,
                      act: () => void drop(id),
                    })
                  }
                >
                  {words.account.drop}
                </button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {asked.answer !== undefined && providers.length === 0 && items.length === 0 && (
        <p class="empty">{words.account.providersNone}</p>
      )}
      <Refused why={wrong["all"]} />
      <div class="row">
        {providers.map(({ id, name }) => (
          <button key={id} type="button" disabled={busy} onClick={() => void takeOn(id)}>
            {words.account.takeOn(name)}
          </button>
        ))}
      </div>
      {shown}
    </section>
  );
}

const hostOf = (issuer: string): string => (URL.canParse(issuer) ? new URL(issuer).host : issuer);

interface Session {
  readonly id: string;
  readonly own: boolean;
  readonly created_at: string;
  readonly seen_at: string;
  readonly address: string | null;
  readonly agent: string | null;
}

function Sessions() {
  const words = useWords();
  const [version, again] = useState(0);
  const asked = useAnswer<{ readonly items: readonly Session[] }>("/me/sessions", version);
  const { wrong, busy, send } = useSending();
  const end = async (id: string): Promise<void> => {
    await send(() => ask(`/me/sessions/${id}`, { method: "DELETE" }), []);
    again((count) => count + 1);
  };
  return (
    <section class="card">
      <h2>{words.account.sessions}</h2>
      <Stale {...asked} />
      <Refused why={wrong["all"]} />
      <ul class="list">
        {(asked.answer?.body.items ?? []).map((one) => (
          <li key={one.id}>
            <div class="row spread">
              <span>
                <b>{browserOf(one.agent)}</b> {one.own && <span class="chip good">{words.account.here}</span>}
                <br />
                <small>
                  {one.address} · {words.account.since(momentText(Date.parse(one.created_at)))} ·{" "}
                  {words.account.seen(momentText(Date.parse(one.seen_at)))}
                </small>
              </span>
              {!one.own && (
                <button type="button" disabled={busy} onClick={() => void end(one.id)}>
                  {words.account.end}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What people call it, of what a browser says of itself. */
function browserOf(agent: string | null): string {
  const browser = [
    ["Edg/", "Edge"],
    ["Firefox/", "Firefox"],
    ["Chrome/", "Chrome"],
    ["Safari/", "Safari"],
  ].find(([mark]) => agent?.includes(mark!))?.[1];
  const system = ["iPad", "iPhone", "Android", "Windows", "Macintosh", "Linux"].find((mark) =>
    agent?.includes(mark),
  );
  return [browser, system].filter((one) => one !== undefined).join(", ") || (agent ?? "–").slice(0, 40);
}
