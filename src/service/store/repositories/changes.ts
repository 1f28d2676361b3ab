/** What has changed since an instant: reports that were written, decided on or sent, alerts that were raised or seen; each as it is now. */
import type { Transaction } from "../database.js";
import type { TenantTables } from "../schema/tables.js";

interface Changed {
  readonly id: string;
  readonly rig: string | null;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** Of its row: the same once more is the same change. */
  readonly version: number;
}

export interface ChangedShift extends Changed {
  readonly kind: "shift";
  readonly client: string;
  readonly date: string;
  readonly slot: string;
  readonly state: TenantTables["shift"]["state"];
  readonly isReleased: boolean;
}

export interface ChangedAlert extends Changed {
  readonly kind: "alert";
  readonly shift: string | null;
  readonly about: string;
  readonly severity: TenantTables["alert"]["severity"];
  readonly isOpen: boolean;
}

export type Change = ChangedShift | ChangedAlert;

/** The oldest first, and at most so many of each kind. */
export async function changesSince({ sql }: Transaction, since: number, most: number): Promise<Change[]> {
  const shifts = await sql
    .selectFrom("shift")
    .select([
      "id",
      "rig_id",
      "client_id",
      "date",
      "slot",
      "state",
      "row_version",
      "updated_at",
      "released_id",
    ])
    .where("updated_at", ">=", since)
    .orderBy("updated_at")
    .orderBy("id")
    .limit(most)
    .execute();
  const alerts = await sql
    .selectFrom("alert")
    .select(["id", "rig_id", "shift_id", "kind", "severity", "at", "acknowledged_at"])
    .where((eb) => eb.or([eb("at", ">=", since), eb("acknowledged_at", ">=", since)]))
    .orderBy("at")
    .orderBy("id")
    .limit(most)
    .execute();
  const changes: Change[] = [
    ...shifts.map((row) => ({
      kind: "shift" as const,
      id: row.id,
      rig: row.rig_id,
      client: row.client_id,
      date: row.date,
      slot: row.slot,
      state: row.state,
      version: row.row_version,
      at: row.updated_at,
      isReleased: row.released_id !== null,
    })),
    ...alerts.map((row) => ({
      kind: "alert" as const,
      id: row.id,
      rig: row.rig_id,
      shift: row.shift_id,
      about: row.kind,
      severity: row.severity,
      isOpen: row.acknowledged_at === null,
      at: row.acknowledged_at ?? row.at,
      version: row.acknowledged_at ?? row.at,
    })),
  ];
  return changes.sort((a, b) => a.at - b.at);
}
