/**
 * A copy of the service's folder while it is at work: each database as it is at one moment, photos, and the keys without which sealed secrets cannot be
 * opened. A list with the hash of each file says what belongs to it.
 */
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { syncFolder } from "../../../durable/sync-folder.js";
import { unwritable } from "../../../durable/unwritable.js";
import { Failure } from "../../../failure/failure.js";
import { openFile } from "../engines/sqlite/file.js";
import { versionOf } from "../engines/sqlite/migrate.js";
import { refused } from "../engines/sqlite/refused.js";
import { filesUnder, hashOfFile } from "./files.js";

export const LIST = "backup.json";
const KEYS = ["encryption.key", "token.key"];

export interface BackupFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface BackupList {
  readonly format: "witskit backup";
  readonly schema: number;
  readonly at: number;
  readonly files: readonly BackupFile[];
}

/** `folder` is the service's, `into` one that is not there yet; it gets its name when all of it is. */
export async function backUp(folder: string, into: string, now = Date.now()): Promise<BackupList> {
  const control = join(folder, "control.db");
  if (!existsSync(control))
    throw new Failure("input-missing", `${folder}: there is no database of the service`);
  if (existsSync(into))
    throw new Failure("output-exists", `${into}: it is there already; name a folder that is not`);
  const beside = `${into}.part-${process.pid}`;
  try {
    await mkdir(join(beside, "tenants"), { recursive: true, mode: 0o700 });
    let schema = 0;
    for (const path of await databasesIn(folder))
      schema = await copyDatabase(join(folder, path), join(beside, path));
    // What a row says is stored was so before the row: photos that are copied after the rows are all there.
    for (const path of [
      ...(await filesUnder(folder, "photos")),
      ...KEYS.filter((key) => existsSync(join(folder, key))),
    ]) {
      await mkdir(dirname(join(beside, path)), { recursive: true, mode: 0o700 });
      await copyFile(join(folder, path), join(beside, path));
      await chmod(join(beside, path), 0o600);
    }
    const list: BackupList = { format: "witskit backup", schema, at: now, files: await listed(beside) };
    await writeFile(join(beside, LIST), `${JSON.stringify(list, null, 2)}\n`, { mode: 0o600 });
    await rename(beside, into);
    await syncFolder(dirname(into));
    return list;
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw error instanceof Failure ? error : unwritable(into, error);
  }
}

/** Paths of the databases of a folder, in it. */
export async function databasesIn(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, "tenants"));
  return [
    "control.db",
    ...names
      .filter((name) => name.endsWith(".db"))
      .map((name) => join("tenants", name))
      .sort(),
  ];
}

async function copyDatabase(from: string, to: string): Promise<number> {
  const database = await openFile(from, "read");
  try {
    database.exec("PRAGMA query_only = OFF");
    database.prepare("VACUUM INTO ?").run(to);
    await chmod(to, 0o600);
    return versionOf(database);
  } catch (error) {
    throw refused(error, to);
  } finally {
    database.close();
  }
}

async function listed(folder: string): Promise<BackupFile[]> {
  const paths = await filesUnder(folder, ".");
  return Promise.all(
    paths.map(async (path) => ({
      path,
      bytes: (await stat(join(folder, path))).size,
      sha256: await hashOfFile(join(folder, path)),
    })),
  );
}
