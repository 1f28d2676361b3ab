/** What a page is filtered by: it stands in the address, so that a page can be sent to somebody as it is. On a telephone the fields are folded away until they are asked for, since what they filter comes first. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useWords } from "../words/words.js";

export interface Filtered<Name extends string> {
  /** What the address names of them, nothing else. */
  readonly given: { readonly [Of in Name]?: string };
  /** Empty takes one away; what else stands in the address stays. */
  readonly set: (some: { readonly [Of in Name]?: string }) => void;
  readonly clear: () => void;
  /** Of the field of one. */
  readonly field: (name: Name) => {
    readonly id: string;
    readonly value: string | undefined;
    readonly set: (value: string) => void;
  };
}

export function useFilters<Name extends string>(page: string, names: readonly Name[]): Filtered<Name> {
  const { query, route } = useLocation();
  const given = Object.fromEntries(
    names.flatMap((name) => (query[name] ? [[name, query[name]]] : [])),
  ) as Filtered<Name>["given"];
  const set: Filtered<Name>["set"] = (some) => {
    const all = Object.entries<string | undefined>({ ...query, ...some });
    const next = new URLSearchParams(all.flatMap(([name, value]) => (value ? [[name, value]] : [])));
    route(next.size === 0 ? page : `${page}?${next}`, true);
  };
  return {
    given,
    set,
    clear: () => set(Object.fromEntries(names.map((name) => [name, ""])) as { [Of in Name]?: string }),
    field: (name) => ({
      id: `filter-${name}`,
      value: given[name],
      set: (value) => set({ [name]: value } as { [Of in Name]?: string }),
    }),
  };
}

export function Filters<Name extends string>({
  filters: { given, clear },
  said,
  children,
}: {
  readonly filters: Pick<Filtered<Name>, "given" | "clear">;
  /** What is shown, where the fields are folded: without it, how many are set. */
  readonly said?: string;
  readonly children: ComponentChildren;
}) {
  const words = useWords();
  const [isUnfolded, unfold] = useState(false);
  const count = Object.keys(given).length;
  const set = said ?? (count === 0 ? undefined : String(count));
  return (
    <search class="card filters">
      <button
        type="button"
        class="plain filters-head"
        aria-expanded={isUnfolded}
        onClick={() => unfold(!isUnfolded)}
      >
        {set === undefined ? words.app.filter : words.app.filtered(set)}
      </button>
      <div class="filter-fields">
        {children}
        {count > 0 && (
          <button type="button" class="plain" onClick={clear}>
            {words.app.clearFilters}
          </button>
        )}
      </div>
    </search>
  );
}
