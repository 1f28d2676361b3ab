/** Who is told of something: those whom it waits for, who stands in for them, and nobody who may not see it. */

import type { Transaction } from "../../store/database.js";
import type { Member } from "../../store/repositories/accounts.js";
import { deputiesOf } from "../../store/repositories/delegations.js";
import type { Reader } from "./told.js";

export type Person = Pick<Member, "membership"> & {
  readonly account: Pick<Member["account"], "id" | "email" | "name" | "active" | "language">;
};

/** Of what it is, as far as that says who may see it. */
export interface About {
  readonly rig: string | null;
  readonly client: string | null;
  /** Who wrote and submitted a report. */
  readonly writers: readonly string[];
}

export async function recipientsOf(
  transaction: Transaction,
  everybody: readonly Person[],
  { reader, about, but }: { readonly reader: Reader; readonly about: About; readonly but: string | null },
): Promise<Person[]> {
  const all = everybody.filter(({ account, membership }) => account.active === 1 && membership.active === 1);
  const own = all.filter(({ membership }) => isFor[reader](membership, about));
  const writers = own.filter(({ account }) => about.writers.includes(account.id));
  // A report whose writer is gone is for whoever writes those of its rig now.
  const told =
    reader === "supervisor" && writers.length > 0
      ? writers
      : reader === "supervisor"
        ? own.filter(({ membership }) => membership.role === "supervisor")
        : own;
  const deputies =
    reader === "client"
      ? []
      : await deputiesOf(
          transaction,
          told.map(({ account }) => account.id),
        );
  const ids = new Set([...told.map(({ account }) => account.id), ...deputies]);
  return all.filter(
    ({ account, membership }) =>
      ids.has(account.id) && account.id !== but && (reader === "client" || membership.role !== "client"),
  );
}

type Held = Person["membership"];

const isFor: Readonly<Record<Reader, (held: Held, about: About) => boolean>> = {
  manager: ({ role }) => role === "manager",
  admin: ({ role }) => role === "admin",
  // A manager writes reports too.
  supervisor: ({ role, rig_ids }, { rig }) =>
    role === "manager" ||
    (role === "supervisor" &&
      (rig_ids === null || rig === null || (JSON.parse(rig_ids) as string[]).includes(rig))),
  client: ({ role, client_id }, { client }) => role === "client" && client !== null && client_id === client,
};
