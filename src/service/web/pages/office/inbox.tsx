/** What waits for a decision, on whom and since when, what was noticed, and the reports that should be there and are not. */
import { useState } from "preact/hooks";
import { DAY, localDate } from "../../../shift/clock.js";
import type { ShiftState } from "../../../shift/document.js";
import { useCell } from "../../cell.js";
import { useAnswer } from "../../device/answers.js";
import { useLengths } from "../../device/lengths.js";
import { type Master, master, named } from "../../device/master.js";
import { ageText, urgencyOf } from "../../parts/age.js";
import { type Alert, AlertList } from "../../parts/alert-list.js";
import { Chip } from "../../parts/chip.js";
import { eventsHere } from "../../parts/decisions.js";
import { Stale } from "../../parts/stale.js";
import { useTitle } from "../../parts/title.js";
import { dateText, useWords } from "../../words/words.js";

interface Summary {
  readonly id: string;
  readonly rig: string;
  readonly date: string;
  readonly slot: string;
  readonly state: ShiftState;
  readonly metres: string;
  readonly updated_at: string;
}

interface Kpis {
  readonly missing: {
    readonly missing: number;
    readonly named: readonly { readonly rig: string; readonly date: string; readonly slot: string }[];
  } | null;
}

/** Days back in which a missing report is asked for. */
const DAYS = 7;
/** Of alerts, the latest; the others on demand. */
const FIRST_ALERTS = 8;
const OPEN: readonly ShiftState[] = ["submitted", "disputed", "approved", "with_client", "returned", "draft"];
/** Also what was approved and waits for the other shift of its day: it is released by itself. */
const MINE = ["approve", "answer"];

export function InboxPage() {
  const words = useWords();
  const lists = useCell(master);
  const [version, again] = useState(0);
  const [allAlerts, showAll] = useState(false);
  useTitle(words.pages.inbox);
  const now = Date.now();
  const span = `from=${localDate(now - DAYS * DAY, "UTC")}&to=${localDate(now + DAY, "UTC")}`;
  const waiting = useAnswer<{ readonly items: readonly Summary[] }>(
    `/shifts?${OPEN.map((state) => `state=${state}`).join("&")}&sort=updated&limit=500`,
    version,
  );
  const alerts = useAnswer<{ readonly items: readonly Alert[] }>("/alerts?limit=200", version);
  const kpis = useAnswer<Kpis>(`/analytics/kpis?${span}`, version);
  const all = waiting.answer?.body.items ?? [];
  const mine = all.filter(({ state }) => eventsHere(state).some((event) => MINE.includes(event)));
  const others = all.filter((one) => !mine.includes(one));
  // What is missing has a list of its own.
  const noticed = (alerts.answer?.body.items ?? []).filter(({ kind }) => kind !== "report-missing");
  const missing = kpis.answer?.body.missing;
  const list = (shifts: readonly Summary[], toDay: boolean) =>
    shifts.length === 0 ? (
      <p class="empty">{words.inbox.nothing}</p>
    ) : (
      <ul class="list">
        {shifts.map((one) => (
          <Line key={one.id} one={one} toDay={toDay} now={now} lists={lists} />
        ))}
      </ul>
    );
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1}>{words.pages.inbox}</h1>
      <Stale {...waiting} />
      <section class="card">
        <h2>{words.inbox.onMe(mine.length)}</h2>
        {list(mine, true)}
        <small>{words.inbox.lateHint}</small>
      </section>
      <section class="card">
        <h2>{words.inbox.missing(missing?.missing ?? 0)}</h2>
        {missing == null || missing.missing === 0 ? (
          <p class="empty">{missing == null ? words.app.nothingYet : words.inbox.noneMissing}</p>
        ) : (
          <ul class="list">
            {missing.named.toReversed().map((one) => (
              <li key={`${one.rig} ${one.date} ${one.slot}`}>
                <a class="line" href={`/day/${one.date}?rig=${one.rig}`}>
                  <b>
                    {named(lists.rigs, one.rig)} · {one.slot}, {dateText(one.date)}
                  </b>
                  <span class="chip missing">{words.day.statuses.missing}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section class="card">
        <h2>{words.inbox.alerts(noticed.length)}</h2>
        {noticed.length === 0 ? (
          <p class="empty">{words.inbox.noAlerts}</p>
        ) : (
          <>
            <AlertList
              alerts={allAlerts ? noticed : noticed.slice(0, FIRST_ALERTS)}
              look={() => again((count) => count + 1)}
            />
            {!allAlerts && noticed.length > FIRST_ALERTS && (
              <div class="row">
                <button type="button" onClick={() => showAll(true)}>
                  {words.inbox.allAlerts(noticed.length)}
                </button>
              </div>
            )}
          </>
        )}
      </section>
      <section class="card">
        <h2>{words.inbox.onOthers(others.length)}</h2>
        {list(others, false)}
      </section>
    </main>
  );
}

function Line({
  one,
  toDay,
  now,
  lists,
}: {
  readonly one: Summary;
  readonly toDay: boolean;
  readonly now: number;
  readonly lists: Master;
}) {
  const words = useWords();
  const lengths = useLengths();
  const waits = now - Date.parse(one.updated_at);
  const urgency = urgencyOf(one.state, waits);
  return (
    <li>
      <a class="line figures-line" href={toDay ? `/day/${one.date}?rig=${one.rig}` : `/shifts/${one.id}`}>
        <b>
          {named(lists.rigs, one.rig)} · {one.slot}, {dateText(one.date)}
        </b>
        <span>{lengths.told(one.metres)}</span>
        <span class="faint">{words.day.waits(ageText(waits, words))}</span>
        <span class="row">
          {urgency !== null && <span class={`chip ${urgency}`}>{words.inbox[urgency]}</span>}
          <Chip state={one.state} />
        </span>
      </a>
    </li>
  );
}
