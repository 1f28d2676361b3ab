/** The backup of each night, of a service that is at work: who asks is answered meanwhile, and what is written meanwhile breaks nothing. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backupJob } from "../../../src/service/api/jobs/backup.js";
import { dateAfter } from "../../../src/service/shift/clock.js";
import { restore } from "../../../src/service/store/backup/restore.js";
import { openFile } from "../../../src/service/store/engines/sqlite/file.js";
import { openSqliteStore } from "../../../src/service/store/engines/sqlite/store.js";
import { listShifts } from "../../../src/service/store/repositories/shift-list.js";
import { until } from "../../until.js";
import { furnish, put } from "../store/house.js";
import { ask, type Served, start } from "./serving.js";

const folder = mkdtempSync(join(tmpdir(), "witskit-backup-"));
const backups = join(folder, "backups");

let served: Served;
beforeAll(async () => {
  served = await start(undefined, { backup: { folder: backups, keep: 2 } });
  await furnish(served.service.store, "main");
});
afterAll(async () => {
  await served.end();
  rmSync(folder, { recursive: true, force: true });
});

const backUp = (date: string): Promise<string> => {
  const { service } = served;
  return backupJob.run({ service, now: service.now(), date, signal: new AbortController().signal });
};

/** What is in the folder that becomes the backup when all of it is there. */
const under = (path: string): boolean =>
  existsSync(backups) && readdirSync(backups).some((name) => existsSync(join(backups, name, path)));

describe("a backup of a service at work", () => {
  it("keeps nobody who asks waiting while a database is copied", async () => {
    // Nobody but its owner reads a file that is locked so: what copies waits in the call of SQLite that would copy it, and goes no step on.
    const held = await openFile(join(served.data, "tenants", "held.db"), "write");
    held.exec("PRAGMA locking_mode = EXCLUSIVE; CREATE TABLE held (id)");
    const backingUp = backUp("2026-05-01");
    await until(() => under("control.db"));
    const { status } = await ask(served, "GET /ready");
    held.close();
    expect(status).toBe(200);
    expect(await backingUp).toMatch(/^\d+ files in witskit-2026-05-01$/);
    rmSync(join(served.data, "tenants", "held.db"));
  });

  it("is whole, and as it was at one moment, when reports are written all the while", async () => {
    const { store } = served.service;
    const backingUp = backUp("2026-05-02");
    let [isDone, written] = [false, 0];
    void backingUp.finally(() => {
      isDone = true;
    });
    while (!isDone) {
      const n = written++;
      await store.transaction("main", (t) => put(t, `during-${n}`, { date: dateAfter("2001-01-01", n) }));
      // What says that it is done comes by a message.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await backingUp;
    const into = join(folder, "restored");
    // It looks at every page and link of the databases, and follows the audit chains.
    await restore(join(backups, "witskit-2026-05-02"), into);
    const restored = await openSqliteStore(into);
    const { rows } = await restored.read("main", (t) => listShifts(t, {}, { sort: "date", limit: 500 }));
    await restored.close();
    // The first ones, none left out.
    expect(rows.map(({ id }) => id)).toEqual(rows.map((_, n) => `during-${n}`));
    expect(rows.length).toBeLessThanOrEqual(written);
  });
});
