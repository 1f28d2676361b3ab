/** What must hold of a PostgreSQL before the service trusts it with rows of several tenants. */
import type { Pool } from "pg";
import { Failure } from "../../../../failure/failure.js";
import { newest } from "../../migrations/all.js";

export const SCHEMA = "witskit";

/** Row-level security holds for roles that cannot go round it: no superuser, nobody who bypasses it, not who owns the tables. */
export async function checkRole(pool: Pool, shown: string): Promise<void> {
  const { rows } = await pool.query<{ name: string; is_super: boolean; bypasses: boolean; owns: boolean }>(
    `SELECT r.rolname AS name, r.rolsuper AS is_super, r.rolbypassrls AS bypasses,
       EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = $1 AND pg_has_role(r.oid, c.relowner, 'MEMBER')) AS owns
     FROM pg_roles r WHERE r.rolname = current_user`,
    [SCHEMA],
  );
  const { name, is_super, bypasses, owns } = rows[0]!;
  const why = is_super
    ? "is a superuser"
    : bypasses
      ? "bypasses row-level security"
      : owns
        ? "owns the tables, or may become who does"
        : undefined;
  if (why !== undefined)
    throw new Failure(
      "not-admitted",
      `${shown}: the role ${name} ${why}, and tenants would not be kept apart; log in as the role of the service, which has rights and owns nothing`,
    );
}

/** Who serves makes no tables: a schema that is not the newest is told, and nothing is done. */
export async function checkSchema(pool: Pool, shown: string): Promise<void> {
  const version = await schemaVersion(pool);
  if (version === newest) return;
  throw new Failure(
    "output-foreign",
    version < newest
      ? `${shown}: the schema is ${version === 0 ? "not there" : `at ${version}`}, and this witskit needs ${newest}; run \`witskit serve migrate\` as the owner of the tables first`
      : `${shown}: the schema is at ${version}, of a newer witskit, and this one knows ${newest}; install that one`,
  );
}

export async function schemaVersion(pool: Pick<Pool, "query">): Promise<number> {
  const { rows } = await pool.query<{ there: boolean }>("SELECT to_regclass($1) IS NOT NULL AS there", [
    `${SCHEMA}.migration`,
  ]);
  if (!rows[0]!.there) return 0;
  const found = await pool.query<{ number: number | null }>(
    `SELECT max(number)::int AS number FROM ${SCHEMA}.migration`,
  );
  return found.rows[0]!.number ?? 0;
}
