/** What is of PostgreSQL alone: as whom the service may log in, which schema it takes, and who sees rows outside of it. */
import { expect, it } from "vitest";
import { LinkUrl } from "../../../src/network/link-url.js";
import { migratePostgres } from "../../../src/service/store/engines/postgres/migrate.js";
import { openStore } from "../../../src/service/store/open.js";
import { PASSWORD } from "../../output/sql/servers.js";
import { type Given, TENANTS } from "./engines.js";
import { ending, put } from "./house.js";

const [NORTH] = TENANTS;

export function postgresIsGuarded(given: Given): void {
  const as = (role: string): string => given.place.place.replace("//witskit_app:", `//${role}:`);
  const opened = async (place: string): Promise<string> => {
    try {
      const store = await openStore(place);
      await store.close();
      return "opened";
    } catch (error) {
      return (error as Error).message;
    }
  };
  const raw = (statement: string) => given.place.raw(NORTH, statement);

  it("does not start as who could go round the rows' policies", async () => {
    expect(await opened(as("rig"))).toMatch(/rig is a superuser/);
    expect(await opened(as("witskit_owner"))).toMatch(/witskit_owner owns the tables/);
    await raw(`CREATE ROLE passing LOGIN BYPASSRLS PASSWORD '${PASSWORD}'`);
    expect(await opened(as("passing"))).toMatch(/passing bypasses row-level security/);
    await raw(`CREATE ROLE becoming LOGIN PASSWORD '${PASSWORD}' IN ROLE witskit_owner`);
    expect(await opened(as("becoming"))).toMatch(/becoming owns the tables, or may become/);
    expect(await opened(as("witskit_app"))).toBe("opened");
    expect(await opened("mysql://localhost/x")).toMatch(/postgres:\/\//);
  });

  it("does not start on another schema, and makes none itself", async () => {
    await raw("INSERT INTO migration (number, name) VALUES (99, 'later')");
    expect(await opened(as("witskit_app"))).toMatch(/at 99, of a newer witskit/);
    await raw("DELETE FROM migration WHERE number = 99");
    const bare = `${as("witskit_app").replace(/\/service$/, "")}/postgres`;
    expect(await opened(bare)).toMatch(/the schema is not there.*witskit serve migrate/);
  });

  it("migrates once, for a role that owns nothing", async () => {
    const owner = new LinkUrl(given.place.owner!);
    expect(await migratePostgres(owner)).toEqual({ from: 1, to: 1 });
    await expect(migratePostgres(owner, "nobody")).rejects.toThrow(/there is no role nobody/);
    await expect(migratePostgres(owner, "witskit_owner")).rejects.toThrow(/would own the tables/);
    await expect(migratePostgres(owner, "rig")).rejects.toThrow(/bypasses/);
  });

  it("shows nobody a row outside of a transaction of a tenant, the owner of the tables included", async () => {
    const { default: pg } = await import("pg");
    for (const place of [as("witskit_app"), given.place.owner!]) {
      const client = new pg.Client({ connectionString: place });
      await client.connect();
      try {
        await client.query("SET search_path TO witskit");
        for (const table of ["shift", "audit_event", "tenant", "account", "shift_search"])
          expect((await client.query(`SELECT * FROM ${table}`)).rows).toEqual([]);
        await expect(
          client.query("INSERT INTO client SELECT 'north', 'x', 'x', '[]', NULL, 1, 1"),
        ).rejects.toThrow(/row-level security/);
      } finally {
        await client.end();
      }
    }
  });

  it("gives the role of the service no way to history but to add to it", async () => {
    const { default: pg } = await import("pg");
    const client = new pg.Client({ connectionString: as("witskit_app") });
    await client.connect();
    try {
      await client.query("SET search_path TO witskit");
      for (const statement of [
        "DELETE FROM audit_event",
        "UPDATE decision SET comment = ''",
        "TRUNCATE shift_revision",
        "ALTER TABLE shift DISABLE TRIGGER USER",
        "CREATE TABLE mine (id text)",
        "DROP TABLE shift CASCADE",
        "SET session_replication_role = replica",
      ])
        await expect(client.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    } finally {
      await client.end();
    }
  });

  it("says in a sentence that the database has gone, and goes on when it is there again", async () => {
    await given.place.crash!();
    const told = await given.store.read(NORTH, async () => 1).catch((error: Error) => error);
    expect(told).toMatchObject({ name: "Failure", kind: "network" });
    await given.place.restart!();
    expect(await ending(given.store.transaction(NORTH, (t) => put(t, "after", { date: "2027-05-01" })))).toBe(
      "done",
    );
  });
}
