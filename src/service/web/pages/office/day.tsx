/** A day of each rig: its shifts side by side, what is wrong first, and the decision. J and K go from shift to shift, A approves, R sends back. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { dateAfter, HOUR, isDate, localDate, MINUTE } from "../../../shift/clock.js";
import type { Id, ShiftDocument } from "../../../shift/document.js";
import { useCell } from "../../cell.js";
import { type RigDay, useDay } from "../../device/day.js";
import { useLengths } from "../../device/lengths.js";
import { master } from "../../device/master.js";
import { may } from "../../device/session.js";
import { type Deciding, useDeciding } from "../../parts/decisions.js";
import { useQuestion } from "../../parts/dialog.js";
import { sentence } from "../../parts/fields.js";
import { FilterChoice } from "../../parts/filter-fields.js";
import { Stale } from "../../parts/stale.js";
import { standbyText } from "../../parts/standby.js";
import { useTitle } from "../../parts/title.js";
import { approveDay } from "../../server/approve-day.js";
import { refusalText } from "../../words/told.js";
import { dateText, useWords } from "../../words/words.js";
import { DayBar } from "./day-bar.js";
import { SlotCard } from "./slot-card.js";

export function DayPage({ date: asked }: { readonly date?: string }) {
  const words = useWords();
  const lists = useCell(master);
  const { query, route } = useLocation();
  const [version, again] = useState(0);
  const zone = lists.rigs[0]?.timeZone ?? "UTC";
  const date = asked !== undefined && isDate(asked) ? asked : dateAfter(localDate(Date.now(), zone), -1);
  useTitle(`${words.pages.day}, ${date}`);
  const look = (): void => again((count) => count + 1);
  const { asked: day, rigs } = useDay(date, query["rig"], version);
  const deciding = useDeciding(look);
  const all = (rigs ?? []).flatMap(({ slots }) =>
    slots.flatMap(({ shift }) => (shift === null ? [] : [shift.document])),
  );
  useKeys(all, deciding);
  const link = (to: string, rig = query["rig"]): string =>
    `/day/${to}${rig === undefined || rig === "" ? "" : `?rig=${encodeURIComponent(rig)}`}`;
  return (
    <main id="content" tabIndex={-1}>
      <div class="row spread">
        <h1 tabIndex={-1}>{dateText(date)}</h1>
        <div class="row turn">
          <FilterChoice
            id="day-rig"
            label={words.day.rig}
            isUnseen
            value={query["rig"]}
            set={(rig) => route(link(date, rig))}
            any={words.day.allRigs}
            options={lists.rigs}
          />
          <div class="day-turn">
            <a class="button" href={link(dateAfter(date, -1))} aria-label={words.day.before}>
              ←
            </a>
            <div class="field">
              <label class="unseen" for="day">
                {words.shifts.date}
              </label>
              <input
                id="day"
                type="date"
                value={date}
                onChange={(event) =>
                  isDate(event.currentTarget.value) && route(link(event.currentTarget.value))
                }
              />
            </div>
            <a class="button" href={link(dateAfter(date, 1))} aria-label={words.day.after}>
              →
            </a>
          </div>
        </div>
      </div>
      <Stale {...day} />
      {deciding.wrong !== null && (
        <p class="card remainder open" role="alert">
          {deciding.wrong}
        </p>
      )}
      {rigs?.length === 0 && <p class="empty">{words.day.noRigs}</p>}
      {urgentFirst(rigs ?? []).map((one) => (
        <RigCard key={one.rig.id} day={one} date={date} deciding={deciding} look={look} version={version} />
      ))}
      <p class="faint by-keys">{words.day.keys}</p>
      {deciding.shown}
    </main>
  );
}

/** Rigs with what is wrong, then with what waits, then those where something is missing; each kind by name, as they came. */
function urgentFirst(rigs: readonly RigDay[]): RigDay[] {
  const urgency = ({ slots, totals }: RigDay): number => {
    const waiting = slots.filter(({ shift }) => shift?.document.state === "submitted");
    if (waiting.some(({ shift }) => (shift?.problems.length ?? 0) > 0)) return 0;
    if (waiting.length > 0) return 1;
    return totals.missing.length > 0 ? 2 : 3;
  };
  return [...rigs].sort((a, b) => urgency(a) - urgency(b));
}

