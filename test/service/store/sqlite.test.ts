/** What is of SQLite alone: its files, their modes and versions, backups, a disk that is full. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isFailure } from "../../../src/failure/failure.js";
import { isAtLeast, sqliteLibrary } from "../../../src/runtime/sqlite-library.js";
import { dateAfter } from "../../../src/service/shift/clock.js";
import { sha256 } from "../../../src/service/store/audit/canonical.js";
import { backUp } from "../../../src/service/store/backup/backup.js";
import { faultsIn, restore } from "../../../src/service/store/backup/restore.js";
import { openFile } from "../../../src/service/store/engines/sqlite/file.js";
import { migrate, versionOf } from "../../../src/service/store/engines/sqlite/migrate.js";
import { openSqliteStore } from "../../../src/service/store/engines/sqlite/store.js";
import { migrations } from "../../../src/service/store/migrations/all.js";
import { markPhotoStored } from "../../../src/service/store/repositories/photos.js";
import { getShift } from "../../../src/service/store/repositories/shift-read.js";
import { createTenant } from "../../../src/service/store/repositories/tenants.js";
import { noSmallDisk, SmallDisk } from "../../drill/small-disk.js";
import { ada, furnish, put } from "./house.js";

const folder = mkdtempSync(join(tmpdir(), "witskit-sqlite-"));
const data = join(folder, "data");
const tenantFile = join(data, "tenants", "north.db");
const photo = Buffer.from("a photo");

beforeAll(async () => {
  const store = await openSqliteStore(data);
  await createTenant(store, { id: "north", slug: "north", name: "North" });
  await furnish(store, "north");
  await store.transaction("north", (t) =>
    put(t, "kept", {
      notes: "in the backup",
      photos: [
        {
          id: "p",
          hole: null,
          fromMm: null,
          toMm: null,
          tray: null,
          sha256: sha256(photo),
          mime: "image/png",
          bytes: photo.length,
          width: 1,
          height: 1,
        },
      ],
    }),
  );
  mkdirSync(join(data, "photos", "ab"), { recursive: true });
  writeFileSync(join(data, "photos", "ab", `${sha256(photo)}.png`), photo);
  writeFileSync(join(data, "encryption.key"), "secret", { mode: 0o600 });
  await store.transaction("north", (t) => markPhotoStored(t, { id: "p", sha256: sha256(photo), by: ada }));
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const messageOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return "done";
  } catch (error) {
    if (isFailure(error, "output") || isFailure(error, "input") || isFailure(error, "usage"))
      return error.message;
    throw error;
  }
};

describe("files of the service", () => {
  it("are read by their owner alone, also while they are written, and sync each commit", async () => {
    const store = await openSqliteStore(data);
    await store.transaction("north", (t) => put(t, "mode", { date: "2026-01-01" }));
    for (const path of [join(data, "control.db"), tenantFile, `${tenantFile}-wal`, `${tenantFile}-shm`])
      expect([path, statSync(path).mode & 0o777]).toEqual([path, 0o600]);
    expect(statSync(join(data, "tenants")).mode & 0o777).toBe(0o700);
    await store.close();
    chmodSync(tenantFile, 0o644);
    const again = await openFile(tenantFile, "write");
    expect(statSync(tenantFile).mode & 0o777).toBe(0o600);
    const pragma = (name: string) => Object.values(again.prepare(`PRAGMA ${name}`).all()[0]!)[0];
    expect(["journal_mode", "synchronous", "foreign_keys"].map(pragma)).toEqual(["wal", 2, 1]);
    again.close();
  });

  it("are none of another tenant, of another program, or of a newer one", async () => {
    cpSync(tenantFile, join(data, "tenants", "south.db"));
    const store = await openSqliteStore(data);
    expect(await messageOf(store.read("south", (t) => getShift(t, "kept")))).toMatch(/south.db.*north/);
    await store.close();
    rmSync(join(data, "tenants", "south.db"));
    const foreign = join(folder, "foreign.db");
    const { DatabaseSync } = await sqliteLibrary();
    const other = new DatabaseSync(foreign);
    other.exec("CREATE TABLE mine (id)");
    other.close();
    expect(await messageOf(openFile(foreign, "write"))).toMatch(/not a database of the service/);
    writeFileSync(
      join(folder, "text.db"),
      "no database at all, and long enough to be seen as none".repeat(40),
    );
    expect(await messageOf(openFile(join(folder, "text.db"), "write"))).toMatch(/not a database/);
    const copy = join(folder, "newer.db");
    cpSync(tenantFile, copy);
    const newer = await openFile(copy, "write");
    newer.exec("PRAGMA user_version = 99");
    expect(() => migrate(newer, { engine: "sqlite", file: "tenant", tenant: "north" }, copy)).toThrow(
      /newer witskit \(schema 99/,
    );
    newer.close();
  });

  it("are copied before a migration, and stay as they were where it fails", async () => {
    const path = join(folder, "older.db");
    cpSync(tenantFile, path);
    const target = { engine: "sqlite", file: "tenant", tenant: "north" } as const;
    const next = (statement: string) => [
      ...migrations,
      { number: 2, name: "next", statements: () => ["ALTER TABLE rig ADD COLUMN colour TEXT", statement] },
    ];
    const database = await openFile(path, "write");
    expect(() => migrate(database, target, path, next("CREATE TABLE rig (id)"))).toThrow();
    expect(versionOf(database)).toBe(1);
    expect(
      database
        .prepare("SELECT * FROM rig")
        .columns()
        .map(({ name }) => name),
    ).not.toContain("colour");
    migrate(database, target, path, next("CREATE INDEX rig_colour_index ON rig (colour)"));
    expect(versionOf(database)).toBe(2);
    database.close();
    const before = await openFile(`${path}.schema-1`, "read");
    expect(versionOf(before)).toBe(1);
    expect(before.prepare("SELECT count(*) AS n FROM shift").all()[0]).toMatchObject({
      n: expect.any(Number),
    });
    before.close();
  });

  it("find rows by an index, though no query names the tenant whose file it is", async () => {
    const database = await openFile(tenantFile, "read");
    for (const query of [
      "SELECT * FROM shift WHERE id = 'x'",
      "SELECT * FROM run WHERE shift_id IN ('x', 'y') ORDER BY position",
      "SELECT * FROM shift WHERE rig_id = 'x' AND date = '2026-01-01' AND slot = 'day' AND state <> 'void'",
      "SELECT * FROM shift_revision WHERE contract_id = 'x' AND date > '2026-01-01'",
      "SELECT * FROM decision WHERE shift_id = 'x' AND row_version = 1",
      "SELECT * FROM audit_event WHERE seq > 7 ORDER BY seq LIMIT 10",
    ]) {
      const plan = database
        .prepare(`EXPLAIN QUERY PLAN ${query}`)
        .all()
        .map((row) => String(row["detail"]));
      expect([query, plan.filter((step) => step.startsWith("SCAN"))]).toEqual([query, []]);
    }
    database.close();
  });

  it("are opened by a SQLite that is new enough", async () => {
    expect(["3.51.3", "3.51.10", "3.52.0", "4.0.0"].map((one) => isAtLeast(one, "3.51.3"))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(["3.51.2", "3.47.1", "3.5.99", "2.99.99"].map((one) => isAtLeast(one, "3.51.3"))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(await messageOf(sqliteLibrary("99.0.0"))).toMatch(/99.0.0 is the oldest that is safe/);
  });
});

describe("a backup", () => {
  const backup = join(folder, "backup");

  it("is made while reports are written, and restored is the service as it was, photos and keys too", async () => {
    const store = await openSqliteStore(data);
    let [written, isDone] = [0, false];
    const writing = (async () => {
      while (!isDone) {
        await store.transaction("north", (t) =>
          put(t, `b-${written}`, { date: dateAfter("2001-01-01", written++) }),
        );
        // What copies runs in this process too.
        await setImmediate();
      }
    })();
    const list = await backUp(data, backup);
    isDone = true;
    await writing;
    await store.close();
    expect(list.files.map(({ path }) => path)).toEqual([
      "control.db",
      "encryption.key",
      `photos/ab/${sha256(photo)}.png`,
      "tenants/north.db",
    ]);
    for (const { path } of list.files) expect(statSync(join(backup, path)).mode & 0o077).toBe(0);
    const into = join(folder, "restored");
    await restore(backup, into);
    expect(await faultsIn(into)).toEqual([]);
    const restored = await openSqliteStore(into);
    expect((await restored.read("north", (t) => getShift(t, "kept"))).document.notes).toBe("in the backup");
    await restored.close();
    expect(readFileSync(join(into, "encryption.key"), "utf8")).toBe("secret");
    expect(await messageOf(backUp(data, backup))).toMatch(/is there already/);
    expect(await messageOf(restore(backup, into))).toMatch(/something already/);
  });

  it.each([
    [
      "a byte of a database is another",
      "tenants/north.db",
      (bytes: Buffer) => bytes.fill(1, 5000, 5001),
      /not the file that was backed up/,
    ],
    [
      "a photo is cut",
      `photos/ab/${sha256(photo)}.png`,
      (bytes: Buffer) => bytes.subarray(1),
      /not the file that was backed up/,
    ],
    ["its list is none", "backup.json", () => Buffer.from("{}"), /no backup of the service/],
  ])("is refused where %s, and nothing is made of it", async (what, path, change, why) => {
    const damaged = join(folder, `damaged ${what}`);
    cpSync(backup, damaged, { recursive: true });
    writeFileSync(join(damaged, path), change(readFileSync(join(damaged, path))));
    const into = join(folder, `from damaged ${what}`);
    expect(await messageOf(restore(damaged, into))).toMatch(why);
    expect(existsSync(into)).toBe(false);
  });

  it("says which photos and links of a folder are missing", async () => {
    const broken = join(folder, "broken");
    cpSync(join(folder, "restored"), broken, { recursive: true });
    rmSync(join(broken, "photos"), { recursive: true });
    expect(await faultsIn(broken)).toEqual([`north: the photo ${sha256(photo)} is missing`]);
    const { DatabaseSync } = await sqliteLibrary();
    const database = new DatabaseSync(join(broken, "tenants", "north.db"));
    database.exec(
      "DROP TRIGGER audit_event_kept_on_update; UPDATE audit_event SET actor = 'eve' WHERE seq = 2",
    );
    database.close();
    expect((await faultsIn(broken))[0]).toBe(
      "north: the audit chain breaks at event 2: the event has been changed",
    );
  });
});

describe.skipIf(noSmallDisk() !== undefined)("a full disk", () => {
  it("is a sentence, loses nothing, and is over when there is room again", async () => {
    const disk = new SmallDisk(join(folder, "small"));
    try {
      const small = join(disk.folder, "data");
      const store = await openSqliteStore(small);
      await createTenant(store, { id: "north", slug: "north", name: "North" });
      await furnish(store, "north");
      disk.resize(disk.used + (256 << 10));
      const write = (n: number) =>
        store.transaction("north", (t) =>
          put(t, `full-${n}`, { date: dateAfter("2002-01-01", n), notes: "long ".repeat(2000) }),
        );
      let written = 0;
      let told = "done";
      while (told === "done") {
        told = await messageOf(write(written));
        if (told === "done") written++;
      }
      expect(told).toMatch(/north.db: .*(disk is full|disk I\/O error)/);
      expect(written).toBeGreaterThan(0);
      disk.resize();
      expect(await messageOf(write(written))).toBe("done");
      for (let n = 0; n <= written; n++) await store.read("north", (t) => getShift(t, `full-${n}`));
      await store.close();
      expect(await faultsIn(small)).toEqual([]);
    } finally {
      // The library keeps files open until their statements are collected.
      spawnSync("umount", ["--lazy", disk.folder]);
    }
  });
});

it("has left nothing half beside what it made", () => {
  expect(readdirSync(folder).filter((name) => name.includes(".part-"))).toEqual([]);
});
