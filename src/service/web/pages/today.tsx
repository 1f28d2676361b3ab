/** The first page of a supervisor at 18:00: which shift it is, one large button, what came back, and what is not sent. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { HOUR, localTime } from "../../shift/clock.js";
import { errorAt, type Problem } from "../../shift/problem.js";
import { metresOfRuns } from "../../shift/run.js";
import type { ExpectedShift } from "../../shift/slots.js";
import { useCell } from "../cell.js";
import { contentOf } from "../device/draft.js";
import { isUnsent, isWritable, type KeptReport, stateOf } from "../device/kept-report.js";
import { ownRigs } from "../device/last-shifts.js";
import { useLengths } from "../device/lengths.js";
import { type Master, master, named, type Rig } from "../device/master.js";
import { photos, waitingPhotos } from "../device/photos.js";
import { reports } from "../device/reports.js";
import { occasionsUntil } from "../device/slots.js";
import { previousReport, startReport } from "../device/start-report.js";
import { Chip } from "../parts/chip.js";
import { Check, ChoiceField, sentence } from "../parts/fields.js";
import { WhyBack } from "../parts/history.js";
import { fieldId, Problems } from "../parts/problems.js";
import { useTitle } from "../parts/title.js";
import { refusalText } from "../words/told.js";
import { dateText, momentText, shortDateText, useWords } from "../words/words.js";
import { knownDepth } from "./report/use-report.js";

export function TodayPage() {
  const words = useWords();
  const lists = useCell(master);
  const all = [...useCell(reports).values()];
  const now = useNow();
  const rigs = ownRigs();
  useTitle(words.today.title);
  const returned = all.filter((report) => ["returned", "disputed"].includes(stateOf(report)));
  const refused = all.filter((report) => report.refused !== null && isWritable(report));
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1} class={rigs.length === 1 ? "unseen" : ""}>
        {words.today.title}
      </h1>
      {refused.map((report) => (
        <Back key={report.id} report={report} lists={lists} says={words.report.refused}>
          <p>{sentence(report.refused === null ? "" : refusalText(report.refused))}</p>
        </Back>
      ))}
      {returned.map((report) => (
        <Back key={report.id} report={report} lists={lists} says={`${words.today.returned}:`}>
          <WhyBack shift={report.id} state={stateOf(report)} version={report.server?.rowVersion ?? 0} />
        </Back>
      ))}
      {rigs.length === 0 && (
        <p class="card">{lists.at === null ? words.today.noMaster : words.today.noRigs}</p>
      )}
      {rigs.map((rig) => (
        <RigToday key={rig.id} rig={rig} lists={lists} all={all} now={now} />
      ))}
    </main>
  );
}

/** A report that somebody has to look at again, with the reason. */
function Back({
  report,
  lists,
  says,
  children,
}: {
  readonly report: KeptReport;
  readonly lists: Master;
  readonly says: string;
  readonly children: ComponentChildren;
}) {
  return (
    <a class="card came-back" href={`/shifts/${report.id}`}>
      <div class="row spread">
        <b>
          {says} {named(lists.rigs, report.draft.rig)} · {report.draft.slot},{" "}
          {shortDateText(report.draft.date)}
        </b>
        <Chip state={stateOf(report)} />
      </div>
      {children}
    </a>
  );
}

