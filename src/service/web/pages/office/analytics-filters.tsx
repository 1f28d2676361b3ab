/** What figures are of: days, rig, client; in the address, so that a page can be sent to somebody as it is. */
import { useLocation } from "preact-iso";
import { dateAfter, isDate } from "../../../shift/clock.js";
import { useCell } from "../../cell.js";
import { master, type Named } from "../../device/master.js";
import { FilterChoice, FilterInput } from "../../parts/filter-fields.js";
import { useWords } from "../../words/words.js";

export interface Filters {
  readonly from: string;
  readonly to: string;
  readonly rig?: string;
  readonly client?: string;
}

/** Without days, the last 30. */
const USUAL_DAYS = 30;
/** Of what is told by day. */
const MOST_DAYS = 366;

/** What an address says; days that are none, or the wrong way round, are the usual ones. */
export function filtersIn(query: Readonly<Record<string, string>>, today: string): Filters {
  const { from, to, rig, client } = query;
  const until = to !== undefined && isDate(to) ? to : today;
  const isSpan = from !== undefined && isDate(from) && from <= until && until < dateAfter(from, MOST_DAYS);
  return {
    from: isSpan ? from : dateAfter(until, 1 - USUAL_DAYS),
    to: until,
    ...(rig !== undefined && rig !== "" && { rig }),
    ...(client !== undefined && client !== "" && { client }),
  };
}

export function AnalyticsFilters({ filters }: { readonly filters: Filters }) {
  const words = useWords();
  const lists = useCell(master);
  const { query, route } = useLocation();
  const put = (name: keyof Filters, value: string): void => {
    const next = new URLSearchParams(query);
    if (value === "") next.delete(name);
    else next.set(name, value);
    route(next.size === 0 ? "/analytics" : `/analytics?${next}`, true);
  };
  const field = (name: keyof Filters) => ({
    id: `figures-${name}`,
    value: filters[name],
    set: (value: string) => put(name, value),
  });
  const choice = (name: "rig" | "client", all: readonly Named[]) => (
    <FilterChoice {...field(name)} label={words.analytics[name]} any={words.analytics.any} options={all} />
  );
  return (
    <search class="card filters">
      <FilterInput {...field("from")} type="date" label={words.analytics.from} />
      <FilterInput {...field("to")} type="date" label={words.analytics.until} />
      {choice("rig", lists.rigs)}
      {choice("client", lists.clients)}
      {Object.keys(query).length > 0 && (
        <button type="button" class="plain" onClick={() => route("/analytics", true)}>
          {words.analytics.clear}
        </button>
      )}
    </search>
  );
}
