/** Lists a page at a time: a cursor is the place of the last row that was seen, so that rows which come meanwhile move nothing. */
import { said } from "../../words/refusal.js";
import { Refusal } from "../refusal.js";

export interface Page {
  readonly limit?: number;
  readonly cursor?: string;
}

export interface Paged<Row> {
  readonly rows: readonly Row[];
  /** Where the next page begins; null on the last one. */
  readonly next: string | null;
}

export const MOST_ROWS = 500;
const USUAL_ROWS = 50;

export type Place = readonly (string | number)[];

export const limitOf = ({ limit = USUAL_ROWS }: Page): number =>
  Math.min(Math.max(Math.trunc(limit), 1), MOST_ROWS);

export const cursorAt = (place: Place): string => Buffer.from(JSON.stringify(place)).toString("base64url");

/** Undefined on the first page. `kinds` are what the parts of a place are, `sn`: a text and a number. */
export function placeOf({ cursor }: Page, kinds: string): Place | undefined {
  if (cursor === undefined) return undefined;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (
      Array.isArray(place) &&
      place.map((one) => (Number.isSafeInteger(one) ? "n" : (typeof one)[0])).join("") === kinds
    )
      return place as Place;
  } catch {
    // What it is then is said below.
  }
  throw new Refusal("not-valid", said("cursor"), "cursor");
}

/** One row more was asked for than the page has. */
export function pagedBy<Row>(rows: readonly Row[], limit: number, placeIn: (row: Row) => Place): Paged<Row> {
  if (rows.length <= limit) return { rows, next: null };
  const kept = rows.slice(0, limit);
  return { rows: kept, next: cursorAt(placeIn(kept.at(-1)!)) };
}
