/** What this device holds, what of it is not on the server and why, and how it is set. */
import { useEffect, useState } from "preact/hooks";
import { LENGTH_UNITS, type LengthUnit } from "../../shift/length.js";
import { useCell } from "../cell.js";
import { useAnswer } from "../device/answers.js";
import { isUnsent, type Trouble } from "../device/kept-report.js";
import { master, named } from "../device/master.js";
import { whyOf } from "../device/outcome.js";
import { photos, waitingPhotos } from "../device/photos.js";
import { prefer, preferences } from "../device/preferences.js";
import { reports, unsentElsewhere } from "../device/reports.js";
import { hasPin, removePin, setPin } from "../device/seal.js";
import { sendNow } from "../device/sender.js";
import { me, signOut } from "../device/session.js";
import {
  askToPersist,
  installPrompt,
  isInstalled,
  isNearlyFull,
  lookAtRoom,
  NEARLY_FULL,
  room,
} from "../device/storage.js";
import { appVersion } from "../device/worker.js";
import { useQuestion } from "../parts/dialog.js";
import { sentence } from "../parts/fields.js";
import { LanguageField } from "../parts/language-field.js";
import { useTitle } from "../parts/title.js";
import { ask as request } from "../server/request.js";
import { freshen } from "../start.js";
import { spoken } from "../words/language.js";
import { refusalText } from "../words/told.js";
import { bytesText, dateText, momentText, useWords } from "../words/words.js";
import { OwnTabs } from "./admin/tabs.js";

export function DevicePage() {
  useCell(spoken);
  const words = useWords();
  useTitle(words.device.title);
  useEffect(() => void lookAtRoom(), []);
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1}>{words.device.title}</h1>
      <OwnTabs />
      <Queue />
      <div class="in-columns">
        <Storage />
        <Pin />
        <Look />
        <Account />
        <Mails />
      </div>
    </main>
  );
}

