/**
 * Stores to test with, on both engines: what holds is said once, and asked of each. PostgreSQL is started from the programs of the
 * system, with an owner and a role of the service, or left out by name where they are not there.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LinkUrl } from "../../../src/network/link-url.js";
import type { Store } from "../../../src/service/store/database.js";
import { migratePostgres } from "../../../src/service/store/engines/postgres/migrate.js";
import { openStore } from "../../../src/service/store/open.js";
import { createTenant } from "../../../src/service/store/repositories/tenants.js";
import { PASSWORD, postgres, postgresProgram, type Server } from "../../output/sql/servers.js";

export const TENANTS = ["north", "south"] as const;
export type Rows = Record<string, unknown>[];

export interface Place {
  readonly engine: "sqlite" | "postgres";
  /** What `openStore` takes. */
  readonly place: string;
  /** In PostgreSQL, as who owns the tables. */
  readonly owner: string | undefined;
  open(now?: () => number): Promise<Store>;
  /** A statement behind the back of the service, as the most powerful one who can. */
  raw(tenant: string, statement: string): Promise<Rows>;
  /** Another one, empty, of the same engine. */
  another(name: string): Promise<Place>;
  /** Of PostgreSQL: the server ends as if the power went, and comes again. */
  crash?(): Promise<void>;
  restart?(): Promise<void>;
  end(): Promise<void>;
}

/** What claims are asked of: there when they are. */
export interface Given {
  readonly place: Place;
  readonly store: Store;
}

/** `start` is undefined where the machine has no PostgreSQL. */
export const engines: readonly {
  readonly name: string;
  readonly start: (() => Promise<Place>) | undefined;
}[] = [
  { name: "SQLite", start: sqlitePlace },
  { name: "PostgreSQL", start: postgresProgram === undefined ? undefined : postgresPlace },
];

export async function sqlitePlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), "witskit-store-"));
  return {
    engine: "sqlite",
    place: folder,
    owner: undefined,
    open: async (now) => withTenants(await openStore(folder, now === undefined ? {} : { now })),
    async raw(tenant, statement) {
      const { sqliteLibrary } = await import("../../../src/runtime/sqlite-library.js");
      const { DatabaseSync } = await sqliteLibrary();
      const database = new DatabaseSync(join(folder, "tenants", `${tenant}.db`));
      try {
        database.exec("PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON");
        return database.prepare(statement).all();
      } finally {
        database.close();
      }
    },
    another: sqlitePlace,
    async end() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function postgresPlace(): Promise<Place> {
  const server = await postgres();
  await asRig(server, server.url, [
    `CREATE ROLE witskit_owner LOGIN PASSWORD '${PASSWORD}'`,
    `CREATE ROLE witskit_app LOGIN PASSWORD '${PASSWORD}'`,
  ]);
  const made = async (name: string): Promise<Place> => {
    const url = await server.database(name);
    const as = (role: string): string => url.replace("//rig:", `//${role}:`);
    await asRig(server, url, [`GRANT CREATE ON DATABASE "${name}" TO witskit_owner`]);
    await migratePostgres(new LinkUrl(as("witskit_owner")));
    return {
      engine: "postgres",
      place: as("witskit_app"),
      owner: as("witskit_owner"),
      open: async (now) => withTenants(await openStore(as("witskit_app"), now === undefined ? {} : { now })),
      raw: (_tenant, statement) => asRig(server, url, ["SET search_path TO witskit", statement]),
      another: made,
      async end() {},
    };
  };
  return {
    ...(await made("service")),
    crash: () => server.kill(),
    restart: () => server.start(),
    end: () => server.stop(),
  };
}

/** As the superuser. */
async function asRig(server: Server, url: string, statements: readonly string[]): Promise<Rows> {
  const { default: pg } = await import("pg");
  const database = new URL(url).pathname.slice(1);
  const client = new pg.Client({
    host: "127.0.0.1",
    port: server.port,
    user: "rig",
    password: PASSWORD,
    database,
  });
  await client.connect();
  try {
    let rows: Rows = [];
    for (const statement of statements) rows = (await client.query(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

async function withTenants(store: Store): Promise<Store> {
  for (const id of TENANTS) await createTenant(store, { id, slug: id, name: `${id} drilling` });
  return store;
}
