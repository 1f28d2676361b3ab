/** Brings a PostgreSQL to the newest schema, as the owner of its tables, and gives the role of the service its rights. */
import type { Client } from "pg";
import { Failure } from "../../../../failure/failure.js";
import type { LinkUrl } from "../../../../network/link-url.js";
import { connectionSettings } from "../../../../output/sql/postgres/connection.js";
import { migrations } from "../../migrations/all.js";
import { SCHEMA, schemaVersion } from "./checks.js";
import { refused } from "./refused.js";

/** Two who migrate at once: the second finds nothing to do. */
const LOCK = 0x7769746b;

export interface Migrated {
  readonly from: number;
  readonly to: number;
}

/** `app` is the role that the service logs in as; it must be there. */
export async function migratePostgres(url: LinkUrl, app = "witskit_app"): Promise<Migrated> {
  const { client, close } = await connectionSettings(url).connect();
  try {
    await checkApp(client, app, url.shown);
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
    const from = await schemaVersion(client);
    for (const { number, name, statements } of migrations.filter(({ number }) => number > from)) {
      await client.query("BEGIN");
      await client.query(`SET LOCAL search_path TO ${SCHEMA}`);
      if (from === 0 && number === 1) await client.query(firstStatements(app));
      for (const statement of statements({ engine: "postgres", app })) await client.query(statement);
      await client.query("INSERT INTO migration (number, name) VALUES ($1, $2)", [number, name]);
      await client.query("COMMIT");
    }
    return { from, to: await schemaVersion(client) };
  } catch (error) {
    throw refused(error, url.shown);
  } finally {
    await close();
  }
}

const firstStatements = (app: string): string => `
  CREATE TABLE migration (number integer PRIMARY KEY, name text NOT NULL, at timestamptz NOT NULL DEFAULT now());
  GRANT SELECT ON migration TO ${quoted(app)};
  GRANT USAGE ON SCHEMA ${SCHEMA} TO ${quoted(app)}`;

const quoted = (role: string): string => `"${role.replaceAll('"', '""')}"`;

async function checkApp(client: Client, app: string, shown: string): Promise<void> {
  const { rows } = await client.query<{ is_owner: boolean; may: boolean }>(
    "SELECT rolname = current_user AS is_owner, rolsuper OR rolbypassrls AS may FROM pg_roles WHERE rolname = $1",
    [app],
  );
  const [role] = rows;
  if (role === undefined)
    throw new Failure(
      "not-admitted",
      `${shown}: there is no role ${app} for the service to log in as; CREATE ROLE ${app} LOGIN PASSWORD '...' makes it`,
    );
  if (role.is_owner || role.may)
    throw new Failure(
      "not-admitted",
      `${shown}: the service cannot log in as ${app}, who ${role.is_owner ? "would own the tables" : "bypasses row-level security"}; name another role`,
    );
}
