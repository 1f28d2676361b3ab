/** What a client sees: reports that wait for its decision, and those that were decided. Nothing of drafts, other clients or the office's own words. */
import type { ShiftState } from "../../shift/document.js";
import { useCell } from "../cell.js";
import { useAnswer } from "../device/answers.js";
import { useLengths } from "../device/lengths.js";
import { master, named } from "../device/master.js";
import { BillsCard } from "../parts/bills-card.js";
import { Chip } from "../parts/chip.js";
import { Stale } from "../parts/stale.js";
import { useTitle } from "../parts/title.js";
import { shortDateText, useWords } from "../words/words.js";

interface Summary {
  readonly id: string;
  readonly rig: string;
  readonly date: string;
  readonly slot: string;
  readonly state: ShiftState;
  readonly metres: string;
}

/** Decided reports that are shown here; all of them are under shifts. */
const LATELY = 12;

export function PortalPage() {
  const words = useWords();
  const lengths = useLengths();
  const lists = useCell(master);
  useTitle(words.pages.portal);
  const asked = useAnswer<{ readonly items: readonly Summary[] }>("/shifts?sort=-date&limit=200");
  const all = asked.answer?.body.items ?? [];
  const waiting = all.filter(({ state }) => state === "with_client");
  const decided = all.filter((one) => !waiting.includes(one));
  const list = (shifts: readonly Summary[]) => (
    <ul class="list">
      {shifts.map((one) => (
        <li key={one.id}>
          <a class="line" href={`/shifts/${one.id}`}>
            <b class="two-lines">
              <span class="nowrap">{shortDateText(one.date)}</span>{" "}
              <span class="nowrap">
                {named(lists.rigs, one.rig)} · {one.slot}
              </span>
            </b>
            <span class="amount">{lengths.told(one.metres)}</span>
            <Chip state={one.state} />
          </a>
        </li>
      ))}
    </ul>
  );
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1}>{words.pages.portal}</h1>
      <Stale {...asked} />
      {asked.answer !== undefined && (
        <section class="card">
          <h2>{words.portal.toDecide(waiting.length)}</h2>
          {waiting.length === 0 ? <p class="empty">{words.inbox.nothing}</p> : list(waiting)}
        </section>
      )}
      <BillsCard />
      {asked.answer !== undefined && (
        <section class="card">
          <h2>{words.portal.decided}</h2>
          {decided.length === 0 ? (
            <p class="empty">{words.app.nothingYet}</p>
          ) : (
            list(decided.slice(0, LATELY))
          )}
          {decided.length > LATELY && (
            <div class="row">
              <a class="button" href="/shifts">
                {words.portal.all}
              </a>
            </div>
          )}
        </section>
      )}
    </main>
  );
}
