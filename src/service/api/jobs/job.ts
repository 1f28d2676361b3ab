/** What the service does by itself: each as often as one likes with the same end, so that a clock, a person or another program may ask for it. */

import { listTenants } from "../../store/repositories/tenants.js";
import type { ControlTables } from "../../store/schema/tables.js";
import type { Service } from "../service.js";
import { settingsIn, type TenantSettings } from "../tenant-settings.js";

export interface JobRun {
  readonly service: Service;
  /** Milliseconds since 1970: when it is. */
  readonly now: number;
  /** The day that it is about, `2026-03-28`; undefined for the one that is due. */
  readonly date?: string | undefined;
  /** Somebody wants it now, whether its time has done it already or not. */
  readonly byHand?: true | undefined;
  /** Aborted when the service ends. */
  readonly signal: AbortSignal;
}

export interface Job {
  readonly name: string;
  /** In a line, for people. */
  readonly does: string;
  /** When it is due, by the clock of the machine: minute, hour, day, month, day of the week; `always` where the service does it all the time. */
  readonly due: string;
  /** Takes a date. */
  readonly dated?: true;
  /** What was done, in a line. */
  run(run: JobRun): Promise<string>;
}

export interface OwnTenant {
  readonly id: string;
  readonly row: ControlTables["tenant"];
  readonly settings: TenantSettings;
}

/** One tenant that fails keeps no other from being looked at; all that failed is told in the end. */
export async function inEachTenant(
  { service, signal }: JobRun,
  work: (tenant: OwnTenant) => Promise<number>,
): Promise<number> {
  let count = 0;
  const failed: string[] = [];
  for (const row of await listTenants(service.store)) {
    if (row.active !== 1 || signal.aborted) continue;
    try {
      count += await work({ id: row.id, row, settings: settingsIn(row) });
    } catch (error) {
      if (signal.aborted) throw error;
      service.log.error("a job failed for a tenant", { tenant: row.id, error });
      failed.push(`${row.slug}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (failed.length > 0) throw new Error(failed.join("; "));
  return count;
}

/** `3 reports`, `1 report`, `no report`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  count === 0 ? `no ${one}` : `${count} ${count === 1 ? one : many}`;
