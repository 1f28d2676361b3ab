/** What waits for a decision, on whom and since when, and the reports that should be there and are not. */
import { DAY, dateAfter, HOUR, localDate } from "../../../shift/clock.js";
import type { ShiftState } from "../../../shift/document.js";
import { expectedShifts } from "../../../shift/slots.js";
import { useCell } from "../../cell.js";
import { useAnswer } from "../../device/answers.js";
import { master, named } from "../../device/master.js";
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

/** Days back in which a missing report is asked for. */
const DAYS = 7;
/** After the end of a slot its report may still be on its way. */
const GRACE = 2 * HOUR;
const OPEN: readonly ShiftState[] = ["submitted", "disputed", "approved", "with_client", "returned", "draft"];

export function InboxPage() {
  const words = useWords();
  const lists = useCell(master);
  useTitle(words.pages.inbox);
  const now = Date.now();
  const from = localDate(now - DAYS * DAY, "UTC");
  const waiting = useAnswer<{ readonly items: readonly Summary[] }>(
    `/shifts?${OPEN.map((state) => `state=${state}`).join("&")}&sort=date&limit=500`,
  );
  const lately = useAnswer<{ readonly items: readonly Summary[] }>(
    `/shifts?from=${from}&sort=date&limit=500`,
  );
  const all = waiting.answer?.body.items ?? [];
  const mine = all.filter(({ state }) =>
    eventsHere(state).some((event) => ["approve", "answer", "release"].includes(event)),
  );
  const others = all.filter((one) => !mine.includes(one));
  const missing =
    lately.answer === undefined
      ? []
      : lists.rigs
          .flatMap((rig) => expectedShifts(rig, from, dateAfter(localDate(now, rig.timeZone), 0)))
          .filter(({ endsAt }) => endsAt + GRACE < now)
          .filter(
            (one) =>
              !lately.answer?.body.items.some(
                (shift) =>
                  shift.rig === one.rig &&
                  shift.date === one.date &&
                  shift.slot === one.slot &&
                  shift.state !== "void",
              ),
          );
  const line = (one: Summary) => (
    <li key={one.id}>
      <a class="line" href={mine.includes(one) ? `/day/${one.date}?rig=${one.rig}` : `/shifts/${one.id}`}>
        <b>
          {named(lists.rigs, one.rig)} · {one.slot}, {dateText(one.date)}
        </b>
        <span>{one.metres} m</span>
        <span class="faint">{age(now - Date.parse(one.updated_at), words)}</span>
        <Chip state={one.state} />
      </a>
    </li>
  );
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1}>{words.pages.inbox}</h1>
      <Stale {...waiting} />
      <section class="card">
        <h2>{words.inbox.onMe(mine.length)}</h2>
        {mine.length === 0 ? (
          <p class="empty">{words.inbox.nothing}</p>
        ) : (
          <ul class="list">{mine.map(line)}</ul>
        )}
      </section>
      <section class="card">
        <h2>{words.inbox.missing(missing.length)}</h2>
        {missing.length === 0 ? (
          <p class="empty">{words.inbox.noneMissing}</p>
        ) : (
          <ul class="list">
            {missing.map((one) => (
              <li key={`${one.rig} ${one.date} ${one.slot}`} class="line">
                <b>
                  {named(lists.rigs, one.rig)} · {one.slot}, {dateText(one.date)}
                </b>
                <span class="faint">{age(now - one.endsAt, words)}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section class="card">
        <h2>{words.inbox.onOthers(others.length)}</h2>
        {others.length === 0 ? (
          <p class="empty">{words.inbox.nothing}</p>
        ) : (
          <ul class="list">{others.map(line)}</ul>
        )}
      </section>
    </main>
  );
}

/** `3 h`, `2 days`: how long something waits. */
function age(ms: number, words: ReturnType<typeof useWords>): string {
  const hours = Math.max(0, Math.floor(ms / HOUR));
  return hours < 48 ? words.inbox.hours(hours) : words.inbox.days(Math.floor(hours / 24));
}
