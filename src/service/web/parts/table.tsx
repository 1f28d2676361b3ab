/** A table whose rows become cards where it is wider than what it stands in, so that no figure is hidden to the right. */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/**
 * `numbers`: from which column on they stand to the right, or which do. In a card figures (`right`) and what is `told` have the head of their
 * column before them, but for those that are `clear` without. `lines`: cards of two lines, the first of cells that `lead` and an `amount`.
 */
export function Table({
  heads,
  numbers = heads.length,
  lines = false,
  foot,
  children,
}: {
  readonly heads: readonly string[];
  readonly numbers?: number | readonly number[];
  readonly lines?: boolean;
  readonly foot?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  const place = useRef<HTMLElement>(null);
  const isNumber = (i: number): boolean => (typeof numbers === "number" ? i >= numbers : numbers.includes(i));
  useLayoutEffect(() => {
    nameCells(place.current!, heads);
    chooseForm(place.current!);
  });
  useEffect(() => {
    const again = (): void => {
      if (place.current !== null) chooseForm(place.current);
    };
    const watching = new ResizeObserver(again);
    watching.observe(place.current!);
    void document.fonts.ready.then(again);
    return () => watching.disconnect();
  }, []);
  return (
    <section
      class={lines ? "scroll lines" : "scroll"}
      ref={place}
      aria-label={heads.filter(Boolean).join(", ")}
    >
      <table>
        <thead>
          <tr>
            {heads.map((head, i) =>
              head === "" ? (
                <td key={`${i}`} />
              ) : (
                <th key={head} scope="col" class={isNumber(i) ? "right" : ""}>
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
        {foot !== undefined && <tfoot>{foot}</tfoot>}
      </table>
    </section>
  );
}

/** Pages make the rows; in a card a cell says the head of its column before it. */
function nameCells(place: HTMLElement, heads: readonly string[]): void {
  for (const row of place.querySelectorAll<HTMLTableRowElement>("tbody tr, tfoot tr")) {
    let column = 0;
    for (const cell of row.cells) {
      cell.dataset["head"] = cell.colSpan > 1 ? "" : (heads[column] ?? "");
      column += cell.colSpan;
    }
  }
}

/** Measured as a table each time: how wide its cards are says nothing. */
function chooseForm(place: HTMLElement): void {
  place.classList.remove("cards");
  place.classList.add("measured");
  const isTooWide = place.firstElementChild!.clientWidth > place.clientWidth;
  place.classList.remove("measured");
  place.classList.toggle("cards", isTooWide);
  // What scrolls must be reached by whoever has no pointer.
  const scrolls = place.scrollHeight > place.clientHeight + 1 || place.scrollWidth > place.clientWidth + 1;
  if (scrolls) place.tabIndex = 0;
  else place.removeAttribute("tabindex");
}
