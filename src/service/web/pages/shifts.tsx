/** All reports, by filters that stand in the address, so that a list can be sent to somebody as it is. */
import { useState } from "preact/hooks";
import { useCell } from "../cell.js";
import { useAnswer } from "../device/answers.js";
import { useLengths } from "../device/lengths.js";
import { link } from "../device/link.js";
import { master } from "../device/master.js";
import { reports } from "../device/reports.js";
import { FilterChoice, FilterInput } from "../parts/filter-fields.js";
import { Filters, useFilters } from "../parts/filters.js";
import { listHere } from "../parts/list-here.js";
import { type ShiftSummary, ShiftTable } from "../parts/shift-table.js";
import { Stale } from "../parts/stale.js";
import { useTitle } from "../parts/title.js";
import { momentText, useWords } from "../words/words.js";

const FILTERS = ["from", "to", "rig", "hole", "state", "q"] as const;
const STEP = 50;
const MOST = 500;

export function ShiftsPage() {
  const words = useWords();
  const lists = useCell(master);
  const filters = useFilters("/shifts", FILTERS);
  const { given, field } = filters;
  const { unit } = useLengths();
  const [limit, widen] = useState(STEP);
  useTitle(words.shifts.title);
  const asked = new URLSearchParams({ ...given, sort: "-date", limit: String(limit) });
  // A file has all that the filters leave, and not only what is shown of it by now.
  const listed = new URLSearchParams({ ...given, sort: "-date" });
  const { answer, refusal, asking } = useAnswer<{
    readonly items: readonly ShiftSummary[];
    readonly next: string | null;
  }>(`/shifts?${asked}`);
  const options = (
    name: "rig" | "hole" | "state",
    all: readonly { readonly id: string; readonly name: string }[],
  ) => <FilterChoice {...field(name)} label={words.shifts[name]} any={words.shifts.any} options={all} />;
  const states = Object.entries(words.states).map(([id, name]) => ({ id, name }));
  const said = answer?.body.items ?? [];
  const own = [...useCell(reports).values()];
  const isHere = !useCell(link).up && !asking && refusal === undefined;
  const shifts = isHere ? listHere(own, said, given) : said;
  return (
    <main id="content" tabIndex={-1}>
      <h1 tabIndex={-1}>{words.shifts.title}</h1>
      <Filters filters={filters}>
        <FilterInput {...field("from")} type="date" label={words.shifts.from} />
        <FilterInput {...field("to")} type="date" label={words.shifts.until} />
        {options("rig", lists.rigs)}
        {options("hole", lists.holes)}
        {options("state", states)}
        <FilterInput {...field("q")} type="search" label={words.shifts.text} />
      </Filters>
      <section class="card" aria-busy={asking}>
        {isHere ? (
          <p class="look">
            {words.shifts.here}
            {answer !== undefined && ` ${words.app.ofTime(momentText(answer.at))}`}
          </p>
        ) : (
          <Stale answer={answer} refusal={refusal} asking={asking} />
        )}
        {(answer !== undefined || isHere) && shifts.length === 0 && <p class="empty">{words.shifts.none}</p>}
        {shifts.length > 0 && <ShiftTable shifts={shifts} lists={lists} />}
        <div class="row spread">
          <small>{(answer !== undefined || isHere) && words.shifts.count(shifts.length)}</small>
          {shifts.length > 0 && !isHere && (
            <div class="row">
              {(["csv", "xlsx"] as const).map((ending) => (
                <a
                  key={ending}
                  class="button"
                  href={`/api/v1/exports/shifts.${ending}?${listed}&units=${unit}`}
                  download=""
                >
                  {words.shifts[ending === "csv" ? "csv" : "excel"]}
                </a>
              ))}
            </div>
          )}
          {!isHere && answer?.body.next != null && limit < MOST && (
            <button type="button" onClick={() => widen(Math.min(limit * 2, MOST))}>
              {words.shifts.more}
            </button>
          )}
        </div>
      </section>
    </main>
  );
}
