/** What figures are of: days, rig, client; in the address, so that a page can be sent to somebody as it is. */
import { dateAfter, isDate } from "../../../shift/clock.js";
import { useCell } from "../../cell.js";
import { master, type Named } from "../../device/master.js";
import { FilterChoice, FilterInput } from "../../parts/filter-fields.js";
import { Filters as FilterCard, useFilters } from "../../parts/filters.js";
import { dayText, useWords } from "../../words/words.js";

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
  const shown = useFilters("/analytics", ["from", "to", "rig", "client"]);
  // Days that the address does not name are the usual ones, and stand in their fields.
  const field = (name: keyof Filters) => ({ ...shown.field(name), value: filters[name] });
  const choice = (name: "rig" | "client", all: readonly Named[]) => (
    <FilterChoice {...field(name)} label={words.analytics[name]} any={words.analytics.any} options={all} />
  );
  return (
    <FilterCard filters={shown} said={`${dayText(filters.from)} – ${dayText(filters.to)}`}>
      <FilterInput {...field("from")} type="date" label={words.analytics.from} />
      <FilterInput {...field("to")} type="date" label={words.analytics.until} />
      {choice("rig", lists.rigs)}
      {choice("client", lists.clients)}
    </FilterCard>
  );
}
