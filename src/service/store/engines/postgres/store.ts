/** The store in PostgreSQL: one database for all tenants, of which a transaction sees the rows of one. */
import { Kysely, PostgresDialect, sql } from "kysely";
import type { Pool, PoolClient } from "pg";
import type { Failure } from "../../../../failure/failure.js";
import type { LinkUrl } from "../../../../network/link-url.js";
import { connectionSettings, stateOf } from "../../../../output/sql/postgres/connection.js";
import type { Store, StoreOptions } from "../../database.js";
import type { ControlTables, TenantTables } from "../../schema/tables.js";
import { checkValue } from "../../storable.js";
import { checkTenant } from "../../tenant.js";
import { auditing, outside } from "../transaction.js";
import { checkRole, checkSchema, SCHEMA, schemaVersion } from "./checks.js";
import { refused } from "./refused.js";
import { ownTypes } from "./types.js";

/** Who a transaction over the tables of people and tenants is. */
const CONTROL = "*";
const TRIES = 3;

export async function openPostgresStore(url: LinkUrl, options: StoreOptions = {}): Promise<Store> {
  const { now = Date.now, connections = 10, statementTimeout = 30_000 } = options;
  const pool = await openPool(url, connections);
  try {
    await checkRole(pool, url.shown);
    await checkSchema(pool, url.shown);
  } catch (error) {
    await pool.end();
    throw refused(error, url.shown);
  }
  const engine = "postgres";
  const database = new Kysely<TenantTables & ControlTables>({
    dialect: new PostgresDialect({ pool: checked(pool) }),
  });
  const run = <Value>(
    tenant: string,
    mode: "read write" | "read only",
    work: (own: Kysely<TenantTables & ControlTables>) => Promise<Value>,
  ): Promise<Value> =>
    repeated(() =>
      database
        .transaction()
        .setIsolationLevel(mode === "read only" ? "repeatable read" : "read committed")
        .setAccessMode(mode)
        .execute(async (own) => {
          await sql`SELECT set_config('witskit.tenant', ${tenant}, true), set_config('search_path', ${SCHEMA}, true), set_config('statement_timeout', ${String(statementTimeout)}, true)`.execute(
            own,
          );
          return work(own);
        }),
    ).catch((error: unknown) => {
      throw refused(error, url.shown);
    });
  const ofTenant =
    (mode: "read write" | "read only"): Store["transaction"] =>
    (tenant, work) =>
      outside(pool, async () =>
        run(checkTenant(tenant), mode, (own) =>
          auditing({ tenant, engine, sql: own as unknown as Kysely<TenantTables>, now: now() }, work),
        ),
      );
  return {
    engine,
    shown: url.shown,
    transaction: ofTenant("read write"),
    read: ofTenant("read only"),
    // Each has a connection of its own here.
    readLong: ofTenant("read only"),
    control: (work) =>
      outside(pool, () =>
        run(CONTROL, "read write", (own) =>
          work({ engine, sql: own as unknown as Kysely<ControlTables>, now: now() }),
        ),
      ),
    async prepareTenant(tenant) {
      checkTenant(tenant);
    },
    removeTenant: (tenant) =>
      outside(pool, () =>
        run(CONTROL, "read write", async (own) => {
          await own.deleteFrom("tenant").where("id", "=", checkTenant(tenant)).execute();
        }),
      ),
    schema: () =>
      schemaVersion(pool).catch((error: unknown) => {
        throw refused(error, url.shown);
      }),
    close: () => database.destroy(),
  };
}

async function openPool(url: LinkUrl, max: number): Promise<Pool> {
  if (url.parameter("schema", (text) => text) !== undefined)
    throw url.failure("the service has a schema of its own, and ?schema= is not for it");
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({ ...(await connectionSettings(url).options()), types: await ownTypes(), max });
  // A connection that ends while nobody uses it is no news: the next one who asks gets another.
  pool.on("error", () => {});
  return pool;
}

/** Looks at what is to be stored before it is sent. */
function checked(pool: Pool): Pool {
  const seen = new WeakSet<PoolClient>();
  return new Proxy(pool, {
    get(target, name) {
      if (name !== "connect") {
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      }
      return async () => {
        const client = await target.connect();
        if (seen.has(client)) return client;
        seen.add(client);
        const query = client.query.bind(client) as (text: unknown, values?: readonly unknown[]) => unknown;
        client.query = ((text: unknown, values?: readonly unknown[]) => {
          for (const value of values ?? []) checkValue(value);
          return query(text, values);
        }) as typeof client.query;
        return client;
      };
    },
  });
}

/** Two transactions that wait for each other: the server ends one of them, and the same again does what was wanted. */
async function repeated<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let tried = 1; ; tried++)
    try {
      return await work();
    } catch (error) {
      if (tried === TRIES || !["40P01", "40001"].includes(stateOf(error) ?? "")) throw error;
    }
}

export const notPostgres = (url: LinkUrl): Failure =>
  url.failure("a database of the service is a folder, or postgres://user@host/database");
