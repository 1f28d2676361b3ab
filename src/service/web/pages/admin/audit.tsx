/** What was changed, by whom, from what to what: by filters that stand in the address. And whether nobody has changed that. */
import { useState } from "preact/hooks";
import { useAnswer } from "../../device/answers.js";
import { mayAll } from "../../device/session.js";
import { sentence } from "../../parts/fields.js";
import { FilterChoice, FilterInput } from "../../parts/filter-fields.js";
import { Filters, useFilters } from "../../parts/filters.js";
import { Stale } from "../../parts/stale.js";
import { Table } from "../../parts/table.js";
import { useTitle } from "../../parts/title.js";
import { ask } from "../../server/request.js";
import { type Coded, refusalText, toldText } from "../../words/told.js";
import { instantText, useWords } from "../../words/words.js";
import { Differences } from "./differences.js";
import { EraseName } from "./erase-name.js";
import { CompanyTabs } from "./tabs.js";

/** As `GET /audit` lists it. */
interface Event {
  readonly seq: number;
  readonly at: string;
  readonly actor: string | null;
  readonly actor_name: string | null;
  readonly actor_kind: string;
  readonly ip: string | null;
  readonly action: string;
  readonly entity: string;
  readonly entity_id: string;
  readonly before: unknown;
  readonly after: unknown;
}

const FILTERS = ["from", "until", "action", "actor", "entity", "entity_id"] as const;
type Filter = (typeof FILTERS)[number];
const STEP = 50;
const MOST = 500;

export function AuditPage() {
  const words = useWords();
  const filters = useFilters("/audit", FILTERS);
  const { given, field } = filters;
  const [limit, widen] = useState(STEP);
  useTitle(words.audit.title);
  const asked = useAnswer<{ readonly items: readonly Event[] }>(`/audit?${questionOf(given, limit)}`);
  const members = useAnswer<{ readonly items: readonly { readonly id: string; readonly name: string }[] }>(
    mayAll("users:admin") ? "/accounts" : null,
  );
  const events = asked.answer?.body.items ?? [];
  const choice = (
    name: "action" | "actor",
    label: string,
    any: string,
    options: readonly { readonly id: string; readonly name: string }[],
  ) => {
    const chosen = given[name];
    // Also one that is none of ours any more, where the address names it.
    const own = chosen === undefined || options.some(({ id }) => id === chosen);
    const all = own ? options : [{ id: chosen, name: chosen }, ...options];
    return <FilterChoice {...field(name)} label={label} any={any} options={all} />;
  };
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1}>{words.audit.title}</h1>
      <CompanyTabs />
      <Filters filters={filters}>
        <FilterInput {...field("from")} type="date" label={words.audit.from} />
        <FilterInput {...field("until")} type="date" label={words.audit.until} />
        {choice(
          "action",
          words.audit.what,
          words.audit.anything,
          Object.entries(words.audit.kinds).map(([id, name]) => ({ id, name })),
        )}
        {members.answer !== undefined &&
          choice("actor", words.audit.who, words.audit.anybody, members.answer.body.items)}
      </Filters>
      <section class="card" aria-busy={asked.asking}>
        <Stale {...asked} />
        {asked.answer !== undefined && events.length === 0 && <p class="empty">{words.audit.none}</p>}
        {events.length > 0 && (
          <Table
            heads={[words.audit.when, words.audit.who, words.audit.what, words.audit.on, words.audit.change]}
          >
            {events.map((event) => (
              <tr key={event.seq}>
                <td class="nowrap">{instantText(Date.parse(event.at))}</td>
                <td class="nowrap">
                  {event.actor_name ?? (event.actor === null ? words.audit.service : event.actor)}
                  {event.ip !== null && (
                    <>
                      <br />
                      <small>{event.ip}</small>
                    </>
                  )}
                </td>
                <td>{event.action}</td>
                <td>
                  <On {...event} />
                </td>
                <td>
                  <Differences before={event.before} after={event.after} />
                </td>
              </tr>
            ))}
          </Table>
        )}
        {events.length === limit && limit < MOST && (
          <button type="button" onClick={() => widen(Math.min(limit * 2, MOST))}>
            {words.audit.more}
          </button>
        )}
      </section>
      <div class="two-up">
        <Verify />
        {mayAll("users:admin") && <EraseName />}
      </div>
    </main>
  );
}

/** Days are those of this device's clock, from their beginning to their end. */
function questionOf(given: { readonly [Name in Filter]?: string }, limit: number): string {
  const { from, until, ...rest } = given;
  const day = (text: string, days: number): string => {
    const at = new Date(`${text}T00:00:00`);
    at.setDate(at.getDate() + days);
    return at.toISOString();
  };
  const isDay = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? "");
  return new URLSearchParams({
    ...rest,
    ...(isDay(from) && { from: day(from, 0) }),
    ...(isDay(until) && { until: day(until, 1) }),
    limit: String(limit),
  }).toString();
}

/** The thing: all that was done to it, and its own page where it has one. */
function On({ entity, entity_id }: Event) {
  const query = new URLSearchParams({ entity, entity_id });
  return (
    <>
      <a class="cell" href={`/audit?${query}`}>
        {entity} {entity_id.length > 12 ? `…${entity_id.slice(-8)}` : entity_id}
      </a>
      {entity === "shift" && (
        <a class="cell" href={`/shifts/${entity_id}`}>
          {useWords().pages.report} ↗
        </a>
      )}
    </>
  );
}

interface Verified {
  readonly whole: boolean;
  readonly seq: number;
  readonly hash: string | null;
  readonly what: string | null;
  readonly told?: Coded | null;
}

function Verify() {
  const words = useWords();
  const [busy, work] = useState(false);
  const [found, tell] = useState<Verified | string | null>(null);
  const verify = async (): Promise<void> => {
    work(true);
    const reply = await ask("/audit/verify", { timeoutMs: 120_000 });
    work(false);
    if (reply.kind === "answer") tell(reply.body as Verified);
    else tell(reply.kind === "refused" ? sentence(refusalText(reply.refusal)) : words.account.noLink);
  };
  const says =
    found === null || typeof found === "string"
      ? found
      : found.whole
        ? words.audit.whole(found.seq, (found.hash ?? "").slice(0, 12))
        : sentence(toldText({ ...(found.told ?? { code: "" }), message: found.what ?? "" }));
  return (
    <section class="card">
      <h2>{words.audit.verify}</h2>
      <div class="row">
        <button type="button" disabled={busy} onClick={() => void verify()}>
          {busy ? words.audit.verifying : words.audit.verify}
        </button>
      </div>
      <div role="status">
        {says !== null && (
          <p class={typeof found === "object" && found?.whole ? "result" : "result bad"}>{says}</p>
        )}
      </div>
    </section>
  );
}
