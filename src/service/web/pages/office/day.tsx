/** A day of each rig: its shifts side by side, what is wrong first, and the decision. J and K go from shift to shift, A approves, R sends back. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { dateAfter, durationText, isDate, localDate, localTime } from "../../../shift/clock.js";
import { dayMetresText, dayOf, totalsOf } from "../../../shift/day.js";
import type { ShiftDocument } from "../../../shift/document.js";
import { metresText } from "../../../shift/length.js";
import type { Problem } from "../../../shift/problem.js";
import { METRES_AN_HOUR, ratioText } from "../../../shift/ratio.js";
import { recoveryText } from "../../../shift/recovery.js";
import { expectedShifts } from "../../../shift/slots.js";
import { useCell } from "../../cell.js";
import { useAnswer } from "../../device/answers.js";
import { type Documents, useDocuments } from "../../device/documents.js";
import { type Master, master, named, type Rig } from "../../device/master.js";
import { AgainstRig } from "../../parts/against-rig.js";
import { Chip } from "../../parts/chip.js";
import { type Deciding, Decisions, useDeciding } from "../../parts/decisions.js";
import { sentence } from "../../parts/fields.js";
import { hoursText } from "../../parts/numbers.js";
import { Stale } from "../../parts/stale.js";
import { useTitle } from "../../parts/title.js";
import { dateText, useWords } from "../../words/words.js";
import { StaticBar } from "../report/static-bar.js";

export function DayPage({ date: asked }: { readonly date?: string }) {
  const words = useWords();
  const lists = useCell(master);
  const { query, route } = useLocation();
  const [version, again] = useState(0);
  const zone = lists.rigs[0]?.timeZone ?? "UTC";
  const date = asked !== undefined && isDate(asked) ? asked : dateAfter(localDate(Date.now(), zone), -1);
  useTitle(`${words.pages.day}, ${date}`);
  const rigs = lists.rigs.filter(({ id }) => query["rig"] === undefined || query["rig"] === id);
  const list = useAnswer<{ readonly items: readonly { readonly id: string }[] }>(
    `/shifts?from=${date}&to=${date}&limit=500`,
    version,
  );
  const documents = useDocuments(
    (list.answer?.body.items ?? []).map(({ id }) => id),
    version,
  );
  const deciding = useDeciding(() => again((count) => count + 1));
  useKeys(documents, deciding);
  const link = (to: string): string =>
    `/day/${to}${query["rig"] === undefined ? "" : `?rig=${query["rig"]}`}`;
  return (
    <main id="content" tabIndex={-1}>
      <div class="row spread">
        <h1 tabIndex={-1}>{dateText(date)}</h1>
        <div class="row">
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
      <Stale {...list} />
      {deciding.wrong !== null && (
        <p class="card remainder open" role="alert">
          {deciding.wrong}
        </p>
      )}
      {rigs.map((rig) => (
        <RigDay
          key={rig.id}
          rig={rig}
          date={date}
          lists={lists}
          documents={documents}
          deciding={deciding}
          version={version}
        />
      ))}
      <p class="faint">{words.day.keys}</p>
      {deciding.shown}
    </main>
  );
}

/** The shift that the keys mean is the one that has the focus, or the first. */
function useKeys(documents: Documents, deciding: Deciding): void {
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
        const meant = now.current.documents.get(cards[Math.max(at, 0)]?.dataset["shift"] ?? "");
        if (meant?.state !== "submitted") return;
        event.preventDefault();
        now.current.deciding.ask(meant, key === "a" ? "approve" : "return");
      }
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

interface Shown {
  readonly rig: Rig;
  readonly date: string;
  readonly lists: Master;
  readonly documents: Documents;
  readonly deciding: Deciding;
  readonly version: number;
}

