/** A table. One of many columns has a line for each row where there is no room for columns, its figures named; what is still wider scrolls by itself. */
import type { ComponentChildren } from "preact";

/** Columns that a telephone has room for. */
const FEW = 3;

/** `numbers`: from which column on they stand to the right, or which do. A cell of class `told` has its head before it where rows are lines, as figures (`right`) have. */
export function Table({
  heads,
  numbers = heads.length,
  foot,
  children,
}: {
  readonly heads: readonly string[];
  readonly numbers?: number | readonly number[];
  readonly foot?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  const isNumber = (i: number): boolean => (typeof numbers === "number" ? i >= numbers : numbers.includes(i));
  // Styles tell a cell its head by its place.
  const names = Object.fromEntries(heads.map((head, i) => [`--head${i + 1}`, JSON.stringify(head)]));
  return (
    <section
      class={heads.length > FEW ? "scroll flows" : "scroll"}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by whoever has no pointer
      tabIndex={0}
      aria-label={heads.filter(Boolean).join(", ")}
    >
      <table style={names}>
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
