/** The first migration: every table, its keys, checks, indexes, locks and, in PostgreSQL, who sees which rows. */
import type { Table } from "../../schema/column.js";
import { lockStatements } from "../../schema/lock.js";
import { indexStatements, isOfTenant, referenceStatements, tableStatement } from "../../schema/statements.js";
import type { Migration, Target } from "../migration.js";
import { businessTables } from "./business.js";
import { controlTables } from "./control.js";
import { locks } from "./locks.js";
import { masterTables } from "./master.js";
import { searchStatements } from "./search.js";
import { shiftTables } from "./shifts.js";

const named = (tables: object): [string, Table][] => Object.entries(tables) as [string, Table][];
const control = named(controlTables);
const ofTenant = named({ ...masterTables, ...shiftTables, ...businessTables });
const history = ["decision", "shift_revision", "audit_event"];

export const wholeSchema: Migration = {
  number: 1,
  name: "whole schema",
  statements(target) {
    if (target.engine === "postgres") return postgresStatements(target);
    if (target.file === "control")
      return control.flatMap(([name, table]) => [
        tableStatement("sqlite", name, table),
        ...indexStatements("sqlite", name, table),
      ]);
    return [
      ...ofTenant.flatMap(([name, table]) => [
        tableStatement("sqlite", name, table, target.tenant),
        ...indexStatements("sqlite", name, table),
      ]),
      ...searchStatements("sqlite", target.tenant),
      ...locks.flatMap((lock) => lockStatements(lock, "sqlite")),
    ];
  },
};

function postgresStatements({ app }: Extract<Target, { engine: "postgres" }>): string[] {
  const all = [...control, ...ofTenant];
  return [
    ...all.map(([name, table]) => tableStatement("postgres", name, table)),
    ...searchStatements("postgres"),
    ...all.flatMap(([name, table]) => [
      ...referenceStatements(name, table),
      ...indexStatements("postgres", name, table),
    ]),
    ...locks.flatMap((lock) => lockStatements(lock, "postgres")),
    ...history.flatMap(truncation),
    ...all.flatMap(([name, table]) => rowSecurity(name, isOfTenant(table), app)),
    ...rowSecurity("shift_search", true, app),
  ];
}

/** TRUNCATE asks no trigger of rows. */
const truncation = (table: string): string[] => [
  `CREATE TRIGGER ${table}_kept_on_truncate BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION ${table}_kept_on_delete()`,
];

/**
 * A transaction says of which tenant it is, and sees rows of no other one, whatever it asks; `*` is one over the tables of people and
 * tenants, and sees nothing else. Outside of either nobody sees anything, the owner of the tables included.
 */
function rowSecurity(table: string, isTenants: boolean, app: string): string[] {
  const own = isTenants
    ? "tenant_id = current_setting('witskit.tenant', true)"
    : "current_setting('witskit.tenant', true) = '*'";
  const rights = history.includes(table) ? "SELECT, INSERT" : "SELECT, INSERT, UPDATE, DELETE";
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY ${table}_own ON ${table} USING (${own}) WITH CHECK (${own})`,
    `GRANT ${rights} ON ${table} TO "${app.replaceAll('"', '""')}"`,
  ];
}