function Queue() {
  const words = useWords();
  const lists = useCell(master);
  const all = useCell(reports);
  useCell(photos);
  const waiting = [
    ...[...all.values()]
      .filter((report) => isUnsent(report) || report.sending !== null)
      .map(({ id, draft, trouble, wanted }) => ({
        key: id,
        at: `/shifts/${id}`,
        name: `${named(lists.rigs, draft.rig)} · ${draft.slot}, ${dateText(draft.date)}${wanted === null ? "" : ` · ${words.report.submit}`}`,
        trouble,
      })),
    ...waitingPhotos().map(({ id, shift, bytes, trouble }) => ({
      key: id,
      at: `/shifts/${shift}`,
      name: `${words.report.photos} · ${bytesText(bytes)}`,
      trouble,
    })),
  ];
  return (
    <section class="card">
      <div class="row spread">
        <h2>{words.device.queue}</h2>
        {waiting.length > 0 && (
          <button type="button" onClick={sendNow}>
            {words.device.sendNow}
          </button>
        )}
      </div>
      {waiting.length === 0 ? (
        <p class="empty">{words.device.queueEmpty}</p>
      ) : (
        <ul class="list">
          {waiting.map(({ key, at, name, trouble }) => (
            <li key={key}>
              <a class="line" href={at}>
                <b>{name}</b>
                <span class={trouble === null || trouble.kind === "no-link" ? "faint" : "remainder open"}>
                  {trouble === null ? words.report.saved : why(trouble, words)}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Why something is stuck, since when, and when it is tried again. */
export function why(trouble: Trouble, words: ReturnType<typeof useWords>): string {
  const { kind, since, attempts, nextAt } = trouble;
  return [
    `${words.trouble[kind]} ${words.trouble.since(momentText(since))}`,
    ...(kind === "refused" || kind === "failed" ? [whyOf(trouble)] : []),
    ...(attempts > 1 ? [words.trouble.tries(attempts)] : []),
    ...(nextAt > Date.now() ? [words.trouble.next(momentText(nextAt))] : []),
  ].join(" · ");
}

function Storage() {
  const words = useWords();
  const space = useCell(room);
  const prompt = useCell(installPrompt);
  const worker = useCell(appVersion);
  const kept = useCell(reports).size;
  const pictures = useCell(photos).size;
  const isApple = /iPad|iPhone|Macintosh/.test(navigator.userAgent) && "ontouchend" in document;
  return (
    <section class="card">
      <h2>{words.device.storage}</h2>
      <p>
        {words.device.reportsKept(kept)} · {words.device.photosKept(pictures)}
      </p>
      {space !== null && space.quota > 0 && (
        <>
          <p>
            <meter
              min={0}
              max={space.quota}
              high={space.quota * NEARLY_FULL}
              value={space.used}
              aria-label={words.device.storage}
            />{" "}
            {words.device.used(bytesText(space.used), bytesText(space.quota))}
          </p>
          {isNearlyFull(space) && <p class="remainder open">{words.device.nearlyFull}</p>}
          <p>{space.persistent ? words.device.persistent : words.device.notPersistent}</p>
          {!space.persistent && (
            <div class="row">
              <button type="button" onClick={() => void askToPersist()}>
                {words.device.persist}
              </button>
            </div>
          )}
        </>
      )}
      <p>{words.device.worker[worker]}</p>
      {isInstalled() ? (
        <p>{words.device.installed}</p>
      ) : prompt !== null ? (
        <>
          <div class="row">
            <button type="button" onClick={() => void prompt.prompt()}>
              {words.device.install}
            </button>
          </div>
          <p class="faint">{words.device.installHint}</p>
        </>
      ) : (
        isApple && <p class="faint">{words.device.installIos}</p>
      )}
    </section>
  );
}

function Pin() {
  const words = useWords();
  const [isSet, know] = useState<boolean | null>(null);
  const [pin, type] = useState("");
  const [wrong, tell] = useState(false);
  useEffect(() => void hasPin().then(know), []);
  const set = async (event: Event): Promise<void> => {
    event.preventDefault();
    const short = !/^\d{4,}$/.test(pin);
    tell(short);
    if (short) return;
    await setPin(pin);
    type("");
    know(true);
  };
  return (
    <section class="card">
      <h2>{words.device.pin}</h2>
      <p class="faint">{words.device.pinHint}</p>
      {isSet === true ? (
        <>
          <p>{words.device.pinSet}</p>
          <div class="row">
            <button type="button" onClick={() => location.reload()}>
              {words.device.lockNow}
            </button>
            <button type="button" onClick={() => void removePin().then(() => know(false))}>
              {words.device.removePin}
            </button>
          </div>
        </>
      ) : (
        <form class="row" onSubmit={(event) => void set(event)}>
          <div class="field">
            <label for="new-pin">{words.device.newPin}</label>
            <input
              id="new-pin"
              type="password"
              inputMode="numeric"
              autocomplete="new-password"
              value={pin}
              aria-invalid={wrong ? "true" : undefined}
              aria-describedby="new-pin-says"
              onInput={(event) => type(event.currentTarget.value)}
            />
            <div id="new-pin-says">{wrong && <p class="wrong">{words.device.pinShort}</p>}</div>
          </div>
          <button type="submit">{words.device.setPin}</button>
        </form>
      )}
    </section>
  );
}

function Look() {
  const words = useWords();
  const { colours, lengths } = useCell(preferences);
  const { at } = useCell(master);
  return (
    <section class="card">
      <h2>{words.device.look}</h2>
      <LanguageField />
      <div class="field">
        <label for="lengths">{words.device.lengths}</label>
        <select
          id="lengths"
          value={lengths ?? "company"}
          onChange={({ currentTarget: { value } }) =>
            void prefer({ lengths: value === "company" ? null : (value as LengthUnit) })
          }
        >
          {(["company", ...LENGTH_UNITS] as const).map((name) => (
            <option key={name} value={name}>
              {words.device.lengthNames[name]}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="colours">{words.device.colours}</label>
        <select
          id="colours"
          value={colours}
          onChange={(event) => void prefer({ colours: event.currentTarget.value as typeof colours })}
        >
          {(["system", "day", "night"] as const).map((name) => (
            <option key={name} value={name}>
              {words.device.colourNames[name]}
            </option>
          ))}
        </select>
      </div>
      <h2>{words.device.master}</h2>
      {at !== null && <p>{words.device.masterAt(momentText(at))}</p>}
      <div class="row">
        <button type="button" onClick={() => void freshen()}>
          {words.device.refresh}
        </button>
      </div>
    </section>
  );
}

type Mail = "at-once" | "digest" | "none";

/** How one is told by the server; it is asked, and changed, with a link alone. */
function Mails() {
  const words = useWords();
  const [version, again] = useState(0);
  const { answer } = useAnswer<{ readonly mails: Mail; readonly configured: boolean }>("/me/mails", version);
  const [trouble, tell] = useState<string | null>(null);
  if (answer === undefined) return null;
  const choose = async (mails: Mail): Promise<void> => {
    const reply = await request("/me/mails", { method: "PUT", json: { mails } });
    tell(
      reply.kind === "refused"
        ? refusalText(reply.refusal)
        : reply.kind === "no-link"
          ? words.app.noLinkNothing
          : null,
    );
    again(version + 1);
  };
  return (
    <section class="card">
      <h2>{words.device.mails}</h2>
      <div class="field">
        <label for="mails">{words.device.mailsHint}</label>
        <select
          id="mails"
          value={answer.body.mails}
          onChange={(event) => void choose(event.currentTarget.value as Mail)}
        >
          {(["at-once", "digest", "none"] as const).map((name) => (
            <option key={name} value={name}>
              {words.device.mailNames[name]}
            </option>
          ))}
        </select>
      </div>
      {!answer.body.configured && <p class="faint">{words.device.mailsOff}</p>}
      {trouble !== null && (
        <p class="remainder open" role="alert">
          {sentence(trouble)}
        </p>
      )}
    </section>
  );
}

function Account() {
  const words = useWords();
  const who = useCell(me);
  useCell(photos);
  const unsent =
    [...useCell(reports).values()].filter(isUnsent).length +
    waitingPhotos().length +
    useCell(unsentElsewhere);
  const { ask, shown } = useQuestion();
  if (who == null) return null;
  return (
    <section class="card">
      <h2>{words.device.account}</h2>
      <p>{words.device.signedInAs(who.account.name, who.tenant?.name ?? "")}</p>
      <div class="row">
        <button
          type="button"
          class="danger"
          onClick={() =>
            ask({
              text: unsent > 0 ? words.device.signOutUnsent(unsent) : words.device.signOutQuestion,
              yes: words.device.signOut,
              danger: true,
              act: () => void signOut().then(() => location.assign("/")),
            })
          }
        >
          {words.device.signOut}
        </button>
      </div>
      {shown}
    </section>
  );
}