/** The minute it is. */
function useNow(): number {
  const [now, set] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => set(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

interface Shown {
  readonly rig: Rig;
  readonly lists: Master;
  readonly all: readonly KeptReport[];
  readonly now: number;
}

/** Within this time after its end, a shift that nobody has reported is still the one to write. */
const LATE = 3 * HOUR;

function RigToday({ rig, lists, all, now }: Shown) {
  const words = useWords();
  const lengths = useLengths();
  const own = all.filter(({ draft, server }) => draft.rig === rig.id && server?.state !== "void");
  const reportOf = ({ date, slot }: ExpectedShift): KeptReport | undefined =>
    own.find(({ draft }) => draft.date === date && draft.slot === slot);
  const occasions = occasionsUntil(rig, now);
  const begun = occasions.filter(({ startsAt }) => startsAt <= now);
  const late = begun.find((one) => one.endsAt <= now && now - one.endsAt < LATE && !isDone(reportOf(one)));
  const occasion = late ?? begun[0] ?? occasions[0];
  const last = own
    .filter(({ draft }) => draft.runs.length > 0)
    .sort((a, b) => b.draft.startsAt - a.draft.startsAt)[0];
  const hole = last?.draft.runs.at(-1)?.hole ?? null;
  const depth =
    hole === null
      ? null
      : knownDepth(
          hole,
          now,
          own.flatMap(({ draft }) => contentOf(draft).runs),
        );
  return (
    <>
      {occasion !== undefined && (
        <section class="card" aria-label={rig.name}>
          <div class="today-head">
            <h2 style={{ fontSize: "1.6rem" }}>
              {rig.name} · {occasion.slot} {localTime(occasion.startsAt, rig.timeZone)}–
              {localTime(occasion.endsAt, rig.timeZone)}
            </h2>
            <p class="faint">
              {dateText(occasion.date)}
              {hole !== null && depth !== null && (
                <> · {words.today.hole_at(named(lists.holes, hole), lengths.text(depth))}</>
              )}
            </p>
          </div>
          <Go rig={rig} lists={lists} occasion={occasion} report={reportOf(occasion)} />
          <Strip own={own} />
        </section>
      )}
      <Lately own={own} now={now} />
      <section class="card">
        <h2>{words.today.others}</h2>
        <ul class="list">
          {occasions
            .filter((one) => one !== occasion)
            .slice(0, 6)
            .map((one) => (
              <Before
                key={`${one.date} ${one.slot}`}
                rig={rig}
                lists={lists}
                occasion={one}
                report={reportOf(one)}
                now={now}
              />
            ))}
        </ul>
      </section>
    </>
  );
}

const isDone = (report: KeptReport | undefined): boolean =>
  report !== undefined && (report.wanted !== null || !isWritable(report));

function Go({
  rig,
  lists,
  occasion,
  report,
}: {
  readonly rig: Rig;
  readonly lists: Master;
  readonly occasion: ExpectedShift;
  readonly report: KeptReport | undefined;
}) {
  const words = useWords();
  const { route } = useLocation();
  const [take, tick] = useState({ crew: true, hole: true, activities: false, materials: false });
  const [wrong, tell] = useState<readonly Problem[]>([]);
  const [project, choose] = useState<string | null>(
    lists.projects.length === 1 ? (lists.projects[0]?.id ?? null) : null,
  );
  const [client, chooseClient] = useState<string | null>(
    lists.clients.length === 1 ? (lists.clients[0]?.id ?? null) : null,
  );
  if (report !== undefined)
    return (
      <a class="button main large go" href={`/shifts/${report.id}`}>
        {isWritable(report) ? words.today.goOn : words.today.look}
      </a>
    );
  const previous = previousReport(rig.id, occasion.startsAt);
  const owner = lists.projects.find(({ id }) => id === project)?.client ?? client;
  const asks = lists.projects.length > 0 ? `project-${rig.id}` : `client-${rig.id}`;
  const start = (): void => {
    if (previous === undefined && owner === null) {
      tell([errorAt(asks, "missing", { what: "value" })]);
      document.getElementById(fieldId(asks))?.focus();
      return;
    }
    const id = startReport({ rig, occasion, previous, take, client: owner ?? "", project, supervisor: null });
    route(`/shifts/${id}`);
  };
  return (
    <>
      {previous === undefined && (
        <Problems.Provider value={{ problems: wrong, all: true }}>
          {lists.projects.length > 0 ? (
            <ChoiceField
              at={asks}
              label={words.today.project}
              value={project}
              options={lists.projects}
              set={choose}
            />
          ) : (
            <ChoiceField
              at={asks}
              label={words.today.client}
              value={client}
              options={lists.clients}
              set={chooseClient}
            />
          )}
        </Problems.Provider>
      )}
      <button type="button" class="main large go" onClick={start}>
        {words.today.start(occasion.slot)}
      </button>
      {previous !== undefined && (
        <fieldset class="plain-set">
          <legend class="faint">
            {words.today.copyFrom(`${previous.draft.slot}, ${shortDateText(previous.draft.date)}`)}
          </legend>
          <div class="ticks">
            {(["crew", "hole", "activities", "materials"] as const).map((name) => (
              <Check
                key={name}
                value={take[name]}
                label={words.today[name]}
                set={(value) => tick({ ...take, [name]: value })}
              />
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}

/** Where things are: on this device, or on the server since. */
function Strip({ own }: { readonly own: readonly KeptReport[] }) {
  const words = useWords();
  const ids = new Set(own.map(({ id }) => id));
  const unsent = own.filter(isUnsent).length;
  useCell(photos);
  const waiting = waitingPhotos().filter(({ shift }) => ids.has(shift)).length;
  const sent = Math.max(0, ...own.map(({ receipt }) => receipt?.at ?? 0));
  return (
    <p class="strip">
      <a href="/device">
        {unsent === 0 ? words.today.allSent : `${words.today.unsent(unsent)} ${words.today.onDevice}`}
      </a>
      {waiting > 0 && <span>{words.today.photosWait(waiting)}</span>}
      {sent > 0 && <span>{words.today.lastSent(momentText(sent))}</span>}
    </p>
  );
}

/** What one's own work came to: the last shift, and the best of the month. */
function Lately({ own, now }: { readonly own: readonly KeptReport[]; readonly now: number }) {
  const words = useWords();
  const lengths = useLengths();
  const drilled = own
    .filter(({ draft }) => draft.endsAt <= now)
    .map(({ draft }) => ({ draft, metres: metresOfRuns(contentOf(draft).runs) }))
    .sort((a, b) => b.draft.startsAt - a.draft.startsAt);
  const [last] = drilled;
  if (last === undefined) return null;
  const month = last.draft.date.slice(0, 7);
  const best =
    drilled.filter(({ draft }) => draft.date.startsWith(month)).sort((a, b) => b.metres - a.metres)[0] ??
    last;
  return (
    <section class="card">
      <div class="figures">
        {(
          [
            [words.today.lastMetres, last],
            [words.today.best, best],
          ] as const
        ).map(([name, one]) => (
          <p class="figure" key={name}>
            <small>{name}</small>
            <b>{lengths.made(contentOf(one.draft).runs)}</b>
            <small>
              {shortDateText(one.draft.date)} · {one.draft.slot}
            </small>
          </p>
        ))}
      </div>
    </section>
  );
}

function Before({
  rig,
  lists,
  occasion,
  report,
  now,
}: {
  readonly rig: Rig;
  readonly lists: Master;
  readonly occasion: ExpectedShift;
  readonly report: KeptReport | undefined;
  readonly now: number;
}) {
  const words = useWords();
  const lengths = useLengths();
  const { route } = useLocation();
  const name = (
    <>
      {shortDateText(occasion.date)} <span class="nowrap">· {occasion.slot}</span>
    </>
  );
  if (report === undefined) {
    const previous = previousReport(rig.id, occasion.startsAt);
    const only = lists.projects.length === 1 ? lists.projects[0] : undefined;
    const client = previous?.draft.client ?? only?.client ?? null;
    return (
      <li class="line">
        <b>{name}</b>
        {occasion.endsAt <= now && <span class="faint">{words.today.missing}</span>}
        {client === null ? (
          <span />
        ) : (
          <button
            type="button"
            onClick={() => {
              const take = { crew: true, hole: true, activities: false, materials: false };
              const id = startReport({
                rig,
                occasion,
                previous,
                take,
                client,
                project: only?.id ?? null,
                supervisor: null,
              });
              route(`/shifts/${id}`);
            }}
          >
            {words.today.start(occasion.slot)}
          </button>
        )}
      </li>
    );
  }
  return (
    <li>
      <a class="line" href={`/shifts/${report.id}`}>
        <b>{name}</b>
        <span class="amount">{lengths.made(contentOf(report.draft).runs)}</span>
        <Chip state={stateOf(report)} />
      </a>
    </li>
  );
}
