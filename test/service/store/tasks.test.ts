/** What is done by hand to what the service keeps, through the program. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqliteLibrary } from "../../../src/runtime/sqlite-library.js";
import { openSqliteStore } from "../../../src/service/store/engines/sqlite/store.js";
import { createTenant } from "../../../src/service/store/repositories/tenants.js";
import { witskit } from "../../cli/binary.js";
import { furnish, put } from "./house.js";

const cwd = mkdtempSync(join(tmpdir(), "witskit-tasks-"));
const serve = (words: string) => witskit(`serve ${words}`, { cwd });

beforeAll(async () => {
  const store = await openSqliteStore(join(cwd, "data"));
  await createTenant(store, { id: "north", slug: "north-rigs", name: "North" });
  await furnish(store, "north");
  await store.transaction("north", (t) => put(t, "kept"));
  await store.close();
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe("witskit serve", () => {
  it("backs up, restores elsewhere, and follows the audit chain there, until somebody changes it", async () => {
    expect(serve("backup copy --data data")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^2 files, \d+ bytes in copy\n/),
    });
    expect(serve("restore copy --data new")).toMatchObject({
      code: 0,
      out: expect.stringContaining("all of it is right"),
    });
    expect(serve("audit --data new")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^north-rigs: \d+ events, whole, head [0-9a-f]{64}\n$/),
    });
    const { DatabaseSync } = await sqliteLibrary();
    const database = new DatabaseSync(join(cwd, "new/tenants/north.db"));
    database.exec(
      "DROP TRIGGER audit_event_kept_on_update; UPDATE audit_event SET actor = 'eve' WHERE seq = 2",
    );
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    database.close();
    expect(serve("audit --data new")).toMatchObject({
      code: 1,
      out: "north-rigs: the audit chain breaks at event 2: the event has been changed\n",
    });
  });

  it("writes a tenant out and reads it in elsewhere, and mixes nothing", async () => {
    expect(serve("export north-rigs out --data data").code).toBe(0);
    const store = await openSqliteStore(join(cwd, "other"));
    await store.close();
    // A photo that its report has, and the folder has not.
    const hash = "ab".repeat(32);
    mkdirSync(join(cwd, "lost"));
    writeFileSync(
      join(cwd, "lost/tenant.ndjson"),
      `${readFileSync(join(cwd, "out/tenant.ndjson"), "utf8")}${JSON.stringify({ row: { sha256: hash, stored_at: 1 }, table: "photo" })}\n`,
    );
    expect(serve("import lost --data other")).toMatchObject({
      code: 3,
      err: expect.stringContaining(`the photo ${hash} is missing`),
    });
    expect(serve("import out --data other")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^north: \d+ lines and 0 photos\n$/),
    });
    expect(serve("export north again --data other").code).toBe(0);
    expect(readFileSync(join(cwd, "again/tenant.ndjson"))).toEqual(
      readFileSync(join(cwd, "out/tenant.ndjson")),
    );
    expect(serve("import out --data other")).toMatchObject({
      code: 4,
      err: expect.stringContaining("nothing is mixed"),
    });
  });

  it.each([
    ["backup", 2, /wants FOLDER/],
    ["backup copy --data data", 4, /copy: it is there already/],
    ["audit --data nothing", 3, /nothing: there is no database/],
    ["export nobody x --data data", 2, /there is no tenant nobody; there are north-rigs/],
    ["backup x --database postgres://u@127.0.0.1/x", 2, /pg_dump/],
  ])("says what is wrong: %s", (words, code, why) => {
    expect(serve(words)).toMatchObject({ code, out: "", err: expect.stringMatching(why) });
    expect(existsSync(join(cwd, "x")) || existsSync(join(cwd, "nothing"))).toBe(false);
  });
});