function RigDay({ rig, date, lists, documents, deciding, version }: Shown) {
  const words = useWords();
  const expected = expectedShifts(rig, date, date);
  const own = [...documents.values()]
    .filter((document) => document.rig === rig.id && document.date === date && document.state !== "void")
    .sort((a, b) => a.startsAt - b.startsAt);
  const types = new Map(lists.types.map((type) => [type.id, type]));
  const day = dayOf(
    expected,
    own.map((content) => ({ state: content.state, content })),
    types,
  );
  const others = own.filter(({ slot }) => !expected.some((one) => one.slot === slot));
  const span = {
    startsAt: Math.min(...[...expected, ...own].map(({ startsAt }) => startsAt)),
    endsAt: Math.max(...[...expected, ...own].map(({ endsAt }) => endsAt)),
  };
  return (
    <section class="card" aria-labelledby={`rig-${rig.id}`}>
      <div class="row spread">
        <h2 id={`rig-${rig.id}`}>{rig.name}</h2>
        <p>
          <b>{dayMetresText(day)}</b> m
        </p>
      </div>
      {own.length > 0 && (
        <div class="day-bar">
          {own.map((document) => (
            <StaticBar key={document.id} content={document} lists={lists} within={span} />
          ))}
        </div>
      )}
      <div class="two-up">
        {expected.map((one) => {
          const document = own.find(({ slot }) => slot === one.slot);
          return document === undefined ? (
            <div class="slot missing" key={one.slot}>
              <h3>
                {one.slot} <small>{span_(one, rig.timeZone)}</small>
              </h3>
              <p class="faint">{words.today.missing}</p>
            </div>
          ) : (
            <SlotCard
              key={one.slot}
              document={document}
              lists={lists}
              deciding={deciding}
              version={version}
            />
          );
        })}
        {others.map((document) => (
          <SlotCard
            key={document.id}
            document={document}
            lists={lists}
            deciding={deciding}
            version={version}
          />
        ))}
      </div>
    </section>
  );
}

const span_ = ({ startsAt, endsAt }: { startsAt: number; endsAt: number }, zone: string): string =>
  `${localTime(startsAt, zone)}–${localTime(endsAt, zone)}`;

function SlotCard({
  document,
  lists,
  deciding,
  version,
}: {
  readonly document: ShiftDocument;
  readonly lists: Master;
  readonly deciding: Deciding;
  readonly version: number;
}) {
  const words = useWords();
  const types = new Map(lists.types.map((type) => [type.id, type]));
  const totals = totalsOf([document], types);
  const { answer } = useAnswer<{ readonly items: readonly Problem[] }>(
    `/shifts/${document.id}/problems`,
    version,
  );
  const problems = [...(answer?.body.items ?? [])].sort((a, b) => (a.severity < b.severity ? -1 : 1));
  const recovery = recoveryText(totals.recovery);
  const rate = ratioText(totals.rate, 2, METRES_AN_HOUR);
  return (
    <article
      class="slot"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys go from shift to shift
      tabIndex={0}
      data-shift={document.id}
      aria-label={`${document.slot} ${words.states[document.state]}`}
    >
      <div class="row spread">
        <h3>
          <a href={`/shifts/${document.id}`}>{document.slot}</a>{" "}
          <small>{span_(document, document.timeZone)}</small>
        </h3>
        <Chip state={document.state} />
      </div>
      {problems.length > 0 && (
        <ul class="problems">
          {problems.map(({ at, code, message, severity }) => (
            <li key={`${at} ${code}`} class={severity}>
              <p>{sentence(message)}</p>
            </li>
          ))}
        </ul>
      )}
      <dl class="facts">
        <dt>{words.report.depth}</dt>
        <dd>
          {metresText(totals.metresMm)} m{rate === "" ? "" : ` · ${rate} m/h`}
          {recovery === "" ? "" : ` · ${words.report.recovery(recovery)}`}
        </dd>
        <dt>{words.report.holeField}</dt>
        <dd>{[...new Set(document.runs.map(({ hole }) => named(lists.holes, hole)))].join(", ") || "–"}</dd>
        <dt>{words.report.drilling}</dt>
        <dd>{durationText(totals.drillingMs)}</dd>
        <dt>{words.day.standby}</dt>
        <dd>
          {durationText(totals.standbyMs.client)} {words.report.payers.client} ·{" "}
          {durationText(totals.standbyMs.contractor)} {words.report.payers.contractor}
        </dd>
        <dt>{words.report.crew}</dt>
        <dd>
          {document.crew.length} · {words.report.manHours(hoursText(totals.crewMinutes))}
        </dd>
      </dl>
      <AgainstRig document={document} types={types} />
      {document.notes !== "" && <p class="quote">{document.notes}</p>}
      <Decisions document={document} deciding={deciding} />
    </article>
  );
}
