/** Puts a backup where the service looks for its folder, and says whether all of it is right: files, databases, chains, photos. */
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { syncFolder } from "../../../durable/sync-folder.js";
import { unwritable } from "../../../durable/unwritable.js";
import { Failure } from "../../../failure/failure.js";
import { brokenText, verify } from "../audit/chain.js";
import { openFile } from "../engines/sqlite/file.js";
import { openSqliteStore } from "../engines/sqlite/store.js";
import { storedPhotos } from "../repositories/photos.js";
import { listTenants } from "../repositories/tenants.js";
import { type BackupList, databasesIn, LIST } from "./backup.js";
import { hashOfFile } from "./files.js";
import { photosIn } from "./photo-files.js";

/** `folder` is not there yet, or empty; it gets its name when all of it is there and right. */
export async function restore(backup: string, folder: string): Promise<BackupList> {
  const list = await listIn(backup);
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new Failure(
      "output-exists",
      `${folder}: there is something already; a backup is restored into a folder that is not there, or empty`,
    );
  const beside = `${folder}.part-${process.pid}`;
  try {
    for (const { path, sha256 } of list.files) {
      const from = join(backup, path);
      if (!existsSync(from) || (await hashOfFile(from)) !== sha256)
        throw new Failure(
          "input-damaged",
          `${from}: it is not the file that was backed up; take another backup`,
        );
      await mkdir(dirname(join(beside, path)), { recursive: true, mode: 0o700 });
      await copyFile(from, join(beside, path));
    }
    const wrong = await faultsIn(beside);
    if (wrong.length > 0) throw new Failure("input-damaged", `${backup}: ${wrong.join("; ")}`);
    await rename(beside, folder);
    await syncFolder(dirname(folder));
    return list;
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    throw error instanceof Failure ? error : unwritable(folder, error);
  }
}

async function listIn(backup: string): Promise<BackupList> {
  try {
    const list = JSON.parse(await readFile(join(backup, LIST), "utf8")) as BackupList;
    if (list.format === "witskit backup") return list;
  } catch {
    // What it is then is said below.
  }
  throw new Failure(
    "input-damaged",
    `${backup}: it is no backup of the service, or one that was not finished: it has no ${LIST} that can be read`,
  );
}

/** What is wrong with a folder of the service, in words; nothing where all is right. */
export async function faultsIn(folder: string): Promise<string[]> {
  const faults: string[] = [];
  for (const path of await databasesIn(folder))
    faults.push(...(await faultsOfFile(join(folder, path), path)));
  if (faults.length > 0) return faults;
  const photos = await photosIn(folder);
  const store = await openSqliteStore(folder);
  try {
    for (const { id } of await listTenants(store)) {
      const chain = await store.read(id, ({ sql }) => verify(sql));
      if (!chain.isWhole) faults.push(`${id}: ${brokenText(chain)}`);
      for (const sha256 of await store.read(id, storedPhotos)) {
        const path = photos.get(sha256);
        if (path === undefined) faults.push(`${id}: the photo ${sha256} is missing`);
        else if ((await hashOfFile(path)) !== sha256)
          faults.push(`${id}: the photo ${sha256} has other bytes`);
      }
    }
    return faults;
  } finally {
    await store.close();
  }
}

async function faultsOfFile(path: string, shown: string): Promise<string[]> {
  const database = await openFile(path, "read");
  try {
    const told = database
      .prepare("PRAGMA integrity_check(10)")
      .all()
      .map((row) => String(row["integrity_check"]));
    const dangling = database.prepare("PRAGMA foreign_key_check").all();
    return [
      ...told.filter((one) => one !== "ok").map((one) => `${shown}: ${one}`),
      ...dangling
        .slice(0, 10)
        .map(
          (row) =>
            `${shown}: a row of ${String(row["table"])} names one of ${String(row["parent"])} that is not there`,
        ),
    ];
  } finally {
    database.close();
  }
}
