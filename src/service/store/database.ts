/**
 * The one door to what the service keeps, the same over both engines. All that belongs to a tenant is asked for in a transaction of
 * that tenant: in PostgreSQL its rows alone can be seen in it, in SQLite it lies in a file of its own. Neither needs queries to be
 * right.
 */
import type { Kysely } from "kysely";
import type { AuditEntry } from "./audit/event.js";
import type { Engine } from "./schema/lock.js";
import type { ControlTables, TenantTables } from "./schema/tables.js";

/** One over the rows of a tenant; good until its work is done. */
export interface Transaction {
  readonly tenant: string;
  readonly engine: Engine;
  readonly sql: Kysely<TenantTables>;
  /** When it began, in milliseconds since 1970: what rows of it are marked with. */
  readonly now: number;
  /** Something that was changed, for the chain: added as the transaction ends, and not without it. */
  audit(entry: AuditEntry): void;
}

export interface ControlTransaction {
  readonly engine: Engine;
  readonly sql: Kysely<ControlTables>;
  readonly now: number;
}

export interface Store {
  readonly engine: Engine;
  /** The database for people, without secrets. */
  readonly shown: string;
  /** All that `work` has written is on disk when it is done, and nothing of it where it throws. Do not open one within another. */
  transaction<Value>(tenant: string, work: (transaction: Transaction) => Promise<Value>): Promise<Value>;
  /** One state of the database, in which nothing can be written. */
  read<Value>(tenant: string, work: (transaction: Transaction) => Promise<Value>): Promise<Value>;
  /** As `read`, for what goes on for seconds: nobody else who reads waits for it. */
  readLong<Value>(tenant: string, work: (transaction: Transaction) => Promise<Value>): Promise<Value>;
  /** Over tenants, accounts and their keys, and nothing of any tenant. */
  control<Value>(work: (transaction: ControlTransaction) => Promise<Value>): Promise<Value>;
  /** Makes the place of a tenant that is in the table `tenant` already. The same again changes nothing. */
  prepareTenant(tenant: string): Promise<void>;
  /** Takes a tenant out that has no rows but its own, with its place. */
  removeTenant(tenant: string): Promise<void>;
  /** Of the schema that is there now; another program may have made a newer one. */
  schema(): Promise<number>;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** What time it is, for tests and histories. */
  readonly now?: () => number;
  /** Connections at most, in PostgreSQL. */
  readonly connections?: number;
  /** Milliseconds that a statement may take, in PostgreSQL. */
  readonly statementTimeout?: number;
}
