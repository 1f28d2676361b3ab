/** The store in a folder: `control.db`, who may come in, and a file a tenant in `tenants/`. */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { unwritable } from "../../../../durable/unwritable.js";
import type { Store, StoreOptions } from "../../database.js";
import type { ControlTables, TenantTables } from "../../schema/tables.js";
import { checkTenant, tenantNotFound } from "../../tenant.js";
import { auditing, outside } from "../transaction.js";
import { openTenantFile, type TenantFile } from "./tenant-file.js";

export const controlFile = (folder: string): string => join(folder, "control.db");
export const tenantFile = (folder: string, tenant: string): string =>
  join(folder, "tenants", `${checkTenant(tenant)}.db`);

export async function openSqliteStore(folder: string, { now = Date.now }: StoreOptions = {}): Promise<Store> {
  try {
    mkdirSync(join(folder, "tenants"), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unwritable(folder, error);
  }
  const control = await openTenantFile<ControlTables>(controlFile(folder), {
    engine: "sqlite",
    file: "control",
  });
  const files = new Map<string, Promise<TenantFile<TenantTables>>>();
  const fileOf = (tenant: string, mayBeNew = false): Promise<TenantFile<TenantTables>> => {
    const path = tenantFile(folder, tenant);
    const known = files.get(tenant);
    if (known !== undefined) return known;
    if (!mayBeNew && !existsSync(path)) throw tenantNotFound();
    const opened = openTenantFile<TenantTables>(path, { engine: "sqlite", file: "tenant", tenant });
    files.set(tenant, opened);
    // One that could not be opened is tried again.
    opened.catch(() => files.delete(tenant));
    return opened;
  };
  const engine = "sqlite";
  return {
    engine,
    shown: folder,
    transaction: (tenant, work) =>
      outside(files, async () => {
        const file = await fileOf(tenant);
        return file.run("write", (sql) => auditing({ tenant, engine, sql, now: now() }, work));
      }),
    read: (tenant, work) =>
      outside(files, async () => {
        const file = await fileOf(tenant);
        return file.run("read", (sql) => auditing({ tenant, engine, sql, now: now() }, work));
      }),
    readLong: (tenant, work) =>
      outside(files, async () => {
        const file = await fileOf(tenant);
        return file.readApart((sql) => auditing({ tenant, engine, sql, now: now() }, work));
      }),
    control: (work) => outside(files, () => control.run("write", (sql) => work({ engine, sql, now: now() }))),
    async prepareTenant(tenant) {
      await fileOf(tenant, true);
    },
    removeTenant: (tenant) =>
      outside(files, async () => {
        const path = tenantFile(folder, tenant);
        await control.run("write", (sql) => sql.deleteFrom("tenant").where("id", "=", tenant).execute());
        await (await files.get(tenant))?.close();
        files.delete(tenant);
        for (const end of ["", "-wal", "-shm"]) rmSync(`${path}${end}`, { force: true });
      }),
    schema: () => outside(files, () => control.schema()),
    async close() {
      await control.close();
      for (const file of files.values()) await (await file).close();
      files.clear();
    },
  };
}
