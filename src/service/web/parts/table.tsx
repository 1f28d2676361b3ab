/** A table that scrolls by itself where it is wider than what it stands in. */
import type { ComponentChildren } from "preact";

/** `numbers`: from which column on they stand to the right. */
export function Table({
  heads,
  numbers = heads.length,
  foot,
  children,
}: {
  readonly heads: readonly string[];
  readonly numbers?: number;
  readonly foot?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by whoever has no pointer
    <section class="scroll" tabIndex={0} aria-label={heads.filter(Boolean).join(", ")}>
      <table>
        <thead>
          <tr>
            {heads.map((head, i) =>
              head === "" ? (
                <td key={`${i}`} />
              ) : (
                <th key={head} scope="col" class={i >= numbers ? "right" : ""}>
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
