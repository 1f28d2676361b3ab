/** Bills of a month or a day: of all contracts their sums, of one its lines. What is looked at stands in the address. */

import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { WireQuantity } from "../../../../shift/bill-wire.js";
import { dateAfter, isDate, localDate } from "../../../../shift/clock.js";
import { useCell } from "../../../cell.js";
import { useAnswer } from "../../../device/answers.js";
import { master, named } from "../../../device/master.js";
import { FilterChoice, FilterInput } from "../../../parts/filter-fields.js";
import { type Filtered, Filters, useFilters } from "../../../parts/filters.js";
import { Stale } from "../../../parts/stale.js";
import { Table } from "../../../parts/table.js";
import { useTitle } from "../../../parts/title.js";
import { billedText } from "../../../words/told.js";
import { dateText, monthText, sumText, useWords } from "../../../words/words.js";
import { type By, GROUPS } from "./groups.js";
import { Lines } from "./lines.js";
import { OneBill } from "./one-bill.js";
import type { WireDay, WireMonth } from "./wire.js";

const FILTERS = ["contract", "rig", "hole", "size"] as const;
const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

/** Months before and after. */
const monthAfter = (month: string, months: number): string => {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
};

export function BoqPage() {
  const words = useWords();
  const lists = useCell(master);
  const { query, route } = useLocation();
  const today = localDate(Date.now(), lists.rigs[0]?.timeZone ?? "UTC");
  const day = isDate(query["day"] ?? "") ? query["day"]! : null;
  const month = isMonth(query["month"] ?? "") ? query["month"]! : (day ?? today).slice(0, 7);
  const by: By = GROUPS.find((one) => one === query["by"]) ?? "work";
  const filters = useFilters("/boq", FILTERS);
  const { given } = filters;
  const at = (change: Readonly<Record<string, string | null>>): string => {
    const next = new URLSearchParams(query as Record<string, string>);
    for (const [name, value] of Object.entries(change))
      if (value === null || value === "") next.delete(name);
      else next.set(name, value);
    return `/boq?${next}`;
  };
  const shown = day === null ? monthText(month) : dateText(day);
  useTitle(`${words.pages.boq}, ${shown}`);
  const step = (by_: number): string =>
    day === null ? at({ month: monthAfter(month, by_) }) : at({ day: dateAfter(day, by_), month: null });
  return (
    <main id="content" tabIndex={-1}>
      <div class="row spread">
        <h1 tabIndex={-1}>{shown}</h1>
        <div class="day-turn">
          <a class="button" href={step(-1)} aria-label={words.boq.before}>
            ←
          </a>
          <div class="field">
            <label class="unseen" for="when">
              {day === null ? words.boq.month : words.boq.day}
            </label>
            <input
              id="when"
              {...({ type: day === null ? "month" : "date" } as { type: "date" })}
              value={day ?? month}
              onChange={({ currentTarget: { value } }) => {
                if (day === null ? isMonth(value) : isDate(value))
                  route(at(day === null ? { month: value } : { day: value }));
              }}
            />
          </div>
          <a class="button" href={step(1)} aria-label={words.boq.after}>
            →
          </a>
        </div>
      </div>
      <nav class="tabs" aria-label={words.pages.boq}>
        <a
          href={at({ day: null, month: (day ?? month).slice(0, 7) })}
          aria-current={day === null ? "page" : undefined}
        >
          {words.boq.month}
        </a>
        <a
          href={at({ month: null, day: day ?? (month === today.slice(0, 7) ? today : `${month}-01`) })}
          aria-current={day === null ? undefined : "page"}
        >
          {words.boq.day}
        </a>
      </nav>
      <BillFilters filters={filters} />
      {day === null ? (
        <Month month={month} given={given} by={by} at={at} group={(next) => route(at({ by: next }), true)} />
      ) : (
        <Day day={day} given={given} by={by} />
      )}
    </main>
  );
}

type Given = Readonly<Partial<Record<(typeof FILTERS)[number], string>>>;

function BillFilters({ filters }: { readonly filters: Filtered<(typeof FILTERS)[number]> }) {
  const { given, field } = filters;
  const words = useWords();
  const { rigs, holes, contracts, clients } = useCell(master);
  // A contract is one, however many versions it has.
  const ofCode = new Map(contracts.map((one) => [`${one.code} ${one.client}`, one]));
  const chosen = contracts.find(({ id }) => id === given.contract);
  const contractsByCode = [...ofCode.values()].map((one) => ({
    id: chosen !== undefined && chosen.code === one.code && chosen.client === one.client ? chosen.id : one.id,
    name: `${one.code} · ${named(clients, one.client)}`,
  }));
  return (
    <Filters filters={filters}>
      <FilterChoice
        {...field("contract")}
        label={words.boq.contract}
        any={words.boq.all}
        options={contractsByCode}
      />
      <FilterChoice {...field("rig")} label={words.shifts.rig} any={words.shifts.any} options={rigs} />
      <FilterChoice {...field("hole")} label={words.shifts.hole} any={words.shifts.any} options={holes} />
      <FilterInput
        {...field("size")}
        set={(size) => filters.set({ size: size.trim() })}
        type="text"
        label={words.report.size}
      />
    </Filters>
  );
}

