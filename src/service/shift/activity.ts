/** Activities: how long, of which class, and who stands by at whose cost. Time of drilling comes from runs alone. */
import type { ActivityClass, ActivityRow, Id, Payer } from "./document.js";
import { lengthOf } from "./span.js";

/** An activity as the master data have it. */
export interface ActivityType {
  readonly id: Id;
  readonly code: string;
  readonly name: string;
  readonly class: ActivityClass;
  readonly payer: Payer;
}

/** Reasons that rigs start with, by who pays for them. */
export const STANDBY_REASONS = {
  client: ["pad preparation", "order by client", "site access", "client delay", "other"],
  contractor: [
    "mobilizing",
    "demobilizing",
    "safety incident",
    "equipment breakdown",
    "maintenance",
    "weather",
    "other",
  ],
} as const satisfies Readonly<Record<Payer, readonly string[]>>;

/** As reports and contracts have it; people read it in their language. */
export type StandbyReason = (typeof STANDBY_REASONS)[Payer][number];

/** Milliseconds of the main line by class. */
export function timeByClass(
  activities: readonly ActivityRow[],
  types: ReadonlyMap<Id, Pick<ActivityType, "class">>,
): Map<ActivityClass, number> {
  return summed(activities, ({ type }) => types.get(type)?.class ?? "other");
}

/** Standby of the main line, by payer and reason. */
export interface Standby {
  readonly payer: Payer;
  readonly reason: string;
  readonly milliseconds: number;
}

/** Standby of the main line by payer and reason. */
export function standbyOf(
  activities: readonly ActivityRow[],
  types: ReadonlyMap<Id, Pick<ActivityType, "class">>,
): Standby[] {
  const standing = activities.filter(({ type }) => types.get(type)?.class === "standby");
  const key = ({ payer, reason }: ActivityRow): string => JSON.stringify([payer, reason ?? "other"]);
  return [...summed(standing, key)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([text, milliseconds]) => {
      const [payer, reason] = JSON.parse(text) as [Payer, string];
      return { payer, reason, milliseconds };
    });
}

function summed<Key>(activities: readonly ActivityRow[], keyOf: (row: ActivityRow) => Key): Map<Key, number> {
  const sums = new Map<Key, number>();
  for (const row of activities) {
    if (row.parallel) continue;
    const key = keyOf(row);
    sums.set(key, (sums.get(key) ?? 0) + lengthOf(row));
  }
  return sums;
}