/** The shift that the keys mean is the one that has the focus, or the first. */
function useKeys(documents: readonly ShiftDocument[], deciding: Deciding): void {
  const now = useRef({ documents, deciding });
  now.current = { documents, deciding };
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input,select,textarea,dialog"))
        return;
      const cards = [...document.querySelectorAll<HTMLElement>("[data-shift]")];
      const at = cards.findIndex((card) => card.contains(document.activeElement));
      const key = event.key.toLowerCase();
      if (key === "j" || key === "k") {
        const next = cards[at < 0 ? 0 : at + (key === "j" ? 1 : -1)];
        next?.focus();
        next?.scrollIntoView({ block: "nearest" });
      } else if (key === "a" || key === "r") {
        const meant = now.current.documents.find(({ id }) => id === cards[Math.max(at, 0)]?.dataset["shift"]);
        if (meant?.state !== "submitted" || !may("shift:decide")) return;
        event.preventDefault();
        now.current.deciding.ask(meant, key === "a" ? "approve" : "return");
      }
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

interface Card {
  readonly day: RigDay;
  readonly date: string;
  readonly deciding: Deciding;
  readonly look: () => void;
  readonly version: number;
}

function RigCard({ day, date, deciding, look, version }: Card) {
  const words = useWords();
  const lengths = useLengths();
  const { rig, slots, totals } = day;
  const { client, contractor } = totals.standby_hours;
  const ms = (hours: string): number => Math.round((Number(hours) * HOUR) / MINUTE) * MINUTE;
  const waiting = slots.filter(({ shift }) => shift?.document.state === "submitted");
  const facts = [
    [words.day.rate, totals.rate === null ? "" : lengths.rateTold(totals.rate)],
    [words.day.core, totals.recovery === null ? "" : `${totals.recovery} %`],
    [words.day.manHours, totals.man_hours.replace(/\.?0+$/, "")],
    [words.day.standby, standbyText({ client: ms(client), contractor: ms(contractor) }, words)],
  ].filter(([, value]) => value !== "");
  return (
    <section class="card" aria-labelledby={`rig-${rig.id}`}>
      <div class="row spread">
        <h2 id={`rig-${rig.id}`}>{rig.name}</h2>
        <p>
          <b>
            {totals.reported === totals.expected
              ? lengths.told(totals.metres)
              : words.day.partly(lengths.told(totals.metres), totals.reported, totals.expected)}
          </b>
        </p>
      </div>
      {slots.some(({ shift }) => shift !== null) && (
        <>
          <DayBar day={day} />
          <dl class="day-facts">
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <div class="two-up">
        {slots.map((slot) => (
          <SlotCard
            key={slot.slot}
            slot={slot}
            zone={rig.zone}
            deciding={deciding}
            version={version}
            isOneOfMany={waiting.length > 1 && waiting.includes(slot)}
          />
        ))}
      </div>
      <ApproveAll day={day} date={date} look={look} />
    </section>
  );
}

/** Both shifts of a day with one question; whoever handed one in is told that it waits for somebody else. */
function ApproveAll({ day, date, look }: Pick<Card, "day" | "date" | "look">) {
  const words = useWords();
  const { ask, shown } = useQuestion();
  const [refused, tell] = useState<readonly string[]>([]);
  const waiting = day.slots.flatMap(({ shift }) =>
    shift?.document.state === "submitted" ? [shift.document] : [],
  );
  const nameOf = (id: Id): string => waiting.find((one) => one.id === id)?.slot ?? "";
  const send = async (): Promise<string | undefined> => {
    const answers = await approveDay(date, waiting);
    if (answers === undefined) return words.decide.noLink;
    tell(
      answers.map(({ shift, refusal }) => words.day.refused(nameOf(shift), sentence(refusalText(refusal)))),
    );
    look();
    return undefined;
  };
  const question = {
    text: words.day.approveQuestion(`${day.rig.name}, ${waiting.map(({ slot }) => slot).join(", ")}`),
    yes: words.decide.events.approve,
    act: send,
  };
  return (
    <>
      {refused.length > 0 && (
        <div role="alert">
          {refused.map((one) => (
            <p key={one} class="remainder open">
              {one}
            </p>
          ))}
        </div>
      )}
      {waiting.length > 1 && may("shift:decide") && (
        <div class="row">
          <button type="button" class="main" onClick={() => ask(question)}>
            {words.day.approveAll(waiting.length)}
          </button>
        </div>
      )}
      {shown}
    </>
  );
}