function Month({
  month,
  given,
  by,
  at,
  group,
}: {
  readonly month: string;
  readonly given: Given;
  readonly by: By;
  readonly at: (change: Readonly<Record<string, string | null>>) => string;
  readonly group: (by: By) => void;
}) {
  const words = useWords();
  const { clients } = useCell(master);
  const [version, again] = useState(0);
  const asked = new URLSearchParams(given as Record<string, string>);
  const answer = useAnswer<WireMonth>(`/boq/monthly/${month}?${asked}`, version);
  const body = answer.answer?.body;
  if (body === undefined || given.contract !== undefined)
    return (
      <>
        <Stale {...answer} />
        {body?.bills.map((bill) => (
          <OneBill
            key={`${bill.contract} ${bill.period}`}
            bill={bill}
            by={by}
            group={group}
            isFiltered={Object.keys(given).length > 1}
            again={() => again((count) => count + 1)}
          />
        ))}
      </>
    );
  return (
    <>
      <section class="card" aria-busy={answer.asking}>
        <Stale {...answer} />
        {body.bills.length === 0 ? (
          <p class="empty">{words.boq.nothing}</p>
        ) : (
          <Table
            heads={[words.boq.contract, words.boq.net, words.boq.total]}
            numbers={1}
            foot={body.totals.map(({ currency, net, total }) => (
              <tr key={currency}>
                <td>
                  {words.boq.total}, {currency}
                </td>
                <td class="right">{sumText(net)}</td>
                <td class="right">{sumText(total)}</td>
              </tr>
            ))}
          >
            {body.bills.map((bill) => (
              <tr key={bill.contract}>
                <td>
                  <a href={at({ contract: bill.contract, month })}>
                    <b>{bill.code}</b> · {named(clients, bill.client) || bill.client}
                  </a>
                  <br />
                  <small>
                    {bill.currency} ·{" "}
                    {bill.issued_at === null
                      ? words.boq.open
                      : words.boq.issued(dateText(bill.issued_at.slice(0, 10)))}
                    {bill.state === "open" && bill.waiting.length > 0
                      ? ` · ${words.boq.waiting(bill.waiting.length)}`
                      : ""}
                  </small>
                </td>
                <td class="right">{sumText(bill.net)}</td>
                <td class="right">{sumText(bill.total)}</td>
              </tr>
            ))}
          </Table>
        )}
      </section>
      <Quantities quantities={body.without_contract} />
    </>
  );
}

function Day({ day, given, by }: { readonly day: string; readonly given: Given; readonly by: By }) {
  const words = useWords();
  const { clients } = useCell(master);
  const asked = new URLSearchParams(given as Record<string, string>);
  const answer = useAnswer<WireDay>(`/boq/daily/${day}?${asked}`);
  const body = answer.answer?.body;
  return (
    <>
      <Stale {...answer} />
      {body !== undefined && body.bills.length === 0 && body.without_contract.length === 0 && (
        <p class="card empty">{words.boq.nothing}</p>
      )}
      {body?.bills.map((bill) => (
        <section class="card" key={bill.contract} aria-labelledby={`day-${bill.contract}`}>
          <div class="row spread">
            <h2 id={`day-${bill.contract}`}>
              <a href={`/boq?month=${day.slice(0, 7)}&contract=${bill.contract}`}>{bill.code}</a> ·{" "}
              {named(clients, bill.client) || bill.client}
            </h2>
            <p>
              <b>{sumText(bill.net)}</b> {bill.currency}
            </p>
          </div>
          {bill.waiting.length > 0 && <p class="faint">{words.boq.waiting(bill.waiting.length)}</p>}
          {bill.lines.length > 0 && <Lines lines={bill.lines} by={by} currency={bill.currency} />}
        </section>
      ))}
      {body !== undefined && <Quantities quantities={body.without_contract} />}
    </>
  );
}

function Quantities({ quantities }: { readonly quantities: readonly WireQuantity[] }) {
  const words = useWords();
  const lists = useCell(master);
  if (quantities.length === 0) return null;
  return (
    <section class="card" aria-labelledby="without">
      <h2 id="without">{words.boq.withoutContract}</h2>
      <small>{words.boq.withoutHint}</small>
      <Table
        heads={[words.shifts.rig, words.shifts.hole, words.boq.work, words.boq.quantity, ""]}
        numbers={3}
      >
        {quantities.map((one) => (
          <tr key={JSON.stringify([one.rig, one.hole, one.kind, one.billed])}>
            <td>{named(lists.rigs, one.rig) || one.rig}</td>
            <td>{named(lists.holes, one.hole)}</td>
            <td>{billedText(one)}</td>
            <td class="right">{one.quantity}</td>
            <td>{one.unit}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
