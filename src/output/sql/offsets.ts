/** From where to where the rows of sources lie in them: what tells quickly that a table can have none of them yet. */
import { columnOf, type Page } from "../../columns/page.js";

/** The offsets of the first and of the last row. */
export interface Hull {
  readonly first: number;
  readonly last: number;
}

/** Of the sources of a page. */
export function hullsOf(page: Page): Map<string, Hull> {
  const sources = columnOf(page, "source");
  const offsets = columnOf(page, "offset");
  const hulls = new Map<string, { first: number; last: number }>();
  if (!(offsets instanceof Float64Array) || sources === undefined || sources instanceof Float64Array)
    return hulls;
  let source: string | undefined;
  let hull: { first: number; last: number } | undefined;
  for (let row = 0; row < page.rows; row++) {
    const of = sources[row] ?? "";
    const offset = offsets[row]!;
    if (hull === undefined || of !== source) {
      source = of;
      hull = hulls.get(of) ?? { first: offset, last: offset };
      hulls.set(of, hull);
    }
    if (offset < hull.first) hull.first = offset;
    if (offset > hull.last) hull.last = offset;
  }
  return hulls;
}

/** Whether rows of one may be rows of the other; of a source that has none there they are not. */
export const overlaps = (own: Hull, there: Hull | undefined): boolean =>
  there !== undefined && own.first <= there.last && own.last >= there.first;

/** Of a source's rows in a table, among those of all tables. */
export const hullKey = (table: string, source: string): string => `${table}\n${source}`;
