/** Whether two stores have the same: counts of rows, sums of all whole numbers, and the ends of the audit chains, table by table. */
import { sql as text } from "kysely";
import { brokenText, headOf, verify } from "../audit/chain.js";
import type { Transaction } from "../database.js";
import type { Table } from "../schema/column.js";
import { type TenantTable, tenantTables } from "../schema/tables.js";

/** What a tenant comes to. */
export type Sums = ReadonlyMap<string, string>;

export async function sumsOf(transaction: Transaction): Promise<Sums> {
  const { sql } = transaction;
  const sums = new Map<string, string>();
  for (const name of Object.keys(tenantTables) as TenantTable[]) {
    const { columns } = tenantTables[name] as Table;
    const whole = Object.entries(columns).filter(([, { kind }]) => kind === "integer");
    const row = (await sql
      .selectFrom(name as "client")
      .select([
        text<string>`CAST(count(*) AS text)`.as("rows"),
        // A sum of times is larger than numbers here are exact.
        ...whole.map(([column]) => text<string | null>`CAST(sum(${text.ref(column)}) AS text)`.as(column)),
      ])
      .executeTakeFirstOrThrow()) as Readonly<Record<string, string | null>>;
    for (const [column, sum] of Object.entries(row)) sums.set(`${name}.${column}`, sum ?? "-");
  }
  const { seq, hash } = await headOf(sql);
  sums.set("audit head", `${seq} ${hash}`);
  const verified = await verify(sql);
  sums.set("audit chain", verified.isWhole ? "whole" : brokenText(verified));
  return sums;
}

export const differencesOf = (one: Sums, other: Sums): string[] =>
  [...new Set([...one.keys(), ...other.keys()])]
    .filter((name) => one.get(name) !== other.get(name))
    .map((name) => `${name}: ${one.get(name) ?? "nothing"} and ${other.get(name) ?? "nothing"}`);
