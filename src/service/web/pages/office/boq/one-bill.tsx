/** The bill of a contract and month: what it comes to, what is amiss, its lines, its corrections apart, and its issuing. */
import { useState } from "preact/hooks";
import type { WireLine } from "../../../../shift/bill-wire.js";
import { useCell } from "../../../cell.js";
import { master, named } from "../../../device/master.js";
import { newId } from "../../../device/new-id.js";
import { may } from "../../../device/session.js";
import { Chip } from "../../../parts/chip.js";
import { useQuestion } from "../../../parts/dialog.js";
import { sentence } from "../../../parts/fields.js";
import { ask } from "../../../server/request.js";
import { refusalText, toldText } from "../../../words/told.js";
import { dateText, monthText, sumText, useWords } from "../../../words/words.js";
import { ChargeForm } from "./charge-form.js";
import { type By, GROUPS } from "./groups.js";
import { Lines } from "./lines.js";
import type { WireBill } from "./wire.js";

interface Shown {
  readonly bill: WireBill;
  readonly by: By;
  readonly group: (by: By) => void;
  /** Of lines that a filter leaves, which are not the whole bill. */
  readonly isFiltered: boolean;
  readonly again: () => void;
}

export function OneBill({ bill, by, group, isFiltered, again }: Shown) {
  const words = useWords();
  const lists = useCell(master);
  const { ask: question, shown } = useQuestion();
  const [charge, edit] = useState<WireLine | "new" | null>(null);
  const [wrong, tell] = useState<string>();
  const isOpen = bill.state === "open" && may("boq:issue");
  const money = (amount: string): string => `${sumText(amount)} ${bill.currency}`;
  const file = (ending: string): string => `/api/v1/exports/boq/${bill.contract}/${bill.period}.${ending}`;
  const issue = async (): Promise<void> => {
    const reply = await ask(`/boq/${bill.contract}/${bill.period}/issue`, {
      method: "POST",
      headers: { "idempotency-key": newId() },
      json: { total: bill.total },
    });
    tell(
      reply.kind === "answer"
        ? undefined
        : reply.kind === "refused"
          ? refusalText(reply.refusal)
          : words.lists.noLink,
    );
    again();
  };
  return (
    <>
      <section class="card" aria-labelledby="bill">
        <div class="row spread">
          <h2 id="bill">
            {bill.code} · {named(lists.clients, bill.client) || bill.client}
          </h2>
          <span class={bill.state === "issued" ? "chip final" : "chip"}>
            {bill.issued_at === null
              ? words.boq.open
              : words.boq.issued(dateText(bill.issued_at.slice(0, 10)))}
          </span>
        </div>
        <div class="figures">
          {(
            [
              [words.boq.net, bill.net],
              [words.boq.tax(bill.tax_rate.replace(/\.?0+$/, "")), bill.tax],
              [words.boq.total, bill.total],
            ] as const
          ).map(([name, amount]) => (
            <p class="figure" key={name}>
              <small>{name}</small>
              <b>{money(amount)}</b>
            </p>
          ))}
        </div>
        {wrong !== undefined && (
          <p class="remainder open" role="alert">
            {sentence(wrong)}
          </p>
        )}
        <div class="row">
          {isOpen && (
            <>
              <button
                type="button"
                class="main"
                onClick={() =>
                  question({
                    text: words.boq.issueQuestion(bill.code, monthText(bill.period), money(bill.total)),
                    yes: words.boq.issue,
                    act: () => void issue(),
                  })
                }
              >
                {words.boq.issue}
              </button>
              <button type="button" onClick={() => edit("new")}>
                {words.boq.charge}
              </button>
            </>
          )}
          {(["pdf", "excel", "csv"] as const).map((name) => (
            <a key={name} class="button" href={file(name === "excel" ? "xlsx" : name)} download="">
              {words.boq[name]}
            </a>
          ))}
        </div>
      </section>
      {bill.problems.length > 0 && (
        <section class="card">
          <h2>{words.boq.problems(bill.problems.length)}</h2>
          <ul class="problems">
            {bill.problems.map((problem) => (
              <li key={`${problem.shift} ${problem.at} ${toldText(problem)}`} class="warning">
                <p>
                  <a href={`/shifts/${problem.shift}`}>{sentence(toldText(problem))}</a>
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {bill.state === "open" && bill.waiting.length > 0 && (
        <details class="card">
          <summary>{words.boq.waiting(bill.waiting.length)}</summary>
          <small>{words.boq.waitingHint}</small>
          <ul class="list">
            {bill.waiting.map((one) => (
              <li key={one.id}>
                <a class="line" href={`/shifts/${one.id}`}>
                  <b>
                    {named(lists.rigs, one.rig) || one.rig} · {one.slot}, {dateText(one.date)}
                  </b>
                  <Chip state={one.state} />
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
      <section class="card" aria-labelledby="lines">
        <div class="row spread">
          <h2 id="lines">{isFiltered ? words.boq.filtered : words.boq.work}</h2>
          <div class="field">
            <label for="group">{words.boq.by}</label>
            <select id="group" value={by} onChange={(event) => group(event.currentTarget.value as By)}>
              {GROUPS.map((one) => (
                <option key={one} value={one}>
                  {words.boq.groups[one]}
                </option>
              ))}
            </select>
          </div>
        </div>
        {bill.lines.length === 0 ? (
          <p class="empty">{words.boq.nothing}</p>
        ) : (
          <Lines
            lines={bill.lines}
            by={by}
            currency={bill.currency}
            change={isOpen ? (line) => edit(line) : undefined}
          />
        )}
      </section>
      {bill.adjustments.length > 0 && (
        <section class="card" aria-labelledby="adjustments">
          <h2 id="adjustments">{words.boq.adjustments}</h2>
          <Lines lines={bill.adjustments} by="work" currency={bill.currency} />
        </section>
      )}
      {shown}
      {charge !== null && (
        <ChargeForm
          contract={bill.contract}
          period={bill.period}
          line={charge === "new" ? null : charge}
          done={() => {
            edit(null);
            again();
          }}
          close={() => edit(null)}
        />
      )}
    </>
  );
}
