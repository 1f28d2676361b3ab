/** What a rig's data show of a shift, drilling or a stop that a person has to explain, and no row of its report accounts for. */
import type { Proposal } from "./proposal.js";
import type { Span } from "./propose.js";

export interface Unaccounted extends Span {
  readonly what: "drilling" | "stop";
}

/**
 * Pieces without any row, each at least so long, of which so much was over before an instant: whoever writes is given time to. Time without data is no stop,
 * as nobody knows what the rig did. In order of time.
 */
export function unaccountedIn(
  { runs, activities: others }: Pick<Proposal, "runs" | "activities">,
  rows: readonly Span[],
  { leastMs, before }: { readonly leastMs: number; readonly before: number },
): Unaccounted[] {
  const shown: Unaccounted[] = [
    ...runs.map(({ startsAt, endsAt }) => ({ what: "drilling" as const, startsAt, endsAt })),
    ...others
      .filter(({ activity, why }) => why !== null && activity !== "no data")
      .map(({ startsAt, endsAt }) => ({ what: "stop" as const, startsAt, endsAt })),
  ];
  return shown
    .flatMap((piece) => without(piece, rows))
    .filter(({ startsAt, endsAt }) => endsAt - startsAt >= leastMs && startsAt + leastMs <= before)
    .sort((one, other) => one.startsAt - other.startsAt);
}

/** What rows leave of a piece. */
function without(piece: Unaccounted, rows: readonly Span[]): Unaccounted[] {
  const left: Unaccounted[] = [];
  let from = piece.startsAt;
  for (const { startsAt, endsAt } of rows.toSorted((one, other) => one.startsAt - other.startsAt)) {
    if (endsAt <= from) continue;
    if (startsAt >= piece.endsAt) break;
    if (startsAt > from) left.push({ ...piece, startsAt: from, endsAt: startsAt });
    from = Math.max(from, endsAt);
  }
  if (from < piece.endsAt) left.push({ ...piece, startsAt: from });
  return left;
}
