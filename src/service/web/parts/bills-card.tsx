/** The bills that were issued, as documents to take along; nothing where no contract shows its prices. */
import { useAnswer } from "../device/answers.js";
import { may } from "../device/session.js";
import { monthText, sumText, useWords } from "../words/words.js";
import { Stale } from "./stale.js";

interface Issued {
  readonly contract: string;
  readonly code: string;
  readonly period: string;
  readonly currency: string;
  readonly total: string;
}

export function BillsCard() {
  const words = useWords();
  const asked = useAnswer<{ readonly items: readonly Issued[] }>(may("price:read") ? "/boq" : null);
  const items = asked.answer?.body.items ?? [];
  if (!may("price:read")) return null;
  return (
    <section class="card" aria-labelledby="documents">
      <div class="row spread">
        <h2 id="documents">{words.boq.documents}</h2>
        <a href="/boq">{words.boq.current}</a>
      </div>
      {asked.answer === undefined ? (
        <Stale {...asked} />
      ) : items.length === 0 ? (
        <p class="empty">{words.app.nothingYet}</p>
      ) : (
        <ul class="list">
          {items.map((one) => (
            <li key={`${one.contract} ${one.period}`} class="line">
              <a href={`/boq?month=${one.period}&contract=${one.contract}`}>
                <b>
                  {one.code} · {monthText(one.period)}
                </b>
              </a>
              <span>
                {sumText(one.total)} {one.currency}
              </span>
              <span class="row">
                {(["pdf", "excel"] as const).map((name) => (
                  <a
                    key={name}
                    class="button"
                    href={`/api/v1/exports/boq/${one.contract}/${one.period}.${name === "pdf" ? "pdf" : "xlsx"}`}
                    aria-label={`${words.boq[name]}, ${one.code}, ${monthText(one.period)}`}
                    download=""
                  >
                    {words.boq[name]}
                  </a>
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
